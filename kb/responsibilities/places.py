"""名单所在：where lists of responsible units stand, brackets and labels, and which clause each is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.lazy import lazily
from corpus.model import Clause, Document, Span
from corpus.unitlist import CLOSING, OPENING
from kb.responsibilities.roles import LABELS, Part, marks, parted, parts
from kb.units import Located, locate
from kb.units.lists import pieces

_EDGE = lazily("[()\\[\\]【】〔〕\n]")
_NEW_LINE = lazily("\n\\s*(?:\n|[一二三四五六七八九十]{1,3}[、是]|\\d{1,3}[.、]|第.{1,3}[条章节]|附件|$)")
_BLANK = lazily("\\s*")
_STOP = lazily("[。\n()\\[\\]【】〔〕]|[;；](?=[^;:。\n]{2,8}:)")
_RUNNING = lazily("(?<!^)(?<![,;:、])由|[为将把被]|其中|以下简称|不|如")
_RANKED_LINE = lazily(
    "(?m)^[ ]*(?P<list>[一-鿿][一-鿿、,;() ]{3,400}(?:负责|配合|落实|参与|牵头|实施))[。;]?[ ]*$"
)
_OFFICE = lazily("(?:[局厅署委]|委员会|管委会|人民政府|办公室)$")
_SENTENCE_END = frozenset("。;:!?")
_NOTHING = lazily("[^\u4e00-\u9fff]*")
_MOST = 0.25
_WIDEST = 600


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a list with the names in it."""

    part: Part
    names: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list at its place with what is in it; ``rule`` is the form in which it stands."""

    span: Span
    rule: str
    stretches: tuple[Stretch, ...] = field(compare=False)


def stretches(document: Document, parts: Iterable[Part]) -> tuple[Stretch, ...]:
    """The parts of a list with their names."""
    return tuple(Stretch(part, locate(document, part.span)) for part in parts)


def brackets(folded: str) -> Iterator[Span]:
    """The inside of every outermost bracket; one that its paragraph leaves open ends with it.

    Where a bracket is never closed, those that it seems to hold count for themselves.
    """
    opened: list[int] = []
    inner: list[Span] = []
    for match in _EDGE.finditer(folded):
        char, at = match[0], match.start()
        while opened and at - opened[0] > _WIDEST:
            yield from inner
            opened, inner = opened[1:], []
        if char in OPENING:
            opened.append(at + 1)
        elif char in CLOSING and opened:
            span = Span(opened.pop(), at)
            inner = [one for one in inner if one.start < span.start] + [span]
            if not opened:
                yield span
                inner = []
        elif opened and _NEW_LINE.match(folded, at):
            yield from (*inner, Span(opened[-1], at))
            opened, inner = [], []
    yield from inner


def _explicit(document: Document, span: Span, rule: str) -> UnitList | None:
    """The bracket as a list, where words that rank units stand in it, and little but units besides."""
    folded = document.folded
    found = marks(folded, span)
    if not any(mark.kind in {"verb", "label"} for _, mark in found):
        return None
    labelled = any(mark.kind == "label" for _, mark in found)
    every = stretches(document, parted(found, span))
    rest = [one for one in every if _NOTHING.fullmatch(one.part.span.of(folded)) is None]
    items = [item for one in rest for item in one.names]
    strange = sum(len(item.span) for item in items if item.name.kind == "unknown")
    if not items or strange > _MOST * sum(len(item.span) for item in items):
        return None
    running = not labelled and any(_RUNNING.search(one.part.span.of(folded)) for one in rest)
    return None if running else UnitList(span, rule, every)


def _anchor(item: Located, several: bool) -> bool:
    """Whether a name can only be that of an organ."""
    name = item.name
    match name.kind:
        case "fixed" | "vertical":
            return True
        case "known" | "organ" | "field" if name.prefix or name.place:
            return True
        case "known":
            return several
        case "group":
            return several and name.text.startswith("各")
        case _:
            return False


def _bare(document: Document, span: Span) -> bool:
    """Whether a bracket without a ranking word is a list of units: every piece parses, one is sure."""
    folded = document.folded
    cut = pieces(folded, span)
    if not cut or not _ends_sentence(folded, span) or max(len(piece) for piece in cut) > 60:
        return False
    items = locate(document, span)
    strange = [item for item in items if item.name.kind == "unknown"]
    if 5 * len(strange) > len(items) or any(len(item.span) > 6 for item in strange):
        return False
    alone = len(items) == 1 and _after_sentence(folded, span)
    if alone and items[0].name.kind == "generic" and _OFFICE.search(items[0].name.text):
        return True
    return any(_anchor(item, len(items) > 1) for item in items)


def _after_sentence(folded: str, span: Span) -> bool:
    return folded[max(0, span.start - 2) : span.start - 1] in _SENTENCE_END


def _ends_sentence(folded: str, span: Span) -> bool:
    """Whether the bracket closes a sentence or a line, as a list of units does."""
    after = folded[span.end + 1 : span.end + 12].lstrip(" ")
    before = folded[max(0, span.start - 12) : span.start - 1].rstrip(" ")
    if span.end >= len(folded) or folded[span.end] == "\n" or not after:
        return True
    return after[0] in "\n。" or (bool(before) and before[-1] in _SENTENCE_END)


def _skip(folded: str, start: int) -> int:
    blank = _BLANK.match(folded, start)
    return blank.end() if blank else start


def _list_end(folded: str, head: int) -> int:
    """Where the list that follows a label ends; a list may begin on the line below its label."""
    depth = 0
    for match in _STOP.finditer(folded, _skip(folded, head)):
        depth += (match[0] in OPENING) - (match[0] in CLOSING)
        if depth < 0 or match[0] not in OPENING + CLOSING:
            return match.start()
    return len(folded)


def _labelled(document: Document, taken: tuple[UnitList, ...]) -> Iterator[UnitList]:
    """Lists after 责任单位： outside brackets, to the end of the sentence or line (or the next line)."""
    folded = document.folded
    done = {at for one in taken for at in range(one.span.start, one.span.end)}
    last = -1
    for start in sorted(match.start() for rule in LABELS for match in rule.pattern.finditer(folded)):
        head = folded.find(":", start, start + 12) + 1
        if start < last or start in done or not head:
            continue
        last = _list_end(folded, head)
        if one := _explicit(document, Span(start, last), "listed.label"):
            yield one


def _lines(document: Document, taken: tuple[UnitList, ...]) -> Iterator[UnitList]:
    """Lines that are a list from end to end: A、B、C按职责分工负责."""
    done = {at for one in taken for at in range(one.span.start, one.span.end)}
    for match in _RANKED_LINE.finditer(document.folded):
        span = Span(*match.span("list"))
        one = None if {span.start, span.end - 1} & done else _explicit(document, span, "listed.line")
        if one:
            yield one


def unit_lists(document: Document) -> tuple[UnitList, ...]:
    """Every list of responsible units of the plan, in reading order; none inside the page chrome."""
    found: list[UnitList] = []
    for span in brackets(document.folded):
        one = _explicit(document, span, "listed.bracket")
        if one is None and _bare(document, span):
            one = UnitList(span, "listed.bare", stretches(document, parts(document.folded, span)))
        if one:
            found.append(one)
    found += _labelled(document, tuple(found))
    found += _lines(document, tuple(found))
    outside = [one for one in found if not any(span.overlaps(one.span) for span in document.chrome)]
    return tuple(sorted(outside, key=lambda one: one.span))


def owners(document: Document, lists: tuple[UnitList, ...]) -> dict[UnitList, Clause]:
    """The clause of each list: its measure or section; an item where several items have their own."""
    places = {one: clause for one in lists if (clause := document.clause_at(one.span.start)) is not None}
    items = {one: _item(document, clause, one.span.start) for one, clause in places.items()}
    having: dict[str | None, set[str]] = {}
    for item in items.values():
        if item is not None:
            having.setdefault(item.parent, set()).add(item.id)
    found: dict[UnitList, Clause] = {}
    for one, clause in places.items():
        item = items[one]
        found[one] = item if item and len(having[item.parent]) > 1 else _numbered(document, clause)
    return found


def _item(document: Document, clause: Clause, at: int) -> Clause | None:
    """The item that holds the list, or that it follows at the end of their measure."""
    chain = document.ancestors(clause)
    holding = next((one for one in reversed(chain) if one.kind == "item"), None)
    before = [one for one in document.children(clause.id) if one.kind == "item" and one.span.end <= at]
    return holding or (before[-1] if before else None)


def _numbered(document: Document, clause: Clause) -> Clause:
    chain = document.ancestors(clause)
    return next((one for one in reversed(chain) if one.kind in {"section", "measure", "table_row"}), clause)
