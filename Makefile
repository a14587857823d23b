# Second Look. `make` lists what there is to make.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PORT ?= 8000
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
export DEBUG ?= 1

.DEFAULT_GOAL := help
.PHONY: help run test test-fast check lint lock sbom fuzz fuzz-bytes house demo reference messages pictures bench bench-large bench-assess bench-clicks bench-wire import-beside-saves first-screen reports-agreement reports-rewritten reports-time mapping-figures set-up restore-drill faults clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@# Debian's python3 without python3-venv fails halfway, and would leave half a .venv behind.
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/installed: requirements.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/installed

run: $(VENV)/installed ## install, migrate, load the demo, serve on 127.0.0.1:8000
	@$(RUN) manage.py migrate --verbosity 0
	@$(RUN) manage.py load_demo
	@echo "Serving on http://localhost:$(PORT)  (Ctrl-C stops)"
	@# imports by page are done by a worker, which stops with the server
	@$(RUN) manage.py db_worker --no-reload --verbosity 0 & worker=$$!; \
	trap 'kill $$worker 2>/dev/null; wait $$worker 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
	$(VENV)/bin/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --blocking-threads 1 --backpressure 32 --log-level warning config.wsgi:application

test: $(VENV)/installed-dev ## install what tests need and run them all, on SQLite and PostgreSQL
	@tests/run

test-fast: $(VENV)/installed-dev ## the pure and quick tests, under a minute
	$(RUN) -m pytest -q -n 2 -m "not slow and not database and not browser"

check: $(VENV)/installed-dev lint test ## format, lint, types, checks, migrations, tests

lint: $(VENV)/installed-dev ## all of `check` but the tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/djade --check $$(find templates -name '*.html')
	$(RUN) manage.py check
	$(RUN) manage.py makemigrations --check --dry-run

COMMIT ?=
house: $(VENV)/installed-dev ## print rooms, imports that run back up, circles, long modules, of a COMMIT too
	@$(RUN) -m tests.house.report $(COMMIT)

lock: | $(VENV)/bin/python ## pin what the requirements need, all of it, with the hash of every file
	$(RUN) -m pip install --quiet --disable-pip-version-check $$(grep -o '^uv==[^ ]*' requirements-dev.txt)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) requirements.txt -o requirements.lock
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) -c requirements.lock requirements-dev.txt -o requirements-dev.lock

sbom: $(VENV)/installed-dev ## write the software bill of materials, CycloneDX, to build/sbom.json
	@mkdir -p build
	$(VENV)/bin/cyclonedx-py requirements requirements.lock --of JSON -o build/sbom.json

fuzz: $(VENV)/installed-dev ## files, forms and addresses of any content, FUZZ_EXAMPLES of each kind; say how many
	$(RUN) -m pytest tests/fuzz/fuzz_imports.py tests/fuzz/fuzz_addresses.py -q -s -n 0 -p no:cacheprovider

fuzz-bytes: $(VENV)/installed-dev ## the readers of bytes under atheris, FUZZ_SECONDS each
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-fuzz.txt
	@for reader in record_file wide_table mapping archive; do \
	  echo "== $$reader"; $(RUN) -m tests.fuzz.fuzz_bytes $$reader -max_total_time=$${FUZZ_SECONDS:-60} -verbosity=0 -print_final_stats=1 || exit 1; \
	done

demo: $(VENV)/installed-dev ## write the demo's record folder again, from its seed
	DJANGO_SETTINGS_MODULE=config.settings $(RUN) -m tests.demo.write_demo

reference: $(VENV)/installed-dev ## write the tables of docs that are asked of the code
	DJANGO_SETTINGS_MODULE=config.settings $(RUN) -m tests.reference.write

messages: $(VENV)/installed-dev ## write the catalogs of messages again, and compile the translations
	DJANGO_SETTINGS_MODULE=config.settings $(RUN) -m tests.language.write

pictures: $(VENV)/installed-dev ## take the pictures of docs/pictures with chromium
	$(RUN) -m pytest tests/browser/pictures.py -q -p no:cacheprovider

bench-clicks: $(VENV)/installed-dev ## time from click to settled page, medians of 20, with ratios
	$(RUN) -m pytest tests/browser/bench.py -q -p no:cacheprovider

.PHONY: clicks
clicks: $(VENV)/installed-dev ## what ten tasks cost by mouse, by keys alone and without script
	$(RUN) -m pytest tests/browser/test_clicks.py -q -s -n 0 -p no:cacheprovider

first-screen: $(VENV)/installed-dev ## what stands in the first screen of every demo chart
	$(RUN) -m pytest tests/browser/first_screen.py -q -s -n 0 -p no:cacheprovider

bench: $(VENV)/installed-dev ## time pages, reassess and import with 1,000 and 100,000 patients, with ratios
	$(RUN) -m tests.bench.large

bench-large: $(VENV)/installed-dev ## the same with 1,000 and 1,000,000 patients, on the PostgreSQL of BENCH_POSTGRES
	@test -n "$$BENCH_POSTGRES" || { echo "Set BENCH_POSTGRES, as postgres://user@host:5432/"; exit 1; }
	BENCH_SIZES=1000,1000000 $(RUN) -m tests.bench.large

bench-assess: $(VENV)/installed-dev ## time assess against a COMMIT, taking turns in one run, with the ratio
	$(RUN) -m tests.bench.against $(COMMIT)

bench-wire: $(VENV)/installed-dev ## bytes and CPU of pages against a COMMIT, taking turns in one run
	@$(RUN) -m tests.bench.wire $(COMMIT)

import-beside-saves: $(VENV)/installed-dev ## BESIDE_PATIENTS (100000) come in while others save, on a PostgreSQL of its own
	@$(RUN) -m tests.bench.beside

REPORTS ?= ../shared/data/reports
TCGA ?= ../shared/data/tcga-brca
MODERN ?= ../shared/data/reports-modern
reports-agreement: $(VENV)/installed-dev ## how well reports are read, against answers and the TCGA-BRCA tables
	$(RUN) -m tests.reports.agreement $(REPORTS)
	$(RUN) -m tests.reports.registry $(REPORTS) $(TCGA)
	$(RUN) -m tests.reports.modern --gate $(wildcard $(MODERN)) tests/reports/own/*/

reports-rewritten: $(VENV)/installed-dev ## what is lost of reports that are rewritten by rule, their truth kept
	$(RUN) -m tests.reports.rewriting $(wildcard $(MODERN)) tests/reports/own/*/

reports-time: $(VENV)/installed-dev ## time to read a report against its length: 1, 2, 4 and 8 times the text
	$(RUN) -m tests.reports.scaling

MAPPING_DATA ?= ../shared/data
mapping-figures: $(VENV)/installed-dev ## what the mapping page proposes of each table: right, wrong, missed, and the time
	MAPPING_DATA=$(MAPPING_DATA) $(RUN) -m pytest tests/tables/measure.py -q -s -n 0 -p no:cacheprovider

set-up: $(VENV)/installed ## first-time set-up for production: ask, write .env, migrate, invite the administrator
	@$(RUN) -m config.first_time

restore-drill: $(VENV)/installed-dev ## fill, back up, destroy, restore to a second database, verify; SQLite and PostgreSQL
	$(RUN) -m tests.operations.restore_drill

faults: $(VENV)/installed-dev ## kill -9 in every kind of write, on a PostgreSQL of its own; print what was lost
	$(RUN) -m tests.faults

clean: ## remove the environment, the database and what was collected
	rm -rf $(VENV) staticfiles second-look.sqlite3*
