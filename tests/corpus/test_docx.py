"""A .docx gives the text that Word shows: numbers, tables, changes, boxes and notes."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from office import NUMBERING, cell, numbered, paragraph, table, word, zipped

from corpus.errors import NotReadable
from corpus.readers import docx, grids, reader_of, reading
from corpus.readers.numberforms import written


def lines(body: str, **parts: str) -> list[str]:
    return docx.read(word(body, **parts), "稿.docx").text.splitlines()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def numbering(*levels: str, number: str = '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{number}'


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 105: "一○五"}),
        (
            "chineseCountingThousand",
            {10: "十", 21: "二十一", 105: "一百零五", 110: "一百一十", 1010: "一千零一十"},
        ),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {12: "壹拾贰"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51"}),
        ("decimalEnclosedParen", {3: "(3)"}),
        ("decimalFullWidth", {12: "１２"}),
        ("ideographTraditional", {1: "甲", 11: "甲"}),
        ("upperRoman", {4: "IV", 1990: "MCMXC", 5000: "5000"}),
        ("lowerLetter", {1: "a", 27: "aa"}),
        ("none", {1: ""}),
        ("sayings", {7: "7"}),
    ],
)
def test_forms_of_numbers(form: str, numbers: dict[int, str]) -> None:
    assert {number: written(number, form) for number in numbers} == numbers


def test_levels_count_and_begin_again() -> None:
    body = "".join(
        numbered(*one)
        for one in (
            ("总体", 0),
            ("任务", 0),
            ("用能", 1),
            ("光伏", 2),
            ("增效", 1),
            ("诊断", 2),
            ("保障", 0),
            ("人才", 1),
        )
    )
    assert lines(body, numbering=NUMBERING) == [
        *("一、总体", "二、任务", "（一）用能", "1.光伏", "（二）增效", "2.诊断", "三、保障", "（一）人才"),
    ]  # 1. goes on across （一）, as its level says


def test_a_level_without_a_word_on_it_begins_again_below_each_other() -> None:
    made = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
    body = "".join(numbered("甲", at) for at in (0, 1, 1, 0, 1))
    assert lines(body, numbering=made) == ["1.甲", "1.1 甲", "1.2 甲", "2.甲", "2.1 甲"]


def test_articles_and_a_year_after_a_number_are_kept_apart() -> None:
    made = numbering(level(0, "chineseCountingThousand", "第%1条"), level(1, "decimal", "%2."))
    assert lines(numbered("适用范围", 0) + numbered("2025年底前完成", 1), numbering=made) == [
        "第一条 适用范围",
        "1. 2025年底前完成",
    ]


def test_a_second_list_of_one_kind_counts_on_unless_it_restarts() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="7"/>{more}</w:num>'
        for at, more in ((3, ""), (4, ""), (5, restart))
    )
    made = numbering(level(0, "decimal", "%1."), number=numbers)
    body = "".join(numbered("甲", 0, at) for at in (3, 4, 5, 5))
    assert lines(body, numbering=made) == ["1.甲", "2.甲", "5.甲", "6.甲"]


def test_numbers_come_from_styles_too() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="A"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    made = numbering(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="C"/>')
    )
    body = "".join(paragraph("甲", f'<w:pStyle w:val="{style}"/>') for style in "ABC")
    off = paragraph("乙", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + off, numbering=made, styles=styles) == ["一、甲", "二、甲", "（一）甲", "乙"]


def test_bullets_and_lists_that_are_nowhere_print_nothing() -> None:
    assert lines(
        numbered("甲", 0) + numbered("乙", 0, 9), numbering=numbering(level(0, "bullet", "\uf0b7"))
    ) == ["甲", "乙"]


def test_merged_cells_are_carried_down_and_equal_neighbours_stay_apart() -> None:
    head = [cell("任务"), cell("单位", '<w:gridSpan w:val="2"/>')]
    rows = [
        [cell("任务", '<w:vMerge w:val="restart"/>'), cell("责任单位", '<w:gridSpan w:val="2"/>')],
        [cell("", "<w:vMerge/>"), cell("牵头"), cell("配合单位")],
        [cell("供水", '<w:vMerge w:val="restart"/>'), "县水务局", "县水务局"],
        [cell("", "<w:vMerge/>"), "县财政局", ""],
    ]
    assert lines(table(rows)) == [
        "| 任务 | 牵头责任单位 | 配合单位 |",
        "| 供水 | 县水务局 | 县水务局 |",
        "| 供水 | 县财政局 |  |",
    ]
    assert lines(table([head, ["供水", "甲", "乙"]])) == ["| 任务 | 单位 |  |", "| 供水 | 甲 | 乙 |"]


def test_a_caption_a_note_and_a_frame_are_no_rows() -> None:
    wide = cell("分工表", '<w:gridSpan w:val="2"/>')
    assert lines(table([[wide], ["任务", "牵头单位"], ["甲", "县水务局"], [cell("注：略")]])) == [
        *("分工表", "| 任务 | 牵头单位 |", "| 甲 | 县水务局 |", "注：略"),
    ]
    assert lines(table([["一、总则"], ["二、附则"]])) == ["一、总则", "二、附则"]


def test_serial_numbers_may_be_automatic() -> None:
    number = f"<w:tc>{numbered('', 0)}</w:tc>"
    made = numbering(level(0, "decimal", "%1."))
    assert lines(table([["序号", "任务"], [number, "甲"], [number, "乙"]]), numbering=made)[1:] == [
        "| 1 | 甲 |",
        "| 2 | 乙 |",
    ]


def test_changes_are_accepted() -> None:
    body = (
        f"<w:p>{run('由')}<w:del><w:r><w:delText>县水利局</w:delText></w:r></w:del><w:ins>{run('县水务局')}</w:ins>{run('负责')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p><w:p>{run('后半')}</w:p>"
        f"<w:moveFrom>{run('移走')}</w:moveFrom>"
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    assert lines(body) == ["由县水务局负责", "前半后半"]


def test_a_paragraph_that_was_moved_away_has_no_number() -> None:
    gone = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>'
    gone += f"<w:moveFrom>{run('丙')}</w:moveFrom></w:p>"
    come = f"<w:p><w:moveToRangeStart/><w:moveTo>{run('丙')}</w:moveTo></w:p>"
    assert lines(numbered("甲", 0) + gone + numbered("乙", 0) + come, numbering=NUMBERING) == [
        *("一、甲", "二、乙", "丙"),
    ]


def field(instruction: str, result: str, *, end: bool = True) -> str:
    first, last = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{first}<w:r><w:instrText>{instruction}</w:instrText></w:r>{result}{last * end}"


def test_what_word_computes_where_it_prints_is_no_text() -> None:
    entry = run("一、总则") + "<w:r><w:tab/></w:r>" + field("PAGEREF _1", run("1"))
    listed = field("TOC \\o", f"{entry}</w:p><w:p>{run('二、任务')}")
    simple = f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>'
    page = f"<w:p>{run('第')}{field(' PAGE ', run('3'))}{simple}{run('页')}</w:p>"
    kept = f"<w:p>{field('REF _2', run('附件一'))}{field('TOC', run('没有完'), end=False)}</w:p>"
    assert list(filter(None, lines(f"<w:p>{listed}</w:p>{page}{kept}"))) == ["第页", "附件一没有完"]


def test_a_table_in_a_cell_and_one_in_a_box() -> None:
    inner = table([["甲", "3座"], ["乙", "2座"]])
    held = f"<w:tc>{paragraph('建厂：')}{inner}{paragraph('另改造')}</w:tc>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{table([['任务', '单位'], ['丁', '县局']])}</w:txbxContent></w:pict></w:r></w:p>"
    assert list(filter(None, lines(table([["任务", "单位"], [held, "县水务局"]]) + box))) == [
        *("| 任务 | 单位 |", "| 建厂：甲 3座 乙 2座 另改造 | 县水务局 |", "| 任务 | 单位 |", "| 丁 | 县局 |"),
    ]


def test_comments_readings_and_strokes() -> None:
    body = (
        f"<w:p><w:commentRangeStart/>{run('县财', '<w:strike/>')}<w:r><w:commentReference w:id='0'/></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>zheng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>政\u200b\ufeff</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        f"<w:sdt><w:sdtPr><w:alias w:val='单位'/></w:sdtPr><w:sdtContent>{run('局')}</w:sdtContent></w:sdt></w:p>"
    )
    assert lines(body, comments=f'<w:comment w:id="0">{paragraph("批注")}</w:comment>') == ["县财政局"]


SEEN = '<w:vanish w:val="0"/>'


def test_what_is_not_printed_is_left_out() -> None:
    contents = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = (
        paragraph("一、总则 1", '<w:pStyle w:val="T"/>')
        + f"<w:p>{run('暗', '<w:vanish/>')}{run('明', SEEN)}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        + f"<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    )
    assert lines(body, styles=contents) == ["明"]


def test_characters_that_are_elements() -> None:
    body = (
        "<w:p><w:r><w:t>甲\xad乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t><w:tab/><w:t>丁</w:t><w:br/><w:t>戊</w:t>"
        '<w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="zz"/><w:sym w:char="00B2"/></w:r></w:p>'
    )
    assert lines(body) == ["甲乙-丙\t丁", "戊☑²"]


def test_boxes_and_notes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><w:AlternateContent><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:AlternateContent>"
        '<w:footnoteReference w:id="2"/></w:r></w:p>'
        + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2">{paragraph("出处")}</w:footnote>'
    assert lines(body, footnotes=notes) == ["正文", "框内", "注：出处", ""]


def test_the_pages_that_word_has_rendered_are_kept() -> None:
    body = f"{paragraph('一页')}<w:p>{run('跨')}<w:r><w:lastRenderedPageBreak/></w:r>{run('页')}</w:p>"
    read = docx.read(word(body), "稿.docx")
    assert (read.text, read.pages) == ("一页\n跨页\n", (0, 4))


def test_a_file_by_another_program() -> None:
    made = python_docx.Document()
    made.add_heading("青禾区方案", 0)
    made.add_paragraph("一、目标")
    made.sections[0].footer.paragraphs[0].text = "页脚"
    made.sections[0].header.paragraphs[0].text = "页眉"
    saved = io.BytesIO()
    made.save(saved)
    assert docx.read(saved.getvalue(), "稿.docx").text.splitlines() == ["青禾区方案", "一、目标"]


ENTITY = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
DEEP = b"<a>" * 5_000 + b"</a>" * 5_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 not a zip", "打不开"),
        (zipped({"word/document.xml": ENTITY}), "DTD"),
        (zipped({"word/document.xml": DEEP}), "嵌套超过"),
        (zipped({"word/document.xml": b"<d/>"}), "没有正文"),
        (zipped({"word/document.xml": b"<d"}), "已损坏"),
        (zipped({"word/document.xml": b"<d " + b'a="b" ' * 400_000 + b"/>"}), "超长的标签"),
        (zipped({"word/document.xml": b" " * (41 * 1024 * 1024)}), "超过上限 40 MB"),
        (zipped({"xl/workbook.xml": b"<d/>"}), "不是 Word 文档"),
        (zipped({str(at): b"" for at in range(5_001)}), "超过上限 5000 个"),
        (word(table([["甲"] * 201])), "超过 200 列"),
        (word(table([["甲", cell("乙", '<w:gridSpan w:val="1000000"/>')]])), "超过 200 列"),
    ],
)
def test_broken_and_absurd_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words) as refusal:
        docx.read(data, "稿.docx")
    assert "稿.docx" in str(refusal.value)
    assert "请" in str(refusal.value)


def test_a_merged_cell_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "LIMIT", 20_000)
    first = [cell("长" * 500, '<w:vMerge w:val="restart"/>'), "甲"]
    with pytest.raises(NotReadable, match="表格铺开后"):
        docx.read(word(table([first, *[[cell("", "<w:vMerge/>"), "乙"]] * 100])), "稿.docx")


def test_text_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LIMIT", 100)
    with pytest.raises(NotReadable, match="文字超过上限"):
        docx.read(word(paragraph("长" * 101)), "稿.docx")


def test_the_bytes_decide_what_a_word_file_is() -> None:
    for ending in (".docx", ".DOC", ".wps", ""):
        assert reader_of(ending, word("")) is docx.read
        assert reader_of(ending, b"\xd0\xcf\x11\xe0").__module__.endswith("legacy")
        assert reader_of(ending, b"{\\rtf1").__module__.endswith("legacy")
        assert reader_of(ending, b"\xef\xbb\xbf\n<HTML>").__module__.endswith("html")
    assert reader_of(".txt", word("")).__module__.endswith("text")


@pytest.mark.parametrize("above", ["责任分工", "分工", "责任单位及分工", "责任部门", "责任单位"])
def test_a_title_of_units_below_another_is_the_title_by_itself(above: str) -> None:
    cell_of = grids.Cell
    rows = [
        [cell_of("序号"), cell_of("任务"), cell_of(above, 2)],
        [cell_of("", continues=True), cell_of("", continues=True), cell_of("牵头单位"), cell_of("配合部门")],
        [cell_of("1"), cell_of("建厂"), cell_of("县水务局"), cell_of("县财政局")],
    ]
    assert next(iter(grids.lines_of(rows, "表"))) == "| 序号 | 任务 | 牵头单位 | 配合部门 |"
