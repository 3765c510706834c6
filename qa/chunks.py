"""字对：what a chunk of a topic is made of: its words, and the pairs of characters inside them.

A topic is looked for by pairs, not by words: that stands lost characters and 高中毛入学率 for
高中阶段毛入学率.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from corpus.fold import fold
from corpus.lazy import lazily
from qa.tokens import tagged, tokens

Group = tuple[tuple[str, ...], ...]

_NOUN = lazily(r"n\w*|vn|an|j")
_THING = lazily(r"n\w*|j")


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(fold(text).lower()))


def _halves(chunk: str) -> Iterator[str]:
    """Tokens, those of four characters cut where both halves are words: 教师工资 → 教师, 工资."""
    for token in tokens(chunk):
        halves = (token.text[:2], token.text[2:])
        if len(token.text) == 4 and all(len(list(tokens(half))) == 1 for half in halves):
            yield from halves
        else:
            yield token.text


@lru_cache(maxsize=4096)
def segments(chunk: str) -> tuple[str, ...]:
    """The words of a chunk, single characters drawn to the next word: 阶段, 毛入学率.

    Pairs are counted inside segments only, for 师工 of 教师工资 is also in 名师工作室.
    """
    found: list[str] = []
    for token in _halves(chunk):
        if found and len(found[-1]) == 1:
            found[-1] += token
        else:
            found.append(token)
    if len(found) > 1 and len(found[-1]) == 1:
        found[-2:] = [found[-2] + found[-1]]
    return tuple(found)


@lru_cache(maxsize=4096)
def asked_pairs(group: Group) -> tuple[str, ...]:
    """Every pair of characters that counts for the group."""
    parts = (part for wordings in group for wording in wordings for part in segments(wording))
    return tuple(dict.fromkeys(a + b for part in parts for a, b in pairwise(part)))


@lru_cache(maxsize=4096)
def nouns(chunk: str) -> tuple[str, ...]:
    """The words of a chunk that name things: verbs and single characters are often those of talk."""
    return tuple(word for word, tag in tagged(chunk) if len(word) > 1 and _NOUN.fullmatch(tag))


@lru_cache(maxsize=4096)
def things(chunk: str) -> tuple[str, ...]:
    """The words of a chunk that name things and no acts: 资金 of 加强资金保障."""
    return tuple(word for word, tag in tagged(chunk) if len(word) > 1 and _THING.fullmatch(tag))


def names(group: Group, text: str) -> bool:
    """The text has, of every chunk of the group, all the things that one of its wordings names."""
    held = pairs(text)
    return all(
        any(all(_held(thing, held) for thing in _named(wording, wordings[0])) for wording in wordings)
        for wordings in group
    )


def _named(wording: str, asked: str) -> tuple[str, ...]:
    """What a wording names; one that the dictionary takes for an act, by what it has in place of the asked."""
    own = things(wording)
    return own or tuple(part for part in segments(wording) if part not in asked)


def _held(thing: str, held: frozenset[str]) -> bool:
    """Written whole, or what follows its first character (实事 of 办实事)."""
    whole = pairs(thing)
    return whole <= held or (len(thing) == 3 and pairs(thing[1:]) <= held)
