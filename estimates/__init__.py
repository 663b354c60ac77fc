"""The arithmetic of the pages, one module a topic (see `scripts/deepdive/estimates.py`)."""
