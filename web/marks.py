"""正文标记：a plan's text cut into blocks by its clauses, and each into pieces by the facts that rest on it.

Joined in order the pieces give every character of the text back; colours and links are all that is added.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Clause, Document, Span
from kb.model import Plan

KINDS = {"unit": "责任单位", "deadline": "时限", "target": "指标", "repair": "修补", "doubt": "待核"}
"""What is marked, and what a mark of each kind is called; where several meet the last has its colour."""
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same marks lie on: ``at`` is the span of the uppermost, ``first`` where it begins."""

    text: str
    kind: str = ""
    at: str = ""
    lit: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Text of one clause between those that it holds; ``head`` is its first line where that is a heading.

    ``cells`` has more than one entry for a row of a table. ``clause`` is None outside every clause.
    """

    clause: Clause | None
    depth: int
    opens: bool
    chrome: bool
    head: tuple[Piece, ...]
    cells: tuple[tuple[Piece, ...], ...]


def marks(plan: Plan) -> tuple[Mark, ...]:
    facts = plan.facts
    found = [
        *(Mark("unit" if fact.certain else "doubt", fact.evidence.span) for fact in facts.responsibilities),
        *(Mark("deadline", fact.evidence.span) for fact in facts.deadlines),
        *(Mark("doubt" if fact.uncertain else "target", fact.evidence.span) for fact in facts.targets),
        *(Mark("repair" if repair.certain else "doubt", repair.span) for repair in facts.repairs),
    ]
    return tuple(dict.fromkeys(sorted(found, key=lambda mark: (mark.span, mark.kind))))


def blocks(plan: Plan, lit: Span | None = None) -> Iterator[Block]:
    """The whole document; the characters of ``lit`` are lit."""
    document, cutter = plan.document, Cutter(plan, lit)
    edges = {edge for span in document.chrome for edge in (span.start, span.end)}
    for leaf in document.leaves():
        for span in _cut(leaf, edges):
            yield _block(document, cutter, span)


class Cutter:
    """Cuts spans of a plan's text into pieces."""

    def __init__(self, plan: Plan, lit: Span | None) -> None:
        self._text, self._lit = plan.document.text, lit
        self._marks = [mark for mark in marks(plan) if len(mark.span)]
        points = [lit] if lit else []
        points += [mark.span for mark in self._marks]
        self._edges = sorted({edge for span in points for edge in (span.start, span.end)})
        self._starts = [mark.span.start for mark in self._marks]
        self._longest = max((len(mark.span) for mark in self._marks), default=0)

    def pieces(self, span: Span) -> tuple[Piece, ...]:
        low, high = bisect_right(self._edges, span.start), bisect_right(self._edges, span.end)
        cuts = [span.start, *(edge for edge in self._edges[low:high] if edge < span.end), span.end]
        return tuple(self._piece(Span(start, end)) for start, end in pairwise(cuts) if start < end)

    def _piece(self, span: Span) -> Piece:
        low = bisect_right(self._starts, span.start - self._longest)
        high = bisect_right(self._starts, span.start)
        over = [mark for mark in self._marks[max(0, low - 1) : high] if mark.span.covers(span)]
        top = max(over, key=lambda mark: _RANK[mark.kind], default=None)
        lit = self._lit is not None and self._lit.covers(span)
        first = self._lit is not None and span.start == self._lit.start
        at = f"{top.span.start}-{top.span.end}" if top else ""
        return Piece(span.of(self._text), top.kind if top else "", at, lit, lit and first)


def _cut(span: Span, edges: Iterable[int]) -> Iterator[Span]:
    cuts = sorted({span.start, span.end, *(edge for edge in edges if span.start < edge < span.end)})
    return (Span(start, end) for start, end in pairwise(cuts))


def _block(document: Document, cutter: Cutter, span: Span) -> Block:
    clause = document.clause_at(span.start)
    opens = clause is not None and clause.span.start == span.start
    chrome = any(own.covers(span) for own in document.chrome)
    head = _head(document, clause, span) if clause and opens else Span(span.start, span.start)
    rest = Span(head.end, span.end)
    table = clause is not None and clause.kind == "table_row"
    return Block(
        clause,
        len(document.ancestors(clause)) if clause else 0,
        opens,
        chrome,
        cutter.pieces(head),
        tuple(cutter.pieces(cell) for cell in (_cells(document.text, rest) if table else (rest,))),
    )


def _head(document: Document, clause: Clause, span: Span) -> Span:
    """The first line, where the clause has a heading that ends it."""
    stop = document.text.find("\n", span.start, span.end)
    line = Span(span.start, span.end if stop < 0 else stop)
    short = len(line) <= len(clause.label) + len(clause.heading) + 8
    return line if clause.heading and short else Span(span.start, span.start)


def _cells(text: str, span: Span) -> Sequence[Span]:
    """Between the bars of ``| 1 | 建设绿色工厂 |``, and what stands before and after them; else the whole."""
    bars = [at for at in range(span.start, span.end) if text[at] == "|"]
    if len(bars) < 2:
        return (span,)
    inner = [Span(start + 1, end) for start, end in pairwise(bars)]
    edges = Span(span.start, bars[0]), Span(bars[-1] + 1, span.end)
    before, after = ([edge] if edge.of(text).strip() else [] for edge in edges)
    return (*before, *inner, *after)
