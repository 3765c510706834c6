"""指标所指：whether words are the name of an indicator, or the subject of a plan all of whose goals are meant."""

from __future__ import annotations

from corpus.fold import fold
from corpus.lazy import lazily
from kb.model import Plan, Target
from qa.model import Slots, Topic
from qa.passages import NEAR, coverage

_PART = 3  # times the length of the words that an indicator so called has at most
_ALL = lazily("(?:量化|年度|具体|主要)?(?:指标|目标)(?!值)")


def is_called(plan: Plan, target: Target, topic: Topic) -> bool:
    """Whether the words are the name of the indicator, or a good part of it; 校园安全 is none of 平安校园比例."""
    longest = max((sum(len(wordings[0]) for wordings in group) for group in topic.groups), default=0)
    return (
        len(target.indicator) <= _PART * longest and coverage(plan.document, topic, target.indicator) >= NEAR
    )


def of_the_plan(plan: Plan, slots: Slots) -> bool:
    """Whether the goals of a whole plan are asked for by what its title has: 教育目标 of 教育发展计划."""
    title = fold(plan.document.header.title or "").lower()
    groups = [[_ALL.sub("", wordings[0]) for wordings in group] for group in slots.topic.groups]
    asked = _ALL.search(slots.text) and "多少" not in slots.text
    return bool(asked) and any(all(name and name in title for name in group) for group in groups)
