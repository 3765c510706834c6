"""The command: where it listens, what it refuses, how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

TOKEN = "0123456789abcdef"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "cli", "serve", *map(str, arguments)]


def refused(*arguments: object) -> tuple[int, str]:
    ran = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=60, check=False)
    assert len(ran.stderr.strip().splitlines()) == 1
    return ran.returncode, ran.stderr


def test_what_cannot_be_served_is_told_in_a_sentence(kb: Path, tmp_path: Path) -> None:
    code, words = refused("--host", "0.0.0.0", "--kb", kb)
    assert (code, "口令" in words) == (2, True)
    code, words = refused("--kb", tmp_path / "无.db")
    assert (code, "没有这个知识库文件" in words) == (3, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, words = refused("--kb", kb, "--port", taken.getsockname()[1])
        assert (code, "正被别的程序占用" in words) == (1, True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_answers_and_ends_when_interrupted(kb: Path, jobs: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        command("--kb", kb, "--port", port, "--token", TOKEN, "--jobs", jobs),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr
        assert f"http://127.0.0.1:{port}/" in server.stderr.readline()
        told = answered(f"http://127.0.0.1:{port}/api/v1/state")
        assert told["plans"] == 2
        with pytest.raises(HTTPError, match="401") as denied:
            urlopen(f"http://127.0.0.1:{port}/")
        denied.value.close()
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
        if server.stderr:
            server.stderr.close()


def answered(address: str) -> dict[str, object]:
    for _ in range(200):
        try:
            with urlopen(Request(address, headers={"Authorization": f"Bearer {TOKEN}"})) as sent:
                return dict(json.load(sent))
        except ConnectionError:
            time.sleep(0.1)
    raise AssertionError("服务没有起来")
