"""接口里的形状：what the API says of its answers, with an example of each; the contracts are those of the commands."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_TEXT, _COUNT = {"type": "string"}, {"type": "integer", "minimum": 0}
_NULLABLE = {"type": ["string", "null"]}


def _object(example: Json, **properties: Json) -> Json:
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {"schema": schema, "example": example}


def _list_of(item: Json) -> Json:
    return _object(
        {"total": 1, "offset": 0, "limit": 100, "next": None, "items": [item]},
        total=_COUNT,
        offset=_COUNT,
        limit=_COUNT,
        next=_NULLABLE,
        items={"type": "array", "items": {"type": "object"}},
    )


_EVIDENCE = {
    "document": "9c17546c465c",
    "clause": "二/(一)/1",
    "start": 512,
    "end": 516,
    "surface": "县财政局",
    "rule": "listed.bracket",
}
ANSWER = _object(
    {
        "schema": "plan-answer/1",
        "question": "县财政局负责哪些任务",
        "understood": {"intent": "tasks", "units": ["县财政局"]},
        "query": "查询任务，条件：单位 = 县财政局",
        "status": "answered",
        "answer": "县财政局列为责任单位的共1条：第1条。",
        "count": 1,
        "clauses": [],
        "units": [],
        "targets": [],
        "deadlines": [],
        "evidence": [_EVIDENCE],
    },
    schema={"const": "plan-answer/1"},
    question=_TEXT,
    understood={"type": "object"},
    query=_TEXT,
    status={
        "enum": ["answered", "not_stated", "unknown_unit", "unknown_topic", "ambiguous", "not_understood"]
    },
    answer=_TEXT,
    count={"type": ["integer", "null"]},
    clauses={"type": "array"},
    units={"type": "array"},
    targets={"type": "array"},
    deadlines={"type": "array"},
    evidence={"type": "array"},
)
HITS = _list_of({"document": "9c17546c465c", "clause": "二/(一)/1", "path": "二/(一)/1", "score": 3.2})
TRACES = _list_of(
    {"unit": "县财政局", "role": "support", "basis": "explicit", "explanation": "文中写作“县财政局”"}
)
PLANS = _list_of({"id": "9c17546c465c", "title": "云溪县低碳园区建设行动方案", "place": "云溪县"})
CLAUSES = _list_of({"id": "二/(一)/1", "kind": "measure", "label": "1", "heading": "建设绿色工厂"})
NAMES = _list_of({"name": "县财政局", "plans": 1, "facts": 9})
ROWS = _list_of({"document": "9c17546c465c", "task": "1. 建设绿色工厂", "units": {"县财政局": "配合"}})
DAYS = _list_of({"day": "2025-12-31", "rule": "", "task": "1. 建设绿色工厂", "words": "2025年底前"})
PLAN = _object(
    {"schema": "plan-facts/1", "document": {}, "clauses": [], "responsibilities": []},
    schema={"const": "plan-facts/1"},
    document={"type": "object"},
    clauses={"type": "array"},
)
CLAUSE = _object(
    {"document": "9c17546c465c", "clause": {"id": "二/(一)/1"}, "text": "1. 建设绿色工厂。…"},
    document=_TEXT,
    clause={"type": "object"},
    text=_TEXT,
)
AUDIT = _object({"schema": "plan-audit/1", "plans": []}, schema={"const": "plan-audit/1"})
LINT = _object({"schema": "lint/1", "counts": {}, "plans": []}, schema={"const": "lint/1"})
STATE = _object(
    {"status": "ok", "version": "2-1153a0e5-0", "plans": 2},
    status={"const": "ok"},
    version=_TEXT,
    plans=_COUNT,
)
COMPLETIONS = _object(
    {"items": [{"value": "县财政局", "kind": "单位"}]}, items={"type": "array", "items": {"type": "object"}}
)
_PROBLEM = _object(
    {"type": "about:blank", "title": "没有找到", "status": 404, "detail": "没有方案提到单位“某局”。"},
    type=_TEXT,
    title=_TEXT,
    status=_COUNT,
    detail=_TEXT,
)
_WRONG = {400: "给的东西不能用", 404: "没有找到", 422: "参数不对", 429: "请求太密", 503: "知识库暂时不能用"}


def described(summary: str, shape: Json) -> Json:
    """What a route says of itself: a line, the answer with an example, and how it refuses."""
    refused = {
        status: {"description": words, "content": {"application/problem+json": _PROBLEM}}
        for status, words in _WRONG.items()
    }
    answered = {200: {"description": "成功", "content": {"application/json": shape}}}
    unchanged = {304: {"description": "与 If-None-Match 写的相同"}}
    return {"summary": summary, "response_model": None, "responses": {**answered, **unchanged, **refused}}
