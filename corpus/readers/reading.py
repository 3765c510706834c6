"""What a reader hands over: the text, how it was encoded, and where its pages begin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corpus.errors import NotReadable

PAGE = "\f"
"""Stands in lines under construction where a page begins; no text keeps it."""
LIMIT = 5_000_000
_NO_WIDTH = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


class Reading(NamedTuple):
    """``pages`` are the offsets at which the pages begin; empty where the format does not tell."""

    text: str
    encoding: str
    pages: tuple[int, ...] = ()


def joined(lines: Iterable[str], encoding: str, name: str) -> Reading:
    """The lines as one text of at most ``LIMIT`` characters, their page marks made offsets; characters that
    print nothing, and that would part words, are left out."""
    kept: list[str] = []
    room = LIMIT
    for line in lines:
        line = line.translate(_NO_WIDTH)
        kept.append(line)
        room -= len(line) + 1
        if room < 0:
            raise NotReadable(f"{name} 的文字超过上限 {LIMIT // 10_000} 万字，不像一份方案，请拆分后再读入。")
    parts = "".join(f"{line}\n" for line in kept).split(PAGE)
    pages, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        pages.append(at)
    return Reading("".join(parts), encoding, (0, *pages) if pages else ())
