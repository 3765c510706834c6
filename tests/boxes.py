"""Where the words of a drawing lie, reckoned from their letters."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree as ET

_SIZES = {"value": 12, "axis": 12, "now": 12}


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    words: str


def labels(drawn: str) -> list[Box]:
    """Of every drawing in it, those of the later ones below those of the earlier."""
    found, below = [], 0.0
    for one in re.findall(r"<svg class=\"drawing\".*?</svg>", drawn, re.S):
        root = ET.fromstring(one)
        found += [_box(node, below) for node in root.iter("text")]
        below += 10_000
    return found


def sizes(drawn: str) -> list[tuple[float, float]]:
    return [
        (float(wide), float(high)) for wide, high in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    ]


def overlapping(boxes: list[Box]) -> list[tuple[str, str]]:
    return [
        (one.words, other.words)
        for one, other in combinations(boxes, 2)
        if one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    ]


def _box(node: ET.Element, below: float) -> Box:
    names = (node.get("class") or "").split()
    size = next((_SIZES[name] for name in names if name in _SIZES), 13)
    words = node.text or ""
    wide = sum(size if ord(char) > 0x2000 else size * 0.6 for char in words)
    shift = wide / 2 if "mid" in names else wide if "end" in names else 0
    left, base = float(node.get("x") or 0) - shift, float(node.get("y") or 0) + below
    return Box(left, base - 0.88 * size, left + wide, base + 0.2 * size, words)
