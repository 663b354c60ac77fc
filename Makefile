# Each line calls scripts/dev.py, which works alike without make: `python3 scripts/dev.py serve`.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help serve test fix bench build lock

help:   ## show this list
	@sed -n 's/^\([a-z]*\): *## /  make \1\t/p' $(MAKEFILE_LIST)
serve:  ## show the site on this machine and follow every change
	@$(PYTHON) scripts/dev.py serve
test:   ## run every check; writes nothing into the sources
	@$(PYTHON) scripts/dev.py test
fix:    ## write everything that `make test` can ask for
	@$(PYTHON) scripts/dev.py fix
bench:  ## measure how long building takes
	@$(PYTHON) scripts/dev.py bench
build:  ## write the site to site/
	@$(PYTHON) scripts/dev.py build
lock:   ## renew the pins of requirements*.txt and of the vendored files
	@$(PYTHON) scripts/dev.py lock
