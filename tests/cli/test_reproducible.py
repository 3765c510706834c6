"""The installed script gives the same bytes whatever the hash seed, time zone and locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from real_plans import BUNDLED

SCRIPT = Path(sys.executable).with_name("policykb")
WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
)


def outputs(folder: Path, world: dict[str, str]) -> list[bytes]:
    folder.mkdir()
    env = {**os.environ, **world}

    def run(*args: str) -> bytes:
        done = subprocess.run([SCRIPT, *args], cwd=folder, env=env, capture_output=True, check=True)
        return done.stdout

    run("ingest", str(BUNDLED))
    plan = str(sorted(BUNDLED.glob("*.txt"))[0])
    return [
        run("extract", plan),
        run("matrix", "--format", "xlsx", "--output", "-"),
        run("matrix", "--format", "html", "--output", "-"),
        run("matrix", "--format", "docx", "--output", "-"),
        *(run("export", "--format", form) for form in ("ics", "ttl", "jsonld", "csv")),
        run("export", "--format", "akn", "--plan", "江川区"),
        run("brief", "区财政局", "--format", "html", "--output", "-"),
        run("graph", "--format", "graphml"),
        run("graph", "--format", "json"),
        run("ask", "区财政局 负责哪些任务", "--format", "json"),
        run("audit", plan, "--format", "html"),
    ]


def test_two_worlds_one_result(tmp_path: Path) -> None:
    first, second = (outputs(tmp_path / str(n), world) for n, world in enumerate(WORLDS))
    assert first == second
    assert all(first)
