# Podkeeper's commands. `make run` and `make test` need nothing but Python, its venv module and a wheel index.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-stamp
TEST_STAMP := $(VENV)/.test-stamp
# One more than the cores of a small machine: a third of their time tests wait, for a database, a browser, a process.
WORKERS ?= 3
TESTS ?=

# Older and newer pip read one name each; the tools that build the package are held to the exact versions too.
INSTALL = PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --no-compile --only-binary :all:

# What was compiled once is kept, whatever the machine says: without that, each start compiles every library anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run install test soak bench lint format strings step constraints clean

help: ## Show these commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN_STAMP) ## Start the bot: the sandbox on 127.0.0.1, or the platforms in config.toml (PORT= is passed on).
	@exec $(BIN)/python -m bot run

install: $(TEST_STAMP) ## Make .venv with everything for running, testing and linting.

test: $(TEST_STAMP) ## Run the tests; TESTS= narrows them, WORKERS= sets how many at a time.
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile -m "not soak and not bench" $(TESTS)

soak: $(TEST_STAMP) ## Run every test at length: more programs, more crashes, all pairs of platform and database.
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --hypothesis-profile soak --timeout 3600 -m "not bench" $(TESTS)

bench: $(TEST_STAMP) ## Measure, one test at a time; the last line is all figures as JSON.
	@$(BIN)/python -m pytest --timeout 600 -m bench $(or $(TESTS),tests/bench)

lint: $(TEST_STAMP) ## Check style, types and who imports whom.
	@failed=; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Not in the common shape; make format puts it right."; failed=1; }; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/lint-imports --no-logo >$(VENV)/imports.txt || { cat $(VENV)/imports.txt; failed=1; }; \
	[ -z "$$failed" ]

format: $(TEST_STAMP) ## Put the code into the common shape.
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

strings: $(RUN_STAMP) ## Bring the languages' files up to date with the code, and list what is not translated.
	@$(BIN)/python -m bot.locales update
	@$(BIN)/python -m bot.locales check

step: $(TEST_STAMP) ## Draft the step that brings databases to what the tables are now; WORDS= says what it is for.
	@$(BIN)/python -m storage.migrations "$(WORDS)"
	@$(BIN)/ruff format --quiet storage/migrations/versions

constraints: $(VENV)/bin/python ## Take the newest versions of everything into constraints.txt, to be reviewed and tested.
	@$(PYTHON) -m venv --clear $(VENV)/new
	@$(VENV)/new/bin/python -m pip install --quiet --only-binary :all: hatchling editables '.[test]'
	@{ grep '^#' constraints.txt; $(VENV)/new/bin/python -m pip freeze --exclude podkeeper; grep ' ; ' constraints.txt; } > $(VENV)/new.txt
	@mv $(VENV)/new.txt constraints.txt && rm -rf $(VENV)/new

clean: ## Remove what these commands made; a bot's own data stays.
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find bot adapters storage tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Podkeeper needs Python 3.11 or newer; $(PYTHON) is not on the path." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Podkeeper needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_STAMP): $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing what the bot needs into $(VENV) (a minute, once)."
	@$(INSTALL) --editable '.[postgres]'
	@touch $@

$(TEST_STAMP): $(RUN_STAMP)
	@echo "Installing what the tests and checks need."
	@$(INSTALL) --editable '.[test]'
	@touch $@
