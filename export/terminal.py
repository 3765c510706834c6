"""What the commands print for people: plain text that reads alike on a screen and in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import printable
from graph.wording import describe_clause_kind, describe_role
from kb.archive import Restored
from kb.environment import Check
from kb.outcomes import Counts, Outcome, Report
from kb.store import Version
from kb.verify import Verdict
from qa.search.upkeep import Change

STATES = {
    "added": "新增",
    "replaced": "更新",
    "updated": "重读",
    "moved": "改名",
    "same": "相同",
    "kept": "旧版",
    "unchanged": "未变",
    "refused": "拒绝",
    "skipped": "未读",
}
_SHOWN = 10
_RARE = ("updated", "moved", "same", "kept")
_SCOPES = {"listed": "名单", "stated": "正文"}
_MARKS = {"ok": "✓", "fallback": "·", "missing": "✗"}


def report(found: Report, kb: Path) -> str:
    """What became of each file and what was read from it; then the refused ones, and the sum."""
    ordered = sorted(found.outcomes, key=lambda outcome: outcome.state == "refused")
    lines = [
        f"{STATES[o.state]}  {printable(o.reason or o.path)}{_read(o.counts)}{_reported(o)}" for o in ordered
    ]
    shown = [
        (name, found.count(state))
        for state, name in STATES.items()
        if state not in _RARE or found.count(state)
    ]
    counts = "，".join(f"{name} {count}" for name, count in shown)
    return "\n".join([*lines, f"共 {len(found.outcomes)} 份：{counts}。知识库：{kb}"])


def _read(counts: Counts | None) -> str:
    if counts is None:
        return ""
    return (
        f"\n      条款 {counts.clauses}，单位 {counts.units}，责任 {counts.responsibilities}；"
        f"切去网页外壳 {counts.chrome} 字"
    )


def _reported(outcome: Outcome) -> str:
    """What became of 进展 and 备注 of older versions."""
    told = []
    if outcome.carried:
        told.append(f"沿用旧版的 {outcome.carried} 处")
    if outcome.left:
        shown = "、".join(f"{r.clause or '条款之外'} {r.field}" for r in outcome.left[:_SHOWN])
        more = "等" * (len(outcome.left) > _SHOWN)
        told.append(f"{len(outcome.left)} 处的条款已改，没有沿用：{shown}{more}，请用 policykb remarks 查看")
    return f"\n      进展、备注：{'；'.join(told)}" if told else ""


def verdict(found: Verdict, kb: Path) -> str:
    """Each problem with the way out, then the sum."""
    lines = [f"✗ {problem.place}：{problem.what}；{problem.remedy}。" for problem in found.problems]
    held = f"方案 {found.plans} 份，旧版 {found.older} 份"
    lines.append(f"{kb}：{'有 ' + str(len(lines)) + ' 处问题' if lines else '完好'}，{held}。")
    return "\n".join(map(printable, lines))


def versions(found: Sequence[Version]) -> str:
    """A line a version: the start of the digest, what it is, and the file."""
    lines = [f"{v.sha256[:12]}  {'旧版' if v.superseded else '现行'}  {printable(v.path)}" for v in found]
    return "\n".join(lines) or "知识库是空的。"


def imported(restored: Restored, kb: Path) -> str:
    counts = Counter(each.state for each in restored.placed)
    shown = "，".join(f"{name} {counts[state]}" for state, name in STATES.items() if counts.get(state))
    taken = f"收进填报 {restored.remarks} 处。" * bool(restored.remarks)
    left = f"另有 {restored.left} 处填报与库里的不一致，没有收。" * bool(restored.left)
    return f"共 {sum(counts.values())} 版：{shown or '没有方案'}。{taken}{left}知识库：{kb}"


def reindexed(change: Change | None, kb: Path) -> str:
    if change is None:
        return f"检索索引没有要改的。知识库：{kb}"
    done = f"重建，方案 {change.put} 份" if change.anew else f"补上 {change.put} 份，撤下 {change.dropped} 份"
    return f"检索索引：{done}，共 {change.clauses} 条。知识库：{kb}"


def stats(counts: Mapping[str, Any]) -> str:
    """One paragraph a plan."""
    return "\n\n".join(_plan_stats(plan) for plan in counts["plans"]) or "知识库是空的。"


def _plan_stats(plan: Mapping[str, Any]) -> str:
    clauses = "，".join(f"{describe_clause_kind(kind)} {count}" for kind, count in plan["clauses"].items())
    duties = "，".join(f"{_duty_kind(kind)} {count}" for kind, count in plan["responsibilities"].items())
    return "\n".join(
        [
            plan["title"] or plan["name"],
            f"  文件 {plan['name']}，{plan['characters']} 字",
            f"  条款 {sum(plan['clauses'].values())}（{clauses}）",
            f"  单位 {plan['units']}，责任 {sum(plan['responsibilities'].values())}（{duties}）",
            f"  时限 {plan['deadlines']}，指标 {plan['targets']}",
            f"  修补 {plan['repairs']}，其中待核 {plan['uncertain']}",
        ]
    )


def _duty_kind(code: str) -> str:
    """``listed/lead`` of plan-stats/1 is 名单牵头."""
    scope, _, role = code.partition("/")
    return f"{_SCOPES.get(scope, scope)}{describe_role(role)}"


def doctor(found: Sequence[Check], kb: str) -> str:
    """A line a check, the knowledge base last."""
    width = max(len(check.name) for check in found)
    lines = [f"{_MARKS[check.state]} {check.name:<{width}}  {check.detail}" for check in found]
    return "\n".join([*lines, f"知识库  {kb}"])
