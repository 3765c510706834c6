"""The store as several threads read it while others write."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from real_plans import BUNDLED

from kb.ingest import ingest_paths
from web.shelf import NotHeld, Shelf

PLAN = "甲县绿化方案\n一、任务\n1. 种树。2025年底前种树{}棵。\n责任单位：县林草局\n"
THREADS = 4


def ingest(kb: Path, file: Path) -> None:
    """As another process does it."""
    command = [sys.executable, "-m", "cli", "ingest", str(file), "--kb", str(kb)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def test_every_thread_sees_what_another_process_has_written(tmp_path: Path) -> None:
    """The threads open the store one after another: what one opens or closes must not loosen another's hold."""
    kb = tmp_path / "库.db"
    ingest_paths(kb, [BUNDLED], watch=iter)
    shelf = Shelf(kb)

    def read() -> tuple[str, int, str]:
        with shelf.open() as reader:
            return (
                reader.version,
                len(reader.contents.plans),
                reader.library.ask("县林草局负责哪些任务").status,
            )

    with ExitStack() as stack:
        threads = [stack.enter_context(ThreadPoolExecutor(1)) for _ in range(THREADS)]
        versions = {thread.submit(read).result() for thread in threads}
        assert {(plans, status) for _, plans, status in versions} == {(2, "unknown_unit")}
        for number in (3, 4, 5):
            file = tmp_path / f"{number}.txt"
            file.write_text(PLAN.format(number), "utf-8")
            ingest(kb, file)
            seen = {thread.submit(read).result() for thread in threads}
            assert {(plans, status) for _, plans, status in seen} == {(number, "answered")}
            assert len(seen) == 1
            assert not seen & versions
            versions |= seen


def test_a_moment_does_not_change(tmp_path: Path) -> None:
    kb, file = tmp_path / "库.db", tmp_path / "甲.txt"
    file.write_text(PLAN.format(1), "utf-8")
    ingest(kb, file)
    shelf = Shelf(kb)
    with shelf.open() as reader:
        before = reader.version
        file.write_text(PLAN.format(2), "utf-8")
        ingest(kb, file)
        assert reader.store.version() == before
        assert "种树1棵" in reader.library.plans()[0].document.text
    with shelf.open() as reader:
        assert reader.version != before
        assert "种树2棵" in reader.library.plans()[0].document.text


def test_another_file_in_the_place_of_the_store_is_read(tmp_path: Path) -> None:
    kb, other, file = tmp_path / "库.db", tmp_path / "另.db", tmp_path / "甲.txt"
    ingest_paths(kb, [BUNDLED], watch=iter)
    file.write_text(PLAN.format(1), "utf-8")
    ingest_paths(other, [file], watch=iter)
    shelf = Shelf(kb)
    with shelf.open() as reader:
        assert len(reader.contents.plans) == 2
    other.replace(kb)
    with shelf.open() as reader:
        assert [plan.title for plan in reader.contents.plans] == ["甲县绿化方案"]
        with pytest.raises(NotHeld):
            reader.plan("0" * 12)
