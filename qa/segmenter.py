"""切词：the most probable cut of a line by jieba's dictionary, as jieba itself cuts with HMM off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import log

from corpus.lazy import lazily
from qa.dictionary import Dictionary, dictionary

_CUT = lazily(r"([一-鿕a-zA-Z0-9+#&._%\-]+)")
_BLANK = lazily(r"(\r\n|\s)")
_LATIN = lazily(r"[a-zA-Z0-9]")


class Segmenter:
    """Cuts lines; ``terms`` are words of our own, each as frequent as makes it stay whole."""

    def __init__(self, terms: tuple[str, ...] = ()) -> None:
        self._terms = terms

    @cached_property
    def _dictionary(self) -> Dictionary:
        return dictionary()

    @cached_property
    def _own(self) -> dict[str, int]:
        """The terms with their frequencies: what the product of their parts gives, and one more."""
        found: dict[str, int] = {}
        total = self._dictionary.total
        for term in self._terms:
            share = 1.0
            for part in _cut(term, self._dictionary, found, total):
                share *= (_frequency(part, self._dictionary, found) or 1) / total
            known = _frequency(term, self._dictionary, found)
            found[term] = max(int(share * total) + 1, known or 1)
            total += found[term]
        return found

    @cached_property
    def _total(self) -> int:
        return self._dictionary.total + sum(self._own.values())

    def cut(self, line: str) -> list[str]:
        """The words of the line; joined they give it back."""
        return list(_cut(line, self._dictionary, self._own, self._total))

    def places(self, line: str) -> list[tuple[str, int, int]]:
        """The words with where they begin and end."""
        found, at = [], 0
        for word in self.cut(line):
            found.append((word, at, at + len(word)))
            at += len(word)
        return found

    def tag(self, word: str) -> str:
        """The part of speech: "" for a term that only we have, m, eng or x for what is no word."""
        known = self._dictionary.find(word)
        if known or word in self._own:
            return known.tag if known else ""
        latin = _LATIN.findall(word)
        return "x" if not latin else "m" if all(c.isdecimal() for c in latin) else "eng"


def _frequency(word: str, known: Dictionary, own: dict[str, int]) -> int | None:
    if word in own:
        return own[word]
    found = known.find(word)
    return found.frequency if found else None


def _cut(line: str, known: Dictionary, own: dict[str, int], total: int) -> Iterator[str]:
    for run in _CUT.split(line):
        if _CUT.match(run):
            yield from _joined(_best(run, known, own, log(total)))
        else:
            for blank in _BLANK.split(run):
                yield from (blank,) if _BLANK.match(blank) else blank


def _best(run: str, known: Dictionary, own: dict[str, int], total: float) -> list[str]:
    """The cut whose words are likeliest together, from the end of the run backwards."""
    route: list[tuple[float, int]] = [(0.0, 0)] * (len(run) + 1)
    for at in range(len(run) - 1, -1, -1):
        route[at] = max(
            (log(frequency or 1) - total + route[end][0], end)
            for end, frequency in _words(run, at, known, own)
        )
    cut, at = [], 0
    while at < len(run):
        cut.append(run[at : route[at][1]])
        at = route[at][1]
    return cut


def _words(run: str, at: int, known: Dictionary, own: dict[str, int]) -> list[tuple[int, int]]:
    """Where the words that begin at a place end, with their frequencies; the character where none does."""
    found = []
    for end in range(at + 1, len(run) + 1):
        part = run[at:end]
        if not known.begins(part) and not any(term.startswith(part) for term in own):
            break
        frequency = _frequency(part, known, own)
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
