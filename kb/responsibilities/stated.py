"""行文中的责任：who answers for a clause because a sentence gives the duty (教育主管部门要…、由区财政局…)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.lexicon import load
from kb.model import Evidence, Responsibility
from kb.responsibilities.places import UnitList, brackets
from kb.responsibilities.stated_names import masked, subjects
from kb.responsibilities.stated_rules import SWEEP, Duty
from kb.units import Located, Mention, UnitBook, mentions_of

_VISION = lazily(f"(?:[一-龥]{{0,4}})(?:{any_of(load('duties')['sections']['visions'])})")
_LONG = 12


def _visions(document: Document) -> list[Span]:
    """The parts that say where to go and not who does what."""
    return [c.span for c in document.clauses if c.kind == "goal" or _VISION.fullmatch(c.heading)]


def prose(document: Document, text: str, lists: Iterable[UnitList]) -> str:
    """The legible ``text`` with everything that is no sentence of duty blanked, every character at its place."""
    asides = [span for span in brackets(text) if len(span) > _LONG]
    parts, at = [], 0
    for span in sorted([*(one.span for one in lists), *asides, *_visions(document)]):
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
    for rule, span, duty in SWEEP.readings(sentences, None):
        for start in starts[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if sentences[start - 1 : start] != "(":
                found.setdefault(start, (rule.name, duty))
    return found


@dataclass(frozen=True, slots=True)
class Sentences:
    """The ``prose`` of a plan, and the organs named anywhere in the plan."""

    text: str
    organs: tuple[Located, ...]


def stated(document: Document, book: UnitBook, sentences: Sentences) -> tuple[Responsibility, ...]:
    """Every stated responsibility in reading order; bracketed and labelled lists are left to ``listed``."""
    mentions = mentions_of(document, sentences.organs, book)
    names = subjects(document, book, sentences.text, mentions)
    duties = _duties(sentences.text, names)
    return tuple(
        _fact(document, name, *duties[name.span.start]) for name in names if name.span.start in duties
    )


def _fact(document: Document, name: Mention, rule: str, duty: Duty) -> Responsibility:
    clause = document.clause_at(name.span.start)
    evidence = Evidence(
        document.id, clause.id if clause else "", name.span, name.span.of(document.text), rule
    )
    return Responsibility(name.unit, name.group, duty.role, "stated", name.basis, name.certain, evidence)
