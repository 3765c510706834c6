"""Uploads: off unless allowed, signed, under harmless names, in a process of their own."""

from __future__ import annotations

import asyncio
import errno
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Timer
from time import monotonic
from zipfile import ZipFile

import pytest
from httpx import ASGITransport, AsyncClient, Response
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from corpus.errors import InputError
from corpus.programs import run
from web.app import make_app
from web.lifeline import Lifelines
from web.quarantine import Busy, Folder, Sent, endings, safe_name
from web.receiving import Receiver, environment

from .conftest import client_of, settings_of

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
    assert sorted((row[1], row[2]) for row in ROW.findall(told.text)) == [
        ("../../甲 方案.txt", "新增"),
        ("丙.txt", "拒绝"),
        ("乙.exe", "拒绝"),
    ]
    units = client.get("/api/v1/units").json()["items"]
    assert {unit["name"] for unit in units} == {"县林草局", "县财政局"}
    assert str(kb_new.parent) not in told.text
    kept = [path.relative_to(kb_new.parent) for path in kb_new.parent.rglob("*") if path.is_file()]
    assert all(path.parts[0].startswith("库.db") for path in kept)


OTHER = PLAN.replace("300棵".encode(), "500棵".encode())
ROW = re.compile(
    r'<tr><td>(?:<a href="(/plans/\w+)">)?([^<]*)(?:</a>)?</td><td><span class="tag \w+">(.*?)</span>'
    r".*?<td>([^<]*)</td></tr>",
    re.DOTALL,
)


def send(client: TestClient, *files: tuple[str, bytes], **fields: str) -> list[tuple[str, ...]]:
    """The rows of the results: address of the plan, name, what became of it, why."""
    return ROW.findall(answer(client, *files, **fields).text)


def answer(client: TestClient, *files: tuple[str, bytes], **fields: str) -> Response:
    return client.post(
        "/upload",
        data={"token": token_of(client), **fields},
        files=[("files", one) for one in files],
        headers={"accept": "text/html"},
    )


def values(client: TestClient) -> list[int]:
    return sorted(one["value"] for one in client.get("/api/v1/targets?about=种树").json()["targets"])


def test_another_version_takes_the_place_where_that_is_wished(kb_new: Path) -> None:
    client = client_of(kb_new, allow_upload=True)
    send(client, ("甲.txt", PLAN))
    ((link, _, state, _),) = send(client, ("甲.txt", OTHER), replace="1")
    assert (state, values(client)) == ("更新", [500])
    assert client.get(link).status_code == 200
    ((_, _, state, _),) = send(client, ("甲.txt", PLAN), replace="1")
    assert (state, values(client)) == ("更新", [300])


def test_plans_of_one_name_stay_side_by_side(kb_new: Path) -> None:
    first, second = (client_of(kb_new, allow_upload=True) for _ in range(2))
    third = PLAN.replace("300棵".encode(), "700棵".encode())
    sent = [("a/方案?.txt", PLAN), ("b/方案*.txt", OTHER)]
    assert [(row[1], row[2]) for row in send(first, *sent)] == [(name, "新增") for name, _ in sent]
    assert [row[2] for row in send(second, ("方案_.txt", third))] == ["新增"]
    assert values(first) == [300, 500, 700]
    ((_, _, state, why),) = send(second, ("方案_.txt", PLAN + b"\n"), replace="1")
    assert (state, "同名" in why) == ("拒绝", True)
    ((_, _, state, _),) = send(second, ("方案_.txt", b"\x00\x01"))
    assert state == "拒绝"
    assert values(first) == [300, 500, 700]
    kept = [path for path in Folder.of(kb_new).path.rglob("*.txt") if path.is_file()]
    assert sorted(path.read_bytes() for path in kept) == sorted((PLAN, OTHER, third))


def test_what_is_there_is_said_without_where_it_lies(kb_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kb_new.parent)
    client = client_of(Path(kb_new.name), allow_upload=True)
    rows = send(client, ("甲.txt", PLAN), ("乙.txt", PLAN), ("甲.txt", PLAN), ("空.txt", b""))
    assert [(name, state) for _, name, state, _ in rows] == [
        ("甲.txt", "新增"),
        ("乙.txt", "相同"),
        ("甲.txt", "未变"),
        ("空.txt", "拒绝"),
    ]
    assert "已经在库里" in rows[1][3]
    assert len({link for link, *_ in rows[:3]}) == 1
    told = answer(client, ("乙.txt", PLAN), ("空.txt", b"")).text
    assert str(kb_new.parent) not in told
    assert "上传/" not in told
    assert len([p for p in Folder.of(kb_new).path.rglob("*.txt") if p.is_file()]) == 1


@pytest.mark.parametrize("length", [82, 83, 200, 1000])
def test_a_long_name_is_cut(kb_new: Path, length: int) -> None:
    rows = send(client_of(kb_new, allow_upload=True), ("方" * length + ".txt", PLAN), ("乙.txt", OTHER))
    assert [row[2] for row in rows] == ["新增", "新增"]


