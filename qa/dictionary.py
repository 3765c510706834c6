"""词典：jieba's dictionary read where it lies, so that cutting a question need not load all of it.

jieba and rjieba take a quarter of a second or more to load their 349 046 words; a question holds twenty
characters. The file has a word, its frequency and its part of speech in each line; after a short head the
first characters ascend, so the words that begin with one character are found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

_SIZE, _TOTAL = 5071852, 60101967
"""Bytes and frequencies of the dictionary that jieba has had since 2020."""
_FIRST = "\n一 ".encode()


@dataclass(frozen=True, slots=True)
class Word:
    frequency: int
    tag: str


@dataclass(frozen=True, eq=False)
class Dictionary:
    """``body`` has a line a word, sorted by the first character; ``head`` the words before these."""

    body: bytes
    total: int
    head: Mapping[str, Word] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, word: str) -> Word | None:
        line = b"\n" + word.encode() + b" "
        block = self._block(word[0])
        at = block.find(line)
        if at < 0:
            return self.head.get(word)
        return _parsed(block[at + 1 : block.find(b"\n", at + 1)])[1]

    def begins(self, part: str) -> bool:
        """True where any word begins with ``part``."""
        return b"\n" + part.encode() in self._block(part[0]) or any(w.startswith(part) for w in self.head)

    @cached_property
    def _block(self) -> Callable[[str], bytes]:
        """The lines of the words that begin with a character, looked up once for each."""
        return cache(self._lines)

    def _lines(self, first: str) -> bytes:
        """The lines of the words that begin with ``first``, with the line ends round them."""
        key = first.encode()
        return self.body[self._before(key) : self._before(key + b"\xff") + 1]

    def _before(self, key: bytes) -> int:
        """The line end before the first line that does not sort before ``key``."""
        place = bisect_left(range(len(self.body)), key, key=self._at)
        return self.body.find(b"\n", place)

    def _at(self, place: int) -> bytes:
        """What the first line behind ``place`` begins with; the last line end is behind all."""
        start = self.body.find(b"\n", place) + 1
        return self.body[start : start + 5] or b"\xff"


def _parsed(line: bytes) -> tuple[str, Word]:
    word, frequency, tag = line.decode().split(" ")
    return word, Word(int(frequency), tag)


@cache
def dictionary() -> Dictionary:
    """The dictionary that jieba brings; one of another version is put in order first."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return read(Path(spec.origin).with_name("dict.txt").read_bytes())


def read(data: bytes) -> Dictionary:
    if len(data) == _SIZE:
        start = data.index(_FIRST)
        head = MappingProxyType(dict(map(_parsed, data[:start].split(b"\n"))))
        return Dictionary(data[start:], _TOTAL, head)
    lines = sorted(line for line in data.splitlines() if line)
    total = sum(_parsed(line)[1].frequency for line in lines)
    return Dictionary(b"\n" + b"\n".join(lines) + b"\n", total)
