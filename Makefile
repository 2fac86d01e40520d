# The whole interface of the project. `make demo` and `make test` set up everything they need.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test walks crms journeys lint check connector live bench corpus package screenshots translations schemas lock clean

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& { command -v "$$p"; break; }; done)
BOOTSTRAP = $(if $(PYTHON),$(PYTHON) -I workspace/bootstrap.py,@echo \
	"Workspace needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is on the PATH." >&2; false)
VENV = .venv/bin
RUN = $(VENV)/python -m
CRMS = $(patsubst %,tests/connectors/%,espocrm hubspot odoo salesforce tryton)
CRM_JOURNEYS = $(patsubst %,tests/journeys/test_%.py,hubspot odoo salesforce tryton)
WALKS = tests/ui/test_access.py tests/ui/test_cut.py
SCREEN = -screen 0 1440x900x24 -noreset -nolisten tcp

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## set up, and open the window on sample data (headless where there is no display)
	@$(BOOTSTRAP) demo

test: ## set up, and run the tests (at most 8 minutes)
	@$(BOOTSTRAP) test
	$(RUN) pytest -n 2 --dist worksteal --session-timeout=480 --ignore=tests/journeys $(CRMS:%=--ignore=%) $(WALKS:%=--ignore=%) tests

walks: ## every screen walked: names, roles, Tab, cut words, 200 % (a few minutes)
	@$(BOOTSTRAP) test
	$(RUN) pytest -n 2 --dist worksteal --session-timeout=600 $(WALKS)

journeys: ## the real window with the real engine (at most 25 minutes)
	@$(BOOTSTRAP) test
	@if command -v xvfb-run >/dev/null; then \
		export QT_QPA_PLATFORM=xcb; set -- xvfb-run -a -s "$(SCREEN)"; fi; \
	"$$@" $(RUN) pytest --timeout=300 --session-timeout=1500 $(CRM_JOURNEYS:%=--ignore=%) tests/journeys

crms: ## the CRM connectors, one of them on a real Tryton, and their journeys under kills and cuts
	@$(BOOTSTRAP) test
	$(RUN) pytest --timeout=300 --session-timeout=1500 $(CRMS) $(CRM_JOURNEYS)

lint: ## ruff, mypy --strict and the import rules
	@$(BOOTSTRAP) test
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports

check: lint test walks crms journeys ## everything a change has to pass

connector: ## NAME=x: write a new connector with its test and its fake (SIGNIN=oauth: behind OAuth)
	@test -n "$(NAME)" || { echo "Say which: make connector NAME=x" >&2; exit 2; }
	@$(BOOTSTRAP) test
	$(RUN) workspace.connector.scaffold "$(NAME)" $(SIGNIN)

live: ## NAME=x: the conformance kit on the real service, where keys are set
	@test -f "tests/connectors/$(NAME)/live.py" || { \
		echo "Say which: make live NAME=$$(ls tests/connectors/*/live.py | cut -d/ -f3 | paste -sd'|')" >&2; exit 2; }
	@$(BOOTSTRAP) test
	$(RUN) pytest -rs "tests/connectors/$(NAME)/live.py"

bench: ## measure beside notmuch, mu and mbsync; writes benchmarks/latest.json
	@$(BOOTSTRAP) bench
	$(RUN) benchmarks

corpus: ## DIR=folder: take any folder of mails and calendars through the whole path
	@test -n "$(DIR)" || { echo "Say which: make corpus DIR=folder" >&2; exit 2; }
	@$(BOOTSTRAP) test
	$(RUN) tests.corpus "$(DIR)"

package: ## build the program with PyInstaller and try it
	@$(BOOTSTRAP) package
	$(RUN) tests.package

screenshots: ## render the screens to build/screenshots
	@$(BOOTSTRAP) test
	$(RUN) tests.screenshots build/screenshots

LUPDATE = $(VENV)/pyside6-lupdate -no-obsolete -locations none $$(find ui -name '*.py' | sort) -source-language en
TRANSLATIONS = resources/translations/workspace

translations: ## collect the sentences of ui/ and compile what is translated
	@$(BOOTSTRAP) test
	$(LUPDATE) -target-language ko -ts $(TRANSLATIONS)_ko.ts
	$(LUPDATE) -target-language en -pluralonly -ts $(TRANSLATIONS)_en.ts
	for language in en ko; do $(VENV)/pyside6-lrelease $(TRANSLATIONS)_$$language.ts; done

schemas: ## write the JSON Schema and the reference page of the connector profiles
	@$(BOOTSTRAP) test
	$(RUN) workspace.profiles.reference

COMPILE = $(VENV)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" --system-certs --quiet

lock: ## make the locks anew from pyproject.toml; UPGRADE=1 raises the versions
	@$(BOOTSTRAP) tools
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group build -o requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group build --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove .venv and everything that was built
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf *.egg-info
