"""verify, versions, remove, export-kb and import-kb as a person calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from real_plans import BUNDLED

import cli
from kb.ingest import ingest_paths

COUNTY, DISTRICT = sorted(BUNDLED.glob("*.txt"))


@dataclass
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


@pytest.fixture
def run(
    made: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """The command in a folder with a knowledge base of the bundled plans."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(made, "policykb.db")

    def call(*args: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["policykb", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Ran(int(stop.value.code or 0), out.decode(), err.decode())

    return call


def refusal(ran: Ran, code: int) -> str:
    assert ran.code == code
    assert len(ran.err.splitlines()) == 1, ran.err
    assert "请" in ran.err
    return ran.err


def test_verify_finds_nothing(run: Run) -> None:
    assert run("verify").out == "policykb.db：完好，方案 2 份，旧版 0 份。\n"
    assert json.loads(run("verify", "--format", "json").out)["sound"] is True


def test_verify_says_what_is_wrong_and_the_way_out(run: Run) -> None:
    connection = sqlite3.connect("policykb.db", isolation_level=None)
    connection.execute("UPDATE targets SET low = 99 WHERE document = 1 AND position = 0")
    connection.close()
    ran = run("verify")
    assert ran.code == 3
    assert f"✗ {COUNTY}：内容与入库时不一致；请用原方案重新入库：policykb ingest" in ran.out
    assert "有 1 处问题" in ran.out
    found = json.loads(run("verify", "--format", "json").out)
    assert found["sound"] is False
    assert found["problems"][0]["place"] == str(COUNTY)
    assert "重读 1" in run("ingest", COUNTY).out
    assert run("verify").code == 0


@pytest.mark.parametrize("command", ["verify", "versions", "export-kb 库.gz", "remove 甲", "ask 谁负责"])
def test_a_store_cut_short_is_refused_by_every_command(run: Run, command: str) -> None:
    data = Path("policykb.db").read_bytes()
    Path("policykb.db").write_bytes(data[: len(data) // 2])
    assert "用原方案重新 policykb ingest" in refusal(run(*command.split()), 3)
    assert not Path("库.gz").exists()


def test_versions_tell_the_present_from_the_old(run: Run) -> None:
    mine = Path("方案.txt")
    for text in (COUNTY.read_text("utf-8") + "\n一", COUNTY.read_text("utf-8") + "\n二"):
        mine.write_text(text, "utf-8")
        run("ingest", mine)
    lines = [line.split(maxsplit=2)[1:] for line in run("versions").out.splitlines()]
    assert lines[2:] == [["旧版", str(mine.resolve())], ["现行", str(mine.resolve())]]
    assert [line[0] for line in lines[:2]] == ["现行", "现行"]
    assert run("remove", mine, "--old").out == f"移除  {mine.resolve()}（1 版）\n"
    assert "方案 3 份，旧版 0 份" in run("verify").out


def test_a_copy_and_a_renamed_file_are_told(run: Run) -> None:
    shutil.copy(COUNTY, "副本.txt")
    ran = run("ingest", "副本.txt")
    assert f"相同  副本.txt（与已入库的 {COUNTY} 内容相同，没有重复入库）" in ran.out
    assert "相同 1" in ran.out
    Path("甲.txt").write_text(COUNTY.read_text("utf-8") + "\n", "utf-8")
    run("ingest", "甲.txt")
    Path("甲.txt").rename("乙.txt")
    assert "改名  乙.txt" in run("ingest", "乙.txt").out
    assert "乙.txt" in run("versions").out
    assert "甲.txt" not in run("versions").out


@pytest.mark.parametrize("name", [COUNTY, COUNTY.name])
def test_a_plan_is_removed_by_its_path_or_its_name(run: Run, name: object) -> None:
    assert run("remove", name).out == f"移除  {COUNTY}（1 版）\n"
    assert "方案 1 份" in run("verify").out
    assert "新增 1" in run("ingest", COUNTY).out


def test_a_plan_is_removed_by_the_start_of_its_digest(run: Run) -> None:
    digest = run("versions").out.split()[0]
    assert run("remove", digest).code == 0


@pytest.mark.parametrize("part", ["云溪县", "低碳园区", "《云溪县", COUNTY.stem[:4]])
def test_a_plan_is_removed_by_what_other_commands_take_for_plan(run: Run, part: str) -> None:
    assert run("lint", "--plan", part).code == 0
    assert run("remove", part).out == f"移除  {COUNTY}（1 版）\n"


def test_a_part_of_two_names_removes_nothing_and_lists_both(run: Run) -> None:
    said = refusal(run("remove", "方案"), 2)
    assert "2 份方案" in said
    assert str(COUNTY) in said
    assert str(DISTRICT) in said
    assert "方案 2 份" in run("verify").out


def test_an_unclear_name_removes_nothing(run: Run) -> None:
    folder = Path("另")
    folder.mkdir()
    (folder / COUNTY.name).write_text(COUNTY.read_text("utf-8") + "\n", "utf-8")
    run("ingest", folder)
    assert "指的可以是 2 份方案" in refusal(run("remove", DISTRICT.name, COUNTY.name), 2)
    assert "policykb versions" in refusal(run("remove", DISTRICT.name, "没有.txt"), 2)
    assert "方案 3 份" in run("verify").out


def test_a_knowledge_base_is_carried_elsewhere(run: Run) -> None:
    assert run("export-kb", "库.gz").out == "已写入 库.gz\n"
    assert run("import-kb", "库.gz", "--kb", "新.db").out == "共 2 版：新增 2。知识库：新.db\n"
    run("export-kb", "又.gz", "--kb", "新.db")
    assert Path("库.gz").read_bytes() == Path("又.gz").read_bytes()
    question = ("ask", "区财政局负责哪些任务", "--format", "json")
    assert run(*question, "--kb", "新.db").out == run(*question).out
    assert run("import-kb", "库.gz").out == "共 2 版：未变 2。知识库：policykb.db\n"


def test_a_bad_archive_is_one_sentence(run: Run) -> None:
    Path("坏.gz").write_bytes(b"x" * 100)
    before = Path("policykb.db").read_bytes()
    assert "不能导入" in refusal(run("import-kb", "坏.gz"), 3)
    assert "不能导入" in refusal(run("import-kb", "policykb.db"), 3)
    assert Path("policykb.db").read_bytes() == before


def test_an_archive_never_takes_the_place_of_a_knowledge_base(run: Run) -> None:
    assert "这是知识库" in refusal(run("export-kb", "policykb.db"), 1)
    assert "文件名" in refusal(run("export-kb", "-"), 1)


@pytest.mark.parametrize("jobs", ["0", "多", "-1"])
def test_the_number_of_processes_is_a_number(run: Run, jobs: str) -> None:
    assert "--jobs" in refusal(run("ingest", COUNTY, "--jobs", jobs), 2)
