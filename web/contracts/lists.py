"""清单：what the store holds and what falls to whom, a list each; a clause with all that stands in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from web.contracts.answers import TargetOf
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
    Repair,
    Target,
)
from web.contracts.shape import COUNT, Page, Shape, told

TITLE = Annotated[str, told("方案的标题", "云溪县低碳园区建设行动方案")]
TASK = Annotated[str, told("任务", "1. 建设绿色工厂")]
PATH = Annotated[str, told("从顶到它的序号", "二/(一)/1")]


class State(Shape):
    status: Literal["ok"]
    version: Annotated[str, told("知识库的版本", "2-1153a0e5-0")]
    plans: COUNT


class Listed(Shape):
    id: ID
    title: TITLE
    name: Annotated[str, told("文件名", "云溪县低碳园区建设行动方案.txt")]
    number: Annotated[str, told("发文字号，没有则为空")]
    place: Annotated[str, told("地方", "云溪县")]
    day: Annotated[str, told("成文或发布的日期", "2023-11-23")]
    issuer: Annotated[str, told("发文机关，几个之间用顿号", "云溪县人民政府")]
    clauses: Annotated[int, told("几个条款", 30)]
    units: Annotated[int, told("几个单位", 12)]


class Counted(Shape):
    name: Annotated[str, told("名称", "县财政局")]
    plans: COUNT
    facts: COUNT


class Partner(Shape):
    unit: UNIT
    tasks: Annotated[int, told("几项任务同在", 3)]


class Completion(Shape):
    value: Annotated[str, told("补全以后", "县财政局")]
    kind: Literal["单位", "指标", "地方", "方案"]


class Completions(Shape):
    items: list[Completion]


class Cell(Shape):
    """A unit of a task by its strongest role; every duty it has there is proved."""

    unit: UNIT
    group: Annotated[bool, told("各学校之类，不止一个单位")]
    role: ROLE
    scope: SCOPE
    basis: BASIS
    certain: CERTAIN
    evidence: list[Evidence]


class Row(Shape):
    document: ID
    title: TITLE
    clause: CLAUSE
    path: PATH
    task: TASK
    units: Annotated[list[Cell], told("各单位的角色，牵头在前")]


class Rows(Page[Row]):
    beside: Annotated[int, Field(ge=0, description="台账另有几项：没有责任单位的", examples=[0])]


class Due(Shape):
    day: Annotated[str, told("最后一天；推不出则为空", "2025-12-31")]
    rule: Annotated[str, told("怎样重复，iCalendar 的 RRULE；只一次则为空")]
    words: Annotated[str, told("原文", "2025年底前")]
    reading: Annotated[str, told("读作", "不晚于2025年")]
    task: TASK
    path: PATH
    title: TITLE
    units: Annotated[list[str], told("责任单位", ["县财政局"])]
    evidence: Evidence


class Value(TargetOf):
    """A value that a plan sets for an indicator."""

    title: TITLE
    place: Annotated[str, told("地方", "云溪县")]
    task: TASK


class Check(Shape):
    document: ID
    title: TITLE
    doubts: Annotated[int, told("待核几处", 2)]
    errors: Annotated[int, told("体检查出错误几处")]
    others: Annotated[int, told("警告与提示几处", 1)]


class Whole(Shape):
    document: ID
    title: TITLE
    clause: Clause
    above: Annotated[list[str], told("上级条款，最外的在前", ["二", "二/(一)"])]
    below: Annotated[list[str], told("下一级的条款", [])]
    text: Annotated[str, told("原文", "1. 建设绿色工厂。…")]
    responsibilities: list[Duty]
    deadlines: list[Deadline]
    targets: list[Target]
    repairs: list[Repair]
