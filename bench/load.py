"""服务的负载：answered questions a second of ``policykb serve`` on loopback, with ingest going on meanwhile.

    python bench/load.py 知识库 [--seconds 60] [--rate 300] [--jobs 1] [--no-ingest] [--questions 2000]

The store is copied first. Questions are 「某地某单位负责哪些任务」, 「某地某指标」 and the like over the whole
store, some asked far more often than others (the n-th 1/n as often as the first), sent at a fixed rate whether or
not the last are answered; the time of an answer counts from when it was due to be sent. They are asked for
``--warm`` seconds before anything is counted. ``--even``: each as often as the others.
What the server, the ingest and this program itself take of a core is told beside.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter, process_time
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
    "{place}2025年底前要完成什么",
)
LINES = 32
TICK = os.sysconf("SC_CLK_TCK")


def questions(kb: Path, count: int) -> list[str]:
    """Of places and units spread over the store."""
    chance, found = Random(0), dict[str, None]()
    with Store.open(kb) as store:
        keys = store.keys()
        while len(found) < count:
            plan = store.plan(store.record(keys[int(chance.random() * len(keys))]))
            listed = sorted({r.unit for r in plan.facts.responsibilities if r.scope == "listed"})
            place = plan.document.header.jurisdiction or ""
            for unit in listed[:3]:
                form = FORMS[int(chance.random() * len(FORMS))]
                found[form.format(place=place, unit=unit)] = None
    return list(found)[:count]


def asked(every: Sequence[str], *, even: bool) -> Iterator[bytes]:
    """Requests without end."""
    chance = Random(1)
    told = [
        f"GET /api/v1/ask?q={quote(one)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii") for one in every
    ]
    weights = [*accumulate(1.0 if even else 1 / rank for rank in range(1, len(told) + 1))]
    while True:
        yield from chance.choices(told, cum_weights=weights, k=1000)


@dataclass
class Told:
    """What came back: seconds each answer took, and how many had which status."""

    times: list[float] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)


class Line(asyncio.Protocol):
    """A connection that is kept open and asks one thing at a time; idle lines wait in ``free``."""

    def __init__(self, free: deque[Line], due: deque[tuple[float, bytes]], told: Told) -> None:
        self._free, self._due, self._told = free, due, told
        self._got, self._wanted = bytearray(), -1
        self._at: float | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._free.append(self)

    def ask(self, at: float, request: bytes) -> None:
        self._at = at
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        if self._wanted < 0 and (end := self._got.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._got[:end]).lower()
            self._wanted = end + 4 + int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        if 0 <= self._wanted <= len(self._got):
            self._done(self._got[9:12].decode())
            self._got.clear()
            self._wanted = -1
            if self._due:
                self.ask(*self._due.popleft())
            else:
                self._free.append(self)

    def connection_lost(self, error: Exception | None) -> None:
        if self._at is not None:
            self._done("断开")

    def _done(self, status: str) -> None:
        assert self._at is not None
        self._told.said[status] += 1
        self._told.times.append(perf_counter() - self._at)
        self._at = None


async def load(port: int, requests: Iterator[bytes], rate: float, seconds: float) -> Told:
    """Ask at that rate for so long, and wait for the last answer."""
    free, due, told = deque[Line](), deque[tuple[float, bytes]](), Told()
    loop = asyncio.get_running_loop()
    for _ in range(LINES):
        await loop.create_connection(lambda: Line(free, due, told), "127.0.0.1", port)
    start, count = perf_counter(), round(rate * seconds)
    for number in range(count):
        at = start + number / rate
        if (wait := at - perf_counter()) > 0:
            await asyncio.sleep(wait)
        due.append((at, next(requests)))
        if free:
            free.popleft().ask(*due.popleft())
    while len(told.times) < count and perf_counter() - start < seconds + 60:
        await asyncio.sleep(0.05)
    told.said["没有答"] += count - len(told.times)
    return told


def family(process: int) -> list[list[str]]:
    """What the system tells of a process and of those that it started, from their parents on."""
    found: dict[int, list[str]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
    own = {process}
    while more := {pid for pid, told in found.items() if int(told[1]) in own} - own:
        own |= more
    return [found[pid] for pid in own if pid in found]


def memory(process: int) -> float:
    """Megabytes of a process and those that it started."""
    return sum(int(told[21]) for told in family(process)) * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def used(process: int) -> float:
    """Seconds of processor time that it and those that it started have used."""
    return sum(int(told[11]) + int(told[12]) for told in family(process)) / TICK


async def watched(server: int, seconds: float) -> list[float]:
    """Its memory every ten seconds."""
    found = [memory(server)]
    for _ in range(round(seconds / 10)):
        await asyncio.sleep(10)
        found.append(memory(server))
    return found


async def ready(port: int) -> float:
    start = perf_counter()
    while perf_counter() - start < 60:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            head = await reader.read()
            writer.close()
            if b" 200 " in head[:20]:
                return perf_counter() - start
        except OSError:
            pass
        await asyncio.sleep(0.02)
    raise SystemExit("服务没有起来")


async def measure(kb: Path, wanted: argparse.Namespace, folder: Path) -> None:
    every = questions(kb, wanted.questions)
    options = ["--kb", kb, "--port", wanted.port, "--rate", 0, "--jobs", wanted.jobs]
    server = subprocess.Popen([str(SCRIPT), "serve", *map(str, options)], stderr=subprocess.DEVNULL)
    ingest = None
    try:
        print(f"起动到能答 {await ready(wanted.port):.2f} 秒，问题 {len(every)} 个", flush=True)
        requests = asked(every, even=wanted.even)
        await load(wanted.port, requests, wanted.rate, wanted.warm)
        ingest = None if wanted.no_ingest else _ingest(kb, folder, nice=wanted.nice)
        processes = {"服务": server.pid} | ({"入库": ingest.pid} if ingest else {})
        before, held = {name: used(pid) for name, pid in processes.items()}, plans(kb)
        own, start = process_time(), perf_counter()
        sizes = asyncio.create_task(watched(server.pid, wanted.seconds))
        told = await load(wanted.port, requests, wanted.rate, wanted.seconds)
        took = perf_counter() - start
        going = ingest is not None and ingest.poll() is None
        report(told, took)
        shares = {name: (used(pid) - before[name]) / took for name, pid in processes.items()}
        shares["发问"] = (process_time() - own) / took
        print("占核：" + "，".join(f"{name} {share:.0%}" for name, share in shares.items()))
        print(f"内存 MB，每十秒：{'、'.join(f'{size:.0f}' for size in await sizes)}")
        print(f"入库{'一直在进行' if going else '没有在进行'}，入了 {plans(kb) - held} 份方案")
    finally:
        for process in filter(None, (ingest, server)):
            process.terminate()
            process.wait()


def plans(kb: Path) -> int:
    with Store.open(kb) as store:
        return len(store.keys())


def _ingest(kb: Path, folder: Path, *, nice: bool) -> subprocess.Popen[bytes]:
    command = [SCRIPT, "ingest", folder / "新方案", "--kb", kb, "--jobs", "1"]
    lower = ["nice"] if nice else []
    return subprocess.Popen(
        [*lower, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def report(told: Told, took: float) -> None:
    times = sorted(told.times)
    at = [times[min(len(times) - 1, int(len(times) * part))] * 1000 for part in (0.5, 0.95, 0.99, 1)]
    wrong = sum(count for status, count in told.said.items() if status != "200")
    print(f"{len(times) / took:.0f} 问/秒，{took:.0f} 秒；出错 {wrong} {dict(told.said)}")
    print("中位 {:.1f}，p95 {:.1f}，p99 {:.1f}，最长 {:.1f} 毫秒".format(*at))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kb", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm", type=float, default=30)
    parser.add_argument("--rate", type=float, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--even", action="store_true")
    parser.add_argument("--nice", action="store_true", help="入库让着别的程序")
    parser.add_argument("--no-ingest", action="store_true")
    wanted = parser.parse_args()
    with Store.open(wanted.kb) as store:
        if not store.catalogued:
            parser.error(f"知识库是旧的程序编的，请先 policykb reindex --kb {wanted.kb}")
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "库.db"
        shutil.copy(wanted.kb, kb)
        write(Path(folder) / "新方案", 0 if wanted.no_ingest else 4000, seed=7)
        asyncio.run(measure(kb, wanted, Path(folder)))


if __name__ == "__main__":
    main()
