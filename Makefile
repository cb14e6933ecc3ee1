# Everything a user or a developer does, with nothing but python3 (3.11 or newer) and its venv module.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools-installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: glossary test test-datasette-1 lint serve benchmark data clean

glossary: $(INSTALLED)  ## build glossary.db and glossary.csv from the sample texts
	$(BIN)/glossary build data/texts --db glossary.db
	$(BIN)/glossary export --to csv --seen --excel -o glossary.csv
	@echo "next: $(BIN)/glossary lookup keqiao, or make serve and browse http://127.0.0.1:8001"

test: $(TOOLS)  ## run the tests
	$(BIN)/python -m pytest -q

test-datasette-1:  ## run the tests of the site with the newest Datasette 1.0, in an environment of its own
	$(PYTHON) -m venv .venv-datasette-1
	.venv-datasette-1/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	.venv-datasette-1/bin/python -m pip install --quiet --disable-pip-version-check --pre 'datasette>=1.0a20,<2'
	.venv-datasette-1/bin/python -m pytest -q tests/test_web.py tests/test_web_hostile.py tests/test_web_tiles.py

lint: $(TOOLS)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: glossary  ## browse the glossary
	$(BIN)/glossary serve

benchmark: $(INSTALLED)  ## measure speed and memory
	$(BIN)/python benchmarks/speed.py

data: $(TOOLS)  ## make the generated data files anew
	$(PIP) -e '.[data]'
	$(BIN)/python scripts/make_places.py
	$(BIN)/python scripts/make_lexicon.py

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  (echo "Python 3.11 or newer is needed, for example: make PYTHON=python3.12"; exit 1)
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(TOOLS): $(INSTALLED)
	$(PIP) -e '.[dev]'
	@touch $@

clean:  ## remove what was made
	rm -rf $(VENV) .venv-datasette-1 glossary.db glossary.csv build dist *.egg-info
