"""The commands through ``cli.main``, on the bundled plans, as a user or a program calls them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from office import FORMATS, zipped
from real_plans import BUNDLED

import cli
from kb.ingest import ingest_paths

DISTRICT, COUNTY = sorted(BUNDLED.glob("*.txt"), key=lambda path: "江川" not in path.name)


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["policykb", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Ran(int(stop.value.code or 0), out.decode(), err.decode())

    return call


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


def assert_one_sentence(ran: Ran, *words: str, code: int = 2) -> None:
    assert ran.code == code
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


def test_ingest_reports_each_file_and_is_repeatable(run: Run) -> None:
    first = run("ingest", BUNDLED, "--format", "json")
    assert first.code == 0
    assert [f["state"] for f in first.json["files"]] == ["added", "added"]
    again = run("ingest", BUNDLED)
    assert "未变 2" in again.out
    assert Path("policykb.db").is_file()


def test_ingest_says_what_was_read_and_cut(run: Run) -> None:
    Path("页.txt").write_text("首页\n打印\n" + COUNTY.read_text("utf-8") + "\n版权所有 某网站\n", "utf-8")
    (read,) = run("ingest", "页.txt", "--format", "json").json["files"]
    assert read["counts"]["chrome"] > 5
    ran = run("ingest", "页.txt")
    for name, kind in (("条款", "clauses"), ("单位", "units"), ("责任", "responsibilities")):
        assert f"{name} {read['counts'][kind]}" in ran.out
    assert f"切去网页外壳 {read['counts']['chrome']} 字" in ran.out


def test_an_empty_folder_is_one_refused_row(run: Run) -> None:
    Path("空文件夹").mkdir()
    ran = run("ingest", DISTRICT, "空文件夹", COUNTY)
    assert ran.code == 2
    assert (
        "拒绝  空文件夹：文件夹里没有能读的方案（.doc、.docx、.htm、.html、.md、.ofd、.pdf、.rtf、.txt、.wps）"
        in ran.out
    )
    assert "共 3 份：新增 2，更新 0，未变 0，拒绝 1，未读 0" in ran.out


def test_files_of_other_formats_in_a_folder_are_named(run: Run) -> None:
    folder = Path("夹")
    (folder / ".隐藏").mkdir(parents=True)
    for name in ("附表.xlsx", "稿.pptx", ".隐藏/a.pdf", "~$稿.docx"):
        (folder / name).write_bytes(b"x")
    (folder / "方案.txt").write_bytes(COUNTY.read_bytes())
    ran = run("ingest", folder)
    assert ran.code == 0
    assert "未读  夹/附表.xlsx（不支持的格式）" in ran.out
    assert "新增 1，更新 0，未变 0，拒绝 0，未读 2" in ran.out
    states = [entry["state"] for entry in run("ingest", folder, "--format", "json").json["files"]]
    assert sorted(states) == ["skipped", "skipped", "unchanged"]


def test_a_single_file_of_another_format_is_refused_with_the_way_out(run: Run) -> None:
    Path("稿.et").write_bytes(b"PK")
    Path("稿.xlsx").write_bytes(b"PK")
    Path("稿.pptx").write_bytes(b"PK")
    for name in ("稿.et", "稿.xlsx", "稿.pptx"):
        way = "另存为纯文本（.txt）" if name == "稿.pptx" else "另存为“Unicode 文本”（.txt"
        assert_one_sentence(run("extract", name), name, "不支持该格式", way)
        ran = run("ingest", name)
        assert ran.code == 2
        assert f"拒绝  {name}：不支持该格式" in ran.out
    assert_one_sentence(run("extract", "没有.pdf"), "找不到文件")


def test_files_of_all_formats_and_zips_go_in(run: Run) -> None:
    folder = Path("夹")
    folder.mkdir()
    plan = COUNTY.read_text("utf-8")
    for form, make in FORMATS.items():
        (folder / f"稿.{form}").write_bytes(make(plan.replace("云溪县", f"{form}县")))
    (folder / "坏.zip").write_bytes(b"PK")
    (folder / "空.zip").write_bytes(zipped({"读我.exe": "", "../a.txt": ""}))
    ran = run("ingest", folder, "--format", "json")
    states = {read["path"]: read["state"] for read in ran.json["files"]}
    assert ran.code == 2
    assert states == {
        **{f"夹/稿.{form}": "added" for form in FORMATS if form != "zip"},
        "夹/稿.zip/方案/示例.txt": "added",
        "夹/坏.zip": "refused",
        "夹/空.zip": "refused",
        "夹/空.zip/../a.txt": "refused",
        "夹/空.zip/读我.exe": "skipped",
    }
    assert "未变 5" in run("ingest", folder).out
    assert "共 1 份：新增 0，更新 0，未变 1" in run("ingest", folder / "稿.zip").out
    assert "稿.zip/方案/示例.txt" in run("trace", "县统计局").out


def test_what_was_read_is_shown_and_its_page(run: Run) -> None:
    Path("稿.ofd").write_bytes(FORMATS["ofd"](COUNTY.read_text("utf-8")))
    shown = run("extract", "稿.ofd", "--format", "text").out
    facts = run("extract", "稿.ofd").json
    assert all(
        shown[fact["start"] : fact["end"]] == fact["surface"]
        for kind in ("responsibilities", "deadlines", "targets")
        for fact in facts[kind]
    )
    run("ingest", "稿.ofd")
    (*_, last) = run("trace", "县科技局", "--format", "json").json["traces"]
    assert last["page"] == 3
    assert last["column"] == "配合单位"
    assert "字符，第3页，表格的“配合单位”栏" in run("trace", "县科技局").out
    assert "字（第3页）" in run("ask", "县科技局负责哪些任务").out
    run("matrix", "-o", "台账.csv")
    assert "附件/7 第3页" in Path("台账.csv").read_text("utf-8-sig")
    assert "都与方案相符" in run("verify-export", "台账.csv").out


def test_standard_input_is_extracted_but_not_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (FORMATS["docx"](COUNTY.read_text("utf-8")), COUNTY.read_bytes()):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert len(run("extract", "-").json["clauses"]) == 27
    assert "标准输入没有文件名，不能入库" in run("ingest", "-").out


def test_an_address_is_refused(run: Run) -> None:
    assert_one_sentence(run("extract", "https://x.gov.cn/a.html"), "是网址", "不联网")


def test_a_bad_file_does_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02")
    ran = run("ingest", bad, DISTRICT)
    assert ran.code == 2
    assert "拒绝" in ran.out
    assert "新增 1" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("空.txt", b"", "空"),
        ("空白.txt", "\u3000\n \n".encode(), "空"),
        ("二进制.txt", bytes(range(256)) * 4, "二进制"),
        ("散文.txt", "今天天气很好，我们去爬山。".encode(), "不像一份方案"),
        ("大.txt", b"\n" * (50 * 1024 * 1024), "MB"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(run: Run, name: str, content: bytes, word: str) -> None:
    Path(name).write_bytes(content)
    assert_one_sentence(run("extract", name), name, word)
    refused = run("ingest", name)
    assert refused.code == 2
    assert word in refused.out
    assert not Path("policykb.db").exists()


def test_missing_files_and_folders_are_refused(run: Run) -> None:
    assert_one_sentence(run("extract", "没有.txt"), "没有.txt")
    assert_one_sentence(run("ask", "谁负责校园安全"), "policykb ingest", code=3)
    assert_one_sentence(run("ingest", DISTRICT, "--kb", "没有/kb.db"), "文件夹", code=3)


def test_a_damaged_knowledge_base_is_refused_and_left_alone(run: Run) -> None:
    path = Path("坏.db")
    path.write_bytes(b"garbage" * 1000)
    for command in (["ask", "有几条措施"], ["ingest", DISTRICT], ["matrix"], ["stats"]):
        assert_one_sentence(run(*command, "--kb", path), "坏.db", code=3)
    assert path.read_bytes() == b"garbage" * 1000
    doctor = run("doctor", "--kb", path)
    assert doctor.code == 3
    assert "坏.db" in doctor.out
    assert run("doctor", "--kb", path, "--format", "json").code == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_gives_the_same_facts(run: Run, encoding: str) -> None:
    Path("方案.txt").write_bytes(COUNTY.read_text("utf-8").encode(encoding))
    facts = run("extract", "方案.txt").json
    plain = run("extract", COUNTY).json
    for kind in ("clauses", "responsibilities", "deadlines", "targets"):
        assert facts[kind] == plain[kind]


def test_extract_prints_the_contract_and_the_text(run: Run) -> None:
    facts = run("extract", DISTRICT, "--format", "json").json
    assert facts["schema"] == "plan-facts/1"
    text = run("extract", DISTRICT, "--format", "text").out
    assert text == DISTRICT.read_text("utf-8")
    for kind in ("responsibilities", "deadlines", "targets", "repairs"):
        assert all(text[f["start"] : f["end"]] == f["surface"] for f in facts[kind])


FINANCE = ["3", "6", "8", "15", "16", "17", "18", "19", "20", "24"]


@pytest.mark.parametrize("name", ["区财政局", "财政局", "区财政", "江川区财政局"])
def test_ask_finds_every_task_of_a_unit(run: Run, kb: Path, name: str) -> None:
    answer = run("ask", f"{name} 负责哪些任务", "--kb", kb, "--format", "json").json
    mine = [c["label"] for c in answer["clauses"] if c["kind"] == "measure"]
    assert [label for label in mine if label in FINANCE] == FINANCE
    assert answer["status"] in ("answered", "ambiguous")
    assert answer["evidence"]


def test_ask_shows_proof_and_how_it_was_read(run: Run, kb: Path) -> None:
    ran = run("ask", "区财政局", "负责哪些任务", "--explain", "--kb", kb)
    assert "原文依据" in ran.out
    assert "查询" in ran.out


def test_unknown_units_offer_the_nearest(run: Run, kb: Path) -> None:
    answer = run("ask", "审计局承担哪些任务", "--kb", kb, "--format", "json").json
    assert answer["status"] == "unknown_unit"
    assert answer["clauses"] == []
    assert_one_sentence(run("tasks", "区财证曲", "--kb", kb), "区财证曲")
    assert_one_sentence(run("trace", "区财证局", "--kb", kb), "区财政局")


def test_lookups(run: Run, kb: Path) -> None:
    assert "区财政局" in run("owners", "第15条", "--kb", kb).out
    assert "97%" in run("targets", "毛入学率", "--year", 2025, "--kb", kb).out
    assert run("targets", "--kb", kb, "--format", "json").json["targets"]
    assert run("deadlines", "--every", "季度", "--kb", kb, "--format", "json").json["deadlines"]
    assert run("deadlines", "--before", "2026-06", "--kb", kb).code == 0
    assert run("deadlines", "--year", "2025", "--kb", kb, "-f", "json").json["deadlines"]


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (["deadlines", "--before", "2025"], "2025-06"),
        (["deadlines", "--before", "abc"], "abc"),
        (["deadlines", "--before", "2025-13"], "2025-13"),
        (["deadlines", "--year", "25"], "25"),
        (["deadlines", "--every", "世纪"], "年、半年、季"),
        (["targets", "--year", "abc"], "abc"),
        (["search", "教", "-n", "0"], "1 以上的整数"),
        (["search", "教", "-n", "abc"], "1 以上的整数"),
        (["ask", "今年要完成什么", "--today", "2025-02-30"], "2025-02-30"),
        (["ask", "今年要完成什么", "--today", "今天"], "今天"),
    ],
)
def test_values_that_mean_nothing_are_refused_in_one_sentence(
    run: Run, kb: Path, command: list[str], word: str
) -> None:
    ran = run(*command, "--kb", kb)
    assert_one_sentence(ran, word)
    assert "可写 、" not in ran.err


def test_an_odd_number_is_a_topic_like_any_other(run: Run, kb: Path) -> None:
    assert run("owners", "²", "--kb", kb).code == 0


def test_this_year_is_reckoned_from_today(run: Run, kb: Path) -> None:
    ran = run("ask", "今年要完成什么", "--today", "2026-03-01", "--kb", kb)
    assert "以2026-03-01为今天" in ran.out
    assert "能耗在线监测平台" in ran.out
    assert "为今天" in run("ask", "哪些已经逾期", "--kb", kb).out
    assert "为今天" not in run("ask", "区财政局负责什么", "--kb", kb).out


def test_clauses_are_traced_by_any_number(run: Run, kb: Path) -> None:
    plain = run("trace", "区财政局", "3", "--kb", kb).out
    assert run("trace", "区财政局", "第3条", "--kb", kb).out == plain
    assert run("trace", "区财政局", "第三条", "--kb", kb).out == plain


def test_people_read_no_codes(run: Run, kb: Path) -> None:
    ran = run("ask", "平安校园谁负责", "--explain", "--kb", kb)
    assert "理解为  谁负责" in ran.out
    assert not {word for word in ("owners", "listed.", "qa.quote") if word in ran.out}
    assert len(ran.out.split("原文依据")[1].split("理解为")[0].strip().splitlines()) == 1


def test_search_marks_the_words(run: Run, kb: Path) -> None:
    assert "【" in run("search", "幼儿园", "学位", "--kb", kb).out
    hits = run("search", "幼儿园", "--limit", 3, "--kb", kb, "--format", "json").json
    assert hits["schema"] == "search-hits/1"
    assert 0 < len(hits["hits"]) <= 3
    assert "没有命中" in run("search", "量子纠缠", "--kb", kb).out


def test_trace_explains_a_restoration(run: Run, kb: Path) -> None:
    traced = run("trace", "区财政局", "3", "--kb", kb)
    assert "补回分隔" in traced.out
    rows = run("trace", "区财政局", "--kb", kb, "--format", "json").json["traces"]
    assert len(rows) >= 10
    assert_one_sentence(run("trace", "区财政局", "999", "--kb", kb), "999")


FAULTY = """松岭区湿地修复行动方案
一、重点任务
1.划定湿地边界。（区林草局牵头，区财政局、区林草局配合）
3.补植水生植物。（区水务局牵头，区财政局配合）
"""


def test_lint_groups_findings_by_plan_and_severity(run: Run) -> None:
    Path("湿地.txt").write_text(FAULTY, "utf-8")
    ran = run("lint", "湿地.txt", COUNTY)
    assert ran.code == 0
    assert ran.out.index("错误  既牵头又配合") < ran.out.index("警告  序号缺漏")
    assert "没有发现问题。" in ran.out
    assert ran.out.endswith("共 2 份方案：错误 1，警告 1，提示 0。\n")


def test_lint_as_json_quotes_the_file(run: Run) -> None:
    Path("湿地.txt").write_text(FAULTY, "utf-8")
    report = run("lint", "湿地.txt", "--format", "json").json
    assert report["schema"] == "lint/1"
    assert report["counts"] == {"error": 1, "warning": 1, "hint": 0}
    [plan] = report["plans"]
    assert [one["path"] for one in plan["findings"]] == ["一/1", "一/3"]
    for one in plan["findings"]:
        assert FAULTY[one["start"] : one["end"]] == one["surface"]


def test_lint_strict_fails_on_errors_only(run: Run, kb: Path) -> None:
    Path("湿地.txt").write_text(FAULTY, "utf-8")
    assert run("lint", "湿地.txt", "--strict").code == 1
    Path("湿地.txt").write_text(FAULTY.replace("、区林草局", ""), "utf-8")
    assert run("lint", "湿地.txt", "--strict").code == 0
    whole = run("lint", "--kb", kb, "--strict")
    assert whole.code == 0
    assert "共 2 份方案" in whole.out


def test_lint_refuses_what_cannot_be_read(run: Run) -> None:
    assert_one_sentence(run("lint", "没有.txt"), "没有.txt")
    assert_one_sentence(run("lint"), "policykb ingest", code=3)


@pytest.mark.parametrize("form", ["xlsx", "csv", "md", "html"])
def test_matrix_in_every_format(run: Run, kb: Path, form: str) -> None:
    assert run("matrix", "--format", form, "--kb", kb).code == 0
    first = Path(f"责任矩阵.{form}").read_bytes()
    assert first
    run("matrix", "--format", form, "--output", "再来.bin", "--kb", kb)
    assert Path("再来.bin").read_bytes() == first


def test_matrix_takes_its_format_from_the_file_name(run: Run, kb: Path) -> None:
    for form, start in (("csv", b"\xef\xbb\xbf"), ("md", b"# "), ("html", b"<!DOCTYPE"), ("XLSX", b"PK")):
        assert run("matrix", "-o", f"表.{form}", "--kb", kb).code == 0
        assert Path(f"表.{form}").read_bytes().startswith(start)
    assert run("matrix", "-o", "无结尾", "--kb", kb).code == 0
    assert Path("无结尾").read_bytes().startswith(b"PK")


def test_matrix_refuses_a_file_name_that_contradicts_the_format(run: Run, kb: Path) -> None:
    assert_one_sentence(run("matrix", "-f", "xlsx", "-o", "表.csv", "--kb", kb), "表.csv", "矛盾")
    assert_one_sentence(run("matrix", "-o", "表.zip", "--kb", kb), "表.zip", ".docx、.pdf、.csv、.md、.html")
    assert list(Path().iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(run: Run, kb: Path) -> None:
    assert_one_sentence(run("matrix", "-o", "没有/表.xlsx", "--kb", kb), "没有/表.xlsx", code=1)
    assert list(Path().iterdir()) == []


def test_graph_goes_to_standard_output(run: Run, kb: Path) -> None:
    assert run("graph", "--kb", kb).json["nodes"]
    assert run("graph", "--format", "graphml", "--kb", kb).out.startswith("<")


def test_stats_doctor_and_version(run: Run, kb: Path) -> None:
    shown = run("stats", "--kb", kb).out
    assert "名单牵头 13" in shown
    assert "措施 7" in shown
    assert not re.search("[a-z]{4}", shown)
    assert "listed/lead" in run("stats", "--kb", kb, "--format", "json").out
    assert len(run("stats", "--kb", kb, "--format", "json").json["plans"]) == 2
    doctor = run("doctor", "--kb", kb)
    assert doctor.code == 0
    assert "spacy" in doctor.out
    assert "rjieba" in doctor.out
    assert "rank-bm25（内存）：还没有索引" in doctor.out
    assert run("doctor", "--format", "json").json["schema"] == "doctor/1"
    assert run("--version").out.startswith("policykb ")


def test_usage_errors_are_in_chinese(run: Run) -> None:
    for wrong, word in (
        (["extract"], "缺少"),
        (["ask", "--无此项", "x"], "--无此项"),
        (["没有这个命令"], "没有这个命令"),
        (["matrix", "--format", "doc"], "doc"),
    ):
        ran = run(*wrong)
        assert ran.code == 2
        assert word in ran.err
        assert "--help" in ran.err


def test_help_teaches_in_chinese(run: Run) -> None:
    assert "建库" in run("--help").out
    for command in ("ingest", "ask", "matrix", "trace"):
        assert "选项" in run(command, "--help").out


def test_audit_accounts_for_files_and_for_the_knowledge_base(run: Run, kb: Path) -> None:
    one = run("audit", COUNTY)
    assert one.code == 0
    assert "归类 100.0%" in one.out
    assert "合计" not in one.out
    assert "合计 2 份方案" in run("audit", "--kb", kb).out
    plans = run("audit", COUNTY, DISTRICT, "--format", "json").json["plans"]
    assert [plan["name"] for plan in plans] == [COUNTY.name, DISTRICT.name]


def test_audit_writes_a_page(run: Run, tmp_path: Path) -> None:
    ran = run("audit", COUNTY, "--format", "html", "--output", "账目.html")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "账目.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_audit_refuses_what_it_cannot_read(run: Run) -> None:
    assert_one_sentence(run("audit", "没有.txt"), "没有.txt")


def test_exports_for_a_selection(run: Run, kb: Path) -> None:
    rows = run(
        "export", "--unit", "财政局", "--place", "江川区", "--year", "2025", "--kb", kb
    ).out.splitlines()
    assert len(rows) > 1
    assert all(row.split(",")[1] == rows[1].split(",")[1] for row in rows[1:])
    for form, start in (("ics", "BEGIN:VCALENDAR"), ("ttl", "@prefix"), ("jsonld", "{"), ("akn", "<?xml")):
        assert run("export", "-f", form, "--plan", "江川区", "--kb", kb).out.startswith(start)
    assert_one_sentence(run("export", "-f", "akn", "--kb", kb), "--plan")
    assert_one_sentence(run("matrix", "--unit", "气象局", "--kb", kb), "气象局")
    assert_one_sentence(run("matrix", "--plan", "防汛", "--kb", kb), "防汛", "江川区")
    assert_one_sentence(run("matrix", "--role", "主办", "--kb", kb), "牵头、配合、责任")


@pytest.mark.parametrize("command", ["tasks", "owners"])
def test_an_argument_that_names_nothing_is_refused(run: Run, kb: Path, command: str) -> None:
    assert_one_sentence(run(command, " ", "--kb", kb), "没有写要查什么")


def test_a_page_for_one_unit(run: Run, kb: Path) -> None:
    assert run("brief", "区财政局", "--kb", kb).err == "已写入 区财政局任务单.docx\n"
    assert Path("区财政局任务单.docx").read_bytes().startswith(b"PK")
    page = run("brief", "财政局", "-f", "html", "-o", "-", "--kb", kb).out
    assert "<h1>区财政局、县财政局任务单</h1>" in page
    assert_one_sentence(run("brief", "气象局", "--kb", kb), "气象局")


def test_an_export_is_verified_against_the_store_or_the_plan(run: Run, kb: Path) -> None:
    run("matrix", "-o", "表.csv", "--plan", "江川区", "--kb", kb)
    ran = run("verify-export", "表.csv", "--kb", kb)
    assert (ran.code, ran.out.endswith("都与方案相符。\n")) == (0, True)
    assert run("verify-export", "表.csv", "--source", DISTRICT).code == 0
    path = Path("表.csv")
    path.write_text(path.read_text("utf-8-sig").replace("区财政局", "区税务局", 1), "utf-8")
    ran = run("verify-export", "表.csv", "--kb", kb, "-f", "json")
    assert (ran.code, ran.json["holds"]) == (1, False)
    assert [fault["kind"] for fault in ran.json["faults"]] == ["改动"]
    assert run("verify-export", "表.csv", "--source", COUNTY).code == 1
    assert_one_sentence(run("verify-export", "无.xlsx", "--kb", kb), "无.xlsx")


def test_a_ledger_comes_back(run: Run, kb: Path) -> None:
    own = Path("own.db")
    own.write_bytes(kb.read_bytes())
    run("matrix", "-o", "表.csv", "--kb", own)
    with Path("表.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    rows[2][rows[0].index("进展")] = "已开工"
    with Path("表.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert "新增" in run("import-ledger", "表.csv", "--check", "--kb", own).out
    (change,) = run("import-ledger", "表.csv", "--kb", own, "-f", "json").json["changes"]
    assert (change["kind"], change["field"], change["old"], change["new"]) == ("新增", "进展", None, "已开工")
    assert change["origin"].startswith("表.csv#")
    assert run("import-ledger", "表.csv", "--kb", own).out == "没有新的进展或备注。\n"
    assert "已开工" in run("matrix", "-o", "-", "-f", "csv", "--kb", own).out
    run("ingest", DISTRICT, COUNTY, "--kb", own)
    assert "已开工" in run("matrix", "-o", "-", "-f", "csv", "--kb", own).out
    rows[2][rows[0].index("条款编号")] = "九/9"
    with Path("表.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    assert_one_sentence(run("import-ledger", "表.csv", "--kb", own), "第3行", "一处也没有收")
