"""读题：one question as typed, read against the plans it is about: what was put right, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.model import Plan
from qa.coordinated import spread
from qa.model import Slots, Understood
from qa.respelt import respelt
from qa.selection import Selection, selected
from qa.understand import understand


@dataclass(frozen=True, slots=True)
class Reading:
    """The plans meant, and the question as understood over them."""

    chosen: Selection
    understood: Understood
    slots: Slots


def read(question: str, plans: Sequence[Plan], *, today: str | None = None) -> Reading:
    chosen = selected(spread(question, plans), plans)
    understood, slots = understand(chosen.text, chosen.plans, today=today)
    slips = respelt(slots.topic, chosen.plans) if not chosen.unknown else ()
    if not slips:
        return Reading(chosen, understood, slots)
    text = slots.text
    for wrong, right in slips:
        text = text.replace(wrong, right)
    mended, slots = understand(text, chosen.plans, today=today)
    said = tuple(f"{wrong}→{right}" for wrong, right in slips)
    return Reading(chosen, replace(mended, corrections=(*mended.corrections, *said)), slots)
