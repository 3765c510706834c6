"""条款树：sections, measures, items, goals, paragraphs and table rows as one tree of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.items import items
from corpus.lazy import lazily
from corpus.markers import ANNEX, ARTICLE, FIRST, GOAL, ROW, SECOND, THIRD, Marker
from corpus.model import Clause, Repair, Span
from corpus.paragraphs import clip
from corpus.tables import opens_table
from corpus.unitlist import unit_list

_HEADING_LIMIT = 60
_FOLDS = lazily(r"\s*\n\s*")
_WORD = lazily(r"\w")
_BRACKET = lazily(
    "[(\\[【〔](?:[^()\\[\\]【】〔〕]|[(][^()]*[)]){0,200}?(?:牵头|负责|配合|参与|(?:责任|配合|牵头)(?:单位|部门|领导))"
    "(?:[^()\\[\\]【】〔〕]|[(][^()]*[)]){0,200}[)\\]】〕]"
)
_HEADING_END = lazily(f"[。;!?*|]|{_BRACKET.pattern}|:(?=.{10})|具体目标:|(?<![统唯同之万逐合专单第])一是")
_GENERAL = lazily(
    "[ \n]*(?:总体(?:要求|思路|目标|部署|安排)|指导思想|(?:基本|工作)原则|(?:发展|工作|主要|行动)目标"
    "|(?:重要|重大)意义)"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A clause before it has an id: ``depth`` 0 is a root, ``heading`` a span of the text."""

    depth: int
    kind: str
    label: str
    heading: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its depth in the tree, its kind, and the text that is its own (``body``)."""

    marker: Marker
    depth: int
    kind: str
    heading: Span
    body: Span
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The source text, its paragraphs, the place of its clauses, the prose before, the signature after."""

    text: str
    rows: tuple[Span, ...]
    area: Span
    preamble: tuple[Span, ...]
    closing: tuple[Span, ...]


def clause_tree(
    folded: str, headings: Sequence[Marker], frame: Frame
) -> tuple[tuple[Clause, ...], tuple[Repair, ...]]:
    """Clauses in reading order; the paragraphs of preamble and signature stand at the root."""
    repairs: list[Repair] = []
    nodes = [_node(span, 0, "paragraph", "") for span in (*frame.preamble, *frame.closing)]
    for section in _sections(folded, headings, frame):
        nodes += [_node(row, section.depth, "paragraph", "") for row in _below(folded, section, frame)]
        span = Span(section.marker.span.start, section.end)
        nodes.append(Node(section.depth, section.kind, section.marker.label, section.heading, span))
        children, found = _own(folded, section, clip(frame.rows, section.body))
        nodes += children
        repairs += found
    nodes.sort(key=lambda node: (node.span.start, node.depth))
    return tuple(_clauses(frame.text, nodes)), tuple(repairs)


def _node(span: Span, depth: int, kind: str, label: str) -> Node:
    """A clause without a heading."""
    return Node(depth, kind, label, Span(span.start, span.start), span)


def _sections(folded: str, headings: Sequence[Marker], frame: Frame) -> Iterator[Section]:
    kinds = _kinds(folded, headings)
    ends, depths = _extents(headings, frame)
    stops = [*(marker.span.start for marker in headings[1:]), frame.area.end]
    for at, marker in enumerate(headings):
        stop = min(stops[at], ends[at])
        heading = _heading(folded, marker, frame.rows, stop)
        end = min(ends[at], _row_end(folded, marker))
        yield Section(marker, depths[at], kinds[at], heading, Span(heading.end, stop), end)


def _row_end(folded: str, marker: Marker) -> int:
    """The end of the line of a grid's row; that of the text for whatever is none."""
    end = folded.find("\n", marker.span.start) + 1
    grid = end > 0 and marker.rank == ROW and "|" in folded[marker.span.start : end]
    return end if grid else len(folded)


def _below(folded: str, section: Section, frame: Frame) -> tuple[Span, ...]:
    """What stands below the last row of a grid, up to the next heading: text of the clause that holds the table."""
    if section.marker.rank != ROW or section.end >= section.body.end:
        return ()
    left = clip(frame.rows, Span(section.end, section.body.end))
    return tuple(row for row in left if _WORD.search(folded, row.start, row.end))


def _extents(headings: Sequence[Marker], frame: Frame) -> tuple[list[int], list[int]]:
    """Where each heading's clause ends and how deep it stands."""
    ends, depths = [frame.area.end] * len(headings), [0] * len(headings)
    open_at: list[int] = []
    stop = frame.closing[0].start if frame.closing else frame.area.end
    for at, marker in enumerate(headings):
        while open_at and headings[open_at[-1]].rank >= marker.rank:
            ends[open_at.pop()] = marker.span.start
        depths[at] = len(open_at)
        open_at.append(at)
    ends = [
        stop if marker.span.start < stop < limit else limit
        for marker, limit in zip(headings, ends, strict=True)
    ]
    return ends, depths


def _kinds(folded: str, headings: Sequence[Marker]) -> list[str]:
    """The kind of each heading; the rank that carries the tasks is found for every annex by itself."""
    kinds: list[str] = []
    part: list[Marker] = []
    for marker in headings:
        if marker.rank == ANNEX:
            kinds += _part_kinds(folded, part)
            part = []
        part.append(marker)
    return kinds + _part_kinds(folded, part)


