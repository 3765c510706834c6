"""体检结果: what ``policykb lint`` prints for people, plan by plan, the gravest findings first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.wording import one_line, plan_title
from kb.lint.model import SEVERITIES, Finding
from kb.lint.report import Checked, tally

_LONG = 30


def findings(plans: Sequence[Checked]) -> str:
    """One paragraph a plan and the sum."""
    if not plans:
        return "知识库是空的。"
    return "\n\n".join(
        [*(_plan(plan) for plan in plans), f"共 {len(plans)} 份方案：{_counts(tally(plans))}。"]
    )


def _counts(counts: Mapping[str, int]) -> str:
    return "，".join(f"{word} {counts[severity]}" for severity, word in SEVERITIES.items())


def _plan(plan: Checked) -> str:
    head = f"{plan_title(plan.document)}（{plan.document.source.name}）"
    if not plan.findings:
        return f"{head}\n  没有发现问题。"
    lines = [head, f"  {_counts(plan.counts())}"]
    for severity, word in SEVERITIES.items():
        lines += [_line(word, finding) for finding in plan.findings if finding.severity == severity]
    return "\n".join(lines)


def _line(word: str, finding: Finding) -> str:
    quote = one_line(finding.surface)
    quote = f"{quote[:_LONG]}…" if len(quote) > _LONG else quote
    span = finding.span
    place = f"{finding.path or '条款之外'}  第{span.start}—{span.end}字【{quote}】"
    return f"  {word}  {finding.title}（{finding.code}）  {place}\n      {finding.message}"
