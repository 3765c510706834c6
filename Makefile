# make demo   装好环境（第一次要联网，约一分钟），用示例方案走一遍：入库 → 提问 → 导出矩阵
# make test   装好环境，检查并测试全部代码
# make check  格式、类型、分层、覆盖率
# make unit   不起进程的测试，一分钟之内
# make screenshots   重新拍 README 里的网页图（docs/images）
# make test-browser  装好浏览器（Debian 的 chromium 和中文字体，要 root），在浏览器里测网页
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
KB := demo/示例.db

.PHONY: demo test check unit lint clean test-browser screenshots
.DEFAULT_GOAL := test

$(VENV)/.installed: setup.cfg pyproject.toml
	@echo 正在装环境，第一次约一分钟……
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-input -e '.[dev]'
	touch $@

demo: $(VENV)/.installed
	mkdir -p demo && rm -rf $(KB)*
	$(BIN)/policykb ingest corpus/plans --kb $(KB)
	$(BIN)/policykb ask "区财政局 负责哪些任务" --kb $(KB)
	$(BIN)/policykb matrix -o demo/责任矩阵.xlsx --kb $(KB)

test: check

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.installed
	$(BIN)/pytest -n auto --ignore=tests/cli --ignore=tests/test_readme.py --ignore=tests/browser

test-browser: $(VENV)/.installed
	command -v chromium >/dev/null || (apt-get update -qq && \
	  apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk)
	POLICYKB_REQUIRE_BROWSER=1 $(BIN)/pytest tests/browser

screenshots: $(VENV)/.installed
	POLICYKB_REQUIRE_BROWSER=1 $(BIN)/pytest tests/browser/screenshots.py

check: lint
	$(BIN)/coverage erase
	$(BIN)/pytest -n auto --cov --cov-report=term --cov-fail-under=90

clean:
	rm -rf $(VENV) demo build *.egg-info .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis
