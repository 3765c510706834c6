"""The order of the matrix."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from steps import wide

from corpus.errors import InputError
from export.selection import EVERYTHING
from kb.ingest import plan_of
from web.grid import SORTS, kind, legend, sheets
from web.stock import alphabetical

TEXT = """甲县整治方案
一、任务
（一）整治
1. 一体推进治水。治水。
责任单位：县水利局
2. 三维建档。建档。
责任单位：县档案局、县水利局
3. 巴河清淤。清淤。
责任单位：县水利局
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("整治") / "甲.txt"
    path.write_text(TEXT, "utf-8")
    return path


def order(plan: Path, sort: str) -> list[str]:
    (sheet,) = sheets([plan_of(plan)], EVERYTHING, sort)
    return [row.task for row in sheet.rows]


def test_tasks_stand_in_the_order_asked(plan: Path) -> None:
    first, second, third = order(plan, "")
    assert order(plan, "units") == [second, first, third]
    assert order(plan, "县档案局") == [second, first, third]
    assert order(plan, "task") == [third, second, first], "巴、三、一"


def test_names_sort_by_pinyin() -> None:
    names = ["云", "巴", "三", "一体", "一", "安", "中"]
    assert sorted(names, key=alphabetical) == ["安", "巴", "三", "一", "一体", "云", "中"]
    assert alphabetical("\ud800龘")


def test_another_order_is_refused(plan: Path, client: TestClient) -> None:
    with pytest.raises(InputError, match="不能按“颜色”排序；可按 原文顺序、"):
        order(plan, "颜色")
    told = client.get("/matrix?sort=颜色", headers={"accept": "text/html"})
    assert "不能按“颜色”排序" in told.text
    assert all(client.get(f"/matrix?sort={sort}").status_code == 200 for sort in SORTS)


def test_a_cell_is_coloured_by_its_role() -> None:
    assert [kind(cell) for cell in ("牵头", "配合述", "责任?", "")] == ["lead", "support", "own", ""]
    assert [word for word, _ in legend()][:3] == ["牵头", "配合", "责任"]


@pytest.mark.parametrize("tasks", [1, 12, 13, 40])
def test_bands_are_all_the_rows_in_their_order(tmp_path: Path, tasks: int) -> None:
    path = tmp_path / "大.txt"
    path.write_text(wide(tasks), "utf-8")
    (sheet,) = sheets([plan_of(path)], EVERYTHING, "")
    bands = list(sheet.bands)
    assert [line for band in bands for line in band] == [(row, 1) for row in sheet.rows]
    assert len(sheet.rows) == tasks
    assert len({len(band) for band in bands[:-1]}) <= 1
    assert all(bands)
