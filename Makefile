# Two commands for a fresh machine: `make chat` and `make test`. Python 3.11 or newer and make are all they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CORPUS ?= corpus
INDEX ?= index
HOST ?= 127.0.0.1
PORT ?= 7860
TIMES ?= 1

FUZZ_SECONDS ?= 1800
AXE_CORE := 4.14.1

.PHONY: chat index evaluate test test-fast golden test-long axe fuzz benchmark benchmark-index train lint install install-dev clean

chat: install  ## build the index if it is missing or stale, and open the chat page
	@$(BIN)/drugbot index --if-stale --corpus "$(CORPUS)" --index "$(INDEX)" || [ $$? -eq 1 ]
	@$(BIN)/drugbot chat --corpus "$(CORPUS)" --index "$(INDEX)" --host "$(HOST)" --port "$(PORT)"

index: install  ## build the index
	@$(BIN)/drugbot index --corpus "$(CORPUS)" --index "$(INDEX)"

evaluate: install  ## judge retrieval on the FAQ pairs of the corpus
	@$(BIN)/drugbot evaluate --corpus "$(CORPUS)"

test: install-dev build/axe-core/axe.min.js  ## run the whole test suite
	@$(BIN)/python -m pytest

test-fast: install-dev  ## the suite without the browser
	@$(BIN)/python -m pytest -m "not browser"

golden: install-dev  ## write the kept replies of tests/golden anew, to be read before they are committed
	@DRUGBOT_GOLDEN=1 $(BIN)/python -m pytest -q tests/golden

test-long: install-dev  ## the tests that gain from it, for about half an hour: 200 kills, full-size hostile files, long fuzzing
	@DRUGBOT_LONG=1 $(BIN)/python -m pytest tests/unit/corpus tests/unit/index tests/functional/test_index_command.py

axe: build/axe-core/axe.min.js  ## what the browser tests check accessibility with

build/axe-core/axe.min.js:
	@command -v npm >/dev/null || { echo "without npm there is no axe-core: accessibility is not tested"; exit 0; } ; \
	  mkdir -p build/axe-core && cd build/axe-core && npm pack --silent axe-core@$(AXE_CORE) >/dev/null \
	  && tar -xzf axe-core-$(AXE_CORE).tgz --strip-components=1 package/axe.min.js && touch axe.min.js \
	  || echo "axe-core could not be fetched: accessibility is not tested"

fuzz: install-dev  ## reading and chunking under coverage-guided fuzzing, for FUZZ_SECONDS
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	@$(BIN)/python -m tests.fuzz.fuzz_monographs build/fuzz/seeds -max_total_time=$(FUZZ_SECONDS) -max_len=20000 \
	  -timeout=20 -rss_limit_mb=4096 -artifact_prefix=build/fuzz/

benchmark: install-dev  ## against txtai, Haystack, LlamaIndex and plain sentence-transformers + FAISS, in about half an hour
	@$(BIN)/python scripts/benchmark.py --corpus "$(CORPUS)" --plot docs/benchmark.svg

benchmark-index: install-dev  ## building, opening and asking an index, against plain sentence-transformers + faiss; TIMES=3 for three times the monographs
	@$(BIN)/python scripts/benchmark_index.py --corpus "$(CORPUS)" --times "$(TIMES)"

train: install-dev  ## learn retrieval, the emergency screen, asides, second medicines, focus and lists anew; LABELS is the folder of labels, where at hand
	@$(BIN)/python scripts/train_retrieval.py $(if $(LABELS),--labels "$(LABELS)")
	@$(BIN)/python scripts/train_emergencies.py
	@$(BIN)/drugbot index --corpus "$(CORPUS)" --index "$(INDEX)"
	@$(BIN)/python scripts/train_asides.py
	@$(BIN)/python scripts/train_seconds.py
	@$(BIN)/python scripts/train_focus.py
	@$(BIN)/python scripts/train_listing.py

lint: install-dev  ## style, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "drugbot needs Python 3.11 or newer; run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

clean:  ## remove the environment and the index
	rm -rf $(VENV) $(INDEX)/g-* $(INDEX)/manifest.json* $(INDEX)/.drugbot-build-* $(INDEX)/.lock
