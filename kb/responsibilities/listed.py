"""名单中的责任：who answers for a clause because the clause's list of responsible units says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.lazy import lazily
from corpus.model import Clause, Document, Repair
from kb.model import Evidence, Responsibility
from kb.responsibilities.places import Stretch, UnitList, owners, stretches
from kb.responsibilities.roles import LEAD, NOTES, RESPONSIBLE, SUPPORT, parts
from kb.responsibilities.tables import Cell, unit_cells
from kb.units import Mention, UnitBook, resolve, split_list

_BLANKET, _POSITION = NOTES
_OWN_MARK = lazily("\\((?:(?P<lead>牵头|主办|主责|总牵头)|配合|参与|协办|协助)(?:单位|部门)?\\)")
_OPEN = lazily("(?:有关|相关).*(?:部门|单位|方面|机构)")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A unit of a list with its role."""

    mention: Mention
    role: str


def _entries(
    document: Document, found: Iterable[Stretch], book: UnitBook
) -> tuple[tuple[_Entry, ...], tuple[Repair, ...]]:
    entries: list[_Entry] = []
    repairs: list[Repair] = []
    for one in found:
        mentions, restored = resolve(document, one.names, book)
        repairs += restored
        entries += [_Entry(mention, _marked(document.folded, mention, one.part.role)) for mention in mentions]
    return tuple(entries), tuple(repairs)


def _marked(folded: str, mention: Mention, role: str) -> str:
    """The role of a unit with its own mark: 区财政局(牵头)."""
    mark = _OWN_MARK.match(folded, mention.span.end)
    return role if mark is None else LEAD if mark["lead"] else SUPPORT


def _first_leads(entries: tuple[_Entry, ...], rest: str) -> tuple[_Entry, ...]:
    """The first of an unranked list leads, by the plan's own rule; an open group cannot.

    ``rest`` is the role that the rule gives the others.
    """
    if not entries or any(entry.role != RESPONSIBLE for entry in entries):
        return entries
    first = entries[0]
    if _OPEN.search(first.mention.unit):
        return entries
    return (replace(first, role=LEAD), *(replace(entry, role=rest) for entry in entries[1:]))


@dataclass(frozen=True, slots=True)
class _Position:
    """The plan's rule that the first of a list leads: from where it holds, and the role of the others."""

    start: int
    rest: str


def _position(document: Document, ends: Iterable[int]) -> _Position | None:
    """A rule that follows every list (they end at ``ends``) holds for all."""
    place, mark = next(_POSITION.readings(document.folded, None), (None, None))
    if place is None or mark is None:
        return None
    later = any(end >= place.start for end in ends)
    return _Position(place.start if later else 0, SUPPORT if mark.role == SUPPORT else RESPONSIBLE)


def _fact(document: Document, entry: _Entry, clause: Clause, rule: str) -> Responsibility:
    mention = entry.mention
    evidence = Evidence(document.id, clause.id, mention.span, mention.span.of(document.text), rule)
    return Responsibility(
        mention.unit, mention.group, entry.role, "listed", mention.basis, mention.certain, evidence
    )


def _blanket(document: Document, placed: dict[UnitList, Clause], book: UnitBook) -> list[Responsibility]:
    """以下均需…配合，不再列出: the units stand in every later list that does not name them."""
    found: list[Responsibility] = []
    for place, mark in _BLANKET.readings(document.folded, None):
        mentions, _ = split_list(document, mark.units or place, book)
        clauses = {clause.id: clause for one, clause in placed.items() if one.span.start > place.start}
        for mention in mentions:
            entry = _Entry(replace(mention, basis="inherited"), mark.role)
            found += [_fact(document, entry, clause, _BLANKET.name) for clause in clauses.values()]
    return found


def _tabled(
    document: Document, cells: Iterable[Cell], book: UnitBook, position: _Position | None
) -> tuple[list[Responsibility], list[Repair]]:
    """The units of table cells, each in the clause of its row."""
    facts: list[Responsibility] = []
    repairs: list[Repair] = []
    for cell in cells:
        found = stretches(document, parts(document.folded, cell.span, cell.role))
        entries, restored = _entries(document, found, book)
        if position is not None and cell.span.end >= position.start:
            entries = _first_leads(entries, position.rest)
        if cell.carried:
            entries = tuple(
                replace(entry, mention=replace(entry.mention, basis="inherited")) for entry in entries
            )
        facts += [_fact(document, entry, cell.clause, "listed.table") for entry in entries]
        repairs += restored
    return facts, repairs


def _inherited(document: Document, facts: list[Responsibility]) -> list[Responsibility]:
    """A task without a list of its own, inside or below, has that of the nearest heading above it."""
    own: dict[str, list[Responsibility]] = {}
    taken: set[str] = set()
    for fact in facts:
        own.setdefault(fact.evidence.clause, []).append(fact)
        taken |= {clause.id for clause in document.ancestors(document.by_id[fact.evidence.clause])}
    found: list[Responsibility] = []
    for clause in document.clauses:
        if clause.kind not in {"measure", "table_row"} or clause.id in taken:
            continue
        chain = (one.id for one in reversed(document.ancestors(clause)) if one.id in own)
        found += [
            replace(fact, basis="inherited", evidence=replace(fact.evidence, clause=clause.id))
            for fact in own.get(next(chain, ""), ())
        ]
    return found


def listed(
    document: Document, book: UnitBook, found: tuple[UnitList, ...]
) -> tuple[tuple[Responsibility, ...], tuple[Repair, ...]]:
    """Every listed responsibility in reading order, and what had to be restored to read it; ``found`` are
    the ``unit_lists`` of the document."""
    cells = tuple(unit_cells(document))
    tabled = {at for cell in cells for at in range(cell.span.start, cell.span.end)}
    lists = tuple(one for one in found if tabled.isdisjoint(range(one.span.start, one.span.end)))
    placed = owners(document, lists)
    ends = (*(cell.span.end for cell in cells), *(one.span.end for one in lists))
    position = _position(document, ends)
    facts, repairs = _tabled(document, cells, book, position)
    for one in lists:
        entries, restored = _entries(document, one.stretches, book)
        if position is not None and one.span.end >= position.start:
            entries = _first_leads(entries, position.rest)
        if one in placed:
            facts += [_fact(document, entry, placed[one], one.rule) for entry in entries]
            repairs += restored
    facts += _inherited(document, facts)
    named = {(fact.evidence.clause, fact.unit) for fact in facts}
    blanket = _blanket(document, placed, book)
    facts += [fact for fact in blanket if (fact.evidence.clause, fact.unit) not in named]
    return tuple(facts), tuple(repairs)
