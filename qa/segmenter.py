"""切词：the most probable cut of a line by jieba's dictionary, as jieba itself cuts with HMM off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from corpus.lazy import lazily
from qa.dictionary import Dictionary, dictionary

_CUT = lazily(r"([一-鿕a-zA-Z0-9+#&._%\-]+)")
_BLANK = lazily(r"(\r\n|\s)")
_LATIN = lazily(r"[a-zA-Z0-9]")


@dataclass(eq=False, slots=True)
class _Known:
    """The dictionary, and the words of our own with their frequencies; ``begun`` is what these begin with."""

    dictionary: Dictionary
    total: int
    own: dict[str, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def add(self, word: str, frequency: int) -> None:
        self.own[word] = frequency
        self.begun.update(word[:end] for end in range(1, len(word) + 1))
        self.total += frequency

    def frequency(self, word: str) -> int | None:
        if word in self.own:
            return self.own[word]
        found = self.dictionary.find(word)
        return found.frequency if found else None

    def begins(self, part: str) -> bool:
        return part in self.begun or self.dictionary.begins(part)


class Segmenter:
    """Cuts lines; ``terms`` are words of our own, each as frequent as makes it stay whole."""

    def __init__(self, terms: tuple[str, ...] = ()) -> None:
        self._terms = terms

    @cached_property
    def _known(self) -> _Known:
        """The terms have the frequency that the product of their parts gives, and one more."""
        found = dictionary()
        known = _Known(found, found.total)
        for term in self._terms:
            share = 1.0
            for part in _cut(term, known):
                share *= (known.frequency(part) or 1) / known.total
            known.add(term, max(int(share * known.total) + 1, known.frequency(term) or 1))
        return known

    def cut(self, line: str) -> list[str]:
        """The words of the line; joined they give it back."""
        return list(_cut(line, self._known))

    def places(self, line: str) -> list[tuple[str, int, int]]:
        """The words with where they begin and end."""
        found, at = [], 0
        for word in self.cut(line):
            found.append((word, at, at + len(word)))
            at += len(word)
        return found

    def tag(self, word: str) -> str:
        """The part of speech: "" for a term that only we have, m, eng or x for what is no word."""
        known = self._known.dictionary.find(word)
        if known or word in self._known.own:
            return known.tag if known else ""
        latin = _LATIN.findall(word)
        return "x" if not latin else "m" if all(c.isdecimal() for c in latin) else "eng"


def _cut(line: str, known: _Known) -> Iterator[str]:
    for run in _CUT.split(line):
        if _CUT.match(run):
            yield from _joined(_best(run, known))
        else:
            for blank in _BLANK.split(run):
                yield from (blank,) if _BLANK.match(blank) else blank


def _best(run: str, known: _Known) -> list[str]:
    """The cut whose words are likeliest together, from the end of the run backwards."""
    total = log(known.total)
    route: list[tuple[float, int]] = [(0.0, 0)] * (len(run) + 1)
    for at in range(len(run) - 1, -1, -1):
        route[at] = max(
            (log(frequency or 1) - total + route[end][0], end) for end, frequency in _words(run, at, known)
        )
    cut, at = [], 0
    while at < len(run):
        cut.append(run[at : route[at][1]])
        at = route[at][1]
    return cut


def _words(run: str, at: int, known: _Known) -> list[tuple[int, int]]:
    """Where the words that begin at a place end, with their frequencies; the character where none does."""
    found = []
    for end in range(at + 1, len(run) + 1):
        part = run[at:end]
        if not known.begins(part):
            break
        frequency = known.frequency(part)
        if frequency:
            found.append((end, frequency))
    return found or [(at + 1, 0)]


def _joined(words: list[str]) -> Iterator[str]:
    """Single Latin letters and digits that stand together are one word."""
    held = ""
    for word in words:
        if len(word) == 1 and _LATIN.match(word):
            held += word
            continue
        if held:
            yield held
        held = ""
        yield word
    if held:
        yield held
