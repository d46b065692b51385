# Two commands do everything on a fresh Debian machine with Python >= 3.11:
#   make demo    installs, loads the demonstration, closes the month, serves the site
#   make test    installs and passes all tests
BIN := .venv/bin
INSTALLED := .venv/installed
PART ?= 1

.PHONY: help install demo test lint format bench docs messages lock clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED) ## Install everything in .venv

$(INSTALLED): requirements-dev.txt pyproject.toml scripts/install.sh
	@scripts/install.sh
	@touch $@

demo: $(INSTALLED) ## Load the demonstration, close the month, serve the site
	@$(BIN)/etrier demo

test: $(INSTALLED) ## Pass all tests (SQLite, or the database of DATABASE_URL)
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(INSTALLED) ## Style, types, imports, templates, translations, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src/etrier/www/templates --lint --quiet
	$(BIN)/python scripts/messages.py check
	DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run

format: $(INSTALLED) ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## Close a month for the whole country (PART=0.01 for a quick look), then type one
	@$(BIN)/python -m bench --part $(PART)
	@$(BIN)/python -m bench.chronometre

docs: $(INSTALLED) ## Write again every generated page and screenshot of docs/
	@$(BIN)/python -m scripts.docs

messages: $(INSTALLED) ## Collect the sentences to translate, and compile the translations
	@$(BIN)/python scripts/messages.py update

lock: ## Choose again the versions of requirements*.txt (needs uv)
	uv pip compile pyproject.toml --group dev --generate-hashes --no-header --universal --python-version 3.11 --quiet -o requirements-dev.txt
	uv pip compile pyproject.toml --generate-hashes --no-header --universal --python-version 3.11 --quiet -c requirements-dev.txt -o requirements.txt

clean: ## Remove what was installed and generated
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache
