"""What was asked before in the same words goes out at once, as it went out before, and only while it is so still."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from corpus.errors import StoreError
from kb.ingest import ingest_paths
from kb.intake import Intake
from qa import library, scope
from web.desk import Desk
from web.gzipped import weak

from .conftest import client_of
from .test_load import PLACES, plan

ASK = f"/api/v1/ask?q={quote('丁山县种树多少棵')}"
PAGE = f"/?q={quote('丁山县种树多少棵')}"
FILE = f"/answer.csv?q={quote('丁山县种树多少棵')}"


class Day:
    """A clock that is put forward."""

    now = date(2025, 6, 1)

    def __call__(self) -> date:
        return self.now


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small store that is narrowed as a large one is."""
    for module in (scope, library):
        monkeypatch.setattr(module, "FEW", 1)
    path = tmp_path / "库.db"
    ingest_paths(path, [plan(tmp_path, place, 100) for place in PLACES], watch=iter)
    return path


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def client(kb: Path, day: Day) -> TestClient:
    return client_of(kb, clock=day)


class Threads:
    """How many answers went another way than at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, sent = 0, Desk._sent

        def counted(*given: Any, **named: Any) -> object:
            self.count += 1
            return sent(*given, **named)

        monkeypatch.setattr(Desk, "_sent", counted)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    return Threads(monkeypatch)


@pytest.mark.parametrize("address", [ASK, PAGE, FILE])
def test_the_same_request_is_answered_at_once_and_the_same(
    client: TestClient, threads: Threads, address: str
) -> None:
    first = client.get(address)
    again = client.get(address)
    assert threads.count == 1
    assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)
    assert "etag" in again.headers
    known = client.get(address, headers={"if-none-match": again.headers["etag"]})
    assert (known.status_code, known.content, threads.count) == (304, b"", 1)
    assert weak(known.headers["etag"]) == weak(first.headers["etag"])


def test_a_file_keeps_its_name(client: TestClient) -> None:
    client.get(FILE)
    assert "attachment" in client.get(FILE).headers["content-disposition"]


def test_the_log_tells_the_same(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    client.get(ASK)
    client.get(ASK)
    (first, again) = capsys.readouterr().err.splitlines()
    assert " GET /api/v1/ask 200 " in first
    assert " GET /api/v1/ask 200 " in again


def test_other_plans_leave_it_standing_and_its_own_do_not(
    kb: Path, tmp_path: Path, client: TestClient, threads: Threads
) -> None:
    first = client.get(ASK)
    client.get(ASK)  # the store is looked at
    for number in range(3):
        ingest_paths(kb, [plan(tmp_path, f"{number}号山县", 300)], watch=iter)
        again = client.get(ASK)
        assert (again.content, threads.count) == (first.content, 1)
    assert again.headers["etag"] != first.headers["etag"]  # that of the version
    ingest_paths(kb, [plan(tmp_path, "石州市丁山县", 400)], watch=iter)
    assert "400" in client.get(ASK).text
    assert threads.count == 2


def test_what_rests_on_all_plans_falls_with_any(
    kb: Path, tmp_path: Path, client: TestClient, threads: Threads
) -> None:
    for address in ("/api/v1/plans", "/plans"):
        assert "戊山县" not in client.get(address).text
    ingest_paths(kb, [plan(tmp_path, "戊山县", 300)], watch=iter)
    for address in ("/api/v1/plans", "/plans"):
        assert "戊山县" in client.get(address).text
    assert threads.count == 4


@pytest.mark.parametrize("address", [f"/api/v1/ask?q={quote('戊山县种树多少棵')}", "/api/v1/plans"])
def test_a_plan_that_came_and_went_is_gone(
    kb: Path, tmp_path: Path, client: TestClient, address: str
) -> None:
    """Then the store is as it was, and so is its version."""
    first = client.get(address)
    for _ in range(2):
        ingest_paths(kb, [plan(tmp_path, "戊山县", 3000)], watch=iter)
        assert "3000" in client.get(f"/api/v1/ask?q={quote('戊山县种树多少棵')}").text
        assert client.get(address).content != first.content
        with Intake.open(kb) as store:
            assert store.remove(str(tmp_path / "戊山县.txt"))
        assert client.get(address).content == first.content


def test_what_cannot_be_read_of_another_plan_changes_nothing(
    kb: Path, tmp_path: Path, client: TestClient
) -> None:
    first = client.get(ASK)
    client.get(ASK)
    ingest_paths(kb, [plan(tmp_path, "戊山县", 300)], watch=iter)
    with closing(sqlite3.connect(kb)) as connection, connection:
        connection.execute("UPDATE documents SET header = '{' WHERE id = (SELECT max(id) FROM documents)")
    assert client.get(ASK).content == first.content


def test_a_store_that_is_locked_is_not_waited_for_here(
    kb: Path, client: TestClient, threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is where every request would wait; what may wait does it in a thread of its own."""
    client.get(ASK)
    client.get(ASK)
    desk = client.app._desk  # type: ignore[attr-defined]
    store, _ = desk.shelf._own(patience=0)
    (waits,) = store._connection.execute("PRAGMA busy_timeout").fetchone()
    assert waits == 0
    monkeypatch.setattr(type(desk.shelf), "look", locked)
    assert client.get(ASK).status_code == 200
    assert threads.count == 2


def locked(*_: object) -> str:
    raise StoreError(Path("库.db"), "正被别的程序占用", "请稍后再试")


def test_another_day_and_another_store_are_asked_anew(
    kb: Path, client: TestClient, threads: Threads, day: Day
) -> None:
    client.get(ASK)
    day.now = date(2025, 6, 2)
    assert client.get(ASK).status_code == 200
    assert threads.count == 2
    away = kb.rename(kb.with_name("别处.db"))
    assert client.get(ASK).status_code >= 400
    away.rename(kb)
    assert client.get(ASK).status_code == 200


def test_other_methods_are_not_taken_for_it(client: TestClient, threads: Threads) -> None:
    client.get(ASK)
    head = client.head(ASK)
    assert (head.status_code, head.content, threads.count) == (200, b"", 1)
    assert client.post(ASK).status_code == 405


def test_nothing_is_not_any(client: TestClient) -> None:
    """``*`` is the tag of whatever there is (RFC 9110, 13.1.2)."""
    anything = {"if-none-match": "*"}
    for _ in range(2):
        assert client.get("/api/v1/plans/000000000000", headers=anything).status_code == 404
        assert client.get(ASK, headers=anything).status_code == 304
