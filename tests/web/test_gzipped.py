"""Long texts go out compressed, once, with a tag that fits; all else as it was."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from web.gzipped import SHORTEST, Gzipped, accepts, weak

from .conftest import client_of

GZIP, NONE = {"accept-encoding": "gzip"}, {"accept-encoding": "identity"}
PAGE = {"accept": "text/html"}
LONG = (
    "/matrix",
    "/api/v1/units?limit=1000",
    "/matrix.csv",
    "/calendar.ics",
    "/static/desk.css",
    "/static/desk.js",
)


def raw(client: TestClient, address: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """As it came over the wire."""
    with client.stream("GET", address, headers=headers) as told:
        return dict(told.headers), b"".join(told.iter_raw())


@pytest.mark.parametrize("address", LONG)
def test_long_texts_are_compressed_for_who_can_read_it(client: TestClient, address: str) -> None:
    plain, text = raw(client, address, **NONE, **PAGE)
    packed, body = raw(client, address, **GZIP, **PAGE)
    assert "content-encoding" not in plain
    assert packed["content-encoding"] == "gzip"
    assert gzip.decompress(body) == text
    assert len(body) < len(text) / 2
    assert int(packed["content-length"]) == len(body)
    assert plain["vary"].lower() == packed["vary"].lower() == "accept-encoding"
    assert packed["content-type"] == plain["content-type"]
    assert packed["content-security-policy"] == plain["content-security-policy"]


@pytest.mark.parametrize("address", LONG)
def test_the_same_text_gives_the_same_bytes(kb: Path, address: str) -> None:
    first, second = (raw(client_of(kb), address, **GZIP, **PAGE)[1] for _ in range(2))
    assert first == second
    assert first[4:8] == bytes(4), "no time in the head"


@pytest.mark.parametrize("address", ["/matrix.xlsx", "/matrix.docx", "/static/icon.svg", "/api/v1/nothing"])
def test_what_is_short_or_compressed_goes_out_as_it_is(client: TestClient, address: str) -> None:
    headers, body = raw(client, address, **GZIP)
    assert "content-encoding" not in headers
    assert "vary" not in headers
    assert len(body) < SHORTEST or body.startswith(b"PK")
    assert not headers.get("etag", "").startswith("W/")


@pytest.mark.parametrize("address", ["/matrix", "/api/v1/units?limit=1000", "/matrix.csv"])
def test_either_form_is_known_by_its_tag(client: TestClient, address: str) -> None:
    """What the one was given for is not sent in the other either: the text is the same."""
    strong = raw(client, address, **NONE)[0]["etag"]
    soft = raw(client, address, **GZIP)[0]["etag"]
    assert soft == weak(strong) != strong
    for known in (strong, soft):
        for form, tag in ((GZIP, soft), (NONE, strong)):
            told = client.get(address, headers={**form, "if-none-match": known})
            assert (told.status_code, told.content, told.headers["etag"]) == (304, b"", tag)
            assert told.headers["vary"].lower() == "accept-encoding"
            assert "content-encoding" not in told.headers


@pytest.mark.parametrize("form", [GZIP, NONE], ids=["gzip", "identity"])
@pytest.mark.parametrize("address", [*LONG, "/matrix.xlsx", "/api/v1/nothing"])
def test_head_tells_what_get_sends(client: TestClient, address: str, form: dict[str, str]) -> None:
    headers, body = raw(client, address, **form)
    told = client.head(address, headers=form)
    assert told.content == b""
    assert {**told.headers, "date": ""} == {**headers, "date": ""}
    assert int(headers["content-length"]) == len(body)


def test_what_is_kept_is_compressed_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def counting(body: bytes, *given: int) -> bytes:
        done.append(body)
        return compress(body, *given)

    compress = zlib.compress
    monkeypatch.setattr("web.gzipped.zlib.compress", counting)
    bodies = {raw(client, "/api/v1/tasks?unit=区财政局&all=true", **GZIP)[1] for _ in range(3)}
    assert len(bodies) == len(done) == 1


@pytest.mark.anyio
async def test_no_more_is_held_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.gzipped.MOST", 100_000)
    done = Gzipped(lambda *_: None)  # type: ignore[arg-type, return-value]
    bodies = [bytes([at]) * 9_000 for at in range(30)]
    for body in bodies:
        await done.packed(body)
    assert done._size == sum(len(body) + len(made) for body, made in done._held.items()) <= 100_000
    assert list(done._held) == bodies[-len(done._held) :]
    assert len(done._held) > 5


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("*", True),
        ("br;q=1, *;q=0.1", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("gzip;q=much", False),
        ("xgzipx", False),
    ],
)
def test_what_is_wanted_is_told_by_the_header(header: str, wanted: bool) -> None:
    assert accepts(header) is wanted


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
