"""Plans of one title are told apart wherever several are shown, and by a question that names one of them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kb.ingest import ingest_paths

from .conftest import client_of

TITLE = "绿色工厂建设行动方案"
PLAN = """{organ}关于印发绿色工厂建设行动方案的通知
{number}

绿色工厂建设行动方案

一、重点任务
1. 建设工厂。2026年底前建成{count}家，绿电占比达到{count}%。
责任单位：县财政局
2. 开展培训。2027年底前完成。
责任单位：县财政局

{organ}
2025年3月{count}日
"""
MARKS = ("（云溪县，云府办〔2025〕1号）", "（云溪县，云府办〔2025〕2号）", "（江川县）")


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("同名")
    for count, (place, number) in enumerate(
        (("云溪县", "云府办〔2025〕1号"), ("云溪县", "云府办〔2025〕2号"), ("江川县", "江府办〔2025〕3号")),
        11,
    ):
        text = PLAN.format(organ=f"{place}人民政府办公室", number=number, count=count)
        Path(folder, f"{count}.txt").write_text(text, "utf-8")
    ingest_paths(folder / "同名.db", [folder], watch=iter)
    return client_of(folder / "同名.db")


def words_of(client: TestClient, address: str) -> str:
    found = client.get(address, headers={"accept": "text/html"})
    assert found.status_code == 200, address
    return unescape(re.sub("<[^>]*>", "", found.text))


@pytest.mark.parametrize(
    "address",
    [
        "/?q=有几条",
        "/?q=县财政局负责哪些任务",
        "/?q=建设工厂&how=words",
        "/plans",
        "/matrix",
        "/calendar",
        "/checks",
        "/units/县财政局",
        "/indicators/绿电占比",
    ],
)
def test_each_is_told_from_the_others(alike: TestClient, address: str) -> None:
    shown = words_of(alike, address)
    for mark in MARKS:
        assert f"{TITLE}{mark}" in shown or f"《{TITLE}》{mark}" in shown, address


def test_they_are_chosen_from_apart(alike: TestClient) -> None:
    page = alike.get("/plans", headers={"accept": "text/html"}).text
    ids = dict(re.findall(rf'href="/plans/(\w+)">{TITLE}(（[^<]*）)', page))
    form = alike.get("/matrix", headers={"accept": "text/html"}).text
    for plan, mark in ids.items():
        assert f'<option value="{plan}">{TITLE}{mark}</option>' in form
        chosen = alike.get(f"/matrix?plan={plan}", headers={"accept": "text/html"}).text
        assert re.findall(r'<h2><a href="/plans/(\w+)">([^<]*)</a>', chosen) == [(plan, TITLE)]


@pytest.mark.parametrize(("mark", "count"), list(zip(MARKS, (11, 12, 13), strict=True)))
def test_a_question_is_completed_with_the_one_that_it_then_means(
    alike: TestClient, mark: str, count: int
) -> None:
    offered = alike.get("/api/v1/complete", params={"q": "《绿色工厂"}).json()["items"]
    assert {"value": f"《{TITLE}》{mark}", "kind": "方案"} in offered
    answer = alike.get("/api/v1/ask", params={"q": f"《{TITLE}》{mark}绿电占比是多少"}).json()
    assert [target["value"] for target in answer["targets"]] == [count]
    asked = alike.get("/api/v1/ask", params={"q": f"《{TITLE}》绿电占比是多少"}).json()
    assert [target["value"] for target in asked["targets"]] == [11, 12, 13]


def test_plans_that_are_themselves_the_answer_are_told_once(alike: TestClient) -> None:
    for question in ("有哪些方案", "哪些方案没有提到托育"):
        answer = alike.get("/api/v1/ask", params={"q": question}).json()
        assert answer["count"] == 3
        assert "涉及" not in answer["answer"]
        assert sum(answer["answer"].count(mark) for mark in MARKS) in (0, 3)
        assert len({proof["document"] for proof in answer["evidence"]}) == 3
        shown = words_of(alike, f"/?q={question}")
        assert "3份方案" in shown.replace(" ", "")
        assert "0 个条款" not in shown
