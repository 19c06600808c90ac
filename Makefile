# `make run` opens TwinStack on a bundled sample, `make test` checks and tests everything.
# Both set up what is missing first; each target is one line of Python that also works without make.

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)

.PHONY: run test setup wheel-test screenshot bench lock clean python

run: python
	@"$(PYTHON)" -m tools.run

test: python
	@"$(PYTHON)" -m tools.checks

setup: python
	@"$(PYTHON)" -m tools.setup

wheel-test: python
	@"$(PYTHON)" -m tools.wheel

screenshot: setup
	@.venv/bin/python -m tools.screenshot

bench: setup
	@.venv/bin/python -m benchmarks
	@.venv/bin/python -m benchmarks.graph

lock: setup
	@.venv/bin/python -m tools.lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

python:
	@test -n "$(PYTHON)" || { echo "TwinStack needs Python 3.11 or newer, and none was found." >&2; exit 1; }
