"""search and reindex as a person calls them: whatever happens to the index, a search answers or says what to do."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from real_plans import BUNDLED

from bench.plans import write
from kb.ingest import ingest_paths
from kb.store import Store
from kb.verify import verify
from qa.search import stand, upkeep
from qa.search.memory import search
from qa.search.stand import folder_of

SCRIPT = Path(sys.executable).with_name("policykb")
COUNTY, DISTRICT = sorted(BUNDLED.glob("*.txt"))
NOBODY = [
    *("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--reuid=65534", "--regid=65534"),
    "--clear-groups",
]
WORDS = ("幼儿园", "专项资金")


def run(*arguments: object, cwd: Path, before: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*(before or []), str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr
    return done


def hits(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    assert done.returncode == 0, done.stderr
    return [(hit["document"], hit["clause"]) for hit in json.loads(done.stdout)["hits"]]


def searched(cwd: Path, kb: str = "policykb.db") -> subprocess.CompletedProcess[str]:
    return run("search", *WORDS, "-n", 20, "--kb", kb, "--format", "json", cwd=cwd)


def expected(kb: Path) -> list[tuple[str, str]]:
    with Store.open(kb) as store:
        return [(h.document.id, h.clause.id) for h in search(store.plans(), " ".join(WORDS), 20)]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("库")
    assert run("ingest", COUNTY, DISTRICT, cwd=folder).returncode == 0
    return folder


@pytest.fixture
def place(ready: Path, tmp_path: Path) -> Path:
    shutil.copytree(ready, tmp_path / "处")
    return tmp_path / "处"


def test_ingest_makes_the_index_and_search_finds_by_it_what_memory_finds(place: Path) -> None:
    kb = place / "policykb.db"
    done = searched(place)
    assert (hits(done), done.stderr) == (expected(kb), "")
    shutil.rmtree(folder_of(kb))
    assert hits(searched(place)) == expected(kb)
    assert "rank-bm25（内存）：还没有索引" in run("doctor", cwd=place).stdout
    assert "重建，方案 2 份" in run("reindex", cwd=place).stdout
    assert "tantivy：索引与知识库一致" in run("doctor", cwd=place).stdout
    assert "没有要改的" in run("reindex", cwd=place).stdout
    assert "重建，方案 2 份" in run("reindex", "--full", cwd=place).stdout
    assert hits(searched(place)) == expected(kb)


def test_every_command_that_changes_plans_takes_the_index_along(place: Path) -> None:
    kb = place / "policykb.db"
    mine = place / "方案.txt"
    mine.write_text(COUNTY.read_text("utf-8") + "\n幼儿园专项资金\n", "utf-8")
    steps = (
        ("ingest", mine),
        ("export-kb", "库.gz"),
        ("remove", mine),
        ("remove", DISTRICT.name),
        ("import-kb", "库.gz"),
    )
    for step in steps:
        assert run(*step, cwd=place).returncode == 0
        found = stand.read(folder_of(kb))
        assert found is not None
        with Store.open(kb) as store:
            assert upkeep.examine(store).state == "in_step", step
        assert hits(searched(place)) == expected(kb)
    assert "完好" in run("verify", cwd=place).stdout


def test_an_index_that_is_behind_is_put_right_or_said_to_be_old(place: Path, tmp_path: Path) -> None:
    kb = place / "policykb.db"
    write(tmp_path / "源", 3)
    ingest_paths(kb, [tmp_path / "源"], watch=iter)  # as if killed before the index came to it
    done = run("verify", cwd=place)
    assert done.returncode == 3
    assert "检索索引比知识库旧；请运行 policykb reindex" in done.stdout
    with stand.locked(folder_of(kb), 0):
        done = searched(place)
        assert hits(done)
        assert done.stderr == ("检索索引比知识库旧，刚入库的方案可能还查不到；请运行 policykb reindex。\n")
    assert "补上 3 份，撤下 0 份" in run("reindex", cwd=place).stdout
    assert run("verify", cwd=place).returncode == 0
    assert hits(searched(place)) == expected(kb)


def test_an_old_knowledge_base_is_searched_and_brought_up_to_date(tmp_path: Path) -> None:
    kb = tmp_path / "旧.db"
    kb.write_bytes(gzip.decompress((Path(__file__).parents[1] / "data" / "schema-2.db.gz").read_bytes()))
    question = ("search", "县", "--kb", kb, "-f", "json")
    before = hits(run(*question, cwd=tmp_path))
    assert before
    assert "重建" in run("reindex", "--kb", kb, cwd=tmp_path).stdout
    with Store.open(kb) as store:
        assert store.catalogued
    assert hits(run(*question, cwd=tmp_path)) == before
    assert run("verify", "--kb", kb, cwd=tmp_path).returncode == 0


def test_what_plans_are_found_by_is_made_anew_too(place: Path) -> None:
    connection = sqlite3.connect(place / "policykb.db", isolation_level=None)
    connection.execute("DELETE FROM marks")
    connection.close()
    assert "请重建：policykb reindex --full" in run("verify", cwd=place).stdout
    assert run("reindex", "--full", cwd=place).returncode == 0
    assert run("verify", cwd=place).returncode == 0


def test_a_damaged_file_is_said_and_does_not_stop_a_search(place: Path) -> None:
    kb = place / "policykb.db"
    for file in sorted(path for path in folder_of(kb).rglob("*") if path.is_file() and path.stat().st_size):
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2])
        done = searched(place)
        assert hits(done) == expected(kb)
        assert f"检索索引已损坏（{file.name}），这次在内存里检索；请运行 policykb reindex。\n" == done.stderr
        assert f"文件 {file.name} 已损坏" in run("verify", cwd=place).stdout
        file.write_bytes(data)
    assert run("verify", cwd=place).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="不能以普通用户运行")
def test_a_folder_that_may_only_be_read(place: Path) -> None:
    kb = place / "policykb.db"
    for folder in (place, *place.parents):
        if "pytest-" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)
    for path in (*place.rglob("*"), place):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def asked() -> subprocess.CompletedProcess[str]:
        return run("search", *WORDS, "-n", 20, "-f", "json", "--kb", kb, cwd=Path("/"), before=NOBODY)

    done = asked()
    assert (hits(done), done.stderr) == (expected(kb), "")
    write(place.parent / "源", 1)
    ingest_paths(kb, [place.parent / "源"], watch=iter)
    for path in place.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = asked()
    assert hits(done)
    assert "检索索引比知识库旧" in done.stderr
    refused = run("reindex", "--kb", kb, cwd=Path("/"), before=NOBODY)
    assert refused.returncode == 3
    assert "检索索引写不进（没有权限）" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_an_index_that_cannot_be_written_leaves_the_plans_in(place: Path, tmp_path: Path) -> None:
    kb = place / "policykb.db"
    shutil.rmtree(folder_of(kb))
    folder_of(kb).write_text("不是文件夹")
    write(tmp_path / "源", 1)
    done = run("ingest", tmp_path / "源", cwd=place)
    assert done.returncode == 0
    assert "新增 1" in done.stdout
    assert "这里要放检索索引，却有一个文件；请移开它，再运行 policykb reindex" in done.stderr
    done = searched(place)
    assert hits(done) == expected(kb)
    assert "检索索引已损坏（路径当中有一段不是文件夹）" in done.stderr


def test_killed_at_random_moments(tmp_path: Path) -> None:
    write(tmp_path / "源", 6)
    chance, kills = Random(20261125), 0
    start = time.monotonic()
    assert run("ingest", tmp_path / "源", "--kb", "全.db", cwd=tmp_path).returncode == 0
    seconds = time.monotonic() - start
    while kills < 4:
        with subprocess.Popen(
            [SCRIPT, "ingest", "源", "--jobs", "1"], cwd=tmp_path, stdout=subprocess.DEVNULL
        ) as running:
            with suppress(subprocess.TimeoutExpired):
                running.wait(timeout=chance.uniform(0.5, 1) * seconds)
            running.send_signal(signal.SIGKILL)
        kills += 1
        if (tmp_path / "policykb.db").exists():
            done = run("search", "落实", "台账", "-n", 9, "-f", "json", cwd=tmp_path)
            with Store.open(tmp_path / "policykb.db") as store:
                assert bool(hits(done)) == bool(store.keys())  # it may be killed before its first plan
            if kills % 2:  # else what is left is the index of a store that is gone
                shutil.rmtree(folder_of(tmp_path / "policykb.db"), ignore_errors=True)
            (tmp_path / "policykb.db").unlink()
            for left in tmp_path.glob("policykb.db-*"):
                left.unlink()
    assert run("ingest", "源", cwd=tmp_path).returncode == 0
    assert run("verify", cwd=tmp_path).returncode == 0
    assert verify(tmp_path / "policykb.db").problems == ()
    question = ("search", "落实", "台账", "-n", 9, "-f", "json")
    assert hits(run(*question, cwd=tmp_path)) == hits(run(*question, "--kb", "全.db", cwd=tmp_path))
