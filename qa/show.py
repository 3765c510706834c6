"""答案的措辞：clauses and quotes in the words of a person; facts are worded by ``graph.wording``.

Every restoration that may be wrong carries 待核 wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.model import Clause
from graph.titles import quoted_titles
from graph.wording import describe_date, describe_role, one_line, plan_title, task_name
from kb.model import Deadline, Plan, Responsibility, Target
from qa.passages import Passage
from qa.remembered import per_plan
from qa.views import annexed, task_at, unit_names

DOUBT = "（待核）"


def role_name(role: str | None) -> str:
    """牵头单位, 配合单位, 责任单位; 责任单位 too where no role was asked."""
    return f"{describe_role(role or 'responsible')}单位"


def unit_text(responsibilities: Iterable[Responsibility]) -> str:
    """Each unit once, 、-joined, doubtful restorations marked."""
    rows = list(responsibilities)
    sure = {r.unit for r in rows if r.certain}
    return "、".join(name if name in sure else f"{name}{DOUBT}" for name in unit_names(rows))


@per_plan
def _own_names(plan: Plan) -> bool:
    """True where a label names one measure: the numbers do not start again, but in an annex."""
    labels = [c.label for c in plan.document.clauses if c.kind == "measure" and not annexed(c)]
    return len(set(labels)) == len(labels)


def clause_name(plan: Plan, clause: Clause) -> str:
    """第8条 or (八) where the label alone tells, else the path."""
    if clause.kind == "measure" and clause.label and not annexed(clause) and _own_names(plan):
        return f"第{clause.label}条" if clause.label.isdecimal() else clause.label
    named = [c for c in plan.document.ancestors(clause) if c.label]
    return f"“{named[-1].path.replace('/', ' ')}”" if named else "正文"


def clause_names(plan: Plan, clauses: Sequence[Clause]) -> str:
    """第3、6、8条, or the paths where numbers alone would not tell."""
    names = [clause_name(plan, c) for c in clauses]
    if names and all(name == f"第{c.label}条" for name, c in zip(names, clauses, strict=True)):
        return f"第{'、'.join(c.label for c in clauses)}条"
    return "、".join(names)


def task_line(plan: Plan, clause: Clause) -> str:
    heading = one_line(clause.heading) or task_name(clause, text=plan.document.text)
    return f"{clause_name(plan, clause)} {heading}"


def quote_line(plan: Plan, passage: Passage, *, note: str = "") -> str:
    task = plan.document.task_of(passage.clause)
    return f"{clause_name(plan, task)}{f'（{note}）' if note else ''}原文：“{one_line(passage.text)}”"


def place_of(plan: Plan, fact: Responsibility | Target | Deadline) -> str:
    clause = task_at(plan.document, fact.evidence)
    return clause_name(plan, clause) if clause else "正文"


def plan_line(plan: Plan) -> str:
    """《…》（湛府办〔2024〕9号，湛江市，2024年9月22日）: what the plan itself gives of these."""
    header = plan.document.header
    issued = describe_date(header.issued) if header.issued else ""
    given = "，".join(filter(None, (header.number, header.jurisdiction, issued)))
    return f"《{plan_title(plan.document)}》{f'（{given}）' if given else ''}"


def by_plan(plans: Sequence[Plan], parts: Sequence[tuple[Plan, str]]) -> str:
    """Texts of several plans under their titles; one plan alone needs no title."""
    shown = [(plan, text) for plan, text in parts if text]
    if len(plans) == 1:
        return "\n".join(text for _, text in shown)
    named = quoted_titles(plan.document for plan, _ in shown)
    return "\n".join(f"{named[plan.document.id]}\n{text}" for plan, text in shown)
