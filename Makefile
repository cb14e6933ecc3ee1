# Everything a user or a developer does, with nothing but python3 (3.11 or newer) and its venv module.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: glossary test lint serve benchmark clean

glossary: $(STAMP)  ## build glossary.db and glossary.csv from the sample texts
	$(BIN)/glossary build data/texts --db glossary.db
	$(BIN)/glossary export --to csv --seen --excel -o glossary.csv
	@echo "next: $(BIN)/glossary lookup keqiao, or make serve and browse http://127.0.0.1:8001"

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -q

lint: $(STAMP)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: glossary  ## browse the glossary
	$(BIN)/glossary serve

benchmark: $(STAMP)  ## measure speed and memory
	$(BIN)/python benchmarks/speed.py

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  (echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

clean:  ## remove what was made
	rm -rf $(VENV) glossary.db glossary.csv build dist *.egg-info