def test_the_plans_of_a_package_are_read_one_by_one(kb_new: Path) -> None:
    package = BytesIO()
    with ZipFile(package, "w") as made:
        made.writestr("一/甲.txt", PLAN)
        made.writestr("二/甲.txt", OTHER)
        made.writestr("坏.txt", b"\x00\x01\x02")
    client = client_of(kb_new, allow_upload=True)
    rows = send(client, ("包.zip", package.getvalue()))
    assert sorted((row[1], row[2]) for row in rows) == [
        ("包.zip/一/甲.txt", "新增"),
        ("包.zip/二/甲.txt", "新增"),
        ("包.zip/坏.txt", "拒绝"),
    ]
    assert values(client) == [300, 500]
    assert all(client.get(link).status_code == 200 for link, _, state, _ in rows if state == "新增")


def test_too_many_files_and_too_much_are_told(kb_new: Path) -> None:
    client = client_of(kb_new, allow_upload=True, quota=3 * len(PLAN))
    told = answer(client, *[(f"{i}.txt", PLAN) for i in range(51)])
    assert (told.status_code, "最多传 50 份" in told.text) == (413, True)
    assert "最多传 50 份" in answer(client, *[(f"{i}.txt", b"") for i in range(1001)]).text
    assert [row[2] for row in send(client, ("甲.txt", PLAN))] == ["新增"]
    told = answer(client, ("乙.txt", OTHER * 3))
    assert (told.status_code, "--upload-quota" in told.text) == (507, True)
    ((_, _, state, why),) = send(
        client_of(kb_new, allow_upload=True), ("大.pdf", b"%PDF-1.4\n" + bytes(21_000_000))
    )
    assert (state, "超过上限 20 MB" in why) == ("拒绝", True)
    assert not list(Folder.of(kb_new).path.rglob("*.pdf"))


def test_a_full_disk_is_told_and_leaves_nothing(kb_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("web.quarantine.shutil.copyfileobj", full)
    told = answer(client_of(kb_new, allow_upload=True), ("甲.txt", PLAN))
    assert (told.status_code, "磁盘已满" in told.text) == (507, True)
    assert [path.name for path in Folder.of(kb_new).path.iterdir()] == [".锁"]


def test_uploads_hold_up_nobody(kb_new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six uploads while another process receives: a question is answered, the last ones are sent away."""
    app = make_app(settings_of(kb_new, allow_upload=True))
    folder = Folder.of(kb_new)

    async def together() -> tuple[float, list[int]]:
        transport = ASGITransport(app)
        async with AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            page = (await client.get("/upload")).text
            token = re.search('name="token" value="([0-9a-f]+)"', page)[1]  # type: ignore[index]
            form = {"data": {"token": token}, "files": {"files": ("甲.txt", PLAN)}}
            with folder.alone(0, lambda: False):
                sent = [asyncio.ensure_future(client.post("/upload", **form)) for _ in range(7)]
                await asyncio.sleep(0.5)
                start = monotonic()
                for _ in range(20):
                    await client.get("/units")
                taken = monotonic() - start
                assert not all(one.done() for one in sent)
            return taken, [one.status_code for one in await asyncio.gather(*sent)]

    with ThreadPoolExecutor(
        1
    ) as own:  # a loop of its own: one of the browser's may be running in this thread
        taken, statuses = own.submit(lambda: asyncio.run(together())).result()
    assert taken < 5
    assert sorted(statuses) == [200] * 5 + [503] * 2


def test_one_process_receives_at_a_time(kb_new: Path) -> None:
    folder = Folder.of(kb_new)
    with folder.alone(0, lambda: False), pytest.raises(Busy), folder.alone(0.2, lambda: False):
        raise AssertionError("两个同时在收")


def test_what_reads_ends_with_who_asked() -> None:
    lines = Lifelines()
    sleeping = "from web.lifeline import hang_on; import time; hang_on(); time.sleep(60)"
    Timer(1, lines.cut).start()
    start = monotonic()
    with lines.held() as line:
        assert run([sys.executable, "-c", sleeping], 50, environment(), line) == b""
    assert monotonic() - start < 20
    with lines.held() as line:
        assert run([sys.executable, "-c", sleeping], 50, environment(), line) == b""


def test_what_reads_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POLICYKB_TOKEN", "POLICYKB_SERVE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "秘密")
    assert "秘密" not in environment().values()
    assert "PATH" in environment()


def test_nothing_is_received_once_it_ends(kb_new: Path) -> None:
    receiver = Receiver(settings_of(kb_new, allow_upload=True))
    receiver.stop()
    (told,) = receiver.receive([Sent(0, "甲.txt", BytesIO(PLAN), len(PLAN))], replacing=False)
    assert told.state == "refused"
    assert not kb_new.exists()
    assert not list(Folder.of(kb_new).path.rglob("*.txt"))


@pytest.mark.parametrize("given_token", ["", "0" * 64, "0" * 128, "另一个"])
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
    assert len(name.encode()) < 220
