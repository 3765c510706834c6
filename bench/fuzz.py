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
import io
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, AnyStr
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from office import FORMATS as MAKERS
from pdfs import set_as_plan

from corpus import bundle
from corpus.errors import InputError
from corpus.readers import reader_of
from corpus.readers.paged.child import told
from corpus.source import from_text, load
from export.formats import MATRICES
from export.matrix import matrix
from export.readback import read_back
from export.returned import changes
from export.verify import verify
from kb.pipeline import extract

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("docx", "html", "md", "txt", "ofd", "zip", "pdf", "xlsx")
SECONDS, PATIENCE, MEGABYTES, BATCH = 10.0, 100.0, 1_500, 200
TEXT = """青禾县供水方案
各乡镇人民政府，县直各部门：
一、总体要求
2027年底前集中供水率达到95%以上。
二、任务
（一）水源
1.建水厂2座。（县水务局牵头，县财政局、各乡镇配合）
2.接管网。2026年6月底前接入率提高3个百分点。（责任单位：县住房城乡建设局）
附件
序号 | 任务 | 牵头单位 | 完成时限
1 | 建水厂 | 县水务局 | 2026年
2 | 接管网 | 县住房城乡建设局 | 2027年
"""
PIECES = (
    *(
        b"",
        b"<",
        b">",
        b'"',
        b"</",
        b"<!--",
        b"-->",
        b"<table>",
        b"</td>",
        b"&#x110000;",
        b"&lt;",
        b"|",
        b"| |",
    ),
    *(
        b"<w:tbl>",
        b"</w:tbl>",
        b"<w:tc>",
        b"<w:vMerge/>",
        b'w:val="99999999"',
        b"-1",
        b"9" * 30,
        b"1e308",
        b"NaN",
    ),
    *(
        b"\x00",
        b"\xff" * 4,
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe4\xb8",
        "、".encode(),
        "一、".encode(),
        b"\n",
        b"\f",
    ),
    *(
        b" obj",
        b"endobj",
        b"stream\n",
        b"/Kids",
        b"/Length 0",
        b"<< >>",
        b"[ ]",
        b"/MediaBox",
        b"Tj",
        b"Td",
        b"re",
    ),
    *(b" " * 300, b"(" * 300, b"<div>" * 300, b"1 " * 300, b"*" * 300, b"[" * 300),
)

VALUES = ("", "0", "-1", "1", "2", "7", "200", "201", "99999999", "1e308", "NaN", "g 9999999 1", "%1、%9%9", "true",
          "continue", "M 0 0 L 1e9 1e9", "../../word/document.xml", "一、", "甲" * 5_000, "\x0c|\t｜")  # fmt: skip


@cache
def seeds(form: str) -> tuple[bytes, ...]:
    bundled = [path.read_text("utf-8") for path in sorted((ROOT / "corpus/plans").glob("*.txt"))]
    texts = (TEXT, TEXT * 3, *bundled) if form in ("html", "md", "txt") else (TEXT, TEXT * 3)
    makers: dict[str, Callable[[str], bytes]] = {
        **MAKERS,
        "txt": str.encode,
        "pdf": set_as_plan,
        "xlsx": lambda text: MATRICES["xlsx"](matrix([extract(from_text(text, "稿"))])),
        "zip": lambda text: _zipped({"甲.txt": text.encode(), "乙/丙.docx": MAKERS["docx"](text)}),
    }
    return tuple(makers[form](text) for text in texts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return made.getvalue()


def mutated(form: str, seed: int, number: int) -> bytes:
    """File ``number``. Of a package most are broken within a part, where the sums still agree."""
    change = random.Random(f"{form}/{seed}/{number}")
    data = change.choice(seeds(form))
    if not zipfile.is_zipfile(io.BytesIO(data)) or change.random() < 0.2:
        return _broken(change, data, in_words=form in ("html", "md", "txt"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in change.sample(sorted(parts), change.randint(1, min(2, len(parts)))):
        parts[name] = _rearranged(change, name, parts[name])
    return _zipped(parts)


def _rearranged(change: random.Random, name: str, data: bytes) -> bytes:
    """A part with its elements moved, dropped, doubled and their values changed, or else its bytes."""
    if not name.endswith(".xml") or change.random() < 0.3:
        return _broken(change, data, in_words=change.random() < 0.8)
    root = ElementTree.fromstring(data)
    for _ in range(change.choice((1, 2, 4, 16))):
        every = list(root.iter())
        one, other = change.choice(every), change.choice(every)
        match change.randrange(5):
            case 0 if len(one):
                del one[change.randrange(len(one))]
            case 1 if not _holds(other, one):
                one.extend([other] * change.choice((1, 1, 1, 50)))
            case 2 if one.attrib:
                one.set(change.choice(sorted(one.attrib)), change.choice(VALUES))
            case 3:
                one.text = change.choice(VALUES)
            case 4:
                one.tag = other.tag
    return ElementTree.tostring(root, "utf-8")


def _holds(element: ElementTree.Element, inner: ElementTree.Element) -> bool:
    return any(one is inner for one in element.iter())


def _broken(change: random.Random, data: bytes, *, in_words: bool) -> bytes:
    """Bytes replaced, dropped, doubled, moved; now and then the end cut off or a stretch said a hundred times.

    ``in_words``: mostly whole characters, so that the text can still be decoded.
    """
    if in_words and change.random() < 0.85:
        encoding = "gb18030" if b"charset=gb2312" in data else "utf-8"
        text = data.decode(encoding, "ignore")
        pieces = [piece.decode("utf-8", "ignore") for piece in PIECES]
        return _shuffled(change, text, pieces, "").encode(encoding, "ignore")
    return _shuffled(change, data, [*PIECES, change.randbytes(4), change.randbytes(40)], b"")


def _shuffled(change: random.Random, made: AnyStr, pieces: Sequence[AnyStr], nothing: AnyStr) -> AnyStr:
    for _ in range(change.choice((1, 1, 2, 4, 16))):
        at, size = change.randrange(len(made) + 1), change.choice((0, 1, 1, 4, 40, 400))
        there = change.randrange(len(made) + 1)
        old, other = made[at : at + size], made[there : there + size]
        many = 100 if change.random() < 0.1 else 1
        made = (
            made[:at]
            + change.choice((nothing, change.choice(pieces), old * 2, other * many))
            + made[at + size :]
        )
    return made[: change.randrange(len(made) + 1)] if change.random() < 0.05 else made


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
