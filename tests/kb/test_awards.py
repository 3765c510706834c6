"""奖补：a sum is named by what it is given for, and keeps its own name where it has one."""

from __future__ import annotations

import pytest

from corpus.source import from_text
from kb.pipeline import extract


def _names(sentence: str) -> list[str]:
    text = f"某市扶持措施\n\n一、支持措施\n（一）加大支持。{sentence}\n（二）抓好落实。各单位落实责任。\n"
    return [target.indicator for target in extract(from_text(text, "措施.txt")).facts.targets]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("对获批省级数字园区的，给予最高80万元补助。", "获批省级数字园区补助资金"),
        ("新建水上救援站点，对符合条件的单位，省财政给予一次性60万元支持。", "新建水上救援站点支持"),
        ("支持申报绿色港口试点，对申报成功的市州，给予不超过90万元奖励。", "申报绿色港口试点奖励"),
        ("农机合作社购置烘干设备的，按照有关规定给予最高8万元补贴。", "农机合作社购置烘干设备补贴"),
        ("创办家庭农场的，符合条件的可申请最高30万元创业担保贷款。", "创办家庭农场创业担保贷款"),
    ],
)
def test_a_sum_is_named_by_what_it_is_given_for(sentence: str, name: str) -> None:
    assert _names(sentence) == [name]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("设立乡村建设专项资金200万元。", "设立乡村建设专项资金"),
        ("对购置烘干设备的，单个企业每年补贴最高20万元。", "企业补贴资金"),
        ("全年旅游收入达到3亿元。", "旅游收入"),
    ],
)
def test_a_sum_with_a_name_of_its_own_keeps_it(sentence: str, name: str) -> None:
    assert _names(sentence) == [name]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("全区教室覆盖率达50%，初、高中学校巡课覆盖率100%。", ["全区教室覆盖率", "初、高中学校巡课覆盖率"]),
        ("高中学校达标率60%初、高中学校巡课覆盖率100%。", ["高中学校达标率", "初、高中学校巡课覆盖率"]),
        ("保障残疾儿童就学权益确保残疾儿童入学率达98%以上。", ["残疾儿童入学率"]),
        ("壮大县级名师数量培养骨干教师60名。", ["培养骨干教师人数"]),
    ],
)
def test_a_name_keeps_its_shortened_member_and_leaves_out_the_statement_before(
    sentence: str, names: list[str]
) -> None:
    assert _names(sentence) == names
