"""What a command loads: a question must not wait for what only other commands need."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from real_plans import BUNDLED

from commands.parser import as_given, command, loaded
from commands.table import COMMANDS, Entry
from corpus.errors import PolicyError
from kb.ingest import ingest_paths
from qa.search.upkeep import update

HEAVY = (
    *("spacy", "networkx", "xlsxwriter", "openpyxl", "docx", "lxml", "rich", "pydantic"),
    *("jieba", "rjieba", "numpy", "rank_bm25", "tantivy"),
    *("prompt_toolkit", "platformdirs"),
)


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


def heavy_after(*arguments: object, typed: str = "") -> set[str]:
    """The heavy packages that are loaded when the command has run."""
    code = (
        f"import sys, cli\nsys.argv = ['policykb', *{list(map(str, arguments))!r}]\n"
        f"try: cli.main()\nfinally: print('\\n' + ' '.join(n for n in {HEAVY} if n in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=typed, capture_output=True, text=True, check=True
    )
    return set(ran.stdout.rsplit("\n", 2)[-2].split())


@pytest.mark.parametrize("question", ["区财政局负责哪些任务", "校园安全谁负责", "毛入学率目标是多少"])
def test_a_question_loads_no_heavy_package(kb: Path, question: str) -> None:
    assert heavy_after("ask", question, "--kb", kb, "--format", "json") == set()


def test_values_are_made_without_the_parser_of_another_library() -> None:
    made = {parameter.name: parameter.get_runtime_param() for parameter in command("ask").params}
    assert made
    assert [name for name, value in made.items() if type(value).__module__ != as_given.__module__] == []


def test_another_typer_is_refused_in_words() -> None:
    with pytest.raises(PolicyError, match=r"typer .* 与本程序不合，请.*重新安装"):
        as_given(object())


def test_a_session_through_a_pipe_loads_no_heavy_package(kb: Path) -> None:
    assert heavy_after("chat", "--kb", kb, typed="区财政局负责哪些任务\n其中2024年的呢\n/依据\n") == set()


def test_a_search_loads_the_engine_that_answers_alone(kb: Path, tmp_path: Path) -> None:
    parser = {"pydantic"}  # for the number of hits
    assert heavy_after("search", "幼儿园", "--kb", kb) >= {"numpy", "rank_bm25"}
    indexed = shutil.copy(kb, tmp_path / "有索引.db")
    update(indexed)
    assert heavy_after("search", "幼儿园", "--kb", indexed) - parser == {"tantivy"}


def test_help_loads_rich_alone() -> None:
    assert heavy_after("--help") == {"rich"}
    assert heavy_after("--version") == set()


def test_an_export_loads_the_library_of_its_format_alone(kb: Path, tmp_path: Path) -> None:
    writers = {"xlsxwriter", "openpyxl", "docx", "lxml"}
    assert heavy_after("export", "-f", "ics", "-o", tmp_path / "1.ics", "--kb", kb) & writers == set()
    assert heavy_after("matrix", "-o", tmp_path / "1.csv", "--kb", kb) & writers == set()
    assert heavy_after("matrix", "-o", tmp_path / "1.xlsx", "--kb", kb) & writers == {"xlsxwriter"}


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_line_in_the_table_is_the_docstring_of_the_command(entry: Entry) -> None:
    assert command(entry.name).help.split("\n\n")[0] == entry.line


def test_every_command_is_in_the_table() -> None:
    modules = {entry.module for entry in COMMANDS}
    listed = [(entry.module, entry.name) for entry in COMMANDS]
    made = [
        (module, info.name or info.callback.__name__)
        for module in modules
        for info in loaded(module).app.registered_commands
    ]
    assert sorted(made) == sorted(listed)
