"""plan-answer/1 (``qa.answer``), plan-trace/1 (``graph.trace``), and the hits of a search (``export.hits``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from qa.lexicon import load
from web.contracts.facts import (
    BASIS,
    CERTAIN,
    CLAUSE,
    ID,
    ROLE,
    SCOPE,
    UNIT,
    Clause,
    Deadline,
    Duty,
    Evidence,
    Place,
    Repair,
    Target,
)
from web.contracts.shape import Page, Part, Shape, one_of, told


class ClauseOf(Clause):
    document: ID


class DutyOf(Duty):
    document: ID


class TargetOf(Target):
    document: ID


class DeadlineOf(Deadline):
    document: ID


class Understood(Shape):
    intent: Annotated[str, told("问的是什么", "tasks")]
    units: Annotated[list[str], told("单位", ["县财政局"])]
    indicators: Annotated[list[str], told("指标", [])]
    years: Annotated[list[str], told("年份", [])]
    roles: Annotated[list[str], told("角色", [])]
    labels: Annotated[list[str], told("条号", [])]
    topic: Annotated[str, told("主题")]
    corrections: Annotated[list[str], told("改了的字，如 区财证局→区财政局", [])]


class Answer(Shape):
    schema_: Annotated[Literal["plan-answer/1"], Field(alias="schema")]
    question: Annotated[str, told("问题", "县财政局负责哪些任务")]
    understood: Understood
    query: Annotated[str, told("查询，给人看", "查询任务，条件：责任单位含 县财政局")]
    status: Annotated[str, one_of("已答，或为什么没有答", load("labels")["statuses"])]
    answer: Annotated[str, told("回答", "县财政局列为责任单位的共1条：第1条。")]
    count: Annotated[int | None, told("几条，或问的那个数", 1)]
    clauses: Annotated[list[ClauseOf], told("答案所在的条款，按原文先后")]
    units: list[DutyOf]
    targets: list[TargetOf]
    deadlines: list[DeadlineOf]
    evidence: Annotated[list[Evidence], told("原文依据")]


class Named(Shape):
    id: ID
    name: Annotated[str, told("文件名", "云溪县低碳园区建设行动方案.txt")]


class Stood(Shape):
    """The clause of a trace; nothing of it where the duty stands outside every clause."""

    id: str | None
    path: str | None
    label: str | None
    heading: str | None


class Trace(Place):
    document: Named
    clause: Stood
    unit: UNIT
    role: ROLE
    scope: SCOPE
    basis: BASIS
    explanation: Annotated[str, told("怎样读出", "文中写作“县财政局”")]
    certain: CERTAIN
    rule: Annotated[str, told("规则", "listed.bracket")]
    page: Annotated[int | None, told("第几页，没有页码则为 null")]
    column: Annotated[str | None, told("表格的哪一栏")]
    before: Annotated[str, told("前文")]
    after: Annotated[str, told("后文")]
    repairs: list[Repair]


class Traces(Part):
    schema_: Annotated[Literal["plan-trace/1"], Field(alias="schema")]
    traces: list[Trace]


class Hit(Shape):
    document: ID
    name: Annotated[str, told("文件名", "云溪县低碳园区建设行动方案.txt")]
    clause: CLAUSE
    path: Annotated[str, told("从顶到它的序号", "二/(一)/1")]
    heading: Annotated[str, told("标题", "建设绿色工厂")]
    score: Annotated[float, told("BM25 分数", 3.2)]
    highlights: Annotated[list[Place], told("命中的词")]


class Hits(Page[Hit]):
    note: Annotated[str, told("检索索引与知识库不一致时的说明；平时为空")]
