"""Safe by default: hosts, tokens, foreign pages, rates, sizes, paths, headers, logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from corpus.errors import InputError
from web.app import make_app
from web.rates import Rates, client_key
from web.senders import admits, is_ours
from web.server import check_address

from .conftest import client_of, settings_of

TOKEN = "一个足够长的口令0123456789"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765", "192.168.1.5"])
def test_addresses_and_localhost_are_ours(host: str) -> None:
    assert is_ours(host, ())


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil",
            "",
            "a:b:c",
            "::1@x",
            "::1",
            "[127.0.0.1]",
        ),
        *("127.0.0.1/x", "127.0.0.1?x", "127.0.0.1#x", "a@127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "[::1"),
    ],
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    assert not is_ours(host, ())
    told = client.get("/", headers={"host": host})
    assert told.status_code == 421
    assert "主机名" in told.json()["detail"]


def test_a_name_that_the_owner_gave_is_ours(kb: Path) -> None:
    assert (
        client_of(kb, names=("plans.example",))
        .get("/healthz", headers={"host": "plans.example:80"})
        .is_success
    )


def test_another_address_needs_a_token() -> None:
    for host in ("127.0.0.1", "::1", "localhost", "127.1.2.3"):
        check_address(host, "")
    for host in ("0.0.0.0", "::", "192.168.1.5", "plans.example"):
        with pytest.raises(InputError, match="口令"):
            check_address(host, "")
        check_address(host, TOKEN)
    with pytest.raises(InputError, match="太短"):
        check_address("0.0.0.0", "短")


def test_nothing_is_shown_without_the_token(kb: Path) -> None:
    client = client_of(kb, token=TOKEN)
    for address in ("/", "/api/v1/state", "/docs", "/static/", "/static/../", "/static/x/y", "/staticx"):
        told = client.get(address)
        assert told.status_code == 401
        assert "Basic" in told.headers["www-authenticate"]
    assert client.get("/healthz").text == "ok\n"
    assert client.post("/healthz").status_code == 401
    assert client.post("/static/desk.css").status_code == 401
    assert client.get("/", auth=("x", "错的口令错的口令错的口令")).status_code == 401
    assert client.get("/", auth=("", TOKEN.encode())).status_code == 200
    assert not admits("Basic ***", TOKEN)
    assert not admits(TOKEN, TOKEN)
    assert admits(f"Bearer {TOKEN}", TOKEN)


@pytest.mark.parametrize(
    ("settings", "headers", "status"),
    [
        ({"token": TOKEN}, {}, 401),
        ({}, {"host": "evil.example"}, 421),
        ({"token": TOKEN}, {"host": "x"}, 421),
    ],
)
def test_a_page_that_refuses_looks_like_the_desk(
    kb: Path, settings: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    """What it is drawn with is there for who sees it, under the same headers."""
    client = client_of(kb, **settings)
    told = client.get("/", headers={**headers, "accept": "text/html"})
    assert told.status_code == status
    for address in re.findall('(?:href|src)="(/static/[^"]+)"', told.text):
        drawn = client.get(address, headers=headers)
        assert drawn.status_code == 200, address
        assert drawn.headers["cross-origin-resource-policy"] == "same-origin"
    assert "/static/desk.css" in told.text
    assert client.get("/static/none.css", headers=headers).status_code == 404
    assert client.get("/healthz", headers=headers).status_code == (421 if headers else 200)


def test_the_headers_forbid_what_is_not_ours(client: TestClient) -> None:
    for address in ("/", "/api/v1/state", "/nothing", "/static/desk.js"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_have_no_script_or_style_of_their_own(client: TestClient, ids: dict[str, str]) -> None:
    plan = next(iter(ids.values()))
    for address in (
        "/",
        "/?q=区财政局负责哪些任务",
        f"/plans/{plan}",
        "/matrix",
        "/calendar",
        "/units/区财政局",
        "/docs",
    ):
        text = client.get(address, headers={"accept": "text/html"}).text
        assert text.count("<script") == text.count('<script src="/static/desk.js" defer></script>') == 1
        assert "<style" not in text
        assert " style=" not in text
        assert "onclick" not in text
        assert "http://" not in text.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2f..%2fsetup.cfg",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/plans/..%2f..%2fetc%2fpasswd",
        "/plans/%00",
        "/facts/..%2f..%2fx.json",
        "/answer.%2e%2e%2fpasswd?q=1",
        "/matrix.py",
    ],
)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    told = client.get(path)
    assert told.status_code in (404, 422)
    assert "root:" not in told.text
    assert "[metadata]" not in told.text


def test_a_writing_request_of_another_site_is_refused(kb: Path, tmp_path: Path) -> None:
    client = client_of(kb, allow_upload=True)
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert client.post("/upload", headers=headers).status_code == 403
    for headers in (
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"origin": "http://["},
        {"origin": "http://127.0.0.1:99"},
        {"origin": ""},
    ):
        assert "别的网站" in client.post("/upload", headers=headers).json()["detail"]


def test_a_form_of_ours_that_tells_no_origin_still_needs_its_token(kb: Path) -> None:
    client = client_of(kb, allow_upload=True)
    ours = {"origin": "null", "sec-fetch-site": "same-origin", "accept": "text/html"}
    told = client.post("/upload", headers=ours, files={"files": ("甲.txt", b"x")})
    assert told.status_code == 403
    assert "这张表单已经过期" in told.text


def test_too_much_at_once_is_refused(client: TestClient) -> None:
    told = client.post("/upload", headers={"content-length": "999999999999"})
    assert told.status_code == 413
    assert client.post("/upload", headers={"content-length": "much"}).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1.5", "²", "٣", "9" * 5000, ""])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    told = client.post("/upload", headers={"content-length": length.encode()})  # type: ignore[dict-item]
    assert told.status_code == 413


def test_more_than_was_said_is_refused(kb: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        yield from (b"x" * 1_000_000 for _ in range(31))
        yield b"\r\n--x--\r\n"

    headers = {"content-type": "multipart/form-data; boundary=x"}
    told = client_of(kb, allow_upload=True).post("/upload", content=chunks(), headers=headers)
    assert told.status_code == 413
    assert "30 MB" in told.json()["detail"]


def test_who_asks_too_often_must_wait(kb: Path) -> None:
    client = client_of(kb, rate=8)
    statuses = [client.get("/healthz").status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    assert int(client.get("/healthz").headers["retry-after"]) >= 1
    assert Rates(0).wait("谁") == 0


def test_all_processes_count_together() -> None:
    rates = Rates(8)
    with ProcessPoolExecutor(2, get_context("fork"), initializer=_share, initargs=(rates,)) as crew:
        waits = list(crew.map(_waits, ["10.0.0.1"] * 6))
    assert sorted(map(bool, waits)) == [False, False, True, True, True, True]


_SHARED: list[Rates] = []


def _share(rates: Rates) -> None:
    _SHARED.append(rates)


def _waits(client: str) -> int:
    return _SHARED[0].wait(client)


def test_an_address_is_short_and_a_network_is_one() -> None:
    assert client_key("2001:db8::1") == client_key("2001:db8::ffff:2%eth0") != client_key("2001:db9::1")
    assert client_key("::ffff:10.0.0.1") == client_key("10.0.0.1") != client_key("10.0.0.2")
    assert len(client_key("x" * 10_000)) < 100
    rates = Rates(4)
    assert [rates.wait(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}") for n in range(50_000)] == [0] * 50_000


@pytest.mark.parametrize(
    ("changed", "headers", "status"),
    [
        ({}, {"host": "evil.example"}, 421),
        ({"token": TOKEN}, {}, 401),
        ({}, {"content-length": "999999999999"}, 413),
        ({}, {"origin": "http://evil.example"}, 403),
        ({"rate": 1}, {}, 429),
    ],
)
def test_a_refusal_is_a_page_to_people_and_a_problem_to_programs(
    kb: Path, changed: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    client = client_of(kb, **changed)
    client.get("/healthz")
    page = client.post("/upload", headers={"accept": "text/html", **headers})
    assert page.status_code == status
    assert '<section class="error" role="alert">' in page.text
    assert "回首页" in page.text.split("</section>")[1]
    told = client.post("/upload", headers=headers)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.headers["content-security-policy"] == page.headers["content-security-policy"]


def test_too_many_at_once_are_sent_away(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.guard.AT_ONCE", 0)
    told = client_of(kb).get("/", headers={"accept": "text/html"})
    assert (told.status_code, "用的人太多" in told.text) == (503, True)


def test_the_log_does_not_tell_what_was_asked(kb: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client_of(kb).get("/?q=机密问题")
    client_of(kb).get("/units/机密单位")
    client_of(kb).get("/api/v1/ask?q=机密问题")
    told = capsys.readouterr().err
    assert "GET / 200" in told
    assert "机密" not in told
    client_of(kb, log_questions=True).get("/?q=机密问题%0a假的一行")
    told = capsys.readouterr().err
    assert "机密问题" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("address", ["/units/", "/units/%20", "/indicators/", "/财政局负责哪些", "/x/y/z"])
def test_what_is_nowhere_is_not_there_and_not_in_the_log(
    kb: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert client_of(kb).get(address).status_code == 404
    told = capsys.readouterr().err
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GET (-|/[a-z]+/{name:path}) 404 \d+ms\n", told)


@pytest.mark.parametrize("at", ["web.routes.units._listed", "web.guard.is_ours"])
def test_what_the_program_gets_wrong_is_one_sentence(
    kb: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    """Nothing gets past the guard to the server, which would print it whole."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("/secret/path")

    monkeypatch.setattr(at, broken)
    client = TestClient(make_app(settings_of(kb)), base_url="http://127.0.0.1")
    told = client.get("/units", headers={"accept": "text/html"})
    assert told.status_code == 500
    assert "ZeroDivisionError" in told.text
    assert "secret" not in told.text
    assert "content-security-policy" in told.headers
    fault, line = capsys.readouterr().err.splitlines()
    assert re.search(r"程序出错 ZeroDivisionError tests/web/test_guard\.py:\d+$", fault)
    assert "500" in line
    monkeypatch.setenv("POLICYKB_DEBUG", "1")
    client.get("/units")
    assert "/secret/path" in capsys.readouterr().err
