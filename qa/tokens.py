"""分词：Chinese tokens by jieba's dictionary, the terms of the project kept whole, with their offsets.

HMM is off, so that the same text always gives the same tokens. Three cutters give the same ones:
``qa.segmenter``, which loads nothing, for questions; for texts rjieba (the same algorithm in Rust) where
the machine has it, else jieba. rjieba differs from jieba in ASCII hyphens alone, which are put as dashes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from qa.lexicon import load
from qa.segmenter import Segmenter

_CONTENT = lazily(r"\w")
_LINE = lazily(r"[^\n]+")

Cut = Callable[[str], list[tuple[str, int, int]]]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the folded text at its place in the source."""

    text: str
    span: Span


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


@cache
def _segmenter() -> Segmenter:
    return Segmenter(tuple(load("words")["terms"]))


@lru_cache(maxsize=4096)
def tagged(line: str) -> tuple[tuple[str, str], ...]:
    """The words of one folded line with jieba's part-of-speech tags; "" for the terms of the project."""
    return tuple((word, _segmenter().tag(word)) for word in _segmenter().cut(line))


def placed(folded: str, cut: Cut, start: int = 0) -> Iterator[Token]:
    """Tokens of a folded text that hold a letter, digit or character, in lower case.

    ``start`` is where the text begins in its source.
    """
    for line in _LINE.finditer(folded):
        for word, a, b in cut(line[0]):
            if _CONTENT.search(word):
                yield Token(line[0][a:b].lower(), Span(start + line.start() + a, start + line.start() + b))


@lru_cache(maxsize=1 << 17)
def _said(word: str) -> str:
    """The word in lower case, "" where it says nothing."""
    return word.lower() if _CONTENT.search(word) else ""


def said(folded: str, cut: Cut) -> list[str]:
    """The texts of the tokens that ``placed`` gives, in a fifth of the time."""
    lines = (cut(line) for line in folded.split("\n") if line)
    return [word for line in lines for token in line if (word := _said(token[0]))]


def tokens(text: str) -> Iterator[Token]:
    """Tokens of what is short: a question, a sentence."""
    return placed(fold(text), _segmenter().places)
