"""The knowledge base under kill -9, a full disk, several writers and readers at once: nothing is lost, nothing is half.

``POLICYKB_KILLS=50`` has the ingest killed as often; the suite's own run does with a few.
"""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from bench.plans import write
from kb import archive
from kb.ingest import ingest_paths
from kb.store import Store
from kb.verify import verify

SCRIPT = Path(sys.executable).with_name("policykb")
KILLS = int(os.environ.get("POLICYKB_KILLS", "2"))
PLANS = 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("方案"), PLANS)


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """What an ingest that nothing befalls gives, and the seconds it takes."""
    kb = tmp_path_factory.mktemp("整") / "kb.db"
    start = time.monotonic()
    subprocess.run([SCRIPT, "ingest", folder, "--kb", kb, "--jobs", "2"], check=True, capture_output=True)
    return packed(kb), time.monotonic() - start


def packed(kb: Path) -> bytes:
    """Every version of every plan, in order."""
    stream = io.BytesIO()
    archive.write(kb, stream)
    return stream.getvalue()


def ingesting(kb: Path, folder: Path, jobs: int = 2) -> subprocess.Popen[bytes]:
    command = [SCRIPT, "ingest", folder, "--kb", kb, "--jobs", str(jobs)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def resumed(kb: Path, folder: Path) -> bytes:
    ingest_paths(kb, [folder], watch=iter)
    assert verify(kb).problems == ()
    return packed(kb)


def alive(session: int) -> Iterator[str]:
    """The processes of a session that have not ended."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, told = status.read_text().rpartition(") ")
        except OSError:
            continue
        state, _, _, of = told.split()[:4]
        if int(of) == session and state != "Z":
            yield status.parent.name


def assert_gone(session: int) -> None:
    deadline = time.monotonic() + 30
    while left := list(alive(session)):
        assert time.monotonic() < deadline, f"还在运行：{left}"
        time.sleep(0.05)


def test_killed_at_random_moments(tmp_path: Path, folder: Path, whole: tuple[bytes, float]) -> None:
    complete, seconds = whole
    chance, kills, rounds = Random(20261124), 0, 0
    while kills < KILLS:
        kb, ended = tmp_path / f"{rounds}.db", False
        while kills < KILLS and not ended:
            fresh, start = not kb.exists(), time.monotonic()
            with ingesting(kb, folder) as running:
                with suppress(subprocess.TimeoutExpired):
                    running.wait(timeout=chance.uniform(0, seconds))
                running.kill()
            ended = running.returncode != -signal.SIGKILL
            if ended and fresh:  # the machine is quicker now
                seconds = time.monotonic() - start
            kills += not ended
            assert_gone(running.pid)
            if kb.exists():
                assert verify(kb).problems == ()
        assert resumed(kb, folder) == complete
        rounds += 1
    assert [path.name for path in tmp_path.glob(".policykb-*")] == []


def test_a_quota_that_is_used_up(tmp_path: Path, folder: Path, whole: tuple[bytes, float]) -> None:
    kb = tmp_path / "kb.db"

    def confined() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    done = subprocess.run(
        [SCRIPT, "ingest", folder, "--kb", kb], preexec_fn=confined, capture_output=True, check=False
    )
    assert_full(done)
    assert 0 < verify(kb).plans < PLANS
    assert resumed(kb, folder) == whole[0]


@pytest.fixture
def little(tmp_path: Path) -> Iterator[Path]:
    """A disk of less than a megabyte."""
    disk = tmp_path / "盘"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=800k", "none", disk]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("不能挂载 tmpfs")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)  # a process keeps its descriptor of a store


def test_a_full_disk(little: Path, folder: Path, whole: tuple[bytes, float]) -> None:
    kb = little / "kb.db"
    command = [SCRIPT, "ingest", folder, "--kb", kb]
    assert "磁盘已满" in assert_full(subprocess.run(command, capture_output=True, check=False))
    assert verify(kb).problems == ()
    assert 0 < verify(kb).plans < PLANS
    (little / "占").write_bytes(
        bytes(max(0, os.statvfs(little).f_bavail * os.statvfs(little).f_frsize - 8192))
    )
    packing = [SCRIPT, "export-kb", little / "库.gz", "--kb", kb]
    assert "磁盘已满" in assert_full(subprocess.run(packing, capture_output=True, check=False), code=1)
    assert sorted(path.name for path in little.iterdir() if not path.name.startswith("kb.db-")) == [
        "kb.db",
        "占",
    ]
    (little / "占").unlink()
    subprocess.run(["mount", "-o", "remount,size=16m", little], check=True)
    assert resumed(kb, folder) == whole[0]


def assert_full(done: subprocess.CompletedProcess[bytes], code: int = 3) -> str:
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert len(said.splitlines()) == 1, said
    assert "磁盘" in said
    return said


def test_two_ingests_at_once(tmp_path: Path, folder: Path, whole: tuple[bytes, float]) -> None:
    kb = tmp_path / "kb.db"
    with ingesting(kb, folder) as one, ingesting(kb, folder, jobs=1) as other:
        errors = [running.communicate(timeout=300)[1].decode() for running in (one, other)]
    assert [one.returncode, other.returncode] == [0, 0], errors
    assert verify(kb).problems == ()
    assert packed(kb) == whole[0]


def test_reading_goes_on_while_plans_come_in(tmp_path: Path, folder: Path) -> None:
    kb = tmp_path / "kb.db"
    seen: list[int] = []
    with ingesting(kb, folder) as running:
        while running.poll() is None:
            if kb.exists():
                with Store.open(kb) as store:
                    seen.append(len(store.plans()))
                assert verify(kb).problems == ()
    assert running.returncode == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 2


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_changes_nothing(
    tmp_path: Path, folder: Path, whole: tuple[bytes, float], jobs: int
) -> None:
    """Bad files, copies and copies of copies among the good ones too."""
    files = sorted(folder.rglob("*.txt"))
    mixed = tmp_path / "杂"
    mixed.mkdir()
    for number, file in enumerate(files[:8]):
        (mixed / f"{number}.txt").write_bytes(file.read_bytes())
        (mixed / f"{number}副本.txt").write_bytes(file.read_bytes())
        (mixed / f"{number}坏.txt").write_bytes(b"\0" * number)
    report = ingest_paths(tmp_path / "kb.db", [mixed, *files], watch=iter, jobs=jobs)
    states = [outcome.state for outcome in report.outcomes]
    assert states[:3] == ["added", "same", "refused"]
    assert [states.count(state) for state in ("added", "same", "refused")] == [PLANS, 16, 8]
    assert report.outcomes == ingest_paths(tmp_path / "一.db", [mixed, *files], watch=iter).outcomes
    assert packed(tmp_path / "kb.db") == packed(tmp_path / "一.db")


def test_a_copy_is_read_where_its_twin_has_changed_in_the_same_run(tmp_path: Path) -> None:
    """What was known when the files were given out need not hold when their turn comes."""
    one, two, kb = tmp_path / "甲.txt", tmp_path / "乙.txt", tmp_path / "kb.db"
    write(tmp_path / "源", 2)
    first, second = sorted((tmp_path / "源").rglob("*.txt"))
    one.write_bytes(first.read_bytes())
    ingest_paths(kb, [one], watch=iter)
    one.write_bytes(second.read_bytes())
    two.write_bytes(first.read_bytes())
    report = ingest_paths(kb, [one, two], watch=iter, jobs=2)
    assert [outcome.state for outcome in report.outcomes] == ["replaced", "added"]
    assert verify(kb).plans == 2
    assert verify(kb).older == 1
