"""主题：what is left of a question when units, years, numbers and question words are taken away.

A word is left out where the lexicon or its part of speech says that it asks or joins and names
nothing. What is left is held against the plans: adverbs and the like that no plan uses say how people
talk and not what about; a noun or verb that no plan uses stays, for then the topic is not the plans'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from corpus.fold import fold
from corpus.lazy import lazily
from qa.lexicon import load
from qa.model import Topic
from qa.tokens import tagged

_JOINS = frozenset(("和", "与", "及", "、", "跟", "以及", "还有", "比", "?", ";"))
_COUNTED = "[个名次所节期人岁万成家件轮届年点分倍天亩户场位条项座大]"
_FIGURE = lazily(
    r"[0-9.]+%?(?:[-到至][0-9.]+%?)?[个名次所节年岁万元条月]*"
    rf"|(?:第?几|多少)(?:节课|{_COUNTED})?|哪[几一]?{_COUNTED}"
)
_CONTENT = lazily(r"\w")
# jieba's tags: pronouns, conjunctions, particles, modal words, adverbs, prepositions, places (里头).
_FUNCTION = lazily(r"r|c|u\w*|y|e|o|d|p|f|mq")
# Tags of words that name nothing by themselves: adverbs, numbers, times, places, directional verbs (出去).
_LIGHT = lazily(r"ad|vd|vf|[drfpcutqmyeozs]\w*")

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question at its place in the text, with its part of speech."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Chunk = tuple[Word, ...]


@cache
def _stop() -> frozenset[str]:
    return frozenset(load("words")["stop"])


@cache
def _questions() -> re.Pattern[str]:
    """Function words of three characters or more: cut out before the text is segmented."""
    words = sorted((w for w in _stop() if len(w) >= 3), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


def topic(text: str, *, leave: Collection[str] = (), knows: Knows = lambda word: True) -> Topic:
    """The topic of ``text`` (slots already blanked), without the words to ``leave`` out besides.

    ``knows`` tells whether any plan uses a word.
    """
    blanked = _questions().sub(lambda m: " " * len(m[0]), _FIGURE.sub(lambda m: " " * len(m[0]), text))
    groups = (_known(group, knows) for group in _groups(blanked, leave, knows))
    return Topic(tuple(tuple(tuple(_wordings(chunk)) for chunk in group) for group in groups if group))


def _words(text: str) -> Iterator[Word]:
    at = 0
    for word, tag in tagged(fold(text).lower()):
        if _CONTENT.search(word) or word in _JOINS:
            yield Word(word, tag, at)
        at += len(word)


def _drops(word: Word, leave: Collection[str]) -> bool:
    asks = word.text in _stop() or (len(word.text) > 1 and bool(_FUNCTION.fullmatch(word.tag)))
    return asks or word.text in leave


def _leads_on(word: Word, following: Word | None, *, inside: bool) -> bool:
    """数字 before 教室 is part of a name, 办 between 集团化 and 园; before 有哪些 they are not."""
    words = load("words")
    return (
        (word.text in words["leading"] or (inside and word.text in words["inside"]))
        and following is not None
        and following.start == word.end
        and following.text not in _stop()
        and following.text not in _JOINS
    )


# Tags of words that name a thing or an act; asked of as a question word they stand by themselves.
_NAMING = lazily(r"(?:n|v)\w*")


def _kept(word: Word, before: Word | None, after: Word | None, knows: Knows) -> bool:
    """统计 of 经济统计 and 机关 of 机关事务 are part of a name: one that a plan writes with its neighbour."""
    if len(word.text) < 2 or not _NAMING.fullmatch(word.tag):
        return False
    left = before is not None and before.end == word.start and _joins_on(before)
    right = after is not None and after.start == word.end and _joins_on(after)
    return bool(
        (left and before and knows(before.text + word.text))
        or (right and after and knows(word.text + after.text))
    )


def _joins_on(word: Word) -> bool:
    return len(word.text) > 1 and word.text not in _stop() and bool(_NAMING.fullmatch(word.tag))


def _groups(text: str, leave: Collection[str], knows: Knows) -> list[list[Chunk]]:
    """Content chunks by group: 和 and 、 part groups, any other dropped word parts chunks."""
    groups: list[list[Chunk]] = [[]]
    end = -1
    words = tuple(_words(text))
    for before, word, following in zip((None, *words), words, (*words[1:], None), strict=False):
        if word.text in _JOINS:
            groups.append([])
            end = -1
        elif (
            not _drops(word, leave)
            or _leads_on(word, following, inside=word.start == end)
            or (word.text not in leave and _kept(word, before, following, knows))
        ):
            if word.start == end and groups[-1]:
                groups[-1][-1] += (word,)
            else:
                groups[-1].append((word,))
            end = word.end
    return groups


def _known(group: list[Chunk], knows: Knows) -> list[str]:
    """The chunks without the light words at either end that no plan uses."""
    trimmed = ("".join(word.text for word in _trimmed(chunk, knows)) for chunk in group)
    return [chunk for chunk in trimmed if len(chunk) >= 2]


def _trimmed(chunk: Chunk, knows: Knows) -> Chunk:
    while chunk and _says_nothing(chunk[0], knows):
        chunk = chunk[1:]
    while chunk and (_says_nothing(chunk[-1], knows) or _hangs_on(chunk, knows)):
        chunk = chunk[:-1]
    return chunk


def _hangs_on(chunk: Chunk, knows: Knows) -> bool:
    """The verb of one character that the question ends with (充电桩建多少个), which no plan writes behind the word."""
    if len(chunk) < 2 or chunk[-1].text not in load("words")["acts"]:
        return False
    return not knows(chunk[-2].text[-1] + chunk[-1].text)


def _says_nothing(word: Word, knows: Knows) -> bool:
    return len(word.text) > 1 and bool(_LIGHT.fullmatch(word.tag)) and not knows(word.text)


def _wordings(chunk: str) -> Iterator[str]:
    yield chunk
    for said, written in load("words")["synonyms"].items():
        if said in chunk:
            yield from (chunk.replace(said, other) for other in written if other not in chunk)
