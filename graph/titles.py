"""同名：plans of one title, told apart by what stands in their headers.

What is shown together decides: a plan bears a mark only beside another of its title. Marks are told in one
order, the first that differs alone: 地方, 发文机关, 文号, 日期, file name, and the digest where all else is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Document
from graph.wording import describe_date, plan_title
from kb.contents import Listed

Told = tuple[str, ...]
"""A title, then what may tell its plan from another of it."""


def titles(documents: Iterable[Document]) -> dict[str, str]:
    """By id: ``治水方案（甲县）`` beside one of 乙县, else the title alone."""
    return {key: f"{title}{mark}" for key, (title, mark) in _marked(documents).items()}


def quoted_titles(documents: Iterable[Document]) -> dict[str, str]:
    """By id: ``《治水方案》（甲县）``."""
    return {key: f"《{title}》{mark}" for key, (title, mark) in _marked(documents).items()}


def listed_marks(plans: Sequence[Listed]) -> list[str]:
    """What to write behind the title of each plan of a store."""
    same = Counter(plan.title for plan in plans)
    return marks([_listed(plan) if same[plan.title] > 1 else (plan.title,) for plan in plans])


def marks(told: Sequence[Told]) -> list[str]:
    """What to write behind each title; nothing where no other is the same."""
    found: list[list[str]] = [[] for _ in told]
    for at, word in _differing(told, range(len(told)), 0):
        found[at].append(word)
    return [f"（{'，'.join(words)}）" if words else "" for words in found]


def _marked(documents: Iterable[Document]) -> dict[str, tuple[str, str]]:
    own = {document.id: _told(document) for document in documents}
    behind = marks(tuple(own.values()))
    return {key: (told[0], mark) for (key, told), mark in zip(own.items(), behind, strict=True)}


def _told(document: Document) -> Told:
    header = document.header
    day = describe_date(header.issued or header.published or "")
    place, issuer = header.jurisdiction or "", "、".join(header.issuers)
    return plan_title(document), place, issuer, header.number or "", day, document.source.name, document.id


def _listed(plan: Listed) -> Told:
    return plan.title, plan.place, plan.issuer, plan.number, describe_date(plan.day), plan.name, plan.id


def _differing(told: Sequence[Told], same: Sequence[int], column: int) -> Iterator[tuple[int, str]]:
    """Which of those that are the same up to ``column`` bears what; one that alone lacks what the others have
    bears the first thing that it has.
    """
    if len(same) < 2:
        return
    apart: dict[str, list[int]] = {}
    for at in same:
        apart.setdefault(told[at][column], []).append(at)
    for word, own in apart.items():
        if column and len(apart) > 1 and (word or len(own) == 1):
            yield from ((at, word or next(filter(None, told[at][column:]))) for at in own)
        if column < len(told[own[0]]) - 1:
            yield from _differing(told, own, column + 1)
