"""指标：targets that do not say what they measure, and targets that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy import lazily
from kb.lint.model import Note, note_at
from kb.model import Plan, Target

_EMPTY = lazily("(?:总|的|分别)*(?:比例|比率|占比|比重|数量|数|资金|金额|人数|次数|时长|面积|规模|率)?")
_SCOPE = lazily("^(?:力争|确保|实现|全[国省市县区州]|本[省市县区州])+")
_SCALES = {"万": 10_000.0, "亿": 100_000_000.0, "万亿": 1_000_000_000_000.0}
_MEASURE = lazily("(万亿|亿|万)?(.*)")
_SPECIFIC = 4
Value = tuple[float, ...]


def incomplete(plan: Plan) -> Iterator[Note]:
    for target in plan.facts.targets:
        lacks = [
            *(["指标"] if _EMPTY.fullmatch(target.indicator.strip()) else []),
            *([] if target.measure else ["计量单位"]),
        ]
        if lacks:
            words = "".join(target.evidence.surface.split())
            yield note_at(target.evidence, f"目标值“{words}”没有写明{'和'.join(lacks)}，无从考核。")


def conflicting(plan: Plan) -> Iterator[Note]:
    """One indicator and year with two values in two clauses, at the later one; a short name may be anything's."""
    first: dict[tuple[str | None, ...], Target] = {}
    for target in plan.facts.targets:
        if target.uncertain or not target.year or _EMPTY.fullmatch(target.indicator.strip()):
            continue
        measure, value = _plain(target)
        name = _SCOPE.sub("", "".join(target.indicator.split()))
        if len(name) < _SPECIFIC:
            continue
        before = first.setdefault((name, target.year, measure, target.change, target.per), target)
        if before.evidence.clause != target.evidence.clause and _plain(before)[1] != value:
            place = before.evidence
            yield note_at(
                target.evidence,
                f"“{name}”{target.year}年的目标值前后不一：此处“{target.evidence.surface}”，"
                f"第{place.span.start}—{place.span.end}字“{place.surface}”。",
            )


def _plain(target: Target) -> tuple[str, Value]:
    """Measure and value with 万 and 亿 counted into the value."""
    match = _MEASURE.match(target.measure)
    scale, measure = (match[1] or "", match[2]) if match else ("", target.measure)
    values = target.value if isinstance(target.value, tuple) else (target.value,)
    return measure, tuple(round(value * _SCALES.get(scale, 1.0), 6) for value in values)
