"""The server on its socket: who holds connections without using them, and how fast a kept one answers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import pytest

_SERVED = """
import sys
from web import connections
connections.HEAD_SECONDS, connections.BODY_SECONDS, connections.OF_ONE = 1.0, 2.0, 20
connections.Patient.most_of_one = 20
import cli
sys.argv = ["policykb", "serve", *sys.argv[1:]]
cli.main()
"""


@contextmanager
def served(*options: object) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", _SERVED, "--port", str(port), *map(str, options)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        assert "已打开" in server.stderr.readline()
        yield port, server
    finally:
        server.terminate()
        server.communicate(timeout=60)


def connected(port: int, said: bytes = b"") -> socket.socket:
    own = socket.create_connection(("127.0.0.1", port), timeout=20)
    own.sendall(said)
    return own


def status(port: int, headers: dict[str, str] | None = None) -> int:
    own = HTTPConnection("127.0.0.1", port, timeout=20)
    own.request("GET", "/healthz", headers=headers or {})
    told = own.getresponse()
    own.close()
    return told.status


def is_ended(own: socket.socket) -> bool:
    try:
        return own.recv(1) == b""
    except ConnectionError:
        return True


def test_half_requests_are_ended_and_one_address_has_not_all(kb: Path) -> None:
    with served("--kb", kb, "--rate", 0) as (port, _), ExitStack() as stack:
        assert status(port) == 200
        head = stack.enter_context(connected(port, b"GET / HTTP/1.1\r\nHost: 127"))
        mute = stack.enter_context(connected(port))
        body = stack.enter_context(
            connected(port, b"POST /upload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\nx")
        )
        start = time.monotonic()
        assert is_ended(head)
        assert is_ended(mute)
        assert 0.5 < time.monotonic() - start < 10
        while body.recv(4096):
            pass
        assert time.monotonic() - start < 15
        many = [stack.enter_context(connected(port, b"GET / HTTP/1.1\r\n")) for _ in range(30)]
        ended = [is_ended(one) for one in reversed(many)]
        assert all(ended)
        assert status(port) == 200


def test_a_kept_connection_answers_at_once(kb: Path) -> None:
    with served("--kb", kb, "--rate", 0) as (port, _):
        own = HTTPConnection("127.0.0.1", port, timeout=20)
        taken = []
        for _ in range(40):
            start = time.perf_counter()
            own.request("GET", "/static/icon.svg", headers={"accept": "*/*"})
            own.getresponse().read()
            taken.append(time.perf_counter() - start)
        own.close()
        assert median(taken) < 0.03, taken


def test_only_a_proxy_that_is_named_says_who_asks(kb: Path) -> None:
    def asked(port: int) -> list[int]:
        return [status(port, {"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(5)]

    with served("--kb", kb, "--rate", 8) as (port, _):
        assert asked(port) == [200, 200, 429, 429, 429]
    with served("--kb", kb, "--rate", 8, "--proxy", "127.0.0.1") as (port, _):
        assert asked(port) == [200] * 5


def test_one_can_begin_in_the_browser(tmp_path: Path) -> None:
    with served("--kb", tmp_path / "新.db", "--allow-upload") as (port, _):
        assert status(port) == 200
    assert (tmp_path / "新.db").exists()


@pytest.mark.parametrize("signalled", [signal.SIGTERM, signal.SIGKILL])
def test_what_reads_an_upload_ends_with_the_desk(tmp_path: Path, signalled: int) -> None:
    kb, slow = tmp_path / "新.db", b"%PDF-1.4\n" + os.urandom(9_000_000)
    plan = (
        "甲县方案\n一、任务\n".encode()
        + "1. 种树。2025年底前种树300棵。\n责任单位：县林草局\n".encode() * 60_000
    )
    with served("--kb", kb, "--allow-upload") as (port, server):
        own = HTTPConnection("127.0.0.1", port, timeout=60)
        own.request("GET", "/upload")
        told = own.getresponse()
        page, cookie = told.read().decode(), str(told.getheader("set-cookie")).split(";")[0]
        token = re.search('name="token" value="([0-9a-f]+)"', page)[1]  # type: ignore[index]
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'.encode(),
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + plan + b"\r\n",
            b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n' + slow + b"\r\n",
            b"--x--\r\n",
        ]
        headers = {"Content-Type": "multipart/form-data; boundary=x", "Cookie": cookie}
        own.request("POST", "/upload", b"".join(parts), headers)
        child = wait_for(lambda: children(kb))
        server.send_signal(signalled)
        server.wait(timeout=30)
        assert wait_for(lambda: not any(is_running(pid) for pid in child))
        own.close()
    time.sleep(0.5)
    assert not children(kb)


def wait_for(question):  # type: ignore[no-untyped-def]
    for _ in range(300):
        found = question()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("没有等到")


def children(kb: Path) -> list[int]:
    """The processes that read into that store."""
    found = []
    for at in Path("/proc").glob("[0-9]*"):
        try:
            told = (at / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"web.child" in told and str(kb).encode() in told:
            found.append(int(at.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
