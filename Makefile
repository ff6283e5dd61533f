# Two commands. Each sets up all that it needs; the second time it sets up nothing.
#   make site   build the demonstration into output/
#   make test   run every check that CI runs
# Only relative paths, so that the folder may have a space in its name.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
NPM := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: site test clean

site: .venv/site.stamp
	@$(PY) -m invoke build
	@echo "To look at it: .venv/bin/invoke serve"

test: .venv/test.stamp
	@sh tests/tools.sh
	@$(PY) -m invoke check

clean:
	rm -rf .venv node_modules output .build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' || { echo "Node 20 or later is needed."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/site.stamp: requirements.lock package-lock.json | .venv/bin/python
	@echo "Installing what the site needs (once)…"
	@$(PIP) -r requirements.lock
	@$(NPM) --omit=dev
	@touch $@

.venv/test.stamp: requirements-test.lock package-lock.json .venv/site.stamp
	@echo "Installing what the tests need (once)…"
	@$(PIP) -r requirements-test.lock
	@$(NPM)
	@touch $@
