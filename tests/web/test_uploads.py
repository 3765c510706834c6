"""Uploads: off unless allowed, signed, under harmless names, in a process of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from corpus.errors import InputError
from web.receiving import endings, safe_name

from .conftest import client_of

PLAN = "甲县绿化方案\n一、任务\n1. 种树。2025年底前种树300棵。\n责任单位：县林草局、县财政局\n".encode()


@pytest.fixture
def kb_new(tmp_path: Path) -> Path:
    return tmp_path / "库.db"


def token_of(client: TestClient) -> str:
    return re.search('name="token" value="([0-9a-f]+)"', client.get("/upload").text)[1]  # type: ignore[index]


def test_uploads_are_off(kb: Path) -> None:
    client = client_of(kb)
    assert client.get("/upload").status_code == 403
    assert "--allow-upload" in client.get("/upload").text
    assert client.post("/upload", files={"files": ("甲.txt", PLAN)}).status_code == 403


def test_an_upload_becomes_facts(kb_new: Path) -> None:
    client = client_of(kb_new, allow_upload=True)
    sent = [
        ("files", ("../../甲 方案.txt", PLAN)),
        ("files", ("乙.exe", b"MZ")),
        ("files", ("丙.txt", b"\x00\x01\x02")),
    ]
    told = client.post(
        "/upload", data={"token": token_of(client)}, files=sent, headers={"accept": "text/html"}
    )
    assert told.status_code == 200
    rows = re.findall(r'<tr><td>(.*?)</td><td><span class="tag \w+">(.*?)</span>', told.text)
    assert sorted(rows) == [("../../甲 方案.txt", "新增"), ("丙.txt", "拒绝"), ("乙.exe", "拒绝")]
    units = client.get("/api/v1/units").json()["items"]
    assert {unit["name"] for unit in units} == {"县林草局", "县财政局"}
    assert str(kb_new.parent) not in told.text
    kept = [path.relative_to(kb_new.parent) for path in kb_new.parent.rglob("*") if path.is_file()]
    assert all(path.parts[0].startswith("库.db") for path in kept)


def test_another_version_of_a_plan_takes_its_place(kb_new: Path) -> None:
    client = client_of(kb_new, allow_upload=True)
    for data in (PLAN, PLAN.replace("300棵".encode(), "500棵".encode())):
        client.post("/upload", data={"token": token_of(client)}, files={"files": ("甲.txt", data)})
    assert client.get("/api/v1/plans").json()["total"] == 1
    (target,) = client.get("/api/v1/targets?about=种树").json()["targets"]
    assert target["value"] == 500


@pytest.mark.parametrize("given_token", ["", "0" * 64, "另一个"])
def test_a_form_that_was_not_given_out_is_refused(kb_new: Path, given_token: str) -> None:
    client = client_of(kb_new, allow_upload=True)
    token_of(client)
    told = client.post("/upload", data={"token": given_token}, files={"files": ("甲.txt", PLAN)})
    assert told.status_code == 403
    assert not kb_new.exists()


def test_the_token_of_another_visitor_is_refused(kb_new: Path) -> None:
    mine, other = client_of(kb_new, allow_upload=True), client_of(kb_new, allow_upload=True)
    token_of(mine)
    told = mine.post("/upload", data={"token": token_of(other)}, files={"files": ("甲.txt", PLAN)})
    assert told.status_code == 403


def test_no_file_is_said(kb_new: Path) -> None:
    client = client_of(kb_new, allow_upload=True)
    assert client.post("/upload", data={"token": token_of(client)}).status_code == 422


@given(st.text(max_size=300), st.sampled_from([*endings(), ".exe", "", ".TXT"]))
def test_a_name_is_harmless_or_refused(stem: str, ending: str) -> None:
    try:
        name = safe_name(f"{stem}{ending}")
    except InputError:
        return
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(name) < 140
