"""What the commands print for people: plain text that reads alike on a screen and in a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import printable
from corpus.model import Document
from graph.wording import describe_basis, describe_clause_kind, describe_role, one_line
from kb.environment import Check
from kb.ingest import Counts, Report
from kb.model import Evidence, Responsibility
from qa.model import Answer, Hit

_STATES = {
    "added": "新增",
    "replaced": "更新",
    "updated": "重读",
    "unchanged": "未变",
    "refused": "拒绝",
    "skipped": "未读",
}
_SCOPES = {"listed": "名单", "stated": "正文"}
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
_CONTEXT = 16


def report(found: Report, kb: Path) -> str:
    """What became of each file and what was read from it, refusals with their reason, and the sum."""
    lines = [f"{_STATES[o.state]}  {o.reason or printable(o.path)}{_read(o.counts)}" for o in found.outcomes]
    shown = [
        (name, found.count(state))
        for state, name in _STATES.items()
        if state != "updated" or found.count(state)
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
    """One line a quotation, each once: characters in context, offsets, clause, basis, rule."""
    rows = found.rows
    documents = {row.document.id: row.document for row in rows.clauses}
    lines = [_proof(documents, fact.evidence, _basis(fact)) for fact in rows.units]
    plain = [*(t.evidence for t in rows.targets), *(d.evidence for d in rows.deadlines), *rows.quotes]
    lines += [_proof(documents, evidence) for evidence in plain]
    return list(dict.fromkeys(lines))


def _basis(fact: Responsibility) -> str:
    return f"，{describe_basis(fact.basis)}{'' if fact.certain else '（待核）'}"


def _proof(documents: Mapping[str, Document], proof: Evidence, note: str = "") -> str:
    span, quote = proof.span, proof.surface
    if proof.document in documents and len(span) < _CONTEXT:
        text = documents[proof.document].text
        before, after = text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]
        quote = f"…{before}【{quote}】{after}…"
    return f"  {proof.clause}  {one_line(quote)}  第{span.start}—{span.end}字{note}，规则 {proof.rule}"


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
