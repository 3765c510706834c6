"""PDF: lines become paragraphs, furniture goes, tables come together; what cannot be read is refused."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec as find
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import FONT, built, drawn, scanned, set_as_plan, table
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import NotReadable
from corpus.readers import pdf
from corpus.readers.paged.child import told
from corpus.readers.pdf import read
from corpus.readers.sandbox import Broken, Exceeded, Limits, run

PARAGRAPH = "到2027年，园区单位工业增加值能耗比2024年下降14%，工业用水重复利用率达到92%以上，光伏装机容量不低于30兆瓦。"
PLAN = "\n".join(f"{number}.第{number}项任务。{PARAGRAPH}（县财政局牵头）" for number in range(1, 31))
SMALL = set_as_plan(f"一、重点任务\n{PARAGRAPH}\n序号 | 任务 | 牵头单位\n1 | 建厂 | 县财政局")


def text_of(data: bytes) -> str:
    """The text as the child process tells it, without the process."""
    text: str = told(data, ocr=False)["text"]
    return text


def said(x: float, y: float, *lines: str) -> Callable[[Canvas], None]:
    """Draws lines 28 points apart."""

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(lines):
            canvas.drawString(x, y - 28 * at, line)

    return draw


def test_wrapped_lines_heads_and_page_numbers() -> None:
    got = read(set_as_plan(PLAN), "方案.pdf")
    assert got.text == PLAN + "\n"
    assert got.encoding == "pdf"
    assert len(got.pages) > 3
    assert list(got.pages) == sorted({*got.pages})
    assert got.pages[0] == 0


def test_a_page_begins_where_its_first_character_stands() -> None:
    first, second = said(80, 700, "一、建设园区"), said(80, 760, "二、保障措施")
    got = read(drawn(first, second), "方案.pdf")
    assert [got.text[at:][:2] for at in got.pages] == ["一、", "二、"]


def test_a_number_cut_by_a_line_end_comes_together() -> None:
    full = "到二〇二七年全县公共机构可再生能源消费占比达到百分之六十九"
    lines = (
        f"　　{full[:-2]}",
        "全县园区绿化覆盖率不低于百分之三十，污水集中处理率达到9",
        "5%，并逐年提高。",
    )
    assert "达到95%，并" in text_of(drawn(said(79, 700, *lines, lines[1], lines[1], "完毕。")))


def test_repeated_body_lines_are_kept() -> None:
    pages = [said(80, 500, "一、责任单位", "县财政局") for _ in range(4)]
    assert text_of(drawn(*pages)).count("县财政局") == 4


def test_a_table_over_pages_is_one_and_its_head_stands_once() -> None:
    rows = [["序号", "任务", "牵头单位"]]
    rows += [[str(n), f"第{n}项建设任务要求按期完成并验收", "县财政局"] for n in range(1, 61)]
    data = built([table(rows, [20, 60, 60])])
    lines = text_of(data).splitlines()
    assert lines == [" | ".join(row) for row in rows]


def test_a_row_cut_by_a_page_comes_together() -> None:
    long = "".join(f"第{n}步要求各乡镇分别报送进展情况；" for n in range(90))
    rows = [["序号", "任务", "牵头单位"], ["1", long, "县财政局"], ["2", "验收", "县审计局"]]
    lines = text_of(built([table(rows, [20, 70, 60])])).splitlines()
    assert lines == [" | ".join(row) for row in rows]


def test_merged_cells_and_a_head_of_two_rows() -> None:
    rows = [
        ["序号", "任务", "责任单位", "", "完成时限"],
        ["", "", "牵头", "配合", ""],
        ["1", "建厂", "县财政局", "县审计局", "2026年"],
        ["2", "扩建", "县财政局", "", "2026年"],
    ]
    spans = [
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 4)),
        ("SPAN", (2, 0), (3, 0)),
        ("SPAN", (4, 2), (4, 3)),
    ]
    assert text_of(built([table(rows, [15, 35, 40, 40, 25], *spans)])).splitlines() == [
        "序号 | 任务 | 牵头责任单位 | 配合责任单位 | 完成时限",
        "1 | 建厂 | 县财政局 | 县审计局 | 2026年",
        "2 | 扩建 | 县财政局 |  | 2026年",
    ]


def test_units_on_lines_of_their_own_stay_apart() -> None:
    rows = [["序号", "牵头单位"], ["1", "县财政局\n县审计局"], ["2", "县农业农村局和乡村振兴局等有关部门"]]
    assert "1 | 县财政局 县审计局" in text_of(built([table(rows, [20, 50])]))


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_a_page_that_lies_on_its_side(quarter: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(90 * quarter)
        said(-150, 100, "一、建设园区", "二、保障措施")(canvas)

    assert text_of(drawn(draw)) == "一、建设园区\n二、保障措施\n"


def test_a_watermark_askew_is_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        said(80, 700, "一、建设园区", "由县财政局负责。")(canvas)
        canvas.translate(80, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料注意保存")

    assert text_of(drawn(draw)) == "一、建设园区\n由县财政局负责。\n"


def locked() -> bytes:
    return drawn(said(80, 700, "一、目标"), encrypt=StandardEncryption("secret", ownerPassword="owner"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 PDF"),
        (b"\xd0\xcf\x11\xe0", "不是 PDF"),
        (b"%PDF-1.7 ...", "已损坏或没有传完"),
        (SMALL[: len(SMALL) // 3], "已损坏或没有传完"),
        (locked(), "加了密码"),
        (drawn(lambda canvas: None), "没有文字"),
        (drawn(*[said(80, 700, "一、目标")] * 1001), "有 1001 页，超过上限 1000 页"),
    ],
    ids=["nothing", "word", "garbage", "truncated", "encrypted", "empty", "1001-pages"],
)
def test_what_cannot_be_read_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as refusal:
        read(data, "方案.pdf")
    assert "方案.pdf" in str(refusal.value)
    assert "请" in str(refusal.value)


def test_a_thousand_pages_are_read() -> None:
    got = read(drawn(*[said(80, 700, "一、目标", "由县财政局负责。")] * 1000), "方案.pdf")
    assert len(got.pages) == 1000
    assert got.text.count("由县财政局负责。") == 1000


def test_scanned_pages_are_named_where_nothing_recognises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None if name == "rapidocr" else find(name))
    with pytest.raises(NotReadable, match=r"第 1—4 页是扫描图片.*policykb\[ocr\]"):
        read(scanned(set_as_plan(PLAN[:2000]), dpi=20), "扫描.pdf")


def test_too_many_scanned_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: object())
    monkeypatch.setattr(pdf, "_MOST_SCANS", 1)
    with pytest.raises(NotReadable, match="扫描图片，超过文字识别的上限"):
        read(scanned(set_as_plan(PLAN[:2000]), dpi=20), "扫描.pdf")


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(NotReadable, match=r"policykb\[pdf\]"):
        read(SMALL, "方案.pdf")


@pytest.mark.parametrize(
    ("limits", "words"),
    [(Limits(0, 500), "0 秒内读不完"), (Limits(60, 1), "内存超过 1 MB")],
    ids=["time", "memory"],
)
def test_limits_of_time_and_memory(monkeypatch: pytest.MonkeyPatch, limits: Limits, words: str) -> None:
    monkeypatch.setattr(pdf, "_TEXT", limits)
    with pytest.raises(NotReadable, match=words):
        read(SMALL, "方案.pdf")


def test_a_crash_stays_in_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "crashing.py").write_text("import os; os.abort()")
    (tmp_path / "endless.py").write_text("while True: pass")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(Broken):
        run("crashing", b"", Limits(30, 500))
    with pytest.raises(Exceeded):
        run("endless", b"", Limits(1, 500))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A small PDF with some bytes changed, cut out or doubled."""
    data = bytearray(SMALL)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data) - 1))
        size = draw(st.integers(0, 64))
        data[at : at + size] = draw(st.one_of(st.binary(max_size=8), st.just(bytes(data[:size]))))
    return bytes(data)


@settings(max_examples=25, deadline=10_000)
@given(damaged())
def test_whatever_the_bytes_there_is_a_text_or_a_sentence(data: bytes) -> None:
    try:
        got = read(data, "方案.pdf").text
    except NotReadable as refusal:
        got = str(refusal)
    assert got.strip()


def test_the_child_tells_what_is_scanned() -> None:
    def stamped(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (20, 20), 200), 0, 0, 210 * mm, 297 * mm)
        canvas.setFont(FONT, 10)
        canvas.drawString(300, 40, "— 1 —")

    assert told(drawn(stamped, said(80, 700, "一、目标")), ocr=False) == {"scanned": [1]}
