"""版式文件 (.ofd, GB/T 33190): the text of the pages, put together again from where it is drawn."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from math import hypot, isfinite
from xml.etree.ElementTree import Element

from corpus.errors import NotReadable
from corpus.readers.archive import Archive, opened
from corpus.readers.drawn import Chunk, Page, Segment
from corpus.readers.layout import lines_of
from corpus.readers.markup import parsed, text_of
from corpus.readers.reading import Reading, joined

PAGES = 1_000
CHUNKS = 300_000
STROKES = 60_000
_ROOT = "OFD.xml"
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
_STEP = re.compile(r"[SMLQBAC]|[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
_POINTS = {"S": 1, "M": 1, "L": 1, "Q": 2, "B": 3}
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(data: bytes, name: str) -> Reading:
    """The text of an OFD; ``NotReadable`` where the bytes are none, or it shows pictures only."""
    archive = opened(data, name)
    if not archive.holds(_ROOT):
        raise NotReadable(f"{name} 是压缩包，不是 OFD 文件，请解压或换一个文件再读入。")
    pages = [_page(archive, path) for path in _pages(archive)]
    if (
        sum(len(page.chunks) for page in pages) > CHUNKS
        or sum(len(page.segments) for page in pages) > STROKES
    ):
        raise NotReadable(f"{name} 里的文字块或线条太多，不像一份方案，请拆分后再读入。")
    if not any(page.chunks for page in pages):
        raise NotReadable(f"{name} 的 {len(pages)} 页里没有文字，可能是扫描件，请先做文字识别再读入。")
    return joined(lines_of(pages, name), "ofd", name)


def _pages(archive: Archive) -> list[str]:
    """The paths of the pages in order."""
    found: list[str] = []
    for body in parsed(archive.part(_ROOT), _ROOT, archive.name).findall("DocBody"):
        document = _at("", text_of(body, "DocRoot"))
        root = parsed(archive.part(document), document, archive.name)
        folder = posixpath.dirname(document)
        found += [_at(folder, page.get("BaseLoc", "")) for page in root.findall("Pages/Page")]
    if len(found) > PAGES:
        raise NotReadable(f"{archive.name} 有 {len(found)} 页，超过上限 {PAGES} 页，请拆分后再读入。")
    if len(set(found)) < len(found):
        raise NotReadable(f"{archive.name} 的页面互相重复，文件已损坏，请重新导出后再读入。")
    archive.check_sizes(found)
    return found


def _at(folder: str, location: str) -> str:
    location = location.replace("\\", "/")
    return posixpath.normpath(
        location.lstrip("/") if location[:1] == "/" else posixpath.join(folder, location)
    )


def _page(archive: Archive, path: str) -> Page:
    content = parsed(archive.part(path), path, archive.name)
    chunks = [chunk for thing in content.iter("TextObject") for chunk in _chunks(thing)]
    segments = [segment for thing in content.iter("PathObject") for segment in _segments(thing)]
    return Page(tuple(chunks), tuple(segments))


def _chunks(thing: Element) -> Iterator[Chunk]:
    """Each TextCode of a text object; the place of one that names none follows from the one before."""
    left, top, *_ = (*_numbers(thing.get("Boundary")), 0.0, 0.0)
    matrix = _matrix(thing)
    given = next(iter(_numbers(thing.get("Size"))), 0.0)
    size = max(given * hypot(matrix[2], matrix[3]), 0.5)
    x = y = 0.0
    for code in thing.findall("TextCode"):
        text = "".join(char for char in code.text or "" if char.isprintable())
        x = next(iter(_numbers(code.get("X"))), x)
        y = next(iter(_numbers(code.get("Y"))), y)
        if not text.strip():
            continue
        width = sum(_steps(code.get("DeltaX"), len(text) - 1, given)) + given * _breadth(text[-1])
        start, end = _moved(matrix, x, y), _moved(matrix, x + width, y)
        yield Chunk(left + start[0], left + max(end[0], start[0]), top + start[1], size, text)


def _steps(text: str | None, count: int, size: float) -> list[float]:
    """From each character to the next: ``g 3 4`` is three steps of 4; a step that is missing is the size."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        times = 1
        if word == "g":
            times = int(next(iter(_numbers(next(words, ""))), 1))
            word = next(words, "")
        steps += list(_numbers(word))[:1] * max(0, min(times, count))
        if len(steps) >= count:
            break
    return [*steps[:count], *[size] * (count - len(steps))]


def _breadth(char: str) -> float:
    return 1.0 if ord(char) > 0xFF else 0.5


def _segments(thing: Element) -> Iterator[Segment]:
    """The straight strokes of a path; of a curve the line between its ends."""
    left, top, *_ = (*_numbers(thing.get("Boundary")), 0.0, 0.0)
    matrix = _matrix(thing)
    here = begun = (0.0, 0.0)
    command, numbers = "", list[float]()
    for step in _STEP.findall(text_of(thing, "AbbreviatedData")):
        if step == "C" and here != begun:
            yield Segment(*here, *begun)
        if step.isalpha():
            command, numbers = step, []
            continue
        numbers.append(float(step))
        if len(numbers) == 2 * _POINTS.get(command, 4):
            x, y = _moved(matrix, *numbers[-2:])
            point = (left + x, top + y)
            if command in "SM":
                begun = point
            else:
                yield Segment(*here, *point)
            here, numbers = point, []


def _numbers(text: str | None) -> tuple[float, ...]:
    return tuple(number for one in _NUMBER.findall(text or "")[:6] if isfinite(number := float(one)))


def _matrix(thing: Element) -> _Matrix:
    numbers = _numbers(thing.get("CTM"))
    return numbers if len(numbers) == 6 else _SAME


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
