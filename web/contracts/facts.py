"""plan-facts/1: the facts of one plan (``kb.facts_json``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from graph.wording import BASES, CLAUSE_KINDS, COMPARATORS, SCOPES
from kb.model import ROLES
from web.contracts.shape import Shape, one_of, told

ID = Annotated[str, told("方案的文件标识：校验值的前 12 位", "9c17546c465c")]
CLAUSE = Annotated[str, told("条款编号，条款之外为空", "二/(一)/1")]
UNIT = Annotated[str, told("责任单位的全称", "县财政局")]
RULE = Annotated[str, told("读出它的规则", "listed.bracket")]
ROLE = Annotated[str, one_of("角色：牵头、配合、不分主次", ROLES)]
SCOPE = Annotated[str, one_of("列在责任单位名单里，还是只见于正文", SCOPES)]
BASIS = Annotated[str, one_of("单位名怎样读出：原文写明、沿用前缀、补回分隔、补回缺字、简称、继承", BASES)]
CERTAIN = Annotated[bool, told("false 为待核", example=True)]
LEVELS = ("national", "province", "city", "county", "township")


class Place(Shape):
    """``start`` and ``end`` are half-open offsets in the text of the plan."""

    start: Annotated[int, Field(ge=0, description="起，从 0 计的字符位置", examples=[512])]
    end: Annotated[int, Field(ge=0, description="止，不含", examples=[516])]
    surface: Annotated[str, told("原文，一字不动", "县财政局")]


class Evidence(Place):
    document: ID
    clause: CLAUSE
    rule: RULE


class Citation(Place):
    title: str
    number: str | None


class Header(Shape):
    title: Annotated[str | None, told("标题", "云溪县低碳园区建设行动方案")]
    number: Annotated[str | None, told("发文字号")]
    issuers: Annotated[list[str], told("发文机关", ["云溪县人民政府"])]
    issued: Annotated[str | None, told("成文日期")]
    published: Annotated[str | None, told("发布日期")]
    jurisdiction: Annotated[str | None, told("地方", "云溪县")]
    level: Annotated[
        Literal["national", "province", "city", "county", "township"] | None, told("层级", "county")
    ]
    basis: Annotated[list[Citation], told("依据的文件", [])]
    name: Annotated[str, told("文件名", "云溪县低碳园区建设行动方案.txt")]
    encoding: Annotated[str, told("编码", "utf-8")]
    sha256: Annotated[str, told("文件的校验值", "9c17546c465c" + "0" * 52)]
    characters: Annotated[int, told("字数", 2048)]


class Clause(Shape):
    id: Annotated[str, told("编号，一份方案里不重", "二/(一)/1")]
    parent: Annotated[str | None, told("上一级的编号", "二/(一)")]
    kind: Annotated[str, one_of("章节、措施、分项、目标、段落、表格行", CLAUSE_KINDS)]
    label: Annotated[str, told("序号", "1")]
    path: Annotated[str, told("从顶到它的序号", "二/(一)/1")]
    heading: Annotated[str, told("标题", "建设绿色工厂")]
    start: Annotated[int, told("起", 500)]
    end: Annotated[int, told("止，不含", 620)]


class Duty(Place):
    clause: CLAUSE
    unit: UNIT
    group: Annotated[bool, told("各学校之类，不止一个单位")]
    role: ROLE
    scope: SCOPE
    basis: BASIS
    certain: CERTAIN
    rule: RULE


class Deadline(Place):
    clause: CLAUSE
    kind: Annotated[Literal["by", "in", "from", "between", "every", "within"], told("种类")]
    value: Annotated[str, told("EDTF 日期，或 ISO 8601 的周期、时长", "2025")]
    rule: RULE


class Target(Place):
    clause: CLAUSE
    indicator: Annotated[str, told("指标", "绿色工厂数")]
    comparator: Annotated[str, one_of("比较", COMPARATORS)]
    value: Annotated[float | tuple[float, float], told("数值；range 为起止两个", 12)]
    unit: Annotated[str, told("计量单位", "家")]
    change: Annotated[Literal["increase", "decrease"] | None, told("增减")]
    year: Annotated[str | None, told("年份", "2025")]
    per: Annotated[str | None, told("每多久，ISO 8601 时长")]
    uncertain: Annotated[bool, told("原文缺字，待核")]
    rule: RULE


class Repair(Place):
    restored: Annotated[str, told("复原为", "、县财政局")]
    reason: Annotated[str, told("理由", "名单中两个单位之间丢了分隔符")]
    certain: CERTAIN


class Facts(Shape):
    schema_: Annotated[Literal["plan-facts/1"], Field(alias="schema")]
    document: Header
    clauses: list[Clause]
    responsibilities: list[Duty]
    deadlines: list[Deadline]
    targets: list[Target]
    repairs: list[Repair]
    chrome: Annotated[list[Place], told("不属于方案的网页外壳", [])]
