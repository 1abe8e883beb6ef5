# Everything is set up by these targets themselves; needed beforehand: make and Python 3.11 to 3.14 with venv.
# Written for GNU make 3.81 too, which macOS has.

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench neo4j lock clean

# Packages of another project must not stand before ours: the names api, graph and loaders are common ones.
unexport PYTHONPATH
unexport PYTHONHOME

PY := .venv/bin/python

help: ## Show this list
	@echo "Value-chain explorer. Type make and one of:"
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9_-]+:.*## / {printf "  %-9s %s\n", $$1, $$2}' Makefile
	@echo "Settings come from the environment, e.g.  VALUECHAIN_PORT=8080 make run  (README, Settings)."

run: ## Set up .venv, load the seed pack once, serve on http://127.0.0.1:8000 until Ctrl-C
	@sh scripts/environment.sh run
	@VALUECHAIN_DATA="$${VALUECHAIN_DATA:-$$PWD/var}"; export VALUECHAIN_DATA; exec .venv/bin/valuechain serve

test: ## Set up .venv, Chromium and a real Neo4j, then lint and run the whole suite (PYTEST_ARGS="-k word" narrows it)
	@sh scripts/environment.sh test
	@sh scripts/system_needs.sh
	@$(PY) tests/support/neo4j_jars.py
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest --junitxml=var/test-report.xml $(PYTEST_ARGS)

lint: ## Check style, types and import directions
	@sh scripts/environment.sh test
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet . || { echo "Not formatted as ruff would: type make format" >&2; exit 1; }
	@$(PY) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo

format: ## Sort the imports and format the code
	@sh scripts/environment.sh test
	@$(PY) -m ruff check --quiet --fix --exit-zero --select I .
	@$(PY) -m ruff format --quiet .

bench: ## Run the benchmarks (never part of the tests)
	@sh scripts/environment.sh test
	@for file in benchmarks/[a-z]*.py; do \
		name=$$(basename "$$file" .py); echo "== benchmarks.$$name"; $(PY) -m "benchmarks.$$name" $(BENCH_ARGS) || exit 1; \
	done
	@echo "== benchmarks.networks"; $(PY) -m benchmarks.networks --quick --peers networkx,igraph,rustworkx,networkit,scipy,scikit-network

neo4j: ## Start an empty Neo4j to try things on, and say how to reach it (needs Java 17 or 21, and Maven once)
	@sh scripts/environment.sh test
	@exec $(PY) tests/support/neo4j_server.py

lock: ## Pin the dependencies anew (UPGRADE=1 takes the newest; needs uv)
	@UPGRADE="$(UPGRADE)" sh scripts/lock.sh

clean: ## Remove .venv and everything built; keeps var/, where the data is
	@rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache var/test-report.xml
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
