"""读音与形近：the readings of characters without tones, and which characters are taken for one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

from qa.lexicon import load

_COMMON = 2


@cache
def _table() -> Any:
    """Loaded where letters or a slip of the pen are to be read: it takes longer than the answer."""
    from xpinyin import Pinyin

    return Pinyin()


@cache
def readings(character: str) -> tuple[str, ...]:
    """Every reading (行: xing, hang), the commonest first, ``v`` for ü; the character where it has none."""
    return tuple(_table().get_pinyins(character, splitter="", tone_marks=None))


@cache
def _alike() -> frozenset[tuple[str, str]]:
    groups = load("lookalikes")["alike"]
    return frozenset(pair for group in groups for a, b in combinations(group, 2) for pair in ((a, b), (b, a)))


def confusable(a: str, b: str) -> bool:
    """True for the same character, for look-alikes (休, 体) and for the same sound (证, 政)."""
    return a == b or (a, b) in _alike() or bool({*readings(a)[:_COMMON]} & {*readings(b)[:_COMMON]})


def spells(letters: str, name: str) -> bool:
    """True where ``letters`` are the pinyin of ``name``, each character in full or by its initial."""
    *_, ends = _reached(letters, name)
    return len(letters) in ends


def begins(letters: str, name: str) -> bool:
    """True where ``letters`` are the pinyin of the first characters of ``name`` (qcz of 区财政局)."""
    return any(len(letters) in ends for ends in _reached(letters, name))


def _reached(letters: str, name: str) -> Iterator[set[int]]:
    """How far the letters may have come after no character, after one and so on, until they cannot go on."""
    ends = {0}
    yield ends
    for character in name:
        ways = {way for sound in readings(character) for way in _ways(sound)}
        ends = {end + len(way) for end in ends for way in ways if letters.startswith(way, end)}
        yield ends
        if not ends:
            return


def _ways(sound: str) -> tuple[str, ...]:
    return (sound, sound[0], sound[:2]) if sound[:2] in ("zh", "ch", "sh") else (sound, sound[0])
