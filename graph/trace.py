"""溯源: why a unit answers for a clause, down to the characters that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from corpus.errors import InputError, UnknownUnit
from corpus.fold import fold
from corpus.model import Clause, Document, Repair
from corpus.tables import column_at
from graph.labels import meant
from graph.wording import (
    describe_basis,
    describe_pages,
    describe_role,
    describe_scope,
    explain,
    one_line,
    task_name,
)
from kb.facts_json import dumps, repair_json
from kb.model import Plan, Responsibility

CONTEXT = 20
SCHEMA = "plan-trace/1"


@dataclass(frozen=True, slots=True)
class Trace:
    """One mapping of a unit to a clause; ``before`` and ``after`` are the characters around it.

    ``clause`` is None for a duty outside every clause; ``repairs`` are those that touch the evidence.
    """

    document: Document
    clause: Clause | None
    fact: Responsibility
    before: str
    after: str
    repairs: tuple[Repair, ...]


def trace(plans: Sequence[Plan], unit_name: str, clause: str | None = None) -> tuple[Trace, ...]:
    """Every mapping of the unit (by name or alias), in plan order.

    ``clause`` is an id, a path, a label or a number (8, 八, (八), 第八条) and takes in what stands
    below it. Raises UnknownUnit where no plan names the unit, InputError where no plan has such a clause.
    """
    if not any(_names(plan, unit_name) for plan in plans):
        raise UnknownUnit(_unknown(plans, unit_name))
    if clause is not None and not any(meant(plan.document, clause) for plan in plans):
        raise InputError(f"没有条款“{clause}”；请用条款的编号（如 8）或路径（如 三/(一)/8）。")
    return tuple(found for plan in plans for found in _traces(plan, unit_name, clause))


def _names(plan: Plan, unit_name: str) -> frozenset[str]:
    """The canonical names in the plan that ``unit_name`` may mean."""
    asked = fold(unit_name).strip()
    aliased = {unit.name for unit in plan.facts.units if asked in map(fold, (unit.name, *unit.aliases))}
    written = {fact.unit for fact in plan.facts.responsibilities if fold(fact.unit) == asked}
    return frozenset(aliased | written)


def _unknown(plans: Sequence[Plan], unit_name: str) -> str:
    known = dict.fromkeys(fact.unit for plan in plans for fact in plan.facts.responsibilities)
    near = get_close_matches(unit_name.strip(), list(known), cutoff=0.5)
    hint = f"相近的有：{'、'.join(near)}" if near else "请核对单位名称，或先导入提到它的方案"
    return f"没有方案提到单位“{unit_name}”；{hint}。"


def _traces(plan: Plan, unit_name: str, wanted: str | None) -> Iterator[Trace]:
    document, names = plan.document, _names(plan, unit_name)
    within = frozenset() if wanted is None else meant(document, wanted)
    for fact in plan.facts.responsibilities:
        clause = document.by_id.get(fact.evidence.clause)
        if fact.unit in names and (wanted is None or _below(document, clause, within)):
            yield _trace(plan, clause, fact)


def _below(document: Document, clause: Clause | None, within: frozenset[str]) -> bool:
    return clause is not None and any(above.id in within for above in document.ancestors(clause))


def _trace(plan: Plan, clause: Clause | None, fact: Responsibility) -> Trace:
    text, span = plan.document.text, fact.evidence.span
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    return Trace(plan.document, clause, fact, before, after, _touching(plan, fact))


def _touching(plan: Plan, fact: Responsibility) -> tuple[Repair, ...]:
    """Repairs that overlap the evidence; one of no width, or next to it, counts where it adjoins."""
    span = fact.evidence.span
    return tuple(
        repair
        for repair in plan.facts.repairs
        if max(repair.span.start, span.start) <= min(repair.span.end, span.end)
    )


def trace_json(found: Trace) -> dict[str, Any]:
    fact, clause = found.fact, found.clause
    evidence = fact.evidence
    return {
        "document": {"id": found.document.id, "name": found.document.source.name},
        "clause": {
            "id": clause.id if clause else None,
            "path": clause.path if clause else None,
            "label": clause.label if clause else None,
            "heading": clause.heading if clause else None,
        },
        "unit": fact.unit,
        "role": fact.role,
        "scope": fact.scope,
        "basis": fact.basis,
        "explanation": explain(fact),
        "certain": fact.certain,
        "rule": evidence.rule,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "page": found.document.source.page_at(evidence.span.start),
        "column": column_at(found.document, evidence.span),
        "surface": evidence.surface,
        "before": found.before,
        "after": found.after,
        "repairs": [repair_json(repair) for repair in found.repairs],
    }


def as_json(traces: Sequence[Trace]) -> str:
    """plan-trace/1: one object a mapping, in plan order."""
    return dumps({"schema": SCHEMA, "traces": [trace_json(found) for found in traces]})


def as_text(traces: Sequence[Trace]) -> str:
    """A paragraph a mapping, the characters of the evidence in 【】."""
    if not traces:
        return "方案没有把这一条款交给该单位。"
    return "\n\n".join(_paragraph(found) for found in traces)


def _paragraph(found: Trace) -> str:
    fact, clause = found.fact, found.clause
    span, doubt = fact.evidence.span, "" if fact.certain else "（待核）"
    column = column_at(found.document, span)
    pages = describe_pages(found.document, [span])
    places = [f"第{span.start}—{span.end}字符", pages, column and f"表格的“{one_line(column)}”栏"]
    quote = f"{_inline(found.before)}【{_inline(fact.evidence.surface)}】{_inline(found.after)}"
    where = f"{task_name(clause, text=found.document.text)}（{clause.path}）" if clause else "（条款之外）"
    lines = [
        f"{fact.unit}：{where}",
        f"  文件：{found.document.source.name}",
        f"  角色：{describe_role(fact.role)}，{describe_scope(fact.scope)}",
        f"  原文：…{quote}…  {'，'.join(filter(None, places))}",
        f"  依据：{describe_basis(fact.basis)}{doubt}，{explain(fact)}",
        f"  规则：{fact.evidence.rule}",
        *(f"  修复：{_repair_text(repair)}" for repair in found.repairs),
    ]
    return "\n".join(lines)


def _inline(text: str) -> str:
    return text.replace("\r", "").replace("\n", "⏎")


def _repair_text(repair: Repair) -> str:
    certainty = "确定" if repair.certain else "待核"
    change = f"“{one_line(repair.surface)}”补为“{one_line(repair.restored)}”"
    return f"第{repair.span.start}—{repair.span.end}字符{change}：{repair.reason}（{certainty}）"
