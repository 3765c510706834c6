"""服务的负载：answered questions a second of ``policykb serve`` on loopback, with ingest going on meanwhile.

    python bench/load.py 知识库 [--seconds 60] [--rate 300] [--jobs 2] [--no-ingest]

The store is copied first. Questions are 「某地某单位负责哪些任务」, 「某地某指标」 and the like over the whole
store, sent at a fixed rate whether or not the last are answered; the time of an answer counts from when it
was due to be sent. ``--fresh``: no question is asked twice. The load is bounded by rate and seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.plans import write
from kb.store import Store

SCRIPT = Path(sys.executable).with_name("policykb")
FORMS = (
    "{place}{unit}负责哪些任务",
    "{place}{unit}牵头的有几项",
    "{place}资金由谁负责",
    "{place}的覆盖率目标是多少",
)
LINES = 32


def questions(kb: Path, count: int) -> list[str]:
    """Of places and units spread over the store."""
    chance, found = Random(0), dict[str, None]()
    with Store.open(kb) as store:
        keys = store.keys()
        while len(found) < count:
            plan = store.plan(store.record(keys[int(chance.random() * len(keys))]))
            listed = sorted({r.unit for r in plan.facts.responsibilities if r.scope == "listed"})
            place = plan.document.header.jurisdiction or ""
            for unit in listed[:6]:
                form = FORMS[int(chance.random() * len(FORMS))]
                found[form.format(place=place, unit=unit)] = None
    return list(found)[:count]


class Line:
    """A connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.split("content-length: ")[1].split("\r\n")[0])
        await reader.readexactly(size)
        return int(head.split(" ", 2)[1])


async def load(
    port: int, asked: Iterator[str], rate: float, seconds: float
) -> tuple[list[float], Counter[str]]:
    times, said = list[float](), Counter[str]()
    due: asyncio.Queue[float | None] = asyncio.Queue()

    async def work() -> None:
        line = Line(port)
        while (at := await due.get()) is not None:
            try:
                said[str(await line.get(f"/api/v1/ask?q={quote(next(asked))}"))] += 1
            except (OSError, asyncio.IncompleteReadError, IndexError) as error:
                said[type(error).__name__] += 1
                line = Line(port)
            times.append(perf_counter() - at)

    workers = [asyncio.create_task(work()) for _ in range(LINES)]
    start = perf_counter()
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, start + number / rate - perf_counter()))
        due.put_nowait(start + number / rate)
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    return times, said


def memory(process: int) -> float:
    """Megabytes of a process and those that it started."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    own = {process} | {pid for pid, parent, _ in rows if parent == process}
    own |= {pid for pid, parent, _ in rows if parent in own}
    return sum(rss for pid, _, rss in rows if pid in own) / 1024


async def ready(port: int) -> float:
    start = perf_counter()
    while perf_counter() - start < 60:
        try:
            if await Line(port).get("/healthz") == 200:
                return perf_counter() - start
        except OSError:
            await asyncio.sleep(0.02)
    raise SystemExit("服务没有起来")


async def measure(kb: Path, wanted: argparse.Namespace, folder: Path) -> None:
    count = round(wanted.rate * wanted.seconds) if wanted.fresh else wanted.questions
    every = questions(kb, count)
    command = [
        SCRIPT,
        "serve",
        "--kb",
        kb,
        "--port",
        str(wanted.port),
        "--rate",
        "0",
        "--jobs",
        str(wanted.jobs),
    ]
    server = subprocess.Popen(list(map(str, command)), stderr=subprocess.DEVNULL)
    try:
        print(f"起动到能答 {await ready(wanted.port):.2f} 秒，问题 {len(every)} 个", flush=True)
        if not wanted.fresh:
            await load(wanted.port, iter(every * 6), wanted.rate, len(every) * 6 / wanted.rate)
        before = memory(server.pid)
        ingest = None if wanted.no_ingest else _ingest(kb, folder)
        chance = Random(1)
        asked = iter(every) if wanted.fresh else iter(lambda: every[int(chance.random() * len(every))], None)
        start = perf_counter()
        times, said = await load(wanted.port, asked, wanted.rate, wanted.seconds)
        took = perf_counter() - start
        going = ingest is not None and ingest.poll() is None
        report(sorted(times), said, took)
        print(
            f"内存 {before:.0f} MB → {memory(server.pid):.0f} MB；入库{'一直在进行' if going else '没有在进行'}"
        )
        if ingest:
            ingest.terminate()
            ingest.wait()
    finally:
        server.terminate()
        server.wait()


def _ingest(kb: Path, folder: Path) -> subprocess.Popen[bytes]:
    plans = write(folder / "新方案", 2000, seed=7)
    command = ["nice", SCRIPT, "ingest", plans, "--kb", kb, "--jobs", "1"]
    return subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def report(times: list[float], said: Counter[str], took: float) -> None:
    at = [times[min(len(times) - 1, int(len(times) * part))] * 1000 for part in (0.5, 0.95, 0.99)]
    wrong = sum(count for status, count in said.items() if status != "200")
    print(f"{len(times) / took:.0f} 问/秒，{took:.0f} 秒；出错 {wrong} {dict(said)}")
    print(f"中位 {at[0]:.1f}，p95 {at[1]:.1f}，p99 {at[2]:.1f} 毫秒")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kb", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--no-ingest", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "库.db"
        shutil.copy(wanted.kb, kb)
        asyncio.run(measure(kb, wanted, Path(folder)))


if __name__ == "__main__":
    main()
