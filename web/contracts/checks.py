"""plan-audit/1 (``export.audit_json``) and lint/1 (``kb.lint.report``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kb.audit import Kind
from kb.lint.model import SEVERITIES
from web.contracts.facts import CLAUSE, Place
from web.contracts.shape import COUNT, Shape, one_of, told

TITLE = Annotated[str | None, told("方案的标题", "云溪县低碳园区建设行动方案")]
NAME = Annotated[str, told("文件名", "云溪县低碳园区建设行动方案.txt")]
DIGEST = Annotated[str, told("文件的校验值", "9c17546c465c" + "0" * 52)]
SEVERITY = Annotated[str, one_of("错误、警告、提示", SEVERITIES)]


class Share(Shape):
    total: COUNT
    used: COUNT
    explained: COUNT
    percent: Annotated[float, told("有下落的百分比", 100)]


class Characters(Share):
    places: Annotated[dict[str, int], told("每种归处几个字", {"body": 1200})]


class Stretch(Shape):
    place: Annotated[str, told("归处", "body")]
    start: Annotated[int, told("起", 500)]
    end: Annotated[int, told("止，不含", 620)]


class Use(Shape):
    fact: Annotated[str, told("事实的种类", "responsibility")]
    clause: CLAUSE
    rule: Annotated[str, told("规则", "listed.bracket")]


class Reason(Shape):
    text: Annotated[str, told("没有用到的原因", "发文机关")]
    rule: Annotated[str, told("规则", "header.issuer")]


class Item(Place):
    kind: Annotated[str, one_of("单位、数字、时间词", [kind.value for kind in Kind])]
    clause: CLAUSE
    path: Annotated[str, told("从顶到它的序号", "二/(一)/1")]
    uses: list[Use]
    reason: Reason | None
    explained: Annotated[bool, told("有没有下落", example=True)]


class Audited(Shape):
    name: NAME
    title: TITLE
    sha256: DIGEST
    characters: Characters
    units: Share
    numbers: Share
    times: Share
    stretches: Annotated[list[Stretch], told("每一段字的归处")]
    items: Annotated[list[Item], told("每处单位、数字、时间词")]


class Audit(Shape):
    schema_: Annotated[Literal["plan-audit/1"], Field(alias="schema")]
    plans: list[Audited]


class Finding(Place):
    code: Annotated[str, told("代码", "no-lead")]
    severity: SEVERITY
    title: Annotated[str, told("查的是什么", "没有牵头单位")]
    clause: CLAUSE
    path: Annotated[str, told("从顶到它的序号", "二/(一)/1")]
    message: Annotated[str, told("一句话", "没有写明由谁牵头。")]


class Counts(Shape):
    error: COUNT
    warning: COUNT
    hint: COUNT


class Linted(Shape):
    title: TITLE
    name: NAME
    sha256: DIGEST
    counts: Counts
    findings: list[Finding]


class Lint(Shape):
    schema_: Annotated[Literal["lint/1"], Field(alias="schema")]
    counts: Counts
    plans: list[Linted]
