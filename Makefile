# Every command of the project; `make` lists them. A newcomer needs `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV := $(BIN)/uv
# Each command starts many processes: what Python compiled once is kept.
unexport PYTHONDONTWRITEBYTECODE
DEMO := CASEWARD_DEMO=1 CASEWARD_DATA=$${CASEWARD_DATA:-var/demo}

.DEFAULT_GOAL := help
.PHONY: help install install-pdf install-tests demo check sweeps test test-sqlite test-postgresql journeys benchmarks docs lock clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Caseward needs Python 3.11 or newer: set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/installed: requirements.txt pyproject.toml | .venv/bin/uv
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements.txt
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps -e .
	@touch $@

.venv/installed-tests: requirements-dev.txt .venv/installed
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

install: .venv/installed ## Make .venv with the command `caseward` in it

install-pdf: # The report's PDF is set with Pango, a Debian package.
	@ldconfig -p | grep -q libpangoft2-1.0 || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 >/dev/null; } || { echo "PDF files need Pango: install the packages libpango-1.0-0 and libpangoft2-1.0-0"; exit 1; }

install-tests: .venv/installed-tests install-pdf
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-liberation >/dev/null; } || { echo "The journeys need Chromium: install the package chromium"; exit 1; }

demo: install ## Start Caseward with the demonstration data (PORT=8000)
	@$(MAKE) --no-print-directory install-pdf || echo "Everything but PDF files works without it."
	@$(DEMO) PORT=$(PORT) $(BIN)/caseward demo

check: .venv/installed-tests ## The fast part: style, types, contracts, rules, sweeps
	$(BIN)/ruff check . & a=$$!; $(BIN)/ruff format --check --quiet . & b=$$!; wait $$a; wait $$b
	$(BIN)/lint-imports
	$(BIN)/deptry caseward
	$(BIN)/djlint --lint --quiet caseward
	$(BIN)/mypy caseward tests benchmarks & types=$$!; \
	$(BIN)/pytest -q tests/rules tests/frameworks -n 2 --cov=caseward/rules --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered; \
	wait $$types
	$(BIN)/pytest -q tests/house -n 2

test: install-tests check test-sqlite test-postgresql journeys ## Everything: both databases and a headless browser

sweeps: .venv/installed-tests ## Who sees what at every address, and how many statements it takes
	$(BIN)/pytest -q tests/sweeps -n 2 --dist worksteal

test-sqlite: .venv/installed-tests
	$(BIN)/pytest -q tests/sweeps tests/shared tests/inspection tests/casework tests/assurance tests/demo tests/config -n 2 --dist worksteal

test-postgresql: .venv/installed-tests
	$(BIN)/python -m tests.postgresql $(BIN)/pytest -q --migrations tests/shared tests/inspection tests/casework tests/assurance tests/demo tests/config -n 2 --dist worksteal

journeys: install-tests ## Each person's job in a real browser, with accessibility checks
	$(BIN)/pytest -q tests/journeys -n 2 --dist worksteal

benchmarks: .venv/installed-tests ## Races against named peers; prints ratios
	for race in benchmarks/*.py; do $(BIN)/python $$race; done

docs: install ## Write the generated pages of docs/rules again
	$(BIN)/caseward rules-pages

lock: .venv/bin/uv ## Resolve the dependencies again
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove the environment and the demonstration's data
	rm -rf .venv var
