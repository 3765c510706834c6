"""The matrix as page, API and file have the same tasks: what a matrix has no row for is counted beside it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

CONDITIONS = ("", "year=2025", "year=2024&plan=江川", "place=江川区&year=2025", "unit=县财政局", "role=牵头")


@pytest.mark.parametrize("asked", CONDITIONS)
def test_page_api_and_file_have_the_same_tasks(client: TestClient, asked: str) -> None:
    file = list(csv.DictReader(io.StringIO(client.get(f"/matrix.csv?{asked}").content.decode("utf-8-sig"))))
    api = client.get(f"/api/v1/matrix?limit=1000&{asked}").json()
    assert api["total"] == len(api["items"])
    assert api["total"] + api["beside"] == len(file) > 0
    page = client.get(f"/matrix?{asked}").text
    assert int(re.search(r"<small>(\d+) 项任务", page)[1]) == api["total"]  # type: ignore[index]
    told = re.search(r"台账（csv、docx）里另有 (\d+) 项", page)
    assert (int(told[1]) if told else 0) == api["beside"]


def test_something_is_beside_the_matrix(client: TestClient) -> None:
    assert any(client.get(f"/api/v1/matrix?{asked}").json()["beside"] for asked in CONDITIONS)


@pytest.mark.parametrize("unit", ["区教育体育局", "县财政局", "区财政局", "区人力资源社会保障局"])
def test_the_page_of_a_unit_tells_the_number_of_the_answer(client: TestClient, unit: str) -> None:
    """The page has what sentences say too: where it has more, it says how many the answer counts."""
    answered = client.get(f"/api/v1/tasks?unit={unit}").json()["count"]
    page = client.get(f"/units/{unit}").text
    told = re.search(r"<small>(\d+) 项任务(?:，其中责任单位名单列着、问答所数的 (\d+) 条)?</small>", page)
    assert told
    assert int(told[2] or told[1]) == answered
