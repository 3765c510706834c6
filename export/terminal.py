"""What the commands print for people: plain text that reads alike on a screen and in a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.model import Span
from graph.wording import one_line
from kb.environment import Check
from kb.ingest import Report
from kb.model import Evidence
from qa.model import Answer, Hit

_STATES = {"added": "新增", "replaced": "更新", "unchanged": "未变", "refused": "拒绝"}
_MARKS = {"ok": "✓", "fallback": "·", "missing": "✗"}
_STATUSES = {
    "answered": "",
    "not_stated": "〔文中未载明〕",
    "unknown_unit": "〔没有这个单位〕",
    "unknown_topic": "〔没有这个主题〕",
    "ambiguous": "〔有几种理解〕",
    "not_understood": "〔没有读懂问题，以下是检索结果〕",
}
_SNIPPET = 60


def report(found: Report, kb: Path) -> str:
    """What became of each file, refusals with their reason, and the sum."""
    lines = [f"{_STATES[o.state]}  {o.reason or o.path}" for o in found.outcomes]
    counts = "，".join(f"{name} {found.count(state)}" for state, name in _STATES.items())
    return "\n".join([*lines, f"共 {len(found.outcomes)} 份：{counts}。知识库：{kb}"])


def stats(counts: Mapping[str, Any]) -> str:
    """One paragraph a plan."""
    return "\n\n".join(_plan_stats(plan) for plan in counts["plans"]) or "知识库是空的。"


def _plan_stats(plan: Mapping[str, Any]) -> str:
    clauses = "，".join(f"{kind} {count}" for kind, count in plan["clauses"].items())
    duties = "，".join(f"{kind} {count}" for kind, count in plan["responsibilities"].items())
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


def doctor(found: Sequence[Check], kb: str) -> str:
    """A line a check, the knowledge base last."""
    width = max(len(check.name) for check in found)
    lines = [f"{_MARKS[check.state]} {check.name:<{width}}  {check.detail}" for check in found]
    return "\n".join([*lines, f"知识库  {kb}"])


def answer(found: Answer, *, explain: bool = False) -> str:
    """The answer, then its proof: every quotation with its offsets; how it was read on demand."""
    parts = [f"{_STATUSES.get(found.status, '')}{found.text}"]
    proofs = evidence_lines(found)
    if proofs:
        parts += ["", "原文依据", *proofs]
    if explain:
        parts += ["", f"理解为  {_understood(found)}", f"查询    {found.query}"]
    return "\n".join(parts)


def _understood(found: Answer) -> str:
    read = found.understood
    slots = {
        "单位": read.units,
        "角色": read.roles,
        "年份": read.years,
        "条款": read.labels,
        "指标": read.indicators,
        "更正": read.corrections,
    }
    shown = [f"{name} {'、'.join(words)}" for name, words in slots.items() if words]
    topic = [f"主题 {read.topic}"] if read.topic else []
    return "；".join([read.intent, *shown, *topic])


def evidence_lines(found: Answer) -> list[str]:
    """One line a quotation, in reading order, each once: source characters, offsets, clause, rule."""
    proofs = [
        fact.evidence
        for kind in (found.rows.units, found.rows.targets, found.rows.deadlines)
        for fact in kind
    ]
    unique: dict[tuple[str, Span], Evidence] = {}
    for proof in (*proofs, *found.rows.quotes):
        unique.setdefault((proof.document, proof.span), proof)
    return [
        f"  “{one_line(proof.surface)}” 第{proof.span.start}—{proof.span.end}字，{proof.clause}，规则 {proof.rule}"
        for proof in unique.values()
    ]


def hits(found: Sequence[Hit]) -> str:
    """Clause path, and the characters around the first match with every match in 【】."""
    return "\n\n".join(_hit(number, hit) for number, hit in enumerate(found, 1)) or "没有命中；请换几个词。"


def _hit(number: int, hit: Hit) -> str:
    return f"{number}. {hit.path}  {hit.clause.heading}\n   {_snippet(hit)}"


def _snippet(hit: Hit) -> str:
    text, clause = hit.document.text, hit.clause.span
    first = hit.highlights[0].start if hit.highlights else clause.start
    start = max(clause.start, first - _SNIPPET // 3)
    end = min(clause.end, start + _SNIPPET * 2)
    shown, at = "", start
    for mark in (mark for mark in hit.highlights if start <= mark.start and mark.end <= end):
        shown += f"{text[at : mark.start]}【{mark.of(text)}】"
        at = mark.end
    return " ".join(f"{shown}{text[at:end]}".split())


def hits_json(found: Sequence[Hit]) -> dict[str, Any]:
    """search-hits/1: best first; highlights are half-open offsets in the text of the document."""
    return {
        "schema": "search-hits/1",
        "hits": [
            {
                "document": hit.document.id,
                "name": hit.document.source.name,
                "clause": hit.clause.id,
                "path": hit.path,
                "heading": hit.clause.heading,
                "score": round(hit.score, 6),
                "highlights": [
                    {"start": mark.start, "end": mark.end, "surface": mark.of(hit.document.text)}
                    for mark in hit.highlights
                ],
            }
            for hit in found
        ],
    }


_USAGE = {
    "NoSuchOption": "没有选项 {option_name}",
    "MissingParameter": "缺少{param}",
    "BadParameter": "{param} 的值不对：{message}",
    "BadOptionUsage": "选项 {option_name} 用法不对",
}


def usage_error(error: Exception) -> str:
    """The command line's fault in Chinese, with the help to ask for."""
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint() if parameter is not None else "参数"
    template = _USAGE.get(type(error).__name__, "{message}")
    said = template.format(
        param=name, option_name=getattr(error, "option_name", ""), message=getattr(error, "message", error)
    )
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "policykb"
    return f"命令写得不对：{said}。请看 {command} --help。"
