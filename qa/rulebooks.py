"""Every rulebook of the house, in the order in which a plan and then a question meet them."""

from __future__ import annotations

from typing import Any

from corpus import damage, dates, markers, numbers
from corpus.rule import Rulebook
from kb import deadlines, targets
from kb.audit import mentions, reasons, reasons_numbers, reasons_times, reasons_units
from kb.responsibilities import roles, stated_nouns, stated_rules, tables
from kb.units import grammar
from qa import bounds, followup, intents, points, writing

BOOKS: tuple[Rulebook[Any, Any], ...] = (
    markers.BOOK,
    numbers.BOOK,
    dates.BOOK,
    damage.BOOK,
    grammar.BOOK,
    roles.BOOK,
    tables.BOOK,
    stated_nouns.BOOK,
    stated_rules.BOOK,
    deadlines.BOOK,
    targets.BOOK,
    mentions.BOOK,
    reasons.BOOK,
    reasons_numbers.BOOK,
    reasons_times.BOOK,
    reasons_units.BOOK,
    writing.BOOK,
    points.BOOK,
    bounds.BOOK,
    intents.BOOK,
    followup.BOOK,
)
