"""选方案：plans by their number in the list or by part of their title, file name or document number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from export.selection import plans_called
from graph.titles import quoted_titles
from kb.model import Plan

_BETWEEN = re.compile(r"[\s,，、；;]+")


def chosen(plans: Sequence[Plan], words: str) -> tuple[Plan, ...]:
    """In the order of ``plans``; raises InputError where a word fits none."""
    wanted = [plan for word in _BETWEEN.split(words) if word for plan in _meant(plans, word)]
    return tuple(plan for plan in plans if any(plan is own for own in wanted))


def _meant(plans: Sequence[Plan], word: str) -> Sequence[Plan]:
    if word.isdecimal() and 0 < int(word) <= len(plans):
        return (plans[int(word) - 1],)
    return plans_called(word, plans)


def listed(held: Sequence[Plan], asked: Sequence[Plan]) -> str:
    """Every plan with its number, those that are asked marked."""
    named = quoted_titles(plan.document for plan in held)
    rows = (
        f"  {'●' if any(plan is own for own in asked) else '○'} {number}  {named[plan.document.id]}"
        for number, plan in enumerate(held, 1)
    )
    return "\n".join([f"共{len(held)}份方案，正在问其中标 ● 的{len(asked)}份：", *rows])
