"""附件说明：the list 附件：1.…2.… below a plan, which names its annexes and is no part of its tasks."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy import lazily
from corpus.model import Clause, Document, Span
from corpus.numerals import ordinal

_LISTED = lazily(r"(?m)^[ ]*附 ?件[ ]*:(?P<list>(?:\s{0,20}\d{1,2}[.、][^\n]*)+)")
_ITEM = lazily(r"(?m)(?:^|:)[ ]*(\d{1,2})[.、]")


def _lists(document: Document) -> Iterator[Span]:
    for match in _LISTED.finditer(document.folded):
        yield Span(*match.span("list"))


def tasks_and_headings(document: Document) -> tuple[Clause, ...]:
    """The clauses but for the lines of such a list, which look like numbered tasks."""
    lists = tuple(_lists(document))
    return tuple(
        clause
        for clause in document.clauses
        if not any(span.start <= clause.span.start < span.end for span in lists)
    )


def annexes(document: Document) -> set[int]:
    """The numbers of the annexes that the file holds or lists; empty where it shows none."""
    labels = [clause.label.replace(" ", "") for clause in document.clauses]
    found = {ordinal(label[2:] or "1") or 1 for label in labels if label.startswith("附件")}
    for span in _lists(document):
        found |= {int(number) for number in _ITEM.findall(f":{span.of(document.folded).lstrip()}")}
    return found
