# Each recipe line is one plain command, so that make hands a signal to the program itself and not to a shell.

FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
FOUND = $(shell for name in python3 python3.13 python3.12 python3.11; do \
	"$$name" -c "$(FITS)" 2>/dev/null && echo "$$name" && break; done)
PYTHON ?= $(or $(FOUND),python3)
OURS := .venv/bin/python
# A file of tests stays with one process, since some prepare much for all of theirs.
PYTEST := $(OURS) -m pytest -n 2 --dist loadfile
EXPORT := uv export --quiet --frozen --no-header --no-emit-project

.PHONY: help run test faults pictures check backup restore messages manual lock clean
.DEFAULT_GOAL := help

##@ Use
run: ## serve PortPass on this machine, with demonstration data (PORT=9000 make run: on another port)
	@$(PYTHON) -m tools.bootstrap run
	@$(OURS) -m tools.local_run

##@ Prove
test: ## everything: the checks, then the suite on the embedded database, and what opens a database again on a real PostgreSQL behind PgBouncer, with all journeys
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.browser
	@$(OURS) -m tools.scanner
	@$(OURS) -m tools.servers
	@$(OURS) -m tools.extraction
	@$(OURS) -m tools.translations
	@$(OURS) -m tools.check
	@$(PYTEST) -m "not journey or embedded"
	@$(PYTEST) --database=pgbouncer --only-with-database

faults: export PORTPASS_FAULTS = long
faults: ## the long form of tests/faults: at least 200 kills and 10,000 registrations, about an hour (PORTPASS_FAULTS_SEED=7 make faults: those choices again)
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.servers
	@$(OURS) -m pytest -s tests/faults

pictures: ## every page in its main states at three widths, into var/pictures/ (ONLY=staff make pictures: those alone)
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.browser
	@$(OURS) -m tools.pictures

check: ## format, lint, types, import floors, missing migrations, templates
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.translations
	@$(OURS) -m tools.check

##@ Keep
backup: ## database and documents as one set into a new folder (TO=folder; BASE=earlier set: what is in it is not copied again)
	@$(PYTHON) -m tools.bootstrap run
	@$(OURS) -m tools.backup make "$(TO)" "$(BASE)"

restore: ## a set into an empty place, and the proof that all of it is there (FROM=folder)
	@$(PYTHON) -m tools.bootstrap run
	@$(OURS) -m tools.backup restore "$(FROM)"

messages: ## bring locale/ up to date with the strings that are marked for translation (needs GNU gettext)
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.messages

manual: ## walk the product in the browser and write the manuals anew: words, pictures and PDF, in both languages
	@$(PYTHON) -m tools.bootstrap test
	@$(OURS) -m tools.browser
	@$(OURS) -m tools.translations
	@$(OURS) -m tools.manual

lock: ## resolve the dependencies of pyproject.toml anew into requirements/ (hashes, no addresses; needs uv)
	uv lock --upgrade
	$(EXPORT) --no-dev --output-file requirements/run.txt
	$(EXPORT) --all-groups --output-file requirements/test.txt

clean: ## remove everything that these commands made: .venv, var (with the demonstration) and the caches
	rm -rf .venv var locale/*/LC_MESSAGES/*.mo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { print "\n" substr($$0, 5) } /^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
