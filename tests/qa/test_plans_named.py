"""What a question names of the plans: a plan by its subject, a section, the level of a unit."""

from __future__ import annotations

import pytest

from corpus.model import Span
from kb.model import Plan
from qa.levels import level, remark
from qa.sections import sections
from qa.subjects import elsewhere, subjects

SUBJECTS = {
    "低碳园区方案里财政局管哪几条": ("云溪县", "财政局管哪几条"),
    "低碳园区建设行动方案谁牵头": ("云溪县", "谁牵头"),
    "请问低碳园区方案有几条": ("云溪县", "请问有几条"),
}
LEVELS = {
    "省财政厅": "省级",
    "财政厅": "省级",
    "财政部": "国家级",
    "国家税务总局": "国家级",
    "市财政局": "市级",
    "财政局": "",
}


@pytest.mark.parametrize("question", SUBJECTS)
def test_a_plan_by_its_subject(plans: tuple[Plan, ...], question: str) -> None:
    place, rest = SUBJECTS[question]
    found = subjects(question, plans)
    assert found is not None
    assert ([plan.document.header.jurisdiction for plan in found[0]], found[1]) == ([place], rest)


@pytest.mark.parametrize(
    "question", ["财政局负责什么", "垃圾分类方案谁牵头", "这个方案有几条", "区财政局的文件"]
)
def test_no_plan_by_its_subject(plans: tuple[Plan, ...], question: str) -> None:
    assert subjects(question, plans) is None


def test_a_plan_of_another_place(plans: tuple[Plan, ...]) -> None:
    assert elsewhere("深圳市低空经济行动方案有几条", plans) == "深圳市低空经济行动方案"
    assert elsewhere("云溪县低碳园区方案有几条", plans) == ""
    assert elsewhere("财政局负责什么", plans) == ""


@pytest.mark.parametrize("name", LEVELS)
def test_the_level_of_a_unit(name: str) -> None:
    assert level(name) == LEVELS[name]


def test_a_unit_of_another_level_is_remarked_on() -> None:
    assert remark("市财政局", ["区财政局"]) == "“市财政局”是市级单位，文中列的是区财政局（区级）。"
    assert remark("市财政局", ["市财政局"]) == ""
    assert remark("市财政局", ["区民政局"]) == ""
    assert remark("财政局", ["区财政局"]) == ""


def test_a_section(plans: tuple[Plan, ...]) -> None:
    park = plans[:1]
    assert sections("节能增效有哪些任务", park, ()) == ((Span(0, 4), ("节能增效",)),)
    assert sections("第三部分讲什么", park, ()) == ((Span(0, 4), ("组织实施",)),)
    assert sections("(三)服务保障那一节", park, ())[0][1] == ("服务保障",)
    assert sections("第三部分讲什么", park, (Span(0, 2),)) == ()
    assert sections("第九部分讲什么", park, ()) == ()
    assert sections("第三条讲什么", park, ()) == ()
