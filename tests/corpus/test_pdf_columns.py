"""Tables of a PDF that no rulings, or not all, part: read as they are or left as lines, never wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfs import BODY, GRID, built, table
from reportlab.platypus import Paragraph

from corpus.readers.paged.child import told

HEAD = ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]
WIDTHS = [14, 52, 32, 36, 22]
TASKS = (
    ["新建水厂3座，日供水能力达到2万吨", "县水务局", "县财政局、县自然资源和规划局", "2025年底"],
    ["改造老旧管网", "县住房城乡建设局", "各镇", "2026年"],
    [
        "完善水质监测网络，实现乡镇全覆盖，建立月度通报制度并向社会公开",
        "县生态环境局",
        "县卫生健康局、县大数据局",
        "长期",
    ],
)
ROWS = [HEAD, *([str(number + 1), *TASKS[number % 3]] for number in range(40))]
NONE = ("LINEABOVE", (0, 0), (0, 0), 0.01, "white")
ACROSS = ("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")
THREE = ("LINEABOVE", (0, 0), (-1, 1), 0.5, "black")
DOWN = ("LINEAFTER", (0, 0), (-1, -1), 0.5, "black")
FLAT = (("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0))
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")


def lines(*flow: Any) -> list[str]:
    text: str = told(built(list(flow)), ocr=False)["text"]
    return text.splitlines()


@pytest.mark.parametrize("repeat", [0, 1])
@pytest.mark.parametrize("more", [(), FLAT, (MIDDLE,)], ids=["loose", "flat", "middle"])
@pytest.mark.parametrize(
    "rules", [NONE, ACROSS, THREE, DOWN, GRID], ids=["none", "across", "three", "down", "all"]
)
def test_columns_that_white_space_parts(rules: Any, more: tuple[Any, ...], repeat: int) -> None:
    before, after = (
        Paragraph("附件　任务分工表", BODY),
        Paragraph("各单位要按月报送进展情况，由县水务局汇总。", BODY),
    )
    read = lines(before, table(ROWS, WIDTHS, *more, repeat=repeat, rules=rules), after)
    assert read == [
        "附件 任务分工表",
        *(" | ".join(row) for row in ROWS),
        "各单位要按月报送进展情况，由县水务局汇总。",
    ]


def test_what_is_not_certain_stays_in_lines() -> None:
    unnumbered = [row[1:] for row in ROWS[:4]]
    assert not any("|" in line for line in lines(table(unnumbered, WIDTHS[1:], rules=NONE)))
    jumping = [HEAD, ["1", *TASKS[0]], ["3", *TASKS[1]]]
    assert not any("|" in line for line in lines(table(jumping, WIDTHS, rules=NONE)))


CELL = st.text("供水管网厂站县局镇村，。、0123456789", min_size=1, max_size=40)


@example([("0",) * 3, ("0",) * 3, ("0", "00000、、、、、、、0", "0")], (MIDDLE,), NONE)
@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=2, max_size=12),
    st.sampled_from([(), FLAT, (MIDDLE,), (MIDDLE, *FLAT)]),
    st.sampled_from([NONE, ACROSS, THREE]),
)
@settings(max_examples=25, deadline=None)
def test_rows_are_read_as_they_are_or_not_at_all(
    cells: list[tuple[str, str, str]], more: tuple[Any, ...], rules: Any
) -> None:
    rows = [["序号", "任务", "牵头单位", "备注"], *([str(at), *row] for at, row in enumerate(cells, 1))]
    read = lines(table(rows, [14, 50, 40, 40], *more, rules=rules))
    bare = ["".join(line.split()) for line in read]
    if any("|" in line for line in read):
        assert bare == ["|".join(row) for row in rows]
    else:
        assert sorted("".join(bare)) == sorted("".join(map("".join, rows)))
