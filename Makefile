# make study                            the study of the five articles: notebooks run, figures and tables exported
# make study CORPUS=folder OUT=folder   the same study of another corpus; everything it makes stands in OUT
# make study CORPUS=folder BY=column     groups of a column of articles.csv compared as well
# make test                             every check: style, types, tests, doctests, notebooks under nbval
# make test-other                       the tests under the other Python, 3.12 or 3.13, where it is installed
# make bench                            what was measured: coverage of the intervals, false positives, speed, treebanks
# make bench-scale                      time and memory on 10,000, 100,000 and 1,000,000 generated articles
# make fuzz                             an hour of coverage-guided fuzzing of reader, text and lexicon (SECONDS=3600)
# make lab                              the notebooks in JupyterLab
# make lock                             new versions into the locks and environment.yml

CORPUS ?= seeds
OUT ?=
BY ?=
run = .venv/bin/python

.PHONY: study test test-other bench bench-scale fuzz lab lock env env-mpl310
env:
	@.ci/environment .venv requirements.lock --package

env-mpl310:
	@.ci/environment .env-mpl310 tests/requirements-mpl310.lock

study: env
	$(run) -m analysis study --notebooks --corpus "$(CORPUS)" $(if $(OUT),--out "$(OUT)") $(if $(BY),--by "$(BY)")

test: env env-mpl310
	$(run) -m ruff check .
	$(run) -m ruff format --check .
	$(run) -m mypy
	.env-mpl310/bin/python -m pytest -q --noconftest -p no:cacheprovider tests/test_label.py
	$(run) -m pytest -q -n 2 --dist loadscope --ignore tests/test_faults.py
	$(run) -m pytest -q tests/test_faults.py   # forks, so by itself: another test's threads may hold a lock
	$(run) -m pytest -q -n 2 --dist loadscope --nbval notebooks

test-other: env
	.ci/other-python

# Universal Dependencies files and the script that measures against them stand outside the project, where there are any.
MEASURES ?= ../shared

bench: env
	$(run) -m benchmarks.statistics
	$(run) -m benchmarks.speed
	$(run) -m benchmarks.copies
	$(run) -m benchmarks.hostile
	[ ! -f $(MEASURES)/treebank.py ] || $(run) $(MEASURES)/treebank.py

bench-scale: env
	$(run) -m benchmarks.scale

# The fuzzer (atheris) runs where it has a wheel, Linux and macOS, so it has an environment and a lock of its own.
SECONDS ?= 3600
targets = text reader lexicon

fuzz:
	@.ci/environment .env-fuzz fuzz/requirements.lock
	for target in $(targets); do .env-fuzz/bin/python -m fuzz $$target $$(($(SECONDS) / $(words $(targets)))) || exit 1; done

lab: env
	$(run) -m jupyterlab notebooks

lock:
	uv=$$(command -v uv || echo .boot/bin/uv); options="--python-version 3.12 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet"; \
	$$uv pip compile $$options --all-extras pyproject.toml -o requirements.lock && \
	$$uv pip compile $$options tests/requirements-mpl310.in -o tests/requirements-mpl310.lock && \
	$$uv pip compile $$options pyproject.toml fuzz/requirements.in -o fuzz/requirements.lock
	$(run) -m tests.environment_yml
