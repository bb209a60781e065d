PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help install demo test check bench format clean

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,pdf,cluster]'
	@touch $@

install: $(INSTALLED)  ## Set up .venv with the tested versions

demo: $(INSTALLED)  ## Ingest seeds/, export JSON Lines, show a summary
	$(BIN)/corpus ingest seeds/
	$(BIN)/corpus export --format jsonl -o data/seeds.jsonl
	$(BIN)/corpus export --format jsonl --level entity | head -n 5
	$(BIN)/corpus status

test: $(INSTALLED)  ## Run the whole test suite
	$(BIN)/python -m pytest

check: $(INSTALLED)  ## Format, lint, types, import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED)  ## Measure speed and accuracy beside other tools (CORPUS_DATA=...)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,pdf,cluster,bench]'
	$(BIN)/python -m benchmarks

format: $(INSTALLED)  ## Rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
