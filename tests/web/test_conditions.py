"""Conditions that leave too many plans, or none: the page stays, with its form and the way on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa import library

from .conftest import EDUCATION, PARK, client_of

PAGES = ("/matrix", "/calendar", "/checks", "/units/财政局", "/indicators/高中阶段毛入学率")
HTML = {"accept": "text/html"}


@pytest.fixture
def crowded(kb: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A store of more plans than are read for one page."""
    monkeypatch.setattr(library, "MOST", 1)
    return client_of(kb)


def links(text: str, words: str) -> list[str]:
    found = re.findall(r'<a (?:class="button" )?href="([^"]+)"[^>]*>([^<]*)</a>', text)
    return [unescape(address) for address, said in found if words in said]


@pytest.mark.parametrize("address", PAGES)
def test_too_many_plans_are_chosen_from_by_place_or_read_all(crowded: TestClient, address: str) -> None:
    told = crowded.get(address, headers=HTML)
    assert told.status_code == 200
    assert "要读 2 份方案" in told.text
    assert "--place" not in told.text
    assert 'class="filter"' in told.text
    assert 'name="all"' in told.text
    assert "1 份方案</span>" in told.text
    for place in (EDUCATION, PARK):
        (link,) = links(told.text, place)
        chosen = crowded.get(link, headers=HTML)
        assert chosen.status_code == 200, link
        assert "要读" not in chosen.text
    (everything,) = links(told.text, "全部读")
    whole = crowded.get(everything, headers=HTML).text
    assert "要读" not in whole
    assert re.search(r'name="all" value="true" checked', whole)


def test_the_other_conditions_stay_when_a_place_is_chosen(crowded: TestClient) -> None:
    told = crowded.get("/matrix?year=2025&role=责任", headers=HTML).text
    (link,) = links(told, EDUCATION)
    assert "year=2025" in link
    assert "role=" in link


def test_a_question_of_too_many_plans_offers_the_places(crowded: TestClient) -> None:
    told = crowded.get("/?q=2025年有哪些指标", headers=HTML).text
    assert "有几种理解" in told
    assert "--place" not in told
    (link,) = links(told, EDUCATION)
    assert "已答" in crowded.get(link, headers=HTML).text
    (everything,) = links(told, "全部读")
    assert "已答" in crowded.get(everything, headers=HTML).text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/matrix?unit=区财政局&year=1999", "没有符合条件的任务"),
        ("/matrix?unit=火星局", "没有方案提到单位“火星局”"),
        ("/matrix?place=火星", "没有地方“火星”"),
        ("/calendar?unit=火星局", "没有方案提到单位“火星局”"),
        ("/calendar?year=1999", "没有符合条件的时限"),
        ("/checks?plan=火星", "没有方案“火星”"),
        ("/units/区财政局?year=1999", "没有符合条件的任务"),
        ("/units/区财政局?plan=火星", "没有方案“火星”"),
        ("/units/区财政局?place=云溪", "没有方案提到单位“区财政局”"),
        ("/indicators/高中阶段毛入学率?place=云溪", "没有给“高中阶段毛入学率”定目标值"),
        ("/?q=区财政局负责哪些任务&plan=火星", "没有方案“火星”"),
        ("/?q=校园&how=words&place=火星", "没有地方“火星”"),
    ],
)
def test_what_fits_nothing_is_said_beside_the_form(client: TestClient, address: str, words: str) -> None:
    told = client.get(address, headers=HTML)
    assert told.status_code == 200
    assert words in told.text
    assert "库里还没有方案" not in told.text
    assert re.search('<form class="(filter|ask)"', told.text)
    for value in re.findall(r"=([^&]+)", address):
        assert f'value="{value}"' in told.text or f"selected>{value}" in told.text


def test_the_file_of_what_is_not_there_is_refused(client: TestClient) -> None:
    for address in ("/calendar.ics?year=1999", "/matrix.xlsx?year=1999"):
        told = client.get(address)
        assert told.status_code == 400
        assert "没有符合条件的" in told.json()["detail"]
