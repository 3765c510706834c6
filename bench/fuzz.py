"""坏文件：the readers, that of returned workbooks too, on mutated files, in processes within limits.

    python bench/fuzz.py --format docx --files 10000 [--seed 1] [--whole] [--only NUMBER] [--keep FOLDER]

A file is made from its number alone, so that ``--only`` makes it again. ``--whole`` goes on to the facts.
A row tells how many files were read and how many refused in a sentence, then what must not be: crashes (any
other error), hangs (over 10 s of the processor), processes lost; then the slowest file and the most memory a
process had.
A PDF is read in the process itself; one that takes the process with it is read once more as users read it,
behind the sandbox, and is ``contained`` where that refuses it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from bench.mutations import FORMATS, TEXT, mutated, seeds
from corpus import bundle
from corpus.errors import InputError
from corpus.readers import reader_of
from corpus.readers.paged.child import told
from corpus.source import from_text, load
from export.readback import read_back
from export.returned import changes
from export.verify import verify
from kb.pipeline import extract

SECONDS, PATIENCE, MEGABYTES, BATCH = 10.0, 100.0, 1_500, 200


def outcome(form: str, data: bytes, *, whole: bool, apart: bool = False) -> str:
    """``read``, or ``refused``; raises what must not be raised. ``apart``: behind the sandbox."""
    try:
        for text in _texts(form, data, apart):
            if whole:
                extract(from_text(text, "稿"))
    except InputError as refusal:
        if "请" not in str(refusal) or "\n" in str(refusal):
            raise AssertionError(f"no way out: {refusal}") from None
        return "refused"
    return "read"


def _texts(form: str, data: bytes, apart: bool) -> Iterator[str]:
    if form == "zip":
        yield from _members(data)
    elif form == "xlsx":
        yield from _returned(data)
    elif form == "pdf" and not apart:
        found = told(data, ocr=False)
        if "text" not in found:
            raise InputError("请")
        yield found["text"]
    else:
        yield reader_of(f".{form}", data)(data, f"稿.{form}").text


def _members(data: bytes) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "稿.zip"
        package.write_bytes(data)
        refused = None
        for member in bundle.members(package)[:20]:
            try:
                yield load(member.path).text
            except InputError as refusal:
                refused = refusal
        if refused:
            raise refused


def _returned(data: bytes) -> Iterator[str]:
    """A workbook that comes back is read and checked against the plan that it was made of."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        path.write_bytes(data)
        plan = extract(from_text(TEXT, "稿"))
        sheets = read_back(path)
        verify(sheets, [plan])
        changes(sheets, [plan], (), origin="稿")
    yield ""


@dataclass(slots=True)
class Tally:
    """What became of the files of one format."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    megabytes: float = 0.0
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, what: str, seconds: float, megabytes: float) -> None:
        kind = what.split("\n")[0]
        self.counts[kind if kind in ("read", "refused", "contained", "hang", "lost") else "crash"] += 1
        self.slowest = max(self.slowest, (seconds, number))
        self.megabytes = max(self.megabytes, megabytes)
        if kind not in ("read", "refused", "contained"):
            self.wrong.append((number, what))


def _work(given: argparse.Namespace, numbers: range, out: Any) -> None:
    """In a process of its own: one message a file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    outcome(given.format, seeds(given.format)[0], whole=given.whole)  # loads what is loaded once
    for number in numbers:
        data = mutated(given.format, given.seed, number)
        out.send(None)
        begun = time.process_time()
        try:
            what = outcome(given.format, data, whole=given.whole)
        except Exception:
            what = traceback.format_exc()
        seconds = time.process_time() - begun
        what = "hang" if seconds > SECONDS else what
        out.send((what, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def run(given: argparse.Namespace) -> Tally:
    """All files; after one that hangs or takes its process with it, a new process goes on behind it."""
    tally, at = Tally(), 0
    context = multiprocessing.get_context("fork")
    while at < given.files:
        here, there = context.Pipe(duplex=False)
        numbers = range(at, min(at + BATCH, given.files))
        worker = context.Process(target=_work, args=(given, numbers, there), daemon=True)
        worker.start()
        there.close()
        at = _gathered(given, tally, numbers, here)
        worker.kill()
        worker.join()
    return tally


def _gathered(given: argparse.Namespace, tally: Tally, numbers: range, out: Any) -> int:
    """Takes in what a process tells; the number of the file to go on with."""
    for number in numbers:
        try:
            out.recv()  # the file is made, reading begins
            if not out.poll(PATIENCE):
                tally.add(number, "hang", PATIENCE, 0.0)
                return number + 1
            tally.add(number, *out.recv())
        except EOFError:
            tally.add(number, _again(given, number), 0.0, 0.0)
            return number + 1
    return numbers.stop


def _again(given: argparse.Namespace, number: int) -> str:
    if given.format != "pdf":
        return "lost"
    try:
        outcome("pdf", mutated("pdf", given.seed, number), whole=given.whole, apart=True)
    except Exception:
        return traceback.format_exc()
    return "contained"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path, help="write the files that went wrong here")
    given = parser.parse_args()
    if given.only is not None:
        data = mutated(given.format, given.seed, given.only)
        begun = time.process_time()
        print(outcome(given.format, data, whole=given.whole), f"{time.process_time() - begun:.2f} s")
        return
    found = run(given)
    for number, what in found.wrong:
        print(f"  {given.format} {number}: {what.strip()}", file=sys.stderr)
        if given.keep:
            given.keep.mkdir(exist_ok=True)
            (given.keep / f"{number}.{given.format}").write_bytes(mutated(given.format, given.seed, number))
    row = {"format": given.format, "files": given.files, **sorted_counts(found)}
    print(json.dumps({**row, "slowest_s": round(found.slowest[0], 2), "slowest_file": found.slowest[1],
                      "peak_mb": round(found.megabytes)}))  # fmt: skip
    sys.exit(bool(found.wrong))


def sorted_counts(tally: Tally) -> dict[str, int]:
    return {kind: tally.counts[kind] for kind in ("read", "refused", "contained", "crash", "hang", "lost")}


if __name__ == "__main__":
    main()
