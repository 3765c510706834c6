"""行文中的责任：who answers for a clause because a sentence gives the duty (教育主管部门要…、由区财政局…)."""

from __future__ import annotations

from bisect import bisect_left

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.deadlines.model import legible
from kb.lexicon import load
from kb.model import Evidence, Responsibility
from kb.responsibilities.places import brackets, unit_lists
from kb.responsibilities.stated_names import masked, subjects
from kb.responsibilities.stated_rules import RULES, Duty
from kb.units import Mention, UnitBook

_VISION = lazily(f"(?:[一-龥]{{0,4}})(?:{any_of(load('duties')['sections']['visions'])})")
_LONG = 12


def _visions(document: Document) -> list[Span]:
    """The parts that say where to go and not who does what."""
    return [c.span for c in document.clauses if c.kind == "goal" or _VISION.fullmatch(c.heading)]


def _prose(document: Document, book: UnitBook) -> str:
    """The folded text with everything that is no sentence of duty blanked, every character at its place."""
    text = legible(document)
    lists = [one.span for one in unit_lists(document, book)]
    asides = [span for span in brackets(text) if len(span) > _LONG]
    parts, at = [], 0
    for span in sorted([*lists, *asides, *_visions(document)]):
        if span.end > at:
            start = max(at, span.start)
            parts += [text[at:start], "\0" * (span.end - start)]
            at = span.end
    return "".join([*parts, text[at:]])


def _duties(text: str, names: tuple[Mention, ...]) -> dict[int, tuple[str, Duty]]:
    """The rule and the duty of each name that has one, by the start of the name; the earlier rule wins."""
    sentences = masked(text, names)
    starts = [name.span.start for name in names]
    found: dict[int, tuple[str, Duty]] = {}
    for rule in RULES:
        for span, duty in rule.readings(sentences, None):
            for start in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
                if sentences[start - 1 : start] != "(":
                    found.setdefault(start, (rule.name, duty))
    return found


def stated(document: Document, book: UnitBook) -> tuple[Responsibility, ...]:
    """Every stated responsibility in reading order; bracketed and labelled lists are left to ``listed``."""
    text = _prose(document, book)
    names = subjects(document, book, text)
    duties = _duties(text, names)
    return tuple(
        _fact(document, name, *duties[name.span.start]) for name in names if name.span.start in duties
    )


def _fact(document: Document, name: Mention, rule: str, duty: Duty) -> Responsibility:
    clause = document.clause_at(name.span.start)
    evidence = Evidence(
        document.id, clause.id if clause else "", name.span, name.span.of(document.text), rule
    )
    return Responsibility(name.unit, name.group, duty.role, "stated", name.basis, name.certain, evidence)
