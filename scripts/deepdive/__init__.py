"""Renders, checks and exports the site; what runs it is `scripts/dev.py`."""
