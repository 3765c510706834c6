"""Ledgers out, filled in, back, and over to a new version of the plan, through ``cli.main``."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cli
from kb.carrying import remarks_on
from kb.intake import Intake
from kb.remarks import Remark
from kb.store import Store

PLAN = """青禾区公园建设行动方案
一、重点任务
1. 建设口袋公园。2025年底前新建口袋公园12个。（责任单位：区住房城乡建设局、区财政局）
2. 完善步道。2026年6月底前完成。（责任单位：区交通运输局）
3. 开展巡查。（责任单位：区林草局）
"""
CHANGED = PLAN.replace("2026年6月底前完成", "2026年9月底前完成")
OTHER = PLAN.replace("青禾区", "白石区")


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in a folder with a knowledge base of two plans of the same shape."""
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["policykb", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Ran(int(stop.value.code or 0), out.decode(), err.decode())

    Path("青禾.txt").write_text(PLAN, "utf-8")
    Path("白石.txt").write_text(OTHER, "utf-8")
    assert call("ingest", "青禾.txt", "白石.txt").code == 0
    return call


@contextmanager
def rows_of(name: str) -> Iterator[list[dict[str, str]]]:
    """The rows of a CSV ledger, written back as they were left."""
    with Path(name).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    titles = list(rows[0])
    yield rows
    with Path(name).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, titles)
        writer.writeheader()
        writer.writerows(rows)


def filled(run: Run, texts: dict[str, str], plan: str = "青禾") -> None:
    """Export the ledger of a plan, fill in 进展 by clause, and take it back."""
    run("matrix", "-o", "台账.csv", "--plan", plan)
    with rows_of("台账.csv") as rows:
        for row in rows:
            row["进展"] = texts.get(row["条款编号"], row["进展"])
    assert run("import-ledger", "台账.csv").code == 0


def progress(run: Run, plan: str = "青禾") -> dict[str, str]:
    run("matrix", "-o", "看.csv", "--plan", plan)
    with rows_of("看.csv") as rows:
        return {row["条款编号"]: row["进展"] for row in rows if row["进展"]}


def refused(run: Run, *words: str) -> None:
    """Nothing of 台账.csv is taken, and one sentence says why."""
    ran = run("import-ledger", "台账.csv")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    for word in ("台账.csv", "任务台账", "请", "一处也没有收", *words):
        assert word in ran.err
    assert run("remarks").out == "还没有收回进展或备注。\n"


