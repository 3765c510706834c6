"""大库的问答：how long a question to a store takes, by the number of clauses that the store holds.

    python bench/stores.py [--clauses 1000 10000 100000] [--peer-up-to 100000] [--keep 文件夹]

Stores are of made-up plans (``bench/plans.py``); with --keep they stay, and are not made twice. Commands are
asked in one process, of units that a plan of the place lists: the first time, when its plans are not yet
read, and again. Beside them, in the same run, what people would write otherwise: every fact in one JSON file,
loaded into a networkx graph, and one question put to it.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.plans import CLAUSES_A_PLAN, write
from kb.facts_json import plan_json
from kb.store import Store
from qa.library import Library, Within
from qa.model import Answer

SCRIPT = Path(sys.executable).with_name("policykb")
PEER = """
import json, sys, time
start = time.perf_counter()
import networkx
graph = networkx.MultiDiGraph()
for line in open(sys.argv[1], encoding="utf-8"):
    plan = json.loads(line)
    for fact in plan["responsibilities"]:
        graph.add_edge(plan["place"], (plan["place"], fact["unit"]))
        graph.add_edge((plan["place"], fact["unit"]), (plan["id"], fact["clause"]), **fact)
loaded = time.perf_counter()
found = list(graph.out_edges((sys.argv[2], sys.argv[3]), data=True))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(loaded - start, time.perf_counter() - loaded, int(peak.split()[1]) / 1024)
"""
ASKED = 200
Pair = tuple[str, str]


def made(folder: Path, clauses: int) -> Path:
    """A store of about so many clauses."""
    kb = folder / f"{clauses}.db"
    if not kb.exists():
        plans = write(folder / f"方案{clauses}", max(1, round(clauses / CLAUSES_A_PLAN)))
        subprocess.run([SCRIPT, "ingest", plans, "--kb", kb], check=True, stdout=subprocess.DEVNULL)
    return kb


def pairs(store: Store) -> list[Pair]:
    """Places with a unit that one of their plans lists, spread over the whole store."""
    keys, chance = store.keys(), Random(0)
    found = []
    for key in (keys[int(chance.random() * len(keys))] for _ in range(ASKED)):
        plan = store.plan(store.record(key))
        listed = sorted({r.unit for r in plan.facts.responsibilities if r.scope == "listed"})
        found.append((plan.document.header.jurisdiction or "", listed[int(chance.random() * len(listed))]))
    return found


def percentiles(times: Iterable[float]) -> tuple[float, float, int]:
    found = sorted(times)
    return found[len(found) // 2] * 1000, found[int(len(found) * 0.99)] * 1000, len(found)


def timed(work: Callable[[], Answer]) -> tuple[float, int]:
    start = perf_counter()
    answer = work()
    return perf_counter() - start, len(answer.rows.clauses)


def asked(kb: Path) -> dict[str, tuple[float, float, float, float]]:
    """By command: median and 99th percentile in milliseconds the first time, median again, mean rows."""
    found = {}
    with Store.open(kb) as store:
        chosen = pairs(store)
        for name, ask in (
            ("tasks 单位 --place", lambda lib, p, u: lib.tasks(u, Within(place=p))),
            ("owners 主题 --place", lambda lib, p, u: lib.owners("资金", Within(place=p))),
            ("targets 指标 --place", lambda lib, p, u: lib.targets("覆盖率", None, Within(place=p))),
            ("ask 某地某单位负责哪些任务", lambda lib, p, u: lib.ask(f"{p}{u}负责哪些任务")),
        ):
            library = Library(store)
            ask(library, *chosen[0])
            first = [timed(partial(ask, library, *pair)) for pair in chosen]
            again = [timed(partial(ask, library, *pair)) for pair in chosen[-20:]]
            median, worst, count = percentiles(took for took, _ in first)
            rows = sum(rows for _, rows in first) / count
            found[name] = (median, worst, percentiles(took for took, _ in again)[0], rows)
    return found


def cold(kb: Path, pair: Pair) -> float:
    """Seconds of ``policykb ask`` from the start of the program, the best of five."""
    command = [SCRIPT, "ask", f"{pair[0]}{pair[1]}负责哪些任务", "--kb", kb, "-f", "json"]
    return min(_whole(command) for _ in range(5))


def _whole(command: Sequence[object]) -> float:
    start = perf_counter()
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def peer(kb: Path, pair: Pair, folder: Path) -> tuple[float, float, float]:
    """Seconds to load all facts, and to answer one question; megabytes."""
    file = folder / f"{kb.stem}.jsonl"
    with Store.open(kb) as store, store.moment(), file.open("w", encoding="utf-8") as stream:
        for plan in store.each():
            told = {"id": plan.document.id, "place": plan.document.header.jurisdiction, **plan_json(plan)}
            stream.write(json.dumps(told, ensure_ascii=False) + "\n")
    done = subprocess.run(
        [sys.executable, "-c", PEER, file, *pair], capture_output=True, text=True, check=True
    )
    load, answer, memory = map(float, done.stdout.split())
    return load, answer, memory


def warm(folder: Path, sizes: Sequence[int]) -> None:
    """Print how long commands take in one process, and how that grows between the two largest stores."""
    medians: dict[str, list[tuple[int, float]]] = {}
    print("| 条款约 | 命令 | 头一次 p50 | p99 | 再问 p50 | 行 |\n|---|---|---|---|---|---|")
    for clauses in sizes:
        for name, (median, worst, again, rows) in asked(made(folder, clauses)).items():
            medians.setdefault(name, []).append((clauses, median))
            times = f"{median:.1f} ms | {worst:.1f} ms | {again:.1f} ms"
            print(f"| {clauses:,} | {name} | {times} | {rows:.0f} |", flush=True)
    for name, points in medians.items():
        if len(points) > 1:
            (few, low), (many, high) = points[-2:]
            print(f"{name}：用时随库的大小长到 {math.log(high / low) / math.log(many / few):.2f} 次方")
    print(f"内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")


def started(folder: Path, sizes: Sequence[int], peer_up_to: int) -> None:
    """Print how long the program takes from its start, beside the peer where it is not too big for it."""
    print("| 条款约 | policykb ask 冷启动 | networkx＋JSON 装载 | 再答一问 | 它的内存 | 倍 |")
    print("|---|---|---|---|---|---|")
    for clauses in sizes:
        kb = made(folder, clauses)
        with Store.open(kb) as store:
            pair = pairs(store)[0]
        own, beside = cold(kb, pair), "没有量 | | | |"
        if clauses <= peer_up_to:
            with tempfile.TemporaryDirectory() as passing:
                load, answer, memory = peer(kb, pair, Path(passing))
            beside = f"{load:.2f} s | {answer * 1000:.2f} ms | {memory:.0f} MB | {load / own:.1f} |"
        print(f"| {clauses:,} | {own:.2f} s | {beside}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--peer-up-to", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        warm(folder, given.clauses)
        started(folder, given.clauses, given.peer_up_to)


if __name__ == "__main__":
    main()
