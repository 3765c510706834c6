"""--plan and --place: the same choice for every command, through the real entry point."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from real_plans import BUNDLED

from corpus.errors import StoreError, TooMany
from export.process import verdict
from kb.ingest import ingest_paths

POLICYKB = Path(sys.executable).with_name("policykb")


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district and a county, each with its 财政局."""
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


def ran(kb: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [POLICYKB, *arguments, "--kb", kb], capture_output=True, text=True, check=False, timeout=120
    )


def documents(kb: Path, *arguments: str) -> set[str]:
    done = ran(kb, *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return {row["document"] for row in json.loads(done.stdout)["clauses"]}


@pytest.mark.parametrize(
    "command",
    [("ask", "财政局负责哪些任务"), ("tasks", "财政局"), ("deadlines",), ("owners", "资金"), ("targets",)],
)
def test_a_place_or_a_plan_is_asked_alone(kb: Path, command: tuple[str, ...]) -> None:
    district = documents(kb, *command, "--place", "江川")
    county = documents(kb, *command, "--plan", "云溪县低碳")
    assert len(district) == len(county) == 1
    assert documents(kb, *command) == district | county


@pytest.mark.parametrize(
    "command",
    [
        "ask 谁负责资金",
        "search 资金",
        "tasks 财政局",
        "trace 财政局",
        "lint",
        "audit",
        "graph",
        "matrix -o -",
    ],
)
def test_what_is_not_there_is_said_with_what_is(kb: Path, command: str) -> None:
    for option, said in (
        ("--place", "没有地方“南海”；知识库里有：云溪县、"),
        ("--plan", "没有方案“南海”"),
    ):
        done = ran(kb, *command.split(), option, "南海")
        assert done.returncode
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_question_names_the_place_itself(kb: Path) -> None:
    assert documents(kb, "ask", "江川区财政局负责哪些任务") == documents(
        kb, "tasks", "财政局", "--place", "江川区"
    )


def test_a_graph_is_of_the_unit_asked(kb: Path) -> None:
    whole = json.loads(ran(kb, "graph").stdout)
    part = json.loads(ran(kb, "graph", "--unit", "财政局", "--place", "江川").stdout)
    units = {node["name"] for node in part["nodes"] if node["kind"] == "unit"}
    assert "区财政局" in units
    assert "县财政局" not in units
    assert {node["id"] for node in part["nodes"]} < {node["id"] for node in whole["nodes"]}
    ends = {node["id"] for node in part["nodes"]}
    assert all({edge["source"], edge["target"]} <= ends for edge in part["edges"])


def test_words_are_looked_for_in_the_plans_asked(kb: Path) -> None:
    def found(*options: str) -> set[str]:
        hits = json.loads(ran(kb, "search", "资金", "-n", "100", *options, "--format", "json").stdout)["hits"]
        return {hit["document"] for hit in hits}

    district, county = found("--place", "江川"), found("--plan", "云溪县低碳")
    assert len(district) == len(county) == 1
    assert found() == district | county


def test_where_plans_are_too_many_the_options_are_told() -> None:
    assert verdict(TooMany(600)) == (
        "要读 600 份方案；请用 --place、--plan 指明，或加 --all 全部读。",
        2,
    )


def test_what_is_wrong_with_a_store_is_told_apart_from_its_place_and_its_remedy() -> None:
    error = StoreError(Path("/某处/甲.db"), "没有这个知识库文件", "请先建库")
    assert str(error) == "/某处/甲.db：没有这个知识库文件；请先建库。"
    assert error.what == "没有这个知识库文件"
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.what) == (str(error), error.what)
