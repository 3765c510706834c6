"""A plan that means harm is shown as the text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import openpyxl
import pytest
from factory import Maker
from starlette.testclient import TestClient

from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.rows import record
from kb.store import Store

from .conftest import client_of

HOSTILE = """<script>alert(1)</script>县"><img src=x onerror=alert(2)>方案
一、任务</textarea><svg onload=alert(3)>
1. =HYPERLINK("http://evil.example")。2025年底前建成{{ 7*7 }}绿地12个。
责任单位：县财政局、县林草局
2. '"><script src="//evil.example/x.js"></script>。\u202e到2026年覆盖率达到95%。
责任单位：县住建局\u202d、县财政局
3. javascript:alert(4)。每季度巡查2次。
责任单位：县水务局
"""
HARM = quote('"><img src=x onerror=alert(5)>')


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "恶意.txt").write_text(HOSTILE, "utf-8")
    kb = folder / "库.db"
    assert ingest_paths(kb, [folder / "恶意.txt"], watch=iter).count("added") == 1
    return kb


def addresses(kb: Path) -> Iterator[str]:
    with Store.open(kb) as store:
        (plan,) = store.plans()
    identity = plan.document.id
    yield from ("/", "/plans", "/units", "/indicators", "/matrix", "/calendar", "/checks", "/upload", "/docs")
    yield from (f"/plans/{identity}", f"/plans/{identity}/facts", f"/checks/{identity}")
    yield from (f"/plans/{identity}/clauses/{quote(clause.id, safe='')}" for clause in plan.document.clauses)
    yield from (f"/units/{quote(fact.unit, safe='')}" for fact in plan.facts.responsibilities)
    yield from (f"/indicators/{quote(fact.indicator, safe='')}" for fact in plan.facts.targets)
    for asked in (
        "县财政局负责哪些任务",
        "<script>alert(9)</script>",
        '"><img src=x>',
        "{{ 7*7 }}",
        "覆盖率是多少",
    ):
        yield f"/?q={quote(asked)}"
        yield f"/?q={quote(asked)}&plan={HARM}"


def test_no_page_has_a_tag_of_the_plan(hostile: Path) -> None:
    client = client_of(hostile, allow_upload=True)
    for address in addresses(hostile):
        told = client.get(address, headers={"accept": "text/html"})
        assert told.status_code == 200, address
        tags = Tags()
        tags.feed(told.text)
        for tag, attributes in tags.found:
            assert tag not in ("img", "iframe", "object", "embed", "base", "style"), address
            assert not any(name.startswith("on") for name in attributes), address
            assert tag != "script" or attributes.get("src") == "/static/desk.js", address
            link = attributes.get("href") or attributes.get("src") or "/"
            assert link.startswith(("/", "#")), (address, link)
            assert not link.startswith("//"), address
        assert "建成49绿地" not in told.text


def test_no_title_turns_what_follows(hostile: Path) -> None:
    client = client_of(hostile)
    for address in ("/?q=%e2%80%ae财政局", *addresses(hostile)):
        title = re.search("<title>(.*?)</title>", client.get(address).text, re.S)
        assert title
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", title[1]), address


def test_a_question_is_shown_as_it_was_typed(hostile: Path) -> None:
    text = client_of(hostile).get("/?q=" + quote("<script>alert(9)</script>")).text
    assert "<script>alert(9)" not in text
    assert "&lt;script&gt;alert(9)" in text


def test_cells_are_no_formulas(hostile: Path, tmp_path: Path) -> None:
    client = client_of(hostile)
    for address in ("/matrix.xlsx", "/answer.xlsx?q=县财政局负责哪些任务"):
        file = tmp_path / "表.xlsx"
        file.write_bytes(client.get(address).content)
        for sheet in openpyxl.load_workbook(file).worksheets:
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    text = client.get("/matrix.csv").content.decode("utf-8-sig")
    assert not re.search(r'(?m)(^|,)"?=HYPERLINK', text)


def test_a_line_of_five_megabytes_is_shown(tmp_path: Path) -> None:
    kb, line = tmp_path / "库.db", "推进建设，" * 1_000_000
    made = Maker(f"甲县绿化方案\n1. 种树。{line}\n责任单位：县林草局\n", jurisdiction="甲县")
    made.clause("1", "measure", "1. ", "县林草局", "种树")
    made.duty("1", "县林草局")
    with Intake.open(kb) as store:
        store.put(record(made.plan()), tmp_path / "长.txt")
    client = client_of(kb)
    (plan,) = client.get("/api/v1/plans").json()["items"]
    for address in (f"/plans/{plan['id']}", "/matrix", f"/plans/{plan['id']}/clauses/1", "/units/县林草局"):
        start = monotonic()
        assert client.get(address, headers={"accept": "text/html"}).status_code == 200, address
        assert monotonic() - start < 20, address


def test_half_characters_and_nulls_are_no_fault(client: TestClient) -> None:
    for asked in ("%ed%a0%80", "%00", "%ff%fe", "a" * 1900, "%e2%80%ae" * 50, "(" * 500):
        for address in (
            f"/?q={asked}",
            f"/api/v1/ask?q={asked}",
            f"/units/{asked}",
            f"/api/v1/search?q={asked}",
        ):
            assert client.get(address).status_code < 500, address
