"""体检：findings about a plan itself, each with its place. A new check is one function and one line in CHECKS."""

from __future__ import annotations

from kb.lint import damage, dates, numbering, references, tables, targets, units
from kb.lint.model import ERROR, HINT, SEVERITIES, WARNING, Check, Finding, finding
from kb.model import Plan

__all__ = ["CHECKS", "ERROR", "HINT", "SEVERITIES", "WARNING", "Check", "Finding", "lint"]

CHECKS: tuple[Check, ...] = (
    Check("unit.none", WARNING, "任务没有责任单位", units.without_unit),
    Check("unit.two-leads", WARNING, "两个以上牵头单位", units.two_leads),
    Check("unit.lead-and-support", ERROR, "既牵头又配合", units.lead_and_support),
    Check("unit.repeated", WARNING, "名单中重复列出", units.repeated),
    Check("unit.two-names", HINT, "单位写法不一", units.two_names),
    Check("deadline.before-issue", ERROR, "时限早于成文日期", dates.before_issue),
    Check("deadline.after-period", WARNING, "时限晚于方案期限", dates.after_period),
    Check("target.incomplete", WARNING, "目标值缺指标或计量单位", targets.incomplete),
    Check("target.conflict", ERROR, "同一指标两个目标值", targets.conflicting),
    Check("number.gap", WARNING, "序号缺漏", numbering.gaps),
    Check("number.repeat", WARNING, "序号重复", numbering.repeats),
    Check("table.units", ERROR, "附表与正文单位不一致", tables.other_units),
    Check("table.roles", ERROR, "附表与正文分工不一致", tables.other_roles),
    Check("table.deadline", WARNING, "附表与正文时限不一致", tables.other_deadlines),
    Check("source.doubtful", WARNING, "读法待核", damage.doubtful),
    Check("reference.missing", ERROR, "指向不存在的条款", references.missing),
)


def lint(plan: Plan) -> tuple[Finding, ...]:
    """Everything that the checks note about one plan, in the order of the text, then of CHECKS."""
    found = [finding(plan, check, note) for check in CHECKS for note in check.find(plan)]
    return tuple(sorted(found, key=lambda one: one.span))
