"""入库：how long ingest takes beside what jieba takes to cut the same text, in one process and in two, and its memory.

    python bench/ingest.py [--plans 200] [--rounds 5] [--memory 100 200 400 800]

Each round cuts the text of all plans with ``jieba.lcut`` (as it comes, warm) and ingests the same plans into a
new knowledge base, in this process and warm; then ``policykb ingest`` runs as a command with one process and
with two. Of the seconds and of those of the processor the medians are told, and of their ratios to jieba in the
same round: on a busy machine those of the processor count.

The memory is that of all processes together (proportional set size: what they share is counted once),
looked at twenty times a second; Linux only. Flat memory means that the last column does not grow.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import jieba

from bench.plans import CLAUSES_A_PLAN, write
from corpus.document import parse
from corpus.model import Source
from corpus.source import load
from kb import deadlines, responsibilities, targets
from kb.deadlines.model import legible
from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.pipeline import extract, merged
from kb.rows import record
from kb.units import book_of, organs_in

SCRIPT = Path(sys.executable).with_name("policykb")
TICKS = os.sysconf("SC_CLK_TCK")

Cost = tuple[float, float]
"""Seconds, and seconds of the processor."""


@dataclass
class Usage:
    """``processor`` in seconds by process, ``peak`` in kilobytes of all at one moment."""

    processor: dict[str, float] = field(default_factory=dict)
    peak: int = 0


def processes(session: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(told[3]) == session and told[0] != "Z":
            yield folder


def look(session: int, usage: Usage) -> None:
    total = 0
    for folder in processes(session):
        try:
            told = (folder / "stat").read_text().rpartition(") ")[2].split()
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        usage.processor[folder.name] = (int(told[11]) + int(told[12])) / TICKS
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    usage.peak = max(usage.peak, total)


def command(folder: Path, kb: Path, jobs: int) -> tuple[float, Usage]:
    """Seconds and use of ``policykb ingest``, from the first process to the last."""
    usage, start = Usage(), time.perf_counter()
    line = [SCRIPT, "ingest", folder, "--kb", kb, "--jobs", str(jobs)]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        while running.poll() is None:
            look(running.pid, usage)
            time.sleep(0.05)
    return time.perf_counter() - start, usage


def timed(work: Callable[[], object]) -> Cost:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def run(folder: Path, kb: Path, jobs: int) -> Cost:
    seconds, usage = command(folder, kb, jobs)
    return seconds, sum(usage.processor.values())


def rounds(files: tuple[Path, ...], folder: Path, place: Path, count: int) -> list[tuple[Cost, ...]]:
    """What each round costs: jieba, ingest in this process, the command with one process and with two."""
    texts = [load(file).text for file in files]
    extract(load(files[0]))  # compiles what every plan needs
    found = []
    for at in range(count):
        made = [place / f"{at}-{name}.db" for name in ("warm", "one", "two")]
        found.append(
            (
                timed(lambda: [jieba.lcut(text) for text in texts]),
                timed(partial(ingest_paths, made[0], files, watch=iter)),
                run(folder, made[1], 1),
                run(folder, made[2], 2),
            )
        )
        for file in made:
            file.unlink()
    return found


def compare(plans: int, count: int, place: Path) -> None:
    folder = write(place / "compared", plans)
    files = tuple(sorted(folder.rglob("*.txt")))
    jieba.initialize()
    found = rounds(files, folder, place, count)
    names = ("jieba.lcut", "入库（热，一个进程）", "policykb ingest --jobs 1", "policykb ingest --jobs 2")
    print(f"{plans} 份方案，{count} 轮，取中位数：每份 ms，为 jieba 的几倍")
    for at, name in enumerate(names):
        told = [f"{name:<26}"]
        for kind, said in enumerate(("用时", "处理器")):
            each = median(row[at][kind] for row in found) / plans * 1000
            told.append(f"{said} {each:6.1f} {median(row[at][kind] / row[0][kind] for row in found):5.2f}")
        print("   ".join(told))
    print(f"两个进程比一个快 {median(row[2][0] / row[3][0] for row in found):.2f} 倍（用时）")


def steps(source: Source, file: Path, store: Intake) -> dict[str, Callable[[], object]]:
    """The stages of one plan, each with what it needs of the others ready made."""
    document = parse(source)
    text = legible(document)
    dated = deadlines.find(document, text)
    plan = extract(source)
    return {
        "读文件": partial(load, file),
        "条款树、文件头": partial(parse, source),
        "单位名册": lambda: book_of(document, organs_in(document)),
        "责任（含名册）": partial(responsibilities.find, document, text),
        "时限": lambda: deadlines.find(document, legible(document)),
        "指标": partial(targets.find, document, text, dated),
        "修补": partial(merged, [document.repairs, plan.facts.repairs]),
        "成行、封条": partial(record, plan),
        "写库": partial(store.put, record(plan), file),
    }


def stages(plans: int, place: Path) -> None:
    """Where the processor time of a plan goes."""
    spent: dict[str, int] = {}
    with Intake.open(place / "staged.db") as store, store.in_bulk():
        for file in sorted(write(place / "staged", plans).rglob("*.txt")):
            for stage, work in steps(load(file), file, store).items():
                start = time.process_time_ns()
                work()
                spent[stage] = spent.get(stage, 0) + time.process_time_ns() - start
    for stage, each in spent.items():
        print(f"{stage:<12} 每份 {each / plans / 1e6:6.2f} ms")


def measure_memory(sizes: list[int], place: Path) -> None:
    print("方案    条款约  进程    用时 s  处理器 s  每份 ms  库 MB  内存峰值 MB")
    for plans in sizes:
        folder = write(place / str(plans), plans)
        for jobs in (1, 2):
            kb = place / f"{plans}-{jobs}.db"
            seconds, usage = command(folder, kb, jobs)
            processor, size = sum(usage.processor.values()), kb.stat().st_size / 1e6
            print(
                f"{plans:<7} {plans * CLAUSES_A_PLAN:<7} {jobs:<5} {seconds:8.1f} {processor:9.1f}"
                f" {processor / plans * 1000:8.0f} {size:6.1f} {usage.peak / 1024:12.0f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, nargs="*", default=[100, 200, 400, 800])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        compare(given.plans, given.rounds, Path(place))
        print()
        stages(given.plans, Path(place))
        print()
        measure_memory(given.memory, Path(place))


if __name__ == "__main__":
    main()