def test_a_row_without_its_clause_is_refused(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    with rows_of("台账.csv") as rows:
        rows[0]["进展"] = "已开工"
        rows[1]["条款编号"], rows[1]["进展"] = "", "已办"
    refused(run, "第3行", "没有条款编号")


def test_two_rows_of_a_task_are_refused_unless_they_agree(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    with rows_of("台账.csv") as rows:
        rows[0]["进展"] = "已开工"
        rows.append({**rows[0], "进展": "已完工"})
    refused(run, "第2、5行是同一项任务", "一/1", "进展却不一样")
    with rows_of("台账.csv") as rows:
        rows[3] |= {"进展": "已开工", "备注": "只此一处"}
    assert run("import-ledger", "台账.csv").out.startswith("收到 2 处")
    assert progress(run) == {"一/1": "已开工"}


def test_a_row_that_is_no_task_is_refused(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    with rows_of("台账.csv") as rows:
        rows[0]["条款编号"], rows[0]["备注"] = "一", "一章算不得一项任务"
    refused(run, "第2行", "不是知识库里的任务")


def test_what_a_cell_of_excel_cannot_hold_is_refused(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    with rows_of("台账.csv") as rows:
        rows[0]["进展"] = "🌲" * 16384
    refused(run, "16384字", "32767", "请缩短")
    with rows_of("台账.csv") as rows:
        rows[0]["进展"] = "长" * 32767
    assert run("import-ledger", "台账.csv").code == 0
    run("matrix", "-o", "台账.xlsx", "--plan", "青禾")
    assert run("import-ledger", "台账.xlsx").out == "没有新的进展或备注。\n"


def test_a_text_too_long_from_elsewhere_is_marked_and_is_no_change(run: Run) -> None:
    with Store.open(Path("policykb.db")) as store:
        (plan, _) = store.plans()
    long = Remark(plan.document.source.sha256, "一/1", "进展", "长" * 40_000 + "\x07", "旧.csv#1")
    with Intake.open(Path("policykb.db")) as intake:
        intake.report([long])
    run("matrix", "-o", "台账.xlsx", "--plan", "青禾")
    sheet = openpyxl.load_workbook("台账.xlsx")["任务台账"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if "放不下" in str(cell.value)]
    assert [cell.splitlines()[0] for cell in cells] == [
        "〔共40000字，一格放不下，下面只是开头；全文见原文或 csv〕"
    ]
    for name in ("台账.xlsx", "台账.csv"):
        run("matrix", "-o", name, "--plan", "青禾")
        assert run("import-ledger", name).out == "没有新的进展或备注。\n"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.one_of(
        st.text(min_size=1),
        st.text(alphabet="'=+-@\t\r\n \"_x05FD,0a\x00\x1f\u202e\ufeff", min_size=1, max_size=12),
    )
)
def test_an_unedited_export_is_never_a_change(run: Run, value: str) -> None:
    """Whatever the text, by whatever door it came in."""
    with Store.open(Path("policykb.db")) as store:
        (plan, _) = store.plans()
    remark = Remark(plan.document.source.sha256, "一/1", "进展", value, "别处#1")
    with Intake.open(Path("policykb.db")) as intake:
        intake.report([remark])
    for name in ("台账.xlsx", "台账.csv"):
        run("matrix", "-o", name, "--plan", "青禾")
        assert run("import-ledger", name).out == "没有新的进展或备注。\n"
        assert run("verify-export", name).code == 0


def test_other_kinds_of_files_are_told_what_is_read(run: Run) -> None:
    for ending in ("docx", "html", "md"):
        run("matrix", "-o", f"表.{ending}")
    run("export", "-o", "时限.ics")
    shutil.copy("表.docx", "改名.xlsx")
    shutil.copy("表.docx", "改名.csv")
    Path("加密.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100)
    Path("无名").write_bytes(b"1")
    names = ("表.docx", "表.html", "表.md", "时限.ics", "改名.xlsx", "改名.csv", "加密.xlsx", "无名")
    for command in ("verify-export", "import-ledger"):
        for name in names:
            ran = run(command, name)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.count("\n") == 1
            assert "（.xlsx）和台账（.csv）" in ran.err
            assert "损坏" not in ran.err


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_of_an_older_version_names_the_newer_one(run: Run, form: str) -> None:
    run("matrix", "-o", f"表.{form}", "--plan", "青禾")
    Path("青禾.txt").write_text(CHANGED, "utf-8")
    run("ingest", "青禾.txt")
    now = run("versions").out.splitlines()[1].split()[0]
    found = run("verify-export", f"表.{form}", "-f", "json").json["faults"]
    assert found[0]["kind"] == "版本"
    assert f"现行的是 {now}《青禾区公园建设行动方案》" in found[0]["message"]
    places = {fault["place"] for fault in found[1:] if fault["place"].startswith("任务台账!")}
    assert {place.lstrip("任务台账!ABCDEFGHIJKLMNOPQRSTUVWXYZ") for place in places} == {"3"}


def test_reports_on_unchanged_clauses_stand_for_a_new_version(run: Run) -> None:
    filled(run, {"一/1": "已开工", "一/2": "已招标"})
    Path("青禾.txt").write_text(CHANGED, "utf-8")
    told = run("ingest", "青禾.txt").out
    assert "沿用旧版的 1 处；1 处的条款已改，没有沿用：一/2 进展" in told
    assert progress(run) == {"一/1": "已开工"}
    stands, left = run("remarks", "-f", "json").json["remarks"]
    assert (stands["state"], stands["clause"], stands["value"]) == ("沿用", "一/1", "已开工")
    assert (left["state"], left["clause"], left["value"]) == ("未沿用", "一/2", "已招标")
    old = run("versions").out.split()[0]
    assert stands["written"][:12] == left["written"][:12] == old
    assert f"写给旧版 {old}，台账.csv#" in run("remarks").out
    assert run("import-ledger", "看.csv").out == "没有新的进展或备注。\n"
    (change,) = _changed(run, "一/1", "已完工")
    assert (change["kind"], change["old"]) == ("修改", "已开工")
    assert f"写给旧版 {old}，条款未变" in change["old_origin"]
    Path("青禾.txt").write_text(PLAN, "utf-8")
    assert "沿用旧版的 1 处\n" in run("ingest", "青禾.txt").out
    assert progress(run) == {"一/1": "已完工", "一/2": "已招标"}


def _changed(run: Run, clause: str, text: str) -> list[dict[str, Any]]:
    with rows_of("看.csv") as rows:
        for row in rows:
            row["进展"] = text if row["条款编号"] == clause else row["进展"]
    return run("import-ledger", "看.csv", "-f", "json").json["changes"]


def test_the_report_of_ingest_names_what_was_left(run: Run) -> None:
    filled(run, {"一/1": "已开工", "一/2": "已招标", "一/3": "两次"})
    Path("青禾.txt").write_text(CHANGED.replace("开展巡查", "加强巡查"), "utf-8")
    (file,) = run("ingest", "青禾.txt", "-f", "json").json["files"]
    assert (file["state"], file["carried"]) == ("replaced", 1)
    assert [(each["clause"], each["value"]) for each in file["left"]] == [
        ("一/2", "已招标"),
        ("一/3", "两次"),
    ]
    (again,) = run("ingest", "青禾.txt", "-f", "json").json["files"]
    assert (again["state"], again["carried"], again["left"]) == ("unchanged", 0, [])


def test_blanks_and_other_clauses_are_no_change_of_a_clause(run: Run) -> None:
    filled(run, {"一/2": "已招标"})
    wrapped = PLAN.replace("2026年6月", "2026年\n6月").replace("12个", "15个") + "4. 做好宣传。\n"
    Path("青禾.txt").write_text(wrapped, "utf-8")
    run("ingest", "青禾.txt")
    assert progress(run) == {"一/2": "已招标"}


def test_reports_outlive_the_version_they_were_written_for(run: Run) -> None:
    filled(run, {"一/1": "已开工", "一/2": "已招标"})
    Path("青禾.txt").write_text(CHANGED, "utf-8")
    run("ingest", "青禾.txt")
    assert "（1 版）" in run("remove", "青禾", "--old").out
    assert progress(run) == {"一/1": "已开工"}
    stands, orphan = run("remarks", "-f", "json").json["remarks"]
    assert (stands["state"], orphan["state"], orphan["value"]) == ("沿用", "无方案", "已招标")
    assert stands["written"] == orphan["written"]
    assert "写给" not in stands["origin"]
    assert run("verify").code == 0


def test_reports_stand_in_another_knowledge_base_too(run: Run) -> None:
    filled(run, {"一/1": "已开工", "一/2": "已招标"})
    Path("青禾.txt").write_text(CHANGED, "utf-8")
    run("ingest", "青禾.txt")
    run("export-kb", "库.gz")
    run("import-kb", "库.gz", "--kb", "新.db")
    assert run("remarks", "--kb", "新.db").out == run("remarks").out
    run("export-kb", "又.gz", "--kb", "新.db")
    assert Path("库.gz").read_bytes() == Path("又.gz").read_bytes()
    with Store.open(Path("新.db")) as store:
        assert [remark.value for remark in remarks_on(store, store.plans())] == ["已开工"]


def test_the_file_that_is_taken_is_read_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is told of where it came from is true whatever becomes of the file meanwhile."""
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    read: list[str] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path.name), whole(path))[1])
    assert run("import-ledger", "台账.csv").code == 0
    assert read.count("台账.csv") == 1


def test_what_was_handed_on_is_no_orphan_and_tells_its_version_once(run: Run) -> None:
    filled(run, {"一/1": "已开工", "一/3": "一次"})
    first = run("versions").out.split()[0]
    for text in (CHANGED, CHANGED.replace("9月", "10月")):
        Path("青禾.txt").write_text(text, "utf-8")
        run("ingest", "青禾.txt")
        run("remove", "青禾", "--old")
    found = run("remarks", "-f", "json").json["remarks"]
    assert [(each["state"], each["written"][:12]) for each in found] == [("沿用", first)] * 2
    assert run("remarks").out.count("写给旧版") == 2
    filled(run, {"一/1": "已完工"})
    found = run("remarks", "-f", "json").json["remarks"]
    assert sorted((each["state"], each["value"]) for each in found) == [("沿用", "一次"), ("现行", "已完工")]


def test_a_ledger_of_an_older_version_is_taken_late(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    Path("青禾.txt").write_text(CHANGED.replace("3. 开展巡查。（责任单位：区林草局）\n", ""), "utf-8")
    run("ingest", "青禾.txt")
    with rows_of("台账.csv") as rows:
        for row, text in zip(rows, ("已开工", "已招标", "一次"), strict=True):
            row["进展"] = text
    found = run("import-ledger", "台账.csv", "-f", "json").json["changes"]
    told = [(each["kind"], each["clause"], each["new"]) for each in found]
    assert told == [("新增", "一/1", "已开工"), ("未沿用", "一/2", "已招标"), ("未沿用", "一/3", "一次")]
    assert {each["document"][:12] for each in found} == {run("versions").out.split()[0]}
    assert progress(run) == {"一/1": "已开工"}
    states = [(each["state"], each["value"]) for each in run("remarks", "-f", "json").json["remarks"]]
    assert states == [("沿用", "已开工"), ("未沿用", "已招标"), ("未沿用", "一次")]
    assert run("import-ledger", "台账.csv").out.startswith("没有新的进展或备注。")
    _changed(run, "一/1", "已完工")
    assert run("import-ledger", "台账.csv").out.startswith("没有新的进展或备注。")
    assert progress(run) == {"一/1": "已完工"}


def test_a_ledger_of_an_older_version_with_an_unknown_clause_is_refused(run: Run) -> None:
    run("matrix", "-o", "台账.csv", "--plan", "青禾")
    Path("青禾.txt").write_text(CHANGED, "utf-8")
    run("ingest", "青禾.txt")
    with rows_of("台账.csv") as rows:
        rows[0]["进展"] = "已开工"
        rows[1] |= {"条款编号": "九/9", "进展": "已办"}
    refused(run, "第3行", "九/9", "不是知识库里的任务")
