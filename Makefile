# Every target does its own set-up. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3.11
PY := .venv/bin/python

.PHONY: help run test check bench word fmt lock messages setup clean

help:
	@echo "make run     set up and start the portal with demonstration data (PORT=8000)"
	@echo "make test    set up and run every test: SQLite, PostgreSQL, Redis, browser"
	@echo "make check   style, layers, types, migrations, production settings"
	@echo "make bench   speed, as ratios to a floor measured in the same run"
	@echo "make word    open the Word files with LibreOffice and compare them with the PDFs (installs LibreOffice)"
	@echo "make fmt     repair style        make lock      pin requirements anew"
	@echo "make messages  refresh the translation catalogues from the source"

setup:
	@$(PYTHON) scripts/bootstrap.py run

run:
	@$(PYTHON) scripts/bootstrap.py run
	@exec $(PY) scripts/run.py

test:
	@$(PYTHON) scripts/bootstrap.py test
	@exec $(PY) scripts/test.py $(ARGS)

check:
	@$(PYTHON) scripts/bootstrap.py check
	@exec $(PY) scripts/check.py

bench:
	@$(PYTHON) scripts/bootstrap.py test
	@exec $(PY) scripts/bench.py $(ARGS)

word:
	@$(PYTHON) scripts/bootstrap.py test
	@exec $(PY) scripts/word.py $(ARGS)

fmt:
	@$(PYTHON) scripts/bootstrap.py check
	@.venv/bin/ruff check --fix -q . ; .venv/bin/ruff format -q . ; .venv/bin/djlint --reformat --quiet templates || true

lock:
	@$(PYTHON) scripts/bootstrap.py check
	@$(PY) -m ensurepip >/dev/null
	@$(PY) -m pip install -q uv
	@.venv/bin/uv pip compile -q --no-annotate --no-header requirements.in -o requirements.txt
	@.venv/bin/uv pip compile -q --no-annotate --no-header requirements-dev.in -o requirements-dev.txt

messages:
	@$(PYTHON) scripts/bootstrap.py check
	@$(PY) scripts/messages.py

clean:
	rm -rf var staticfiles .venv
