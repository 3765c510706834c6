"""选方案：which plans a question is about: a number, a title in 《》 or word for word, its subject, or a place.

A number or a title selects its plan alone; else a place selects the plans of that place (广东省湛江市: the last
one), unless it is part of the name of a unit that plans of other places list (北京冬奥组委).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from graph import titles
from kb.called import places
from kb.model import Plan
from qa.numbered import numbered, unnumbered
from qa.remembered import per_plan
from qa.subjects import elsewhere, is_place, subjects
from qa.tokens import tagged
from qa.units import mentions
from qa.views import acting_units

_QUOTED = lazily("《([^《》]*(?:《[^》]*》[^《》]*)*)》")
_MARKS = lazily(r"[\W_]+")
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Selection:
    """The plans meant, and the question without their titles; ``unknown`` titles and numbers are in no
    plan, and no plan is of the ``foreign`` place or writes of it.
    """

    plans: tuple[Plan, ...]
    text: str
    unknown: tuple[str, ...] = ()
    foreign: str = ""


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text)).lower()


@per_plan
def _title(plan: Plan) -> str:
    return _plain(plan.document.header.title or "")


@per_plan
def _body(plan: Plan) -> str:
    return _plain(plan.document.folded)


def selected(question: str, plans: Sequence[Plan]) -> Selection:
    text = fold(question)
    told = _told_apart(text, plans)
    if told:
        return told
    own = numbered(text, plans)
    if own:
        return Selection(*own)
    quoted = quoted_titles(text)
    titled = [p for p in plans if any(_is_title(_plain(q), _title(p)) and not _cites(p, q) for q in quoted)]
    if titled:
        rest = _QUOTED.sub(
            lambda m: "" if any(_is_title(_plain(m[1]), _title(p)) for p in titled) else m[0], text
        )
        return Selection(_placed(rest, titled), rest)
    untitled = tuple(f"《{q}》" for q in quoted if not any(_plain(q) in _body(p) for p in plans))
    unknown = untitled or unnumbered(text, plans)
    if unknown and plans:
        return Selection(tuple(plans), text, unknown)
    spelt = [p for p in plans if len(_title(p)) >= _SHORTEST and _title(p) in _plain(text)]
    if spelt:
        return Selection(tuple(spelt), _without(text, _title(spelt[0])))
    placed = _placed(text, plans)
    if quoted:
        return Selection(placed, text)
    foreign = elsewhere(text, plans)
    if foreign and len(placed) == len(plans):
        return Selection(tuple(plans), text, (foreign,))
    named = subjects(text, placed)
    if named:
        return Selection(*named)
    return Selection(placed, text, foreign=_foreign(text, plans) if len(placed) == len(plans) else "")


def _told_apart(text: str, plans: Sequence[Plan]) -> Selection | None:
    """By 《标题》（湛江市，湛府办〔2024〕9号）, as plans of one title are listed."""
    if "》(" not in text:
        return None
    names = {own: fold(name) for own, name in titles.quoted_titles(p.document for p in plans).items()}
    marked = {own: name for own, name in names.items() if not name.endswith("》") and name in text}
    for name in marked.values():
        text = text.replace(name, "")
    found = tuple(plan for plan in plans if plan.document.id in marked)
    return Selection(found, text) if found else None


def _foreign(text: str, plans: Sequence[Plan]) -> str:
    """The place of the question that no plan is of and none writes, where it is not part of a unit's name."""
    at = 0
    for word, tag in tagged(text):
        span = Span(at, at + len(word))
        at = span.end
        if tag != "ns" or not is_place(word) or any(word in _body(plan) for plan in plans):
            continue
        if not any(unit.overlaps(span) or unit.start == span.end for unit, _ in mentions(text, plans)):
            return word
    return ""


def quoted_titles(text: str) -> list[str]:
    """What stands in 《》, the outermost where they are nested."""
    return [match[1] for match in _QUOTED.finditer(text)]


def _is_title(asked: str, title: str) -> bool:
    return bool(title) and len(asked) >= _SHORTEST and (asked in title or title in asked)


def _cites(plan: Plan, quoted: str) -> bool:
    """The title is that of a document the plan rests on, which its own title may repeat."""
    return any(_plain(quoted) in _plain(c.title) for c in plan.document.header.basis)


def _without(text: str, title: str) -> str:
    return re.sub(r"[\W_]*".join(map(re.escape, title)), "", text, flags=re.IGNORECASE)


def _placed(text: str, plans: Sequence[Plan]) -> tuple[Plan, ...]:
    if len(plans) < 2:
        return tuple(plans)
    found = {plan.document.id: _place_span(text, plan) for plan in plans}
    spans = [span for span in found.values() if span]
    last = [s for s in spans if not any(s.end == t.start or (t != s and t.covers(s)) for t in spans)]
    units = mentions(text, plans) if last else ()
    kept = []
    for plan in plans:
        span, own = found[plan.document.id], acting_units(plan)
        inside = [named.units for at, named in units if span and at.covers(span) and named.units]
        if span in last and all(own.intersection(names) for names in inside):
            kept.append(plan)
    return tuple(kept or plans)


def _place_span(text: str, plan: Plan) -> Span | None:
    """The longest name of the plan's place that stands in the question."""
    names = [name for name in places(plan.document.header.jurisdiction) if name in text]
    longest = max(names, key=len, default="")
    return Span(text.index(longest), text.index(longest) + len(longest)) if longest else None
