"""检索用词：tokens that depend on the program alone, so that a plan's never change when another one comes.

The dictionary is jieba's, with the terms of the project and the short names of units that jieba would cut
into single characters (人社, 住建, 网信办). Long names stay cut in their words, so that 人力资源 finds
人力资源和社会保障局.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources

from corpus.fold import FOLD, fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.lexicon import load as load_facts
from qa.dictionary import dictionary
from qa.lexicon import load
from qa.segmenter import Segmenter
from qa.tokens import Cut, Token, jieba_cut, placed, rjieba_cut

NAME = "jieba-dag"
_CUT_BY = ("tokens.py", "segmenter.py", "search/words.py", "search/entries.py")
_SHORT = lazily(r"[一-鿿]{2,3}")
_RUN = lazily(r"[一-鿕a-zA-Z0-9+#&._%\-]+|[^一-鿕a-zA-Z0-9+#&._%\-\n]+")  # no word reaches beyond one


@cache
def vocabulary() -> tuple[str, ...]:
    """Our own words, in one order: each is as frequent as those before it make it."""
    units = load_facts("units")
    tables = (
        *(units["national"]["fixed"], units["functions"]["government"], units["functions"]["party"]),
        *(units["organs"]["mass"], units["organs"]["other"]),
    )
    names = {name for table in tables for row in table for name in row if _SHORT.fullmatch(name)}
    return tuple(dict.fromkeys((*load("words")["terms"], *sorted(names))))


@cache
def identity() -> str:
    """Name of the way of cutting, and digest of the dictionary and of what cuts by it; an index of another
    identity holds other tokens.
    """
    told = dictionary()
    digest = sha256(told.body)
    digest.update(repr((sorted(told.head.items()), vocabulary(), sorted(FOLD.items()))).encode())
    for name in _CUT_BY:
        digest.update(resources.files("qa").joinpath(name).read_bytes())
    return f"{NAME}/{digest.hexdigest()[:16]}"


@cache
def cutter() -> Cut:
    """For texts: the fastest there is."""
    try:
        return rjieba_cut(vocabulary())
    except ImportError:
        return jieba_cut(vocabulary())


@cache
def _segmenter() -> Segmenter:
    return Segmenter(vocabulary())


@lru_cache(maxsize=1 << 17)
def within(word: str) -> tuple[tuple[int, str], ...]:
    """The words of two or three characters inside a longer one, each with where it begins: 财政 in 财政局."""
    parts = (
        (at, word[at : at + size])
        for size in (2, 3)
        if len(word) > size
        for at in range(len(word) - size + 1)
    )
    return tuple((at, part) for at, part in parts if dictionary().find(part) or part in _own())


@cache
def _own() -> frozenset[str]:
    return frozenset(vocabulary())


def wanted(words: str) -> tuple[str, ...]:
    """The tokens of what is looked for, each once; no dictionary is loaded for it."""
    return tuple(dict.fromkeys(token.text for token in placed(fold(words), _segmenter().places)))


def matches(folded: str, start: int, end: int, words: tuple[str, ...]) -> Iterator[Token]:
    """Where the words stand in a stretch of a folded text; only the runs that hold one are cut."""
    for run in _RUN.finditer(folded, start, end):
        low = run[0].lower()
        if any(word in low for word in words):
            for token in placed(run[0], _segmenter().places, run.start()):
                yield from _matching(token, words)


def _matching(token: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """The token itself, else the words wanted that stand inside it."""
    if token.text in words:
        yield token
        return
    end = token.span.start
    for at, part in within(token.text):
        start = token.span.start + at
        if part in words and start >= end:
            end = start + len(part)
            yield Token(part, Span(start, end))
