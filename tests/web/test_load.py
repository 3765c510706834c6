"""What is kept of answers, through the real server, while another process writes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from time import sleep
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.store import Store
from qa import library, scope
from web import desk

from .conftest import client_of
from .test_serve import command
from .test_shelf import ingest

TREES = "{place}绿化方案\n一、任务\n1. 种树。2025年底前种树{trees}棵。\n责任单位：县林草局\n"
PLACES = ("甲山县", "乙山县", "丙山县", "丁山县")


def plan(folder: Path, place: str, trees: int) -> Path:
    file = folder / f"{place}.txt"
    file.write_text(TREES.format(place=place, trees=trees), "utf-8")
    return file


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "库.db"
    ingest_paths(path, [plan(tmp_path, place, 100) for place in PLACES], watch=iter)
    return path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The questions that were worked out anew; a small store is narrowed as a large one is."""
    for module in (scope, library):
        monkeypatch.setattr(module, "FEW", 1)
    found: list[str] = []
    dumped = desk.dumped

    def noted(value: dict[str, object]) -> bytes:
        found.append(str(value["question"]))
        return dumped(value)

    monkeypatch.setattr(desk, "dumped", noted)
    return found


def test_an_answer_stands_until_a_plan_that_it_rests_on_changes(
    kb: Path, tmp_path: Path, made: list[str]
) -> None:
    client = client_of(kb)

    def ask(place: str) -> tuple[str, str, list[str]]:
        made.clear()
        told = client.get("/api/v1/ask", params={"q": f"{place}种树多少棵"})
        return told.json()["answer"], told.headers["etag"], list(made)

    first, tag, worked = ask("丁山县")
    assert "100" in first
    assert worked
    assert ask("丁山县") == (first, tag, [])
    ingest_paths(kb, [plan(tmp_path, "丙山县", 300)], watch=iter)
    again, other, worked = ask("丁山县")
    assert (again, worked) == (first, [])
    assert other != tag  # the tag is that of the version, though the answer is as it was
    ingest_paths(kb, [plan(tmp_path, "丁山县", 400)], watch=iter)
    changed, _, worked = ask("丁山县")
    assert "400" in changed
    assert worked
    with Intake.open(kb) as store:
        store.remove(str(tmp_path / "丁山县.txt"))
    gone, _, worked = ask("丁山县")
    assert worked
    assert "400" not in gone
    ingest_paths(kb, [plan(tmp_path, "丁山县", 500)], watch=iter)
    assert "500" in ask("丁山县")[0]


def test_a_new_plan_that_the_question_is_about_is_in_the_answer(
    kb: Path, tmp_path: Path, made: list[str]
) -> None:
    client = client_of(kb)
    question = {"q": "戊山县种树多少棵"}
    before = client.get("/api/v1/ask", params=question).json()
    ingest_paths(kb, [plan(tmp_path, "戊山县", 700)], watch=iter)
    after = client.get("/api/v1/ask", params=question).json()
    assert "种树700" not in json.dumps(before, ensure_ascii=False)
    assert "700" in after["answer"]


@dataclass(frozen=True)
class Server:
    port: int
    process: int

    def crew_but(self, gone: set[int]) -> set[int]:
        """The two processes that answer, as soon as they are two without those gone."""
        for _ in range(400):
            told = Path(f"/proc/{self.process}/task/{self.process}/children").read_text("ascii")
            if len(found := set(map(int, told.split())) - gone) == 2:
                return found
            sleep(0.05)
        raise AssertionError("没有接替")

    def get(self, path: str) -> tuple[dict[str, object], str]:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as sent:
            return json.load(sent), sent.headers.get("etag", "")


@pytest.fixture
def server(kb: Path) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = command("--kb", kb, "--port", port, "--jobs", 2, "--rate", 0)
    process = subprocess.Popen(told, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        assert process.stderr.readline().startswith("已打开")
        with ThreadPoolExecutor(1) as reading:  # so that the log never fills the pipe
            reading.submit(process.stderr.read)
            try:
                yield Server(port, process.pid)
            finally:
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=60) == 0
    finally:
        process.stderr.close()


def test_what_is_answered_while_another_process_writes_is_of_one_moment(
    kb: Path, tmp_path: Path, server: Server
) -> None:
    """One version has one answer, whichever process gives it, and what was written is answered at once."""
    seen: dict[str, set[str]] = {}
    done = Event()

    def ask() -> int:
        for number in count():
            told, tag = server.get(f"/api/v1/ask?q={quote('丁山县种树多少棵')}")
            seen.setdefault(tag, set()).add(json.dumps(told, sort_keys=True))
            if done.is_set():
                return number
        return 0

    with ThreadPoolExecutor(3) as asking:
        running = [asking.submit(ask) for _ in range(3)]
        for trees in (200, 300, 400):
            ingest(kb, plan(tmp_path, "丁山县", trees))
            told, _ = server.get(f"/api/v1/ask?q={quote('丁山县种树多少棵')}")
            assert str(trees) in str(told["answer"])  # at once, by whichever process answers
        done.set()
        assert all(one.result() > 0 for one in running)
    assert all(len(answers) == 1 for answers in seen.values())
    with Store.open(kb) as store:
        assert len(store.keys(superseded=True)) == len(PLACES) + 3


def test_a_process_of_the_server_that_dies_is_replaced(server: Server) -> None:
    first = server.crew_but(set())
    os.kill(min(first), signal.SIGKILL)
    assert server.crew_but({min(first)}) > first - {min(first)}
    for _ in range(8):
        told, _ = server.get(f"/api/v1/ask?q={quote('丁山县种树多少棵')}")
        assert "100" in str(told["answer"])
