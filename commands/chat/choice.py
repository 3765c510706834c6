"""选方案：plans by their number in the list or by part of their title, file name or document number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from corpus.errors import InputError
from corpus.fold import fold
from graph.wording import plan_title
from kb.model import Plan

_BETWEEN = re.compile(r"[\s,，、；;]+")
_SHOWN = 5


def chosen(plans: Sequence[Plan], words: str) -> tuple[Plan, ...]:
    """In the order of ``plans``; raises InputError where a word fits none."""
    wanted = [plan for word in _BETWEEN.split(words) if word for plan in _meant(plans, word)]
    return tuple(plan for plan in plans if any(plan is own for own in wanted))


def _meant(plans: Sequence[Plan], word: str) -> Sequence[Plan]:
    if word.isdecimal() and 0 < int(word) <= len(plans):
        return (plans[int(word) - 1],)
    found = [plan for plan in plans if any(_plain(word) in _plain(name) for name in _names(plan))]
    if not found:
        known = "、".join(f"《{plan_title(plan.document)}》" for plan in plans[:_SHOWN])
        raise InputError(f"没有方案“{word}”；知识库里有：{known}{'等' * (len(plans) > _SHOWN)}。")
    return found


def _names(plan: Plan) -> Iterator[str]:
    document = plan.document
    yield from filter(
        None, (document.header.title, PurePath(document.source.name).stem, document.header.number)
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text)).lower()


def listed(held: Sequence[Plan], asked: Sequence[Plan]) -> str:
    """Every plan with its number, those that are asked marked."""
    rows = (
        f"  {'●' if any(plan is own for own in asked) else '○'} {number}  《{plan_title(plan.document)}》"
        for number, plan in enumerate(held, 1)
    )
    return "\n".join([f"共{len(held)}份方案，正在问其中标 ● 的{len(asked)}份：", *rows])
