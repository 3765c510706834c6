"""One slow request does not stop the desk; an address is kept by what its route reads; a store may go and come back."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.testclient import TestClient

from qa.library import NOTHING, Library
from web import api, turns
from web.app import THREADS
from web.used import used

from .conftest import client_of

ASK = f"/api/v1/ask?q={quote('区财政局负责哪些任务')}"
STATE = "/api/v1/state"


@contextmanager
def standing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every question stands still in its thread until the end; those that began."""
    go, begun = Event(), list[str]()

    def ask(_: Library, question: str, *__: object, **___: object) -> None:
        begun.append(question)
        go.wait(30)
        raise RuntimeError

    with monkeypatch.context() as changed:
        changed.setattr(Library, "ask", ask)
        changed.setattr(Library, "basis", lambda *_: NOTHING)
        try:
            yield begun
        finally:
            go.set()


def test_health_is_told_while_every_place_is_taken(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(kb, patience=0) as client, standing(monkeypatch), ThreadPoolExecutor(THREADS + 1) as many:
        for number in range(THREADS + 1):
            many.submit(client.get, f"{ASK}{number}")
        assert client.get("/healthz").text == "ok\n"


def test_who_waits_too_long_is_told_how_to_ask_for_less(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(kb, patience=1) as client, standing(monkeypatch):
        page = ASK.replace("/api/v1/ask", "/")
        for address, told in ((ASK, "application/problem+json"), (page, "text/html; charset=utf-8")):
            found = client.get(address, headers={"accept": "text/html"})
            assert (found.status_code, found.headers["content-type"]) == (503, told)
            assert "指明地方" in found.text
            assert int(found.headers["retry-after"]) > 0
        assert client.get(STATE).status_code == 200


def test_what_waits_in_line_is_never_done_when_given_up(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "SLOW", 0.5)
    with client_of(kb, patience=1) as client, standing(monkeypatch) as asked:
        with ThreadPoolExecutor(2 * THREADS) as many:
            found = list(many.map(lambda n: client.get(f"{ASK}{n}").status_code, range(2 * THREADS)))
        assert len(asked) == THREADS
    assert set(found) == {503}


def test_new_requests_are_refused_at_once_while_all_places_are_held_up(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "SLOW", 0.0)
    with client_of(kb, patience=1) as client, standing(monkeypatch):
        with ThreadPoolExecutor(THREADS) as many:
            list(many.map(lambda n: client.get(f"{ASK}{n}"), range(THREADS)))
        refused = client.get(STATE)
        assert (refused.status_code, "过几秒" in refused.text) == (503, True)
        assert "retry-after" in refused.headers
        assert client.get("/healthz").status_code == 200
        assert client.get("/static/desk.css").status_code == 200


def test_places_are_free_again_when_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    own = turns.Turns(1)
    monkeypatch.setattr(turns, "SLOW", -1.0)
    with own.taken():
        assert own.held_up()
    with pytest.raises(ValueError), own.taken():  # noqa: PT011
        raise ValueError
    assert not own.held_up()


def test_what_no_route_reads_is_no_other_address(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/matrix?unit={quote('县财政局')}&sort=task"
    first = client.get(address)
    monkeypatch.setattr(Library, "plans", None)  # whatever is not kept fails
    for other in (f"{address}&x=1", f"/matrix?sort=task&y=2&unit={quote('县财政局')}"):
        found = client.get(other)
        assert (found.status_code, found.content) == (200, first.content)
        assert found.headers["etag"] == first.headers["etag"]
    assert client.get(f"{address}&year=2025").status_code == 500


def test_every_parameter_that_a_route_tells_is_read(client: TestClient) -> None:
    """In the address of the next part as in what is kept: a parameter that is lost gives another's answer."""
    told = client.get("/api/v1/openapi.json").json()["paths"]
    names = {
        path: {one["name"] for one in methods["get"].get("parameters", ()) if one["in"] == "query"}
        for path, methods in told.items()
    }
    read = {
        route.path: {name for name, _ in used(Request(_scope(route, names.get(route.path, ()))))}
        for route in api.router.routes
        if isinstance(route, APIRoute)
    }
    assert {path: read[path] for path in names if path in read} == {p: names[p] for p in names if p in read}
    assert sum(map(len, read.values())) > 40


def _scope(route: APIRoute, names: Iterable[str]) -> dict[str, Any]:
    query = "&".join(f"{name}=1" for name in names).encode()
    return {"type": "http", "route": route, "query_string": query, "headers": []}


def test_a_store_that_was_away_is_read_again(kb: Path, tmp_path: Path) -> None:
    own, away = tmp_path / "库.db", tmp_path / "别处.db"
    shutil.copy(kb, own)
    with client_of(own) as client:
        assert client.get(STATE).json()["plans"] == 2
        own.rename(away)
        assert {client.get(f"{STATE}?{n}").status_code for n in range(8)} == {503}
        away.rename(own)
        assert {client.get(f"{STATE}?{n}").status_code for n in range(8)} == {200}


def test_little_things_are_done_one_after_another_and_long_ones_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, at_work, most = turns.Turns(THREADS), [0], [0]

    def little() -> None:
        with own.one_by_one():
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
            sleep(0.01)
            at_work[0] -= 1

    monkeypatch.setattr(turns, "SOON", 60.0)
    with ThreadPoolExecutor(THREADS) as many:
        list(many.map(lambda _: little(), range(2 * THREADS)))
    assert most == [1]
    monkeypatch.setattr(turns, "SOON", 0.0)
    with own.one_by_one(), own.one_by_one():  # who goes ahead lets go of nothing
        assert own._alone.locked()
    assert not own._alone.locked()
