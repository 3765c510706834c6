"""正文标记：a plan's text cut into blocks by its clauses, and each into pieces by the facts that rest on it.

Joined in order the pieces give every character of the text back; colours and links are all that is added.
A mark is drawn over whole numbers (``web.borders``) and addresses the very characters of its fact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Clause, Document, Span
from kb.model import Plan
from web.borders import Borders

KINDS = {"unit": "责任单位", "deadline": "时限", "target": "指标", "repair": "修补", "doubt": "待核"}
"""What is marked, and what a mark of each kind is called; where several meet the last has its colour."""
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """``span`` is of the fact's own characters; ``drawn`` is what of the text is coloured for it."""

    kind: str
    span: Span
    drawn: Span

    @property
    def at(self) -> str:
        return f"{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same marks lie on: ``kind`` and ``at`` are of the uppermost, ``under`` the other kinds.

    ``first`` where what is lit begins. No characters, where something lost was put in between two.
    """

    text: str
    kind: str = ""
    at: str = ""
    under: tuple[str, ...] = ()
    lit: bool = False
    first: bool = False

    @property
    def word(self) -> str:
        """What lies here, the uppermost first."""
        return "、".join(KINDS[kind] for kind in (self.kind, *self.under) if kind)

    def carries_on(self, other: Piece) -> bool:
        """Whether it looks and leads like the piece before it, so that the two are one."""
        alike = replace(self, text="", first=False) == replace(other, text="", first=False)
        return alike and bool(self.text and other.text) and not self.first


@dataclass(frozen=True, slots=True)
class Block:
    """Text of one clause between those that it holds; ``head`` is its first line where that is a heading.

    ``level`` is that of the heading in the page, 0 where there is none. ``cells`` has more than one entry
    for a row of a table. ``clause`` is None outside every clause.
    """

    clause: Clause | None
    depth: int
    opens: bool
    chrome: bool
    head: tuple[Piece, ...]
    cells: tuple[tuple[Piece, ...], ...]
    level: int = 0

    @property
    def row(self) -> bool:
        return len(self.cells) > 1 and not self.chrome

    @property
    def blank(self) -> bool:
        pieces = (*self.head, *(piece for cell in self.cells for piece in cell))
        return not self.opens and not any(piece.text.strip() or piece.kind for piece in pieces)

    @property
    def titles(self) -> bool:
        """Whether this is the row that names the columns."""
        return self.row and self.clause is not None and self.clause.kind != "table_row"


def marks(plan: Plan) -> tuple[Mark, ...]:
    facts = plan.facts
    found = {
        *(("unit" if fact.certain else "doubt", fact.evidence.span) for fact in facts.responsibilities),
        *(("deadline", fact.evidence.span) for fact in facts.deadlines),
        *(("doubt" if fact.uncertain else "target", fact.evidence.span) for fact in facts.targets),
        *(("repair" if repair.certain else "doubt", repair.span) for repair in facts.repairs),
    }
    whole = borders(plan).whole
    drawn = (Mark(kind, span, whole(span) if len(span) else span) for kind, span in found)
    return tuple(sorted(drawn, key=lambda mark: (mark.drawn, mark.span, mark.kind)))


def borders(plan: Plan) -> Borders:
    put_in = (repair.span.start for repair in plan.facts.repairs if not len(repair.span))
    return Borders(plan.document.text, put_in)


def blocks(plan: Plan, lit: Span | None = None) -> Iterator[Block]:
    """The whole document; the characters of ``lit`` are lit."""
    document, cutter = plan.document, Cutter(plan, lit)
    edges = {edge for span in document.chrome for edge in (span.start, span.end)}
    levels: dict[str, int] = {}
    for leaf in document.leaves():
        for span in _cut(leaf, edges):
            yield _levelled(document, _block(document, cutter, span), levels)


def tables(found: Iterable[Block]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    """The blocks in order; the rows of a table together and True, without the blank lines between them."""
    rows: list[Block] = []
    blank: list[Block] = []
    for block in found:
        if block.row and not (rows and block.titles):
            rows.append(block)
            blank.clear()
        elif rows and block.blank:
            blank.append(block)
        else:
            yield from _parts(rows, blank)
            rows, blank = ([block], []) if block.row else ([], [])
            yield from () if block.row else _parts([], [block])
    yield from _parts(rows, blank)


def _parts(rows: Sequence[Block], others: Sequence[Block]) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    if rows:
        yield True, tuple(rows)
    yield from ((False, (block,)) for block in others)


def _levelled(document: Document, block: Block, levels: dict[str, int]) -> Block:
    """``levels`` are those of the clauses before; a heading stands one below that of what it is part of."""
    if block.clause is None or not block.opens:
        return block
    above = [levels[clause.id] for clause in document.ancestors(block.clause)[:-1] if clause.id in levels]
    level = min((above[-1] if above else 1) + bool(block.head), _DEEPEST)
    levels[block.clause.id] = level
    return replace(block, level=level if block.head else 0)


class Cutter:
    """Cuts spans of a plan's text into pieces; the numbers that ``lit`` begins or ends in are lit whole."""

    def __init__(self, plan: Plan, lit: Span | None) -> None:
        self._text = plan.document.text
        self._lit = None if lit is None else borders(plan).whole(lit)
        every = marks(plan)
        self._marks = [mark for mark in every if len(mark.drawn)]
        self._gaps = {mark.span.start: mark for mark in sorted(every, key=_rank) if not len(mark.drawn)}
        drawn = [mark.drawn for mark in every] + ([self._lit] if self._lit is not None else [])
        self._edges = sorted({edge for span in drawn for edge in (span.start, span.end)})
        self._starts = [mark.drawn.start for mark in self._marks]
        self._longest = max((len(mark.drawn) for mark in self._marks), default=0)

    def pieces(self, span: Span, *, closed: bool = False) -> tuple[Piece, ...]:
        """What was put in at the end of the span is of what follows, or of the span where it is ``closed``."""
        low, high = bisect_right(self._edges, span.start), bisect_right(self._edges, span.end)
        cuts = [span.start, *(edge for edge in self._edges[low:high] if edge < span.end), span.end]
        closed = closed or (len(span) > 0 and span.end == len(self._text))
        return tuple(_joined(self._pieces(cuts, closed=closed)))

    def _pieces(self, cuts: Sequence[int], *, closed: bool) -> Iterator[Piece]:
        for start, end in pairwise(cuts):
            if start < end:
                yield from self._gap(start)
                yield self._piece(Span(start, end))
        if closed:
            yield from self._gap(cuts[-1])

    def _gap(self, at: int) -> Iterator[Piece]:
        mark, own = self._gaps.get(at), Span(at, at)
        lit = self._lit is not None and (self._lit == own or self._lit.start < at < self._lit.end)
        if mark or self._lit == own:
            kind, where = (mark.kind, mark.at) if mark else ("", "")
            yield Piece("", kind, where, lit=lit, first=self._lit == own)

    def _piece(self, span: Span) -> Piece:
        low = bisect_right(self._starts, span.start - self._longest)
        high = bisect_right(self._starts, span.start)
        over = [mark for mark in self._marks[max(0, low - 1) : high] if mark.drawn.covers(span)]
        top = max(over, key=_rank, default=None)
        kinds = {mark.kind for mark in over}
        lit = self._lit is not None and self._lit.covers(span)
        return Piece(
            span.of(self._text),
            top.kind if top else "",
            top.at if top else "",
            tuple(kind for kind in reversed(KINDS) if top and kind in kinds and kind != top.kind),
            lit=lit,
            first=lit and self._lit is not None and span.start == self._lit.start,
        )


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, those that are alike and side by side as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and piece.carries_on(last):
            last = replace(last, text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _rank(mark: Mark) -> int:
    return _RANK[mark.kind]


def _cut(span: Span, edges: Iterable[int]) -> Iterator[Span]:
    cuts = sorted({span.start, span.end, *(edge for edge in edges if span.start < edge < span.end)})
    return (Span(start, end) for start, end in pairwise(cuts))


def _block(document: Document, cutter: Cutter, span: Span) -> Block:
    clause = document.clause_at(span.start)
    opens = clause is not None and clause.span.start == span.start
    chrome = any(own.covers(span) for own in document.chrome)
    head = _head(document, clause, span) if clause and opens else Span(span.start, span.start)
    rest = Span(head.end, span.end)
    barred = clause is not None and not chrome and _barred(document.text, rest)
    cells = _cells(document.text, rest) if clause and barred and _is_row(document, clause, rest) else (rest,)
    return Block(
        clause,
        len(document.ancestors(clause)) if clause else 0,
        opens,
        chrome,
        cutter.pieces(head),
        tuple(cutter.pieces(cell, closed=len(cells) > 1) for cell in cells),
    )


def _is_row(document: Document, clause: Clause, span: Span) -> bool:
    """Also the line before the first row, which names the columns."""
    if clause.kind == "table_row":
        return True
    beside = document.children(clause.parent)
    following = beside[beside.index(clause) + 1 :][:1]
    one_line = "\n" not in span.of(document.text).strip()
    return one_line and any(clause.kind == "table_row" for clause in following)


def _head(document: Document, clause: Clause, span: Span) -> Span:
    """The first line, where the clause has a heading that ends it."""
    stop = document.text.find("\n", span.start, span.end)
    line = Span(span.start, span.end if stop < 0 else stop)
    short = len(line) <= len(clause.label) + len(clause.heading) + 8
    return line if clause.heading and short else Span(span.start, span.start)


def _barred(text: str, span: Span) -> bool:
    return text.count("|", span.start, span.end) > 1


def _cells(text: str, span: Span) -> Sequence[Span]:
    """Between the bars of ``| 1 | 建设绿色工厂 |``, and what stands before and after them."""
    bars = [at for at in range(span.start, span.end) if text[at] == "|"]
    inner = [Span(start + 1, end) for start, end in pairwise(bars)]
    edges = Span(span.start, bars[0]), Span(bars[-1] + 1, span.end)
    before, after = ([edge] if edge.of(text).strip() else [] for edge in edges)
    return (*before, *inner, *after)
