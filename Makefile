# Two commands do all the set-up: `make demo` and `make test`. Nothing but Python 3.11+ with venv is needed.
PYTHON ?= python3
VENV   := .venv
comma  := ,
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
# what only some tests need; without these, the tests that want them are skipped and say so
SYSTEM_PACKAGES := python3-uno libreoffice-calc-nogui libreoffice-writer-nogui fonts-liberation2 chromium postgresql default-jre-headless
# Spark is 450 MB and of no use without Java
TEST_EXTRAS := test,engine,postgres$(if $(shell command -v java),$(comma)spark)

.PHONY: demo test system bench measure-pictures chain-oracle kills fuzz catalogues pictures clean

demo: $(VENV)/.installed
	$(BIN)/svcgraph build

$(VENV)/.installed: setup.cfg constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.tested: setup.cfg constraints.txt $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable .[$(TEST_EXTRAS)]
	touch $@

test: $(VENV)/.tested
	$(BIN)/ruff check svcgraph tests bench
	$(BIN)/ruff format --check svcgraph tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report=term:skip-covered -rs

system:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(SYSTEM_PACKAGES) >/dev/null; \
	else echo "make system: not root, or no apt here: the tests that need $(SYSTEM_PACKAGES) will be skipped"; fi

bench: $(VENV)/.tested
	$(BIN)/python -m bench.handoffs
	$(BIN)/python -m bench.build

# every kind of picture of 3 to 1,000 services, measured as it comes out on A3
measure-pictures: $(VENV)/.tested
	$(BIN)/python -m bench.pictures

# the chain against enumeration, over a thousand random organisations
chain-oracle: $(VENV)/.tested
	$(BIN)/python -m bench.chain_oracle 1000

# contracts through 200 processes killed at random moments
kills: $(VENV)/.tested
	$(BIN)/python -m bench.kills 200

# maps, workspaces and forms spoilt at random
fuzz: $(VENV)/.tested
	$(BIN)/python -m bench.fuzz 4000

catalogues: $(VENV)/.tested
	for po in svcgraph/i18n/locale/*/LC_MESSAGES/*.po; do $(BIN)/pybabel -q compile -i $$po -o $${po%.po}.mo; done

pictures: $(VENV)/.installed
	mkdir -p docs/images
	for lang in fr en; do for form in svg png; do \
	  $(BIN)/svcgraph diagram organisation --lang $$lang -o docs/images/organisation.$$lang.$$form; \
	  $(BIN)/svcgraph diagram process o5 --lang $$lang -o docs/images/process.$$lang.$$form; \
	  $(BIN)/svcgraph diagram service gestion-des-sinistres --lang $$lang -o docs/images/service.$$lang.$$form; \
	  for kind in committee matrix; do $(BIN)/svcgraph diagram $$kind --lang $$lang -o docs/images/$$kind.$$lang.$$form; done; \
	done; done
	$(BIN)/python tests/walk_through.py

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
	find outputs -mindepth 1 ! -name .gitkeep -delete
