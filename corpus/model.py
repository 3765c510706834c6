"""Core types of reading: frozen values, offsets in characters of the decoded text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open ``[start, end)`` in Python ``str`` indices of ``Source.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return max(self.start, other.start) < min(self.end, other.end)

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged place of the source, what it is taken to have said, and how surely.

    ``certain`` is False where a reader must be told that the restoration may be wrong.
    """

    span: Span
    surface: str
    restored: str
    reason: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: ``text`` is what its reader read, of plain text every character, ``sha256`` is of the bytes.

    ``pages`` are the offsets at which its pages begin, where the format tells.
    """

    name: str
    sha256: str
    text: str
    encoding: str
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, of the character at ``offset``."""
        return bisect_right(self.pages, offset) or None


IDENTITY = "[0-9a-f]{12}"


def identity(sha256: str) -> str:
    """What a document is called by: the beginning of its digest."""
    return sha256[:12]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document the plan rests on (依据); ``number`` with its brackets restored, or None."""

    title: str
    number: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Header:
    """Facts of the document itself (GB/T 9704 版头与版记); dates are ``YYYY-MM-DD``."""

    title: str | None = None
    number: str | None = None
    issuers: tuple[str, ...] = ()
    issued: str | None = None
    published: str | None = None
    jurisdiction: str | None = None
    level: str | None = None
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the clause tree; ``span`` covers the node and everything below it.

    ``kind`` is section, measure, item, goal, paragraph or table_row; ``label`` is the node's own
    marker without trailing punctuation (``三``, ``(一)``, ``8``, ``一是``), empty for a paragraph;
    ``path`` joins the labels from the root with ``/``; ``heading`` is "" where the node has none.
    """

    id: str
    parent: str | None
    kind: str
    label: str
    path: str
    heading: str
    span: Span


@dataclass(frozen=True)
class Document:
    """A plan: source, header facts, page chrome (outside the plan), clause tree, repairs.

    ``folded`` has the length of ``source.text`` with look-alike characters made one (see
    ``corpus.fold``): patterns run on it, evidence quotes the source at the same offsets.
    ``clauses`` stand in reading order, a parent before its children; children lie inside
    their parent and do not overlap.
    """

    source: Source
    folded: str
    header: Header
    chrome: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    repairs: tuple[Repair, ...] = field(default=())

    @property
    def id(self) -> str:
        """The beginning of the digest: ``IDENTITY`` is how it looks."""
        return identity(self.source.sha256)

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.span.start for clause in self.clauses]

    def clause_at(self, offset: int) -> Clause | None:
        """The deepest clause that holds the character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        clause = self.clauses[at] if at >= 0 else None
        while clause is not None and not clause.span.start <= offset < clause.span.end:
            clause = self.by_id[clause.parent] if clause.parent else None
        return clause

    def children(self, clause_id: str | None) -> tuple[Clause, ...]:
        """Direct children in reading order; of the root for None."""
        return self._children.get(clause_id, ())

    @cached_property
    def _children(self) -> dict[str | None, tuple[Clause, ...]]:
        found: dict[str | None, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.parent, []).append(clause)
        return {parent: tuple(children) for parent, children in found.items()}

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """From the root down to ``clause`` itself."""
        chain = [clause]
        while chain[0].parent is not None:
            chain.insert(0, self.by_id[chain[0].parent])
        return tuple(chain)

    def task_of(self, clause: Clause) -> Clause:
        """The measure that ``clause`` is part of, else the clause itself."""
        return next((c for c in self.ancestors(clause) if c.kind == "measure"), clause)

    def leaves(self) -> tuple[Span, ...]:
        """The text cut at every clause boundary: joined in order they give the text back."""
        cuts = {0, len(self.text)}
        for clause in self.clauses:
            cuts |= {clause.span.start, clause.span.end}
        edges = sorted(cuts)
        return tuple(Span(a, b) for a, b in pairwise(edges))