def _part_kinds(folded: str, part: Sequence[Marker]) -> list[str]:
    """A clause of the task rank is a measure, but for principles and aims under 总体要求 and the like
    that nobody answers for."""
    rank = THIRD if any(marker.rank == ROW for marker in part) else _task_rank(part)
    plain = [_kind(marker, rank) for marker in part]
    kinds: list[str] = []
    general = False
    for marker, kind in zip(part, plain, strict=True):
        if marker.rank <= FIRST:
            general = _GENERAL.match(folded, marker.span.end) is not None
        aim = general and kind == "measure" and not _has_list(folded, marker)
        kinds.append("section" if aim else kind)
    return kinds if "measure" in kinds else plain


def _has_list(folded: str, marker: Marker) -> bool:
    stop = folded.find("\n", marker.span.end)
    return unit_list(folded, Span(marker.span.end, stop if stop >= 0 else len(folded))) is not None


def _kind(marker: Marker, task_rank: int) -> str:
    if marker.rank == ROW:
        return "table_row"
    if marker.rank == GOAL:
        return "paragraph" if marker.label[0] == "2" else "goal"
    if marker.rank == task_rank:
        return "measure"
    return "section" if marker.rank < task_rank else "item"


def _task_rank(part: Sequence[Marker]) -> int:
    """第X条 where there is any, else the deepest of 1. / （一） / 一、 that has most of the leaves."""
    if any(marker.rank == ARTICLE for marker in part):
        return ARTICLE
    for rank in (THIRD, SECOND):
        shallow = [marker.rank for marker in part if marker.rank <= rank and marker.rank != ANNEX]
        pairs = pairwise([*shallow, ANNEX])
        leaves = sum(here < rank and following <= here for here, following in pairs)
        if rank in shallow and shallow.count(rank) >= leaves:
            return rank
    return FIRST


def _heading(folded: str, marker: Marker, rows: tuple[Span, ...], stop: int) -> Span:
    """The heading's words: up to the first sentence end, unit list or the paragraph's end, without any."""
    start = _skipped(folded, marker.span.end, stop)
    line = folded.find("\n", start, stop)
    if marker.rank == GOAL or (
        marker.rank == ANNEX and opens_table(folded[start : line if line > 0 else stop])
    ):
        return Span(start, start)
    row = rows[bisect_right(rows, start, key=lambda row: row.start) - 1]
    listed = _BRACKET.match(folded, start, stop)
    start = _skipped(folded, listed.end(), stop) if listed and listed.end() < row.end else start
    limit = min(stop, max(row.end, start))
    opening = unit_list(folded, Span(start, limit)) if start < limit else None
    match = _HEADING_END.search(folded, start, limit if opening is None else opening)
    end = match.start() if match else limit if opening is None else opening
    if end - start > _HEADING_LIMIT:
        comma = folded.find(",", start + 4, start + _HEADING_LIMIT)
        end = comma if comma > 0 else start + _HEADING_LIMIT
    return Span(start, start + len(folded[start:end].rstrip()))


def _skipped(folded: str, at: int, stop: int) -> int:
    """``at`` or the next character that is neither blank nor a mark of Markdown."""
    while at < stop and folded[at] in " \n|*#":
        at += 1
    return at


def _own(folded: str, section: Section, rows: tuple[Span, ...]) -> tuple[list[Node], tuple[Repair, ...]]:
    """Items and paragraphs of the text that is a heading's own; the cells of a table row stay whole.

    A unit list at the end belongs to the heading's clause, not to the last item or the only paragraph.
    """
    if section.kind == "table_row" or not rows:
        return [], ()
    depth = section.depth + 1
    parts = [_before_list(folded, row) for row in rows]
    lone = sum(part != row for part, row in zip(parts, rows, strict=True)) == 1
    found, repairs = items(folded, tuple(part for part in parts if len(part)))
    nodes = [_node(item.span, depth, "item", item.label) for item in found]
    starts = [item.span.start for item in found]
    inline = "\n" not in folded[section.heading.end : rows[0].start]
    for row, part in list(zip(rows, parts, strict=True))[inline:]:
        at = bisect_left(starts, row.start)
        whole = part if lone or not part else row
        end = starts[at] if at < len(starts) and starts[at] < row.end else whole.end
        if _WORD.search(folded, row.start, end):
            nodes.append(_node(Span(row.start, end), depth, "paragraph", ""))
    return nodes, repairs


def _before_list(folded: str, row: Span) -> Span:
    """``row`` without the unit list that it ends in; empty where it is nothing else."""
    at = unit_list(folded, row)
    return row if at is None else Span(row.start, row.start + len(folded[row.start : at].rstrip()))


def _clauses(text: str, nodes: Sequence[Node]) -> Iterator[Clause]:
    chain: list[Clause] = []
    seen: dict[str, int] = {}
    counts: dict[str, int] = {}
    for node in nodes:
        del chain[node.depth :]
        parent = chain[-1] if chain else None
        under = f"{parent.id}/" if parent else ""
        element = node.label
        if not element:
            counts[under] = counts.get(under, 0) + 1
            element = f"{'r' if node.kind == 'table_row' else 'p'}{counts[under]}"
        path = (f"{parent.path}/" if parent else "") + element
        identity = under + element
        seen[identity] = seen.get(identity, 0) + 1
        if seen[identity] > 1:
            identity += f"~{seen[identity]}"
        clause = Clause(
            identity,
            parent.id if parent else None,
            node.kind,
            node.label,
            path,
            _FOLDS.sub("", node.heading.of(text)),
            node.span,
        )
        chain.append(clause)
        yield clause
