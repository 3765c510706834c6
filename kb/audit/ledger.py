"""入账：one plan's ledger: places of all characters, uses of all items, reasons for the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from corpus.model import Document, Span
from kb.audit import reasons_numbers as numbers
from kb.audit import reasons_times as times
from kb.audit import reasons_units as units
from kb.audit.characters import layout, stretches
from kb.audit.mentions import Mention, mentions
from kb.audit.model import Item, Kind, Ledger, Place, Reason, Use
from kb.audit.reasons import ANYWHERE, LAYOUT, Why
from kb.model import Evidence, Facts, Plan
from kb.responsibilities.stated_names import MASK
from kb.units import read_book

View = tuple[str, tuple[Why, ...]]
"""A text and the rules that read it."""


def audit(plan: Plan) -> Ledger:
    """The completeness ledger of ``plan``; never raises, and takes nothing for read that is not."""
    document = plan.document
    book = read_book(document)
    letters = layout(document)
    found = mentions(document, book)
    uses = _uses(plan.facts)
    reasons = _reasons(document.folded, letters, found)
    items = tuple(_item(document, one, uses, reasons) for one in found)
    return Ledger(document, stretches(letters), items)


Uses = dict[bool, dict[int, list[Use]]]


def _uses(facts: Facts) -> Uses:
    """By character, what rests on it: responsibilities for units (True), all facts for the others."""
    found: Uses = {True: {}, False: {}}
    for name, evidences in _evidence(facts):
        for evidence in evidences:
            use = Use(name, evidence.clause, evidence.rule)
            for at in range(evidence.span.start, evidence.span.end):
                found[False].setdefault(at, []).append(use)
                if name == "responsibility":
                    found[True].setdefault(at, []).append(use)
    return found


def _evidence(facts: Facts) -> Iterator[tuple[str, Iterable[Evidence]]]:
    yield "responsibility", (fact.evidence for fact in facts.responsibilities)
    yield "deadline", (fact.evidence for fact in facts.deadlines)
    yield "target", (fact.evidence for fact in facts.targets)


def _item(document: Document, one: Mention, uses: Uses, reasons: dict[Mention, Reason]) -> Item:
    by_character = uses[one.kind is Kind.UNIT]
    own = dict.fromkeys(use for at in range(one.span.start, one.span.end) for use in by_character.get(at, ()))
    clause = document.clause_at(one.span.start)
    return Item(
        one.kind, one.span, clause.id if clause else "", tuple(own), None if own else reasons.get(one)
    )


def _reasons(folded: str, letters: str, found: Sequence[Mention]) -> dict[Mention, Reason]:
    """The earliest rule that covers an item whole."""
    masked = _masked(folded, [one for one in found if one.kind is Kind.UNIT])
    prose, masks = _without_lists(folded, letters), _without_lists(masked, letters)
    views: dict[Kind, tuple[View, ...]] = {
        Kind.NUMBER: ((folded, numbers.RULES), (masked, numbers.MASKED)),
        Kind.TIME: ((folded, times.RULES),),
        Kind.UNIT: ((folded, units.NAMED), (prose, units.CLASSES), (masks, units.RULES)),
    }
    reasons: dict[Mention, Reason] = {}
    for kind in Kind:
        own = [one for one in found if one.kind is kind]
        for text, rules in ((letters, LAYOUT), (folded, ANYWHERE), *views[kind]):
            for one, reason in _given(own, text, rules):
                reasons.setdefault(one, reason)
    return reasons


def _given(items: Sequence[Mention], text: str, rules: Sequence[Why]) -> Iterator[tuple[Mention, Reason]]:
    for rule in rules:
        for span, reason in rule.readings(text, None):
            for one in _covered(items, span):
                yield one, Reason(reason, rule.name)


def _covered(items: Sequence[Mention], span: Span) -> Iterator[Mention]:
    """Those of ``items`` (in order, apart) that lie in ``span``."""
    at = bisect_left(items, span.start, key=lambda one: one.span.start)
    while at < len(items) and items[at].span.end <= span.end:
        yield items[at]
        at += 1


def _masked(folded: str, units: Sequence[Mention]) -> str:
    parts, at = [], 0
    for unit in units:
        parts += [folded[at : unit.span.start].replace(MASK, " "), MASK * len(unit.span)]
        at = unit.span.end
    return "".join([*parts, folded[at:].replace(MASK, " ")])


def _without_lists(text: str, letters: str) -> str:
    """``text`` with every list of responsible units blanked, offsets kept."""
    return "".join("\0" if place == Place.LIST else char for char, place in zip(text, letters, strict=True))
