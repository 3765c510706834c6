"""算术：sums, differences and comparisons of the targets that the plans give; nothing is estimated.

Each operand must be one value of the plans; where a topic fits several, or one of them is not given,
nothing is computed and what the plans do give is listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.lazy import lazily
from corpus.model import Span
from graph.wording import describe_target
from kb.model import Plan, Target
from qa.answers import targets, text
from qa.model import Asked, Query, Reply, Rows, Slots, Topic
from qa.passages import KNOWN, NEAR, coverage
from qa.shapes import DIFFERENCE, SUM
from qa.show import by_plan, place_of
from qa.views import fact_rows

_SUM, _DIFFERENCE, _TIMES = lazily(SUM), lazily(DIFFERENCE), lazily("几倍|翻几番")
_SLACK = 0.05
# Counters of one kind of thing, and the multiples of money.
_SAME = {"名": "人", "位": "人", "家": "个", "所": "个", "处": "个", "座": "个"}
_MULTIPLES = {"万元": ("元", 10**4), "亿元": ("元", 10**8), "万人": ("人", 10**4), "万亩": ("亩", 10**4)}


@dataclass(frozen=True, slots=True)
class Operand:
    """A target of a plan taken as a number."""

    plan: Plan
    target: Target

    @property
    def value(self) -> Decimal:
        return Decimal(str(self.target.value))

    @property
    def measure(self) -> str:
        return self.target.measure or ""

    def base(self) -> tuple[Decimal, str]:
        """The value in the basic measure: 2亿元 is 200000000 元, 3名 is 3 人."""
        measure, factor = _MULTIPLES.get(self.measure, (self.measure, 1))
        return self.value * factor, _SAME.get(measure, measure)


def answer(asked: Asked) -> Reply:
    operands = _operands(asked)
    shape = asked.slots.shape
    query = Query("目标值", tuple(_conditions(asked)), _done(shape))
    shares = bool(_SUM.search(shape)) and any(o.measure == "%" for o in operands)
    if not operands or shares or len({o.base()[1] for o in operands}) != 1:
        return _uncomputed(asked, query)
    result = _result(shape, operands)
    lines = [
        f"{place_of(o.plan, o.target)} {describe_target(o.target)}，原文“{o.target.evidence.surface}”"
        for o in operands
    ]
    facts = tuple(dict.fromkeys(o.target for o in operands))
    plans = {o.plan.document.id: o.plan for o in operands}.values()
    passages = text.holding(list(plans), [(p, _spans(p, operands)) for p in plans])
    quotes = by_plan(list(plans), [(p, text.quote_lines(p, passages)) for p in plans])
    rows = Rows(
        clauses=tuple(row for p in plans for row in fact_rows(p, [t for t in facts if _of(p, t)])),
        targets=facts,
        quotes=tuple(p.evidence() for p in passages),
    )
    indicators = tuple(dict.fromkeys(t.indicator for t in facts))
    return Reply("answered", "\n".join([result, *lines, quotes]), query, None, rows, indicators)


def _of(plan: Plan, target: Target) -> bool:
    return target.evidence.document == plan.document.id


def _spans(plan: Plan, operands: Sequence[Operand]) -> list[Span]:
    return [o.target.evidence.span for o in operands if o.plan is plan]


def _conditions(asked: Asked) -> list[str]:
    slots = asked.slots
    return [f"指标 {slots.topic}", *([f"年份 {'、'.join(slots.years)}"] if slots.years else [])]


def _done(shape: str) -> str:
    return "求和" if _SUM.search(shape) else "相减" if _DIFFERENCE.search(shape) else "比较大小"


def _operands(asked: Asked) -> tuple[Operand, ...]:
    """One target for each part of the topic, for each year, or for each plan; none where any is missing."""
    slots = asked.slots
    if len(slots.topic.groups) > 1:
        alone = [replace(slots, topic=Topic((group[:1],))) for group in slots.topic.groups]
        found = [_single(asked.plans, _named(asked, s), s.topic) for s in alone]
    elif len(slots.years) > 1:
        found = _of_years(asked, min(slots.years), max(slots.years))
    elif len(asked.plans) > 1:
        found = [
            _single([p], _named(Asked((p,), slots), slots), slots.topic, floor=KNOWN) for p in asked.plans
        ]
    else:
        return ()
    operands = tuple(o for o in found if o is not None)
    whole = found and len({o.target for o in operands}) == len(found)
    return operands if whole else ()


def _of_years(asked: Asked, first: str, last: str) -> list[Operand | None]:
    """One indicator's values in the two years; the indicator that names the topic best has to be one."""
    by_indicator: dict[tuple[str, str], dict[str, list[Target]]] = {}
    for target in _named(asked, asked.slots):
        own = by_indicator.setdefault((target.evidence.document, target.indicator), {})
        own.setdefault(target.year or "", []).append(target)
    both = [t for own in by_indicator.values() if first in own and last in own for t in own[last]]
    later = _single(asked.plans, both, asked.slots.topic, floor=KNOWN)
    if later is None:
        return []
    earlier = by_indicator[later.target.evidence.document, later.target.indicator][first]
    return [Operand(later.plan, earlier[0]) if len(earlier) == 1 else None, later]


