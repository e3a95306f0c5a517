# Two commands do everything on a fresh Debian 12: `make run` and `make test`. The rest is for developers.

PYTHON  ?= python3
WORKERS ?= 2
DATA    ?= ../shared/data
WORK    ?= bench-results/table

venv    := .venv/bin/python
pytest  := $(venv) -m pytest
screen  := xvfb-run --auto-servernum --server-args="-screen 0 1600x1200x24" env QT_QPA_PLATFORM=xcb

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-window lint types bench table soak shots clean

help:
	@echo "make run     open the window; without a display, run the whole journey on the bundled pictures"
	@echo "make test    the whole test suite"
	@echo "make setup   what both do first: system packages, .venv, libraries"
	@echo "make lint types bench table soak shots clean   for developers"

# A demo never overwrites an earlier one: each has a folder of its own.
run: setup-window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(venv) -m workbench; \
	else $(venv) -m workbench demo "workbench-demo/$$(date +%Y-%m-%d-%H%M%S)"; fi

# Both on workers: a test that stands still takes its worker with it, and is named.
test: setup
	QT_QPA_PLATFORM=offscreen $(pytest) -n $(WORKERS) --dist worksteal --max-worker-restart 4 --durations 10
	$(screen) $(pytest) -n 1 --max-worker-restart 4 -m "window or journey" --durations 5

setup:
	@PYTHON=$(PYTHON) installer/linux/system_packages.sh test
	@PYTHON=$(PYTHON) installer/linux/venv.sh

setup-window:
	@PYTHON=$(PYTHON) installer/linux/system_packages.sh window
	@PYTHON=$(PYTHON) installer/linux/venv.sh

lint: setup
	$(venv) -m ruff check
	$(venv) -m ruff format --check
	.venv/bin/lint-imports --no-logo

types: setup
	$(venv) -m mypy

bench: setup
	$(venv) -m tests.benchmarks

# Hours: DATA holds the sets, WORK what was measured so far. It may be stopped, and goes on from there.
table: setup
	$(venv) -m tests.benchmarks.table --data "$(DATA)" --work "$(WORK)" $(ARGUMENTS)

soak: setup
	$(pytest) -m soak

shots: setup
	$(screen) $(venv) -m tests.shots

# .venv stays: making it again takes minutes.
clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find workbench tests -name __pycache__ -type d -prune -exec rm -rf {} +
