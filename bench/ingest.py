"""入库：seconds, processor seconds and peak memory of ``policykb ingest`` by number of plans and of processes.

    python bench/ingest.py [--plans 50 100 200 400] [--jobs 1 2]

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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.plans import CLAUSES_A_PLAN, write

SCRIPT = Path(sys.executable).with_name("policykb")
TICKS = os.sysconf("SC_CLK_TCK")


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


def measured(folder: Path, kb: Path, jobs: int) -> tuple[float, Usage]:
    usage, start = Usage(), time.perf_counter()
    command = [SCRIPT, "ingest", folder, "--kb", kb, "--jobs", str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        while running.poll() is None:
            look(running.pid, usage)
            time.sleep(0.05)
    return time.perf_counter() - start, usage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, nargs="+", default=[50, 100, 200, 400])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    print("方案    条款约  进程    用时 s  处理器 s  每份 ms  库 MB  内存峰值 MB")
    with tempfile.TemporaryDirectory() as place:
        for plans in given.plans:
            folder = write(Path(place) / str(plans), plans)
            for jobs in given.jobs:
                kb = Path(place) / f"{plans}-{jobs}.db"
                seconds, usage = measured(folder, kb, jobs)
                processor, size = sum(usage.processor.values()), kb.stat().st_size / 1e6
                print(
                    f"{plans:<7} {plans * CLAUSES_A_PLAN:<7} {jobs:<5} {seconds:8.1f} {processor:9.1f}"
                    f" {processor / plans * 1000:8.0f} {size:6.1f} {usage.peak / 1024:12.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
