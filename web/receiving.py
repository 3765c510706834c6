"""收文件：uploaded plans are kept beside the store under harmless names and read by a process of their own.

The process has limits of time and memory; whatever a file does to it, the desk goes on, and the store has
a plan whole or not at all.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from unicodedata import normalize

from corpus.errors import InputError
from corpus.readers import READERS
from export.terminal import STATES
from web.child import SECONDS

FILES = 50
_LONGEST = 120  # characters of a name
_UNFIT = re.compile(r"[^\w\-（）()《》〈〉〔〕【】“”、，。—·]+")
_ONE_AT_A_TIME = Lock()
_PATIENCE = 30  # seconds beyond those that the process itself may take


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file; ``state`` is one of those of ``kb.outcomes``."""

    name: str
    state: str
    word: str
    reason: str
    clauses: int
    duties: int


def endings() -> tuple[str, ...]:
    return tuple(sorted({ending for endings, _ in READERS for ending in endings}))


def safe_name(given: str) -> str:
    """A name without a path, of letters, digits and a few marks; InputError where no plan can be so named."""
    last = re.split(r"[/\\]", normalize("NFC", given))[-1]
    stem, _, ending = last.rpartition(".")
    if f".{ending.lower()}" not in endings():
        raise InputError(f"{last or '没有名字的文件'}：不支持的格式；能收的有 {'、'.join(endings())}。")
    kept = _UNFIT.sub("_", stem).strip("_. ")[:_LONGEST]
    return f"{kept or '未命名'}.{ending.lower()}"


def receive(kb: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Received, ...]:
    """Keep the files and read them into the store; one upload at a time."""
    folder = kb.with_name(f"{kb.name}.上传")
    refused: list[Received] = []
    kept: dict[Path, str] = {}
    with _ONE_AT_A_TIME:
        for given, data in files:
            try:
                kept[_keep(folder, safe_name(given), data)] = given
            except InputError as error:
                refused.append(Received(given, "refused", STATES["refused"], str(error), 0, 0))
        return (*(_read(kb, kept) if kept else ()), *refused)


def _keep(folder: Path, name: str, data: bytes) -> Path:
    """The file under its name; what was there under the name before is taken its place."""
    folder.mkdir(exist_ok=True)
    part = folder / f".{name}.part"
    part.write_bytes(data)
    return part.replace(folder / name)


def _read(kb: Path, kept: dict[Path, str]) -> Sequence[Received]:
    command = [sys.executable, "-m", "web.child", str(kb), *map(str, kept)]
    try:
        ran = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS + _PATIENCE, check=False
        )
        told = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        return [_lost(name, "读得太久，已停下") for name in kept.values()]
    except ValueError:
        return [_lost(name, "读它的进程意外结束") for name in kept.values()]
    if "error" in told:
        return [_lost(name, told["error"].replace(str(kb), "知识库")) for name in kept.values()]
    return [_outcome(kb, kept, one) for one in told["files"]]


def _lost(name: str, reason: str) -> Received:
    return Received(name, "refused", STATES["refused"], reason, 0, 0)


def _outcome(kb: Path, kept: dict[Path, str], one: dict[str, object]) -> Received:
    path, counts = Path(str(one["path"])), one["counts"] or {}
    folder = f"{kb.with_name(f'{kb.name}.上传')}/"
    reason = str(one["reason"] or "").replace(folder, "").replace(str(kb), "知识库")
    assert isinstance(counts, dict)
    return Received(
        kept.get(path, path.name),
        str(one["state"]),
        STATES.get(str(one["state"]), str(one["state"])),
        reason,
        int(counts.get("clauses", 0)),
        int(counts.get("responsibilities", 0)),
    )
