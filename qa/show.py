"""答案的措辞：clauses, units, targets and deadlines in the words of a person.

Every restoration that may be wrong carries 待核 wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.model import Clause
from kb.model import Deadline, Plan, Responsibility, Target
from qa.passages import Passage
from qa.views import task_at, unit_names

ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任单位"}
DOUBT = "（待核）"
_COMPARATORS = {"=": "", ">=": "不低于", "<=": "不超过", ">": "高于", "<": "低于", "~": "约"}
_PERIODS = {
    "P1Y": "每年",
    "P2Y": "每两年",
    "P6M": "每半年",
    "P3M": "每季度",
    "P1M": "每月",
    "P1W": "每周",
    "P1D": "每天",
}
_KINDS = {"by": "前完成", "in": "", "from": "起", "between": "期间", "within": "内"}


def number(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 1e15 else str(value)


def amount(target: Target) -> str:
    """不低于97%, 1-2个, 下降10%."""
    change = {"increase": "提高", "decrease": "下降"}.get(target.change or "", "")
    if isinstance(target.value, tuple):
        return f"{change}{number(target.value[0])}-{number(target.value[1])}{target.measure}"
    return f"{_COMPARATORS.get(target.comparator, '')}{change}{number(target.value)}{target.measure}"


def target_line(target: Target) -> str:
    when = f"{target.year}年" if target.year else _PERIODS.get(target.per or "", "")
    return f"{when}{target.indicator}：{amount(target)}{DOUBT if target.uncertain else ''}"


def period(value: str) -> str:
    return _PERIODS.get(value.removeprefix("R/"), value)


def date(value: str) -> str:
    """EDTF in Chinese: 2024-06 → 2024年6月, XXXX-12 → 每年12月, 2023-23 → 2023年秋季."""
    match = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?", value)
    if not match:
        return value
    year = "每年" if match[1] == "XXXX" else f"{match[1]}年"
    seasons = {"21": "春季", "22": "夏季", "23": "秋季", "24": "冬季"}
    month = seasons.get(match[2], f"{int(match[2])}月") if match[2] else ""
    return f"{year}{month}{f'{int(match[3])}日' if match[3] else ''}"


def deadline_line(deadline: Deadline) -> str:
    """The time limit as the source words it, with its date where the words leave it open."""
    value, surface = deadline.value, deadline.evidence.surface.strip()
    shown = period(value) if deadline.kind == "every" else "至".join(date(part) for part in value.split("/"))
    shown = f"{shown}{_KINDS.get(deadline.kind, '')}"
    return (
        surface
        if date(value) == surface or shown == surface or deadline.kind == "within"
        else f"{surface}（{shown}）"
    )


def unit_text(responsibilities: Iterable[Responsibility]) -> str:
    """Each unit once, 、-joined, doubtful restorations marked."""
    rows = list(responsibilities)
    sure = {r.unit for r in rows if r.certain}
    return "、".join(name if name in sure else f"{name}{DOUBT}" for name in unit_names(rows))


def plan_title(plan: Plan) -> str:
    return plan.document.header.title or plan.document.source.name


def numbered(plan: Plan) -> bool:
    """True where 第8条 names one clause: measures bear numbers that do not start again."""
    labels = [c.label for c in plan.document.clauses if c.kind == "measure"]
    return bool(labels) and all(label.isdigit() for label in labels) and len(set(labels)) == len(labels)


def clause_name(plan: Plan, clause: Clause) -> str:
    if clause.kind == "measure" and numbered(plan):
        return f"第{clause.label}条"
    name = clause.path.replace("/", " ") or clause.label or "正文"
    return f"“{name}”"


def clause_names(plan: Plan, clauses: Sequence[Clause]) -> str:
    """第3、6、8条, or the paths where numbers alone would not tell."""
    if clauses and numbered(plan) and all(c.kind == "measure" for c in clauses):
        return f"第{'、'.join(c.label for c in clauses)}条"
    return "、".join(clause_name(plan, c) for c in clauses)


def task_line(plan: Plan, clause: Clause) -> str:
    heading = (
        clause.heading
        or plan.document.text[clause.span.start : clause.span.start + 30].split("\n")[0].strip()
    )
    return f"{clause_name(plan, clause)} {heading}"


def quote_line(plan: Plan, passage: Passage) -> str:
    task = plan.document.task_of(passage.clause)
    return f"{clause_name(plan, task)}原文：“{passage.text}”"


def place_of(plan: Plan, fact: Responsibility | Target | Deadline) -> str:
    clause = task_at(plan.document, fact.evidence)
    return clause_name(plan, clause) if clause else "正文"


def by_plan(plans: Sequence[Plan], parts: Sequence[tuple[Plan, str]]) -> str:
    """Texts of several plans under their titles; one plan alone needs no title."""
    shown = [(plan, text) for plan, text in parts if text]
    if len(plans) == 1:
        return "\n".join(text for _, text in shown)
    return "\n".join(f"《{plan_title(plan)}》\n{text}" for plan, text in shown)