def _named(asked: Asked, slots: Slots) -> list[Target]:
    found = [t for _, ts in targets.named(asked.plans, slots) for t in ts if not isinstance(t.value, tuple)]
    dated = [t for t in found if t.year in slots.years]
    return dated or found


def _single(
    plans: Sequence[Plan], found: Sequence[Target], topic: Topic, *, floor: float = NEAR - _SLACK
) -> Operand | None:
    """The target whose indicator names the topic best, where that is one value."""
    scored = [
        (coverage(p.document, topic, t.indicator) - _extra(t, topic), p, t)
        for t in found
        for p in plans
        if _of(p, t)
    ]
    best = max((score for score, _, _ in scored), default=0.0)
    if best < floor:
        return None
    top = [Operand(p, t) for score, p, t in scored if score >= best - 1e-9]
    return top[0] if len({(o.value, o.measure, o.plan.document.id) for o in top}) == 1 else None


def _extra(target: Target, topic: Topic) -> float:
    """What the indicator says beyond the topic, as a small part: 全国…率 before 丘陵山区县…率."""
    asked = "".join(chunk[0] for group in topic.groups for chunk in group)
    return 0.001 * sum(character not in asked for character in target.indicator)


def _result(shape: str, operands: Sequence[Operand]) -> str:
    measure = operands[0].measure
    same = all(o.measure == measure for o in operands)
    values = [o.value if same else o.base()[0] for o in operands]
    measure = measure if same else operands[0].base()[1]
    shown = [f"{_plain(v)}{measure}" for v in values]
    rough = "（按下限计）" if any(o.target.comparator == ">=" for o in operands) else ""
    if _SUM.search(shape):
        return f"合计{_plain(sum(values, Decimal(0)))}{measure}{rough}：{'＋'.join(shown)}。"
    low, high = min(values), max(values)
    if _TIMES.search(shape) and low:
        return f"{_plain(high / low)}倍：{_plain(high)}{measure}÷{_plain(low)}{measure}{rough}。"
    points = "个百分点" if measure == "%" else measure
    gap = f"相差{_plain(high - low)}{points}{rough}：{_plain(high)}{measure}－{_plain(low)}{measure}"
    top = [_name(o) for o, v in zip(operands, values, strict=True) if v == high]
    return f"{gap}；" + ("两者相同。" if low == high else f"较高的是{'、'.join(top)}。")


def _name(operand: Operand) -> str:
    target = operand.target
    place = operand.plan.document.header.jurisdiction or ""
    return f"{place}{target.indicator}{f'（{target.year}年）' if target.year else ''}"


def _plain(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.0001')).normalize():f}"


def _uncomputed(asked: Asked, query: Query) -> Reply:
    """What the plans give on the topic; where a number of two years is missing, that it is not stated."""
    found = targets.answer(asked)
    if found.status != "answered":
        return replace(found, query=query)
    shape = asked.slots.shape
    several = len(asked.slots.topic.groups) > 1 or len(asked.slots.years) > 1
    two = bool(_SUM.search(shape)) or (several and bool(_DIFFERENCE.search(shape)))
    note = "文中没有给出可以直接计算的各个数值；写明的是：\n" if two else ""
    return replace(found, status="not_stated" if two else "answered", text=note + found.text, query=query)
