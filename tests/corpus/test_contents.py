"""A table of contents is no run of headings."""

from __future__ import annotations

import pytest
from pdfs import drawn
from reportlab.pdfgen.canvas import Canvas

from corpus.contents import contents
from corpus.document import parse
from corpus.model import Span
from corpus.readers.paged.child import told
from corpus.source import from_text

BODY = (
    "为保障供水，制定本方案。\n一、总体要求\n到2027年，普及率达到95%。\n二、重点任务\n（一）建设水厂。新建3座。（县水务局）\n"
    "（二）改造管网。改造20公里。（县住房城乡建设局）\n"
)
LISTED = (
    "目　录\n一、总体要求\t1\n二、重点任务\t2\n（一）建设水厂\t2\n",
    "目录\n一、总体要求 1\n二、重点任务 - 12 -\n".replace(" - 12 -", "……12"),
    "一、总体要求………………1\n二、重点任务......2\n（一）建设水厂 ··· (2)\n",
    "目　　次\n一、总体要求\n二、重点任务\n（一）建设水厂\n",
)


@pytest.mark.parametrize("listed", LISTED)
def test_a_list_of_headings_is_none_of_them(listed: str) -> None:
    plain, document = (parse(from_text(f"青禾县供水方案\n{part}{BODY}", "稿")) for part in ("", listed))
    assert [span.of(document.text) for span in document.chrome] == [listed.rstrip("\n")]
    assert [(c.id, c.heading) for c in document.clauses] == [(c.id, c.heading) for c in plain.clauses]
    assert document.header == plain.header
    assert "".join(span.of(document.text) for span in document.leaves()) == document.text


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "水厂座数..12\n水井口数..5\n管网公里..90\n",
        "水厂座数...2\n水井口数...5\n管网公里...90\n",
        "序号\n任务\n1\n建水厂 3\n2\n接管网 20\n",
        "一、用水量 300\n二、覆盖率 95\n三、水厂 3\n",
    ],
)
def test_other_lines_that_end_in_numbers_are_no_contents(text: str) -> None:
    assert contents(text) == ()


def test_the_contents_of_a_pdf_stay_in_lines() -> None:
    full = [
        f"{name}{'…' * (27 - len(name))}{at}"
        for at, name in enumerate(("一、总体要求", "二、重点任务", "三、保障措施"), 1)
    ]

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(
            ["目录", *full, "为保障供水，制定本方案，请各单位认真贯彻执行本方案各项要求。"]
        ):
            canvas.drawString(80, 700 - 28 * at, line)

    assert told(drawn(draw), ocr=False)["text"].splitlines()[1:4] == full


def test_a_lone_heading_of_contents_is_no_part_of_the_title() -> None:
    document = parse(from_text(f"青禾县供水方案\n目录\n{BODY}", "稿"))
    assert document.header.title == "青禾县供水方案"
    assert contents("目录\n一、总体要求\n到2027年达到95%。\n附件\n一、总体要求\n") == (Span(0, 2),)
