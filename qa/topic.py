"""主题：what is left of a question when units, years, numbers and question words are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from qa.lexicon import load
from qa.model import Topic
from qa.tokens import Token, tokens

_JOINS = frozenset(("和", "与", "及", "、", "跟", "以及", "还有"))
_COUNTED = "[个名次所节期人岁万成家件轮届年点分倍天亩户场位条项座大]"
_FIGURE = re.compile(
    r"[0-9.]+%?(?:[-到至][0-9.]+%?)?[个名次所节年岁万元条月]*"
    rf"|(?:第?几|多少)(?:节课|{_COUNTED})?|哪[几一]?{_COUNTED}"
)


@cache
def _stop() -> frozenset[str]:
    return frozenset(load("words")["stop"])


@cache
def _questions() -> re.Pattern[str]:
    """Function words of three characters or more: cut out before the text is segmented."""
    words = sorted((w for w in _stop() if len(w) >= 3), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)))


def topic(text: str, *, events: bool = False) -> Topic:
    """The topic of ``text`` (slots already blanked); with ``events`` verbs of completion go too."""
    blanked = _questions().sub(lambda m: " " * len(m[0]), _FIGURE.sub(lambda m: " " * len(m[0]), text))
    whole = tuple(tuple(tuple(_wordings(c)) for c in group) for group in _groups(blanked, events=events))
    return Topic(whole)


def _drops(token: Token, *, events: bool) -> bool:
    return token.text in _stop() or (events and token.text in load("words")["events"]) or len(token.text) < 1


def _leads_on(token: Token, following: Token | None, *, inside: bool) -> bool:
    """数字 before 教室 is part of a name, 办 between 集团化 and 园; before 有哪些 they are not."""
    words = load("words")
    return (
        (token.text in words["leading"] or (inside and token.text in words["inside"]))
        and following is not None
        and following.span.start == token.span.end
        and following.text not in _stop()
    )


def _groups(text: str, *, events: bool) -> list[list[str]]:
    """Content chunks by group: 和 and 、 part groups, any other dropped word parts chunks."""
    groups: list[list[str]] = [[]]
    end = -1
    pieces = [*_pieces(text), None]
    for piece, following in pairwise(pieces):
        if piece is None:
            groups.append([])
            end = -1
        elif not _drops(piece, events=events) or _leads_on(piece, following, inside=piece.span.start == end):
            if piece.span.start == end and groups[-1]:
                groups[-1][-1] += piece.text
            else:
                groups[-1].append(piece.text)
            end = piece.span.end
    trimmed = [[chunk for chunk in group if len(chunk) >= 2] for group in groups]
    return [group for group in trimmed if group]


def _pieces(text: str) -> Iterator[Token | None]:
    """Tokens in order, None where two alternatives are joined."""
    end = 0
    for token in tokens(text):
        if "、" in text[end : token.span.start] or token.text in _JOINS:
            yield None
        if token.text not in _JOINS:
            yield token
        end = token.span.end


def _wordings(chunk: str) -> Iterator[str]:
    yield chunk
    for said, written in load("words")["synonyms"].items():
        if said in chunk:
            yield from (chunk.replace(said, other) for other in written if other not in chunk)
