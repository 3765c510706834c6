"""理解：a question becomes an intent and its slots; what was corrected is said."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model import Plan
from qa.intents import intent
from qa.model import Slots, Understood
from qa.slots import slots as read_slots


def understand(question: str, plans: Sequence[Plan], *, today: str | None = None) -> tuple[Understood, Slots]:
    """The question as understood, and its slots for the answer; ``today`` is ``YYYY-MM-DD``."""
    slots = read_slots(question, plans, today=today)
    corrections = tuple(f"{n.words}→{'、'.join(n.units)}" for n in slots.units if n.corrected)
    understood = Understood(
        intent=intent(slots.shape),
        units=tuple(dict.fromkeys(unit for named in slots.units for unit in named.units or (named.words,))),
        years=slots.years,
        roles=slots.roles,
        labels=slots.labels,
        topic=str(slots.topic),
        corrections=corrections,
    )
    return understood, slots
