"""事实的文件：the facts of what is wanted, in the formats for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from export.agenda import due
from export.formats import CALENDARS, FACTS
from export.selection import Selection, nothing, shares
from kb.model import Plan

FORMATS = (*CALENDARS, *FACTS)


def write(plans: Sequence[Plan], wanted: Selection, form: str) -> bytes:
    """Raises InputError where a condition fits nothing, UnknownUnit where no plan names the unit."""
    if form not in CALENDARS:
        return FACTS[form](shares(plans, wanted))
    found = due(plans, wanted)
    if wanted.year and not found:
        raise nothing("时限", wanted)
    return CALENDARS[form](found)
