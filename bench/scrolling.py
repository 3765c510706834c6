"""矩阵的滚动：how long a frame of the matrix page takes in Debian's Chromium, beside a plain table of the same cells.

    python bench/scrolling.py [--rows 1000] [--columns 100] [--rounds 3] [--steps 240]

The page is that of ``policykb serve``. The peer has the same words in the same cells and nothing else: no
fixed heads, no links, no colours. Both are scrolled by the same script in the same run, turn about, so many
pixels a frame. The browser draws as fast as it can (no limit of 60 frames a second), in software.
A frame is the time from one requestAnimationFrame to the next; beside it the processor time of all processes
of the browser, which other people's work on the machine touches less.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from statistics import median
from time import sleep
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kb.ingest import ingest_paths

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-frame-rate-limit", "--disable-gpu-vsync"]
PART = 500  # tasks under one heading
DIGITS = "零一二三四五六七八九"
SCROLL = """async ([selector, axis, steps, size]) => {
  const frame = document.querySelector(selector), times = [];
  const next = () => new Promise(requestAnimationFrame);
  const most = axis === "top" ? frame.scrollHeight - frame.clientHeight : frame.scrollWidth - frame.clientWidth;
  let at = 0, way = size, last = await next();
  for (let step = 0; step < steps; step += 1) {
    if (at + way > most || at + way < 0) way = -way;
    frame.scrollTo({ [axis]: at += way });
    const now = await next();
    times.push(now - last);
    last = now;
  }
  return times;
}"""
CELLS = """() => [...document.querySelector(".matrix").rows].map(
  (row) => [...row.cells].map((cell) => cell.textContent.trim()))"""

Found = dict[tuple[str, str], list[tuple[list[float], float]]]
"""The rounds by axis and table."""


def plan(rows: int, columns: int) -> str:
    """So many tasks, each of three of so many units."""
    named = ["".join(DIGITS[int(digit)] for digit in f"{at:03}") for at in range(max(rows, columns))]
    units = [f"县{name}局" for name in named[:columns]]
    lines = ["云溪县大矩阵方案"]
    for at in range(rows):
        if at % PART == 0:
            lines.append(f"{'一二三四五六七八九'[at // PART]}、任务")
        three = "、".join(units[(at * 7 + step) % columns] for step in (0, 13, 29))
        number = at % PART + 1
        lines.append(f"{number}. 建设{named[at]}工程，完善设施和服务。2025年底前完成。（责任单位：{three}）")
    return "\n".join(lines)


@contextmanager
def served(kb: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port), "--rate", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except URLError:
                sleep(0.1)
        else:
            raise SystemExit("服务没有起来")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def plain(cells: list[list[str]]) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}' for cell in row)}" for row in cells)
    style = (
        "table{border-collapse:separate;border-spacing:0;font:14px/1.55 'Noto Sans CJK SC',sans-serif}"
        "td{padding:.25rem .4rem;border:solid #d3d9e0;border-width:0 1px 1px 0;min-width:2.6em;"
        "white-space:nowrap}"
        "td:first-child{min-width:18rem;max-width:18rem}tr:first-child td{writing-mode:vertical-rl}"
    )
    return (
        f"<!DOCTYPE html><style>{style}</style>"
        f"<div class=frame style='overflow:auto;height:calc(100vh - 7rem)'><table>{rows}</table></div>"
    )


def processor() -> float:
    """Seconds of processor of the browser: what this process has begun, and what that has begun, but Python."""
    parents, spent = dict[int, int](), dict[int, float]()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
            fields, identity = rest.split(), int(process.name)
            parents[identity] = int(fields[1])
            if name.startswith("chrom"):
                spent[identity] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return sum(seconds for own, seconds in spent.items() if os.getpid() in _above(own, parents))


def _above(own: int, parents: Mapping[int, int]) -> Iterator[int]:
    while own in parents:
        yield (own := parents[own])


def scrolled(page: Page, axis: str, steps: int) -> tuple[list[float], float]:
    """The times of the frames, and the processor time of one; both in milliseconds."""
    size = 60 if axis == "top" else 40
    page.evaluate(SCROLL, [".frame", axis, 20, size])
    before = processor()
    times = page.evaluate(SCROLL, [".frame", axis, steps, size])
    return times, (processor() - before) / steps * 1000


def at(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def measured(browser: Browser, address: str, wanted: argparse.Namespace) -> Found:
    """The peer needs a page of its own: the policy of ours forbids its style."""
    ours, peer = (browser.new_page(viewport={"width": 1366, "height": 768}) for _ in range(2))
    ours.goto(f"{address}/matrix")
    size = ours.evaluate("performance.getEntriesByType('navigation')[0].decodedBodySize") / 1e6
    cells = ours.evaluate(CELLS)
    print(f"网页 {size:.2f} MB，{len(cells) - 2} × {len(cells[0]) - 2}")
    peer.set_content(plain(cells))
    found: Found = {}
    for _ in range(wanted.rounds):
        for name, page in (("plain", peer), ("desk", ours)):
            page.bring_to_front()
            for axis in ("top", "left"):
                found.setdefault((axis, name), []).append(scrolled(page, axis, wanted.steps))
    return found


def tell(found: Found) -> None:
    print(
        "| 方向 | 表 | 一帧中位 ms | 95% ms | 处理器 ms/帧 | 中位之比 | 95% 之比 | 处理器之比 |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for axis, way in (("top", "上下"), ("left", "左右")):
        shown = {}
        for name in ("plain", "desk"):
            rounds = found[axis, name]
            times = [time for times, _ in rounds for time in times]
            shown[name] = at(times, 0.5), at(times, 0.95), median(spent for _, spent in rounds)
        for name, (half, most, spent) in shown.items():
            ratios = [own / peer for own, peer in zip((half, most, spent), shown["plain"], strict=True)]
            told = " | ".join(f"{ratio:.2f}" for ratio in ratios)
            print(f"| {way} | {name} | {half:.1f} | {most:.1f} | {spent:.1f} | {told} |")


def main() -> None:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("rows", 1000), ("columns", 100), ("rounds", 3), ("steps", 240)):
        read.add_argument(f"--{name}", type=int, default=default)
    wanted = read.parse_args()
    chromium = os.environ.get("POLICYKB_BROWSER") or shutil.which("chromium")
    if not chromium:
        sys.exit("没有 chromium；请先 make test-browser")
    print("负载", *(f"{load:.1f}" for load in os.getloadavg()))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        (own / "大.txt").write_text(plan(wanted.rows, wanted.columns), "utf-8")
        ingest_paths(own / "大.db", [own / "大.txt"], watch=iter)
        with served(own / "大.db") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            tell(measured(browser, address, wanted))
            browser.close()
    print("负载", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
