"""分词：Chinese tokens by jieba's dictionary, domain words kept whole, with their offsets.

HMM is off, so that the same text always gives the same tokens. Questions are cut by ``qa.segmenter``,
which loads nothing; texts by rjieba (the same algorithm in Rust) where the machine has it, else by jieba.
rjieba differs from jieba in ASCII hyphens alone, which are put as dashes. All three give the same tokens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.called import core
from kb.model import Plan
from qa.lexicon import load
from qa.segmenter import Segmenter

_WORD = lazily(r"[一-鿿]{2,12}")
_CONTENT = lazily(r"\w")
_LINE = lazily(r"[^\n]+")

Cut = Callable[[str], list[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the folded text at its place in the source."""

    text: str
    span: Span


def domain_words(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Unit names and indicators of the plans, so that 区教育体育局 is never cut in two."""
    names = [n for plan in plans for u in plan.facts.units for n in (u.name, core(fold(u.name)), *u.aliases)]
    indicators = [t.indicator for plan in plans for t in plan.facts.targets]
    return tuple(dict.fromkeys(w for w in (*names, *indicators) if _WORD.fullmatch(w)))


def jieba_cut(words: tuple[str, ...]) -> Cut:
    """A cutter of its own (no shared state); the dictionary loads in about half a second."""
    import jieba

    logging.getLogger("jieba").setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in words:
        tokenizer.add_word(word)
    return lambda line: list(tokenizer.tokenize(line, HMM=False))


def rjieba_cut(words: tuple[str, ...]) -> Cut:
    """As ``jieba_cut``, about ten times as fast; raises ImportError on machines it is not made for."""
    import rjieba

    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, None, None)
    return lambda line: list(tokenizer.tokenize(line.replace("-", "—"), hmm=False))


@lru_cache(maxsize=8)
def cutter(words: tuple[str, ...] = ()) -> Cut:
    """A cutter with the terms and the domain words loaded: for texts the fastest one there is."""
    known = (*load("words")["terms"], *words)
    if not words:
        return Segmenter(known).places
    try:
        return rjieba_cut(known)
    except ImportError:
        return jieba_cut(known)


@lru_cache(maxsize=4096)
def tagged(line: str) -> tuple[tuple[str, str], ...]:
    """The words of one folded line with jieba's part-of-speech tags; "" for the terms of the project."""
    segmenter = Segmenter(tuple(load("words")["terms"]))
    return tuple((word, segmenter.tag(word)) for word in segmenter.cut(line))


def tokens(
    text: str, words: tuple[str, ...] = (), *, start: int = 0, end: int | None = None
) -> Iterator[Token]:
    """Tokens of ``text[start:end]`` that hold a letter, digit or character; folded, lower case."""
    cut, folded = cutter(words), fold(text[start:end])
    for line in _LINE.finditer(folded):
        for word, a, b in cut(line[0]):
            if _CONTENT.search(word):
                yield Token(line[0][a:b].lower(), Span(start + line.start() + a, start + line.start() + b))
