# make run   installs what is missing and starts the application
# make test  installs what is missing and runs every check that CI runs
# make guide         writes the user guide's PDFs anew from resources/guide/*.md
# make translations  brings resources/translations up to date with the source
# make screenshots   pictures of every page over the test papers (PDFS=folder for others)
# make bundle        dist/lloco-desktop: the application as a folder that needs no Python
# make deb           the same as a Debian package
# make appimage      the same as one file: an AppImage, or an archive that extracts itself
VENV  ?= .venv
PY    := $(VENV)/bin/python
BUILT := $(VENV)/.installed
PDFS  ?= tests/data/papers
JOBS  ?= 2
BUNDLE := dist/.bundled
SOURCES = $(shell git ls-files lloco_desktop models resources packaging build.spec pyproject.toml constraints.txt)

.PHONY: run test check tests bench translations guide screenshots bundle deb appimage clean

run: $(BUILT)
	@$(PY) -m lloco_desktop

test: check tests

check: $(BUILT)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

tests: $(BUILT)
	$(PY) -m pytest -q --numprocesses $(JOBS) --dist worksteal

bench: $(BUILT)
	$(PY) -m benchmarks

translations: $(BUILT)
	$(PY) resources/translations/update.py

guide: $(BUILT)
	$(PY) resources/guide/make_guide.py

screenshots: $(BUILT)
	$(PY) packaging/screenshots.py $(PDFS) resources/screenshots

bundle: $(BUNDLE)

deb: dist/.packaged

dist/.packaged: $(BUNDLE)
	build/venv/bin/python packaging/linux/make_deb.py dist/lloco-desktop dist
	touch $@

appimage: $(BUNDLE)
	sh packaging/linux/make_archive.sh dist/lloco-desktop dist

$(BUNDLE): $(SOURCES)
	sh packaging/bundle.sh
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BUILT): pyproject.toml constraints.txt packaging/linux/system-libraries.sh
	sh packaging/linux/system-libraries.sh
	test -x $(PY) || $${PYTHON:-python3} -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade pip
	$(PY) -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@
