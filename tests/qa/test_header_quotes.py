"""What is told of the file itself is quoted from where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factory import Maker

from kb.model import Plan
from qa.answer import ask
from qa.answers import header_quotes
from qa.report import evidence_lines

TEXT = """青禾区公园建设
行动方案
青府办〔2024〕 7号
依据2023年5月1日的规定，2024年7月3日以前办结的不再办。
一、重点任务
建设口袋公园。
青禾区人民政府办公室
{day}
"""


def plan_of(day: str) -> Plan:
    made = Maker(TEXT.format(day=day))
    made.clause("一", "section", "一、重点任务", "口袋公园。", "重点任务")
    plan = made.plan()
    header = replace(
        plan.document.header,
        title="青禾区公园建设行动方案",
        number="青府办〔2024〕7号",
        issuers=("青禾区人民政府办公室", "青禾区没有写明的机关"),
        issued="2024-07-03",
    )
    return replace(plan, document=replace(plan.document, header=header))


@pytest.mark.parametrize("day", ["2024年7月3日", "2024-07-03", "二〇二四年七月三日", "2024 年 07 月 03 日"])
def test_the_characters_are_those_of_the_plan(day: str) -> None:
    plan = plan_of(day)
    found = {
        quote.surface
        for own in (header_quotes.title, header_quotes.number, header_quotes.issuers, header_quotes.issued)
        for quote in own(plan)
    }
    assert found == {"青禾区公园建设\n行动方案", "青府办〔2024〕 7号", "青禾区人民政府办公室", day}
    (signed,) = header_quotes.issued(plan)
    assert signed.span.of(plan.document.text) == day
    assert header_quotes.published(plan) == ()


def test_a_day_is_not_the_beginning_of_a_longer_one() -> None:
    plan = plan_of("2024年7月31日")
    (quote,) = header_quotes.issued(plan)
    assert quote.surface == "2024年7月3日"
    assert TEXT.index("2024年7月3日") == quote.span.start


def test_an_answer_about_several_files_has_their_titles_over_its_proofs() -> None:
    first, second = plan_of("2024年7月3日"), plan_of("二〇二四年七月三日")
    plans = [
        first,
        replace(
            second,
            document=replace(second.document, header=replace(second.document.header, jurisdiction="云溪县")),
        ),
    ]
    lines = evidence_lines(ask("文号是多少", plans))
    assert [line for line in lines if "《" in line] == [
        " 《青禾区公园建设行动方案》（青禾区）",
        " 《青禾区公园建设行动方案》（云溪县）",
    ]
    assert sum("青府办〔2024〕 7号" in line for line in lines) == 2
