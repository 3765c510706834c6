"""What PDFium finds on the pages of a PDF: characters, rulings, and whether a page is but a picture."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.readers.paged.columns import Begun, Sheet, tables
from corpus.readers.paged.glyphs import character, placed, readable
from corpus.readers.paged.halves import in_one_column
from corpus.readers.paged.layout import Glyph, Page
from corpus.readers.paged.rulings import Ruling, lattices
from corpus.readers.reading import LIMIT

MOST_PAGES = 1000
_MOST_LINES = 300_000
_MOST_ON_PAGE = 50_000
_MOST_SEGMENTS = 20_000
_MOST_DEPTH = 8
_THIN = 3.0
_UNREADABLE = 0.1
_STAMP = 8  # characters that a scan may have printed on it, such as a page number
_COVERS = 0.5

Point = tuple[float, float]


class Refused(Exception):
    """The file cannot be read; the first argument is the key of the reason."""


class Crowded(Exception):
    """More characters than a page can hold."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A character as PDFium gives it: corners of its box and its origin in user space."""

    text: str
    corners: tuple[Point, Point]
    origin: Point
    quarter: int


def pages(data: bytes) -> list[Page]:
    """The pages of a PDF; raises ``Refused``."""
    document = opened(data)
    if len(document) > MOST_PAGES:
        raise Refused("pages", len(document))
    read: list[Page] = []
    characters = lines = 0
    begun: Begun | None = None
    for number in range(len(document)):
        try:
            page, count, begun = _page(document[number], begun)
        except pdfium.PdfiumError:
            raise Refused("page", number + 1) from None
        except Crowded:
            raise Refused("crowded", number + 1) from None
        characters += count
        lines += len(page.lines) + sum(len(grid.cells) for grid in page.grids)
        if characters > LIMIT or lines > _MOST_LINES:
            raise Refused("characters", number + 1)
        read.append(page)
    return read


def opened(data: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused("encrypted" if locked else "damaged") from None
    if not len(document):
        raise Refused("damaged")
    return document


def _page(page: Any, begun: Begun | None) -> tuple[Page, int, Begun | None]:
    """The page, the number of its characters, and the table without rulings that its foot may cut."""
    marks = list(_marks(page))
    quarter = Counter(mark.quarter for mark in marks if mark.quarter >= 0).most_common(1)
    view = _view(page, quarter[0][0] if quarter else 0)
    width, height = view.size
    glyphs = [glyph for mark in marks if mark.quarter == view.quarter for glyph in view.glyph(mark)]
    if _is_scan(page, glyphs):
        return Page(width, height, scanned=True), 0, None
    rulings = _rulings(page, view)
    found, begun = tables(Sheet(glyphs, rulings, height), lattices(rulings), begun)
    if not found:
        glyphs, grown = in_one_column(glyphs, width)
        height += grown
    lines, grids = placed(glyphs, found)
    return Page(width, height, lines, grids), len(marks), begun


@dataclass(frozen=True, slots=True)
class View:
    """User space turned by quarters, so that most text runs from left to right."""

    box: tuple[float, float, float, float]
    quarter: int

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        wide, high = right - left, top - bottom
        return (high, wide) if self.quarter % 2 else (wide, high)

    def at(self, point: Point) -> Point:
        left, bottom, right, top = self.box
        x, y = point[0] - left, point[1] - bottom
        wide, high = right - left, top - bottom
        return ((x, high - y), (y, x), (wide - x, y), (high - y, wide - x))[self.quarter]

    def glyph(self, mark: Mark) -> Iterator[Glyph]:
        """The glyph; none where it stands outside the page."""
        (x0, y0), (x1, y1) = (self.at(corner) for corner in mark.corners)
        base = self.at(mark.origin)[1]
        width, height = self.size
        left, right = min(x0, x1), max(x0, x1)
        if right >= 0 and left <= width and 0 <= base <= height + 1:
            wide = right - left if mark.text > "\u2e80" else 0.0
            yield Glyph(mark.text, left, right, base, wide or abs(y1 - y0) * 0.85)


def _view(page: Any, quarter: int) -> View:
    box = page.get_cropbox()
    if not all(map(math.isfinite, box)) or box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
        box = (0.0, 0.0, *page.get_size())
    return View(box, quarter)


def _marks(page: Any) -> Iterator[Mark]:
    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    if text.count_chars() > _MOST_ON_PAGE:
        raise Crowded
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        char = character(raw.FPDFText_GetUnicode(text, at))
        found = raw.FPDFText_GetLooseCharBox(text, at, box) and raw.FPDFText_GetCharOrigin(text, at, x, y)
        edges = (box.left, box.bottom, box.right, box.top, x.value, y.value)
        if char and found and all(map(math.isfinite, edges)):
            quarter = _quarter(raw.FPDFText_GetCharAngle(text, at))
            yield Mark(char, (edges[:2], edges[2:4]), edges[4:], quarter)


def _quarter(angle: float) -> int:
    """The turn of a character to the left in quarters; -1 for one that stands askew, as in a watermark."""
    quarters = -angle / (math.pi / 2)
    return round(quarters) % 4 if math.isfinite(quarters) and abs(quarters - round(quarters)) < 0.1 else -1


def _is_scan(page: Any, glyphs: list[Glyph]) -> bool:
    """Whether the page shows what it does not say: an image over most of it, or letters without a code."""
    inked = [glyph.text for glyph in glyphs if glyph.text.strip()]
    if len(inked) > _STAMP:
        return sum(not readable(char) for char in inked) > _UNREADABLE * len(inked)
    wide, high = page.get_size()
    return any(
        (right - left) * (top - bottom) > _COVERS * wide * high
        for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_MOST_DEPTH)
        for left, bottom, right, top in [image.get_bounds()]
    )


def _rulings(page: Any, view: View) -> list[Ruling]:
    """The horizontal and vertical lines drawn on the page; none where there are too many to be a table's."""
    found: list[Ruling] = []
    left = _MOST_SEGMENTS
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MOST_DEPTH):
        left -= max(raw.FPDFPath_CountSegments(path), 1)
        if left < 0:
            return []
        place = _placing(path)
        for outline in _outlines(path):
            points = [view.at(place(point)) for point in outline]
            found += [ruling for pair in pairwise(points) for ruling in _ruling(*pair)]
    return found


def _placing(path: Any) -> Callable[[Point], Point]:
    """From the path's own space to the page's, through the forms that hold it."""
    matrix, holder = path.get_matrix(), path.container
    while holder is not None:
        matrix, holder = matrix.multiply(holder.get_matrix()), holder.container
    return lambda point: matrix.on_point(*point)


def _outlines(path: Any) -> Iterator[list[Point]]:
    """The lines of a path that is stroked or, filled, so thin that it looks like one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for outline in _subpaths(path):
        if stroke.value or (fill.value and _is_thin(outline)):
            yield outline


def _is_thin(outline: list[Point]) -> bool:
    return any(max(side) - min(side) <= _THIN for side in zip(*outline, strict=True))


def _subpaths(path: Any) -> Iterator[list[Point]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*points, points[0]]
            points = []
    if points:
        yield points


def _ruling(one: Point, other: Point) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = one, other
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return
    if abs(y1 - y0) < 1 <= abs(x1 - x0):
        yield Ruling(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x1 - x0) < 1 <= abs(y1 - y0):
        yield Ruling(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
