"""扫描件：the words of pages that are pictures, by RapidOCR (the extra ``ocr``).

The rulings of tables are found in the picture and wiped out before the words are recognised.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from corpus.readers.paged.glyphs import placed
from corpus.readers.paged.layout import Box, Glyph, Page
from corpus.readers.paged.pdfium import opened
from corpus.readers.paged.rulings import Lattice, Ruling, lattices

_SCALE = 200 / 72
_MOST_PIXELS = 12_000_000
_DARK = 160
_RULE = 30  # points: longer than a stroke of a character
_THICK = 8
_BLANK = 0.5  # of an em
_OPENING = frozenset("(（[【〔《〈“")
_CLOSING = frozenset("，。、；：！？）】〕》〉”,.;:!?)]")
_DASH = re.compile(r"(?<=[\d年月])一(?=\d)")
"""A dash between numbers, which is read as the numeral 一."""


def recognised(data: bytes, pages: Sequence[Page]) -> Iterator[Page]:
    """The pages of a PDF, those that are scanned read from their pictures."""
    logging.disable(logging.INFO)
    engine, document = RapidOCR(), opened(data)
    for number, read in enumerate(pages):
        if not read.scanned:
            yield read
            continue
        page = document[number]
        width, height = page.get_size()
        scale = min(_SCALE, math.sqrt(_MOST_PIXELS / (width * height)))
        yield _page(engine, page.render(scale=scale, rev_byteorder=True).to_numpy()[..., :3], scale)


def _page(engine: Any, image: Any, scale: float) -> Page:
    rulings, mask = _rulings(image, scale)
    tables = lattices(rulings)
    clean = image.copy()
    clean[mask > 0] = 255
    glyphs = [glyph for box, text in _words(engine, clean, scale, tables) for glyph in _glyph(box, text)]
    lines, grids = placed(glyphs, tables)
    return Page(image.shape[1] / scale, image.shape[0] / scale, lines, grids)


def _rulings(image: Any, scale: float) -> tuple[list[Ruling], Any]:
    """The long straight lines of a picture, with a mask of their pixels."""
    dark = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) < _DARK).astype(np.uint8)
    length, mask = round(_RULE * scale), np.zeros_like(dark)
    found = []
    for upright in (False, True):
        along, aslant = ((1, length), (3, 1)) if upright else ((length, 1), (1, 3))
        thick = cv2.dilate(dark, np.ones(aslant[::-1] if upright else (3, 1), np.uint8))
        lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(along[::-1], np.uint8))
        count, labels, boxes, _ = cv2.connectedComponentsWithStats(lines)
        for label in range(1, count):
            x, y, wide, high = (float(edge) / scale for edge in boxes[label][:4])
            if min(wide, high) <= _THICK and max(wide, high) >= _RULE:
                mask[labels == label] = 1
                at, start, size = (x + wide / 2, y, high) if upright else (y + high / 2, x, wide)
                found.append(Ruling(upright, at, start, start + size))
    return found, cv2.dilate(mask, np.ones((3, 3), np.uint8))


def _words(engine: Any, image: Any, scale: float, tables: tuple[Lattice, ...]) -> Iterator[tuple[Box, str]]:
    """Words with their boxes in points; one that lies over two cells is read again in each."""
    read = engine(image)
    for corners, text in zip(read.boxes if read.boxes is not None else (), read.txts or (), strict=True):
        (left, top), (right, bottom) = corners.min(0) / scale, corners.max(0) / scale
        box = Box(float(top), float(left), float(bottom), float(right))
        parts = _parts(box, tables)
        if len(parts) < 2:
            yield box, text
            continue
        for part in parts:
            again = engine(_crop(image, part, scale), use_det=False)
            yield part, "".join(again.txts or ())


def _parts(box: Box, tables: tuple[Lattice, ...]) -> list[Box]:
    """The pieces of ``box`` in the cells side by side that it lies over."""
    middle, least = (box.top + box.bottom) / 2, (box.bottom - box.top) * 0.4
    fields = [field.box for table in tables for field in table.fields]
    shares = [
        Box(box.top, max(box.left, field.left), box.bottom, min(box.right, field.right))
        for field in fields
        if field.top <= middle <= field.bottom
    ]
    return sorted(share for share in shares if share.right - share.left > least)


def _crop(image: Any, box: Box, scale: float) -> Any:
    top, left, bottom, right = (round(edge * scale) for edge in (box.top, box.left, box.bottom, box.right))
    return image[max(top, 0) : bottom, max(left, 0) : right]


def _glyph(box: Box, text: str) -> Iterator[Glyph]:
    """The word, its box widened to where a mark begins or ends that fills but half of its place."""
    said = _DASH.sub("—", text.strip())
    if not said:
        return
    high = box.bottom - box.top
    weight = sum(0.5 if char.isascii() else 1.0 for char in said)
    em = min(high, (box.right - box.left) / weight) if weight > 3 else high * 0.75
    left = box.left - _BLANK * em * (said[0] in _OPENING)
    right = box.right + _BLANK * em * (said[-1] in _CLOSING)
    yield Glyph(said, left, right, box.bottom - 0.15 * high, em)
