# Needs Python 3.11 or newer and make; everything else is put into .venv.

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Twice the cores of a small machine: some tests wait for a terminal or a lock, and others work meanwhile.
WORKERS ?= 4

# PYTHON=/path/to/python make ... chooses one; otherwise the first that is new enough.
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
FITS := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
READY := import sys, pip; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
NODE := tests/documents/node

.PHONY: help demo test test-docs bench pictures soak clean

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

demo: $(STAMP) ## open a scratch workbook with sample projects
	@$(BIN)/mlworkbook demo

test: $(STAMP) ## lint, types, layers, then every test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

test-docs: $(STAMP) $(NODE)/node_modules/.installed ## the documents through Mermaid's parser and markdownlint; needs node
	@rm -rf $(NODE)/.exported
	@$(BIN)/python -m tests.documents.exported $(NODE)/.exported
	@cd $(NODE) && node mermaid.mjs .exported && node_modules/.bin/markdownlint-cli2 '.exported/**/*.md' '!.exported/harmful-*/**'

bench: $(STAMP) ## measure what is promised
	@$(BIN)/python -m benchmarks

pictures: $(STAMP) ## draw the screens anew
	@$(BIN)/python -m tests.pictures

soak: $(STAMP) ## long property tests, kill tests, power cuts
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m 'soak or property'

clean: ## remove .venv, caches and built packages; workbooks stay
	@rm -rf $(VENV) $(NODE)/node_modules $(NODE)/.exported build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(NODE)/node_modules/.installed: $(NODE)/package.json
	@command -v npm >/dev/null || { echo "This check needs node (20 or newer) with its npm." >&2; exit 1; }
	@cd $(NODE) && npm install --silent --no-audit --no-fund --no-package-lock
	@touch $@

# workbook/__init__.py holds the version, which the installed metadata repeats.
$(STAMP): pyproject.toml constraints.txt workbook/__init__.py
	@if ! $(BIN)/python -c '$(READY)' 2>/dev/null; then \
		found=; \
		for python in $(PYTHONS); do \
			if "$$python" -c '$(FITS)' >/dev/null 2>&1; then found=$$python; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "mlworkbook needs Python 3.11 or newer, with its venv module (Debian, Ubuntu: python3-venv)." >&2; \
			echo "None of these will do: $(strip $(PYTHONS)). Name one: make PYTHON=/path/to/python3.11 ..." >&2; \
			exit 1; \
		fi; \
		echo "Making $(VENV) with $$found" >&2; \
		"$$found" -m venv --clear $(VENV); \
	fi
	@echo "Installing into $(VENV)" >&2
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
