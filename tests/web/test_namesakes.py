"""Plans of one title: wherever two stand beside each other, what differs is said."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kb.ingest import ingest_paths
from kb.store import Store
from qa.answer import ask
from qa.report import evidence_lines

from .conftest import client_of

TITLE = "河湖治水行动方案"
TEXT = """{place}人民政府办公室关于印发{title}的通知
{number}
各乡镇人民政府：
《{title}》已经定了，现在发给各单位照办。
{place}人民政府办公室
2024年3月5日
{title}
一、工作目标
到2025年河道水质达标率达到{rate}%。
二、重点任务
1. 清理河道。2025年底前清理河道20公里。
责任单位：县水务局、县财政局
"""
TWINS = {
    "甲.txt": ("青山县", "青政办发〔2024〕3号", 91),
    "乙.txt": ("绿水县", "绿政办发〔2024〕5号", 93),
    "丙.txt": ("绿水县", "绿政办发〔2024〕8号", 95),
}
MARKS = ("（青山县）", "（绿水县，绿政办发〔2024〕5号）", "（绿水县，绿政办发〔2024〕8号）")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("twins")
    for name, (place, number, rate) in TWINS.items():
        text = TEXT.format(place=place, number=number, rate=rate, title=TITLE)
        (folder / name).write_text(text, "utf-8")
    ingest_paths(folder / "库.db", [folder / name for name in TWINS], watch=iter)
    return folder / "库.db"


@pytest.fixture(scope="module")
def desk(twins: Path) -> TestClient:
    return client_of(twins)


@pytest.mark.parametrize(
    "address",
    [
        "/?q=有几条",
        "/?q=工作目标是什么",
        "/?q=县财政局负责哪些任务",
        "/?q=清理河道&how=words",
        "/matrix",
        "/calendar",
        "/checks",
        "/plans",
        "/units/县水务局",
        "/indicators/河道水质达标率",
    ],
)
def test_plans_of_one_title_are_told_apart(desk: TestClient, address: str) -> None:
    told = desk.get(address, headers={"accept": "text/html"})
    assert told.status_code == 200
    main = unescape(re.sub("<[^>]*>", "", told.text.partition("<main")[2]))
    for mark in MARKS:
        assert f"{TITLE}{mark}" in main or f"《{TITLE}》{mark}" in main, mark


def test_one_of_them_alone_needs_no_mark(desk: TestClient) -> None:
    text = desk.get("/matrix?place=青山县", headers={"accept": "text/html"}).text
    assert f"{TITLE}</a>" in text


def test_a_completed_title_means_its_plan_alone(desk: TestClient) -> None:
    offered = desk.get(f"/api/v1/complete?q=《{TITLE[:4]}").json()["items"]
    assert [one["value"] for one in offered] == [f"《{TITLE}》{mark}" for mark in MARKS]
    for one, rate in zip(offered, (91, 93, 95), strict=True):
        told = desk.get("/api/v1/ask", params={"q": f"{one['value']}河道水质达标率是多少"}).json()
        assert [target["value"] for target in told["targets"]] == [rate], told["answer"]


def test_the_chosen_file_is_the_one_shown(desk: TestClient) -> None:
    text = desk.get("/matrix", headers={"accept": "text/html"}).text
    choices = re.findall(r'<option value="([^"]+)" label="([^"]+)">', text)
    assert [unescape(label) for _, label in choices] == [f"{TITLE}{mark}" for mark in MARKS]
    for value, _ in choices:
        assert desk.get(f"/api/v1/matrix?plan={value}").json()["total"] == 1


def test_evidence_stands_under_titles_and_not_under_digests(twins: Path) -> None:
    with Store.open(twins) as store:
        found = ask("有哪些责任单位", tuple(store.plans()))
    heads = [line.strip() for line in evidence_lines(found) if line.startswith(" 《")]
    assert heads == [f"《{TITLE}》{mark}" for mark in MARKS]
