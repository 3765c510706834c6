"""Each check on two small plans: one in which it must speak, and its nearest neighbour in which it must not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from factory import odd_plan, park_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from real_plans import BUNDLED, all_plans, needs_corpus, real_plan

from corpus.source import from_text, load
from kb.lint import CHECKS, ERROR, HINT, SEVERITIES, WARNING, Finding, lint
from kb.lint.report import as_json, checked, has_error, tally
from kb.model import Plan
from kb.pipeline import extract

PLAN = """松岭区湿地修复规划（2024—2026年）

松岭区人民政府办公室
2024年3月5日

一、总体目标
到2026年，湿地保护率达到70%。
二、重点任务
1.划定湿地边界。设置界桩。（责任单位：区林草局、区自然资源局）
2.补植水生植物。到2025年补植面积达到300亩。（责任单位：区水务局、区财政局）
3.清理水面杂物。（责任单位：区水务局、区城管局）
三、保障措施
加强宣传。
"""
TABLE = """附件
任务分工表
序号 | 任务 | 牵头单位 | 配合单位 | 完成时限
1 | 划定湿地边界 | 区林草局 | 区自然资源局 | 2025年
2 | 补植水生植物 | 区水务局 | 区财政局 | 2025年底前
3 | 清理水面杂物 | 区水务局 | 区城管局 | 2026年
"""
RANKED = "划定湿地边界。设置界桩。（区林草局牵头，区自然资源局配合）"
FIRST = "区林草局、区自然资源局）"
LAST = "区水务局、区城管局）"


def plan(*changes: tuple[str, str], table: bool = False) -> str:
    """The model plan, with its table on demand, after replacing each pair; each must be there."""
    text = PLAN + TABLE * table
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def read(text: str) -> Plan:
    return extract(from_text(text, "方案.txt"))


def found(text: str) -> tuple[Finding, ...]:
    return lint(read(text))


# code: (a plan in which the check speaks, the characters it points at, a plan in which it must not).
CASES: dict[str, tuple[str, str, str]] = {
    "unit.none": (
        plan(("（责任单位：区水务局、区城管局）", "")),
        "3.清理水面杂物。",
        plan(("三、保障措施\n加强宣传。", "三、保障措施\n4.加强宣传。")),
    ),
    "unit.two-leads": (
        plan((FIRST, "区林草局、区自然资源局牵头，区财政局配合）")),
        "区自然资源局",
        plan((FIRST, "区林草局、区自然资源局按职责分工牵头，区财政局配合）")),
    ),
    "unit.lead-and-support": (
        plan((FIRST, "区林草局牵头，区财政局、区林草局配合）")),
        "区林草局",
        plan((FIRST, "区林草局牵头，区财政局配合）"), (LAST, "区水务局牵头，区林草局配合）")),
    ),
    "unit.repeated": (
        plan((FIRST, "区林草局、区自然资源局、区林草局）")),
        "区林草局",
        plan(("设置界桩。", "摸清家底。（责任单位：区林草局）一季度内，沿湿地外围逐段设置界桩。")),
    ),
    "unit.two-names": (
        plan((FIRST, "区林草局、区发展改革委）"), (LAST, "区水务局、区发改委）")),
        "区发改委",
        plan((FIRST, "区林草局、松岭区水务局、自然资源局）")),
    ),
    "deadline.before-issue": (
        plan(("300亩。", "300亩，2023年底前完成调查。")),
        "2023年底前",
        plan(("300亩。", "300亩。2023年底前立项的企业不再审批，截至2022年底，全区已补植20亩。")),
    ),
    "deadline.after-period": (
        plan(("300亩。", "300亩，2028年底前验收。")),
        "2028年底前",
        plan(("70%。", "70%。展望2035年，湿地全面恢复，到2035年再造一片湖。")),
    ),
    "target.incomplete": (
        plan(("300亩。", "300亩，比例不低于60%。")),
        "不低于60%",
        plan(("300亩。", "300亩，成活比例不低于60%。")),
    ),
    "target.conflict": (
        plan(("设置界桩。", "到2026年，湿地保护率达到75%。")),
        "达到75%",
        plan(("设置界桩。", "到2025年，湿地保护率达到65%，到2026年，湿地保护率达到70%。")),
    ),
    "number.gap": (
        plan(("3.清理", "5.清理")),
        "5.清理水面杂物。",
        plan(("三、保障措施", "三、其他任务\n1.巡护湿地。（责任单位：区林草局）\n四、保障措施")),
    ),
    "number.repeat": (
        plan(("3 | 清理", "2 | 清理"), table=True),
        "2 | 清理水面杂物",
        plan(("三、保障措施", "（一）水岸\n4.巡护湿地。（责任单位：区林草局）\n三、保障措施")),
    ),
    "table.units": (
        plan(("区水务局 | 区城管局", "区水务局 | 区司法局"), table=True),
        "3 | 清理水面杂物",
        plan(("区水务局 | 区城管局", "区水务局 | 城管局"), table=True),
    ),
    "table.roles": (
        plan(
            ("划定湿地边界。设置界桩。（责任单位：区林草局、区自然资源局）", RANKED),
            ("区林草局 | 区自然资源局", "区自然资源局 | 区林草局"),
            table=True,
        ),
        "区自然资源局",
        plan(("区林草局 | 区自然资源局", "区自然资源局 | 区林草局"), table=True),
    ),
    "table.deadline": (
        plan(("2025年底前\n", "2026年6月底前\n"), table=True),
        "2026年6月底前",
        plan(("2025年底前\n", "2025年12月底前\n"), table=True),
    ),
    "source.doubtful": (
        plan(("区水务局、区财政局）", "区水务局、财政局）"), ("300亩", "不超30亩")),
        "不超3",
        plan(("区水务局、区财政局）", "区水务局财政局）")),
    ),
    "reference.missing": (
        plan(("加强宣传。", "对照本方案第五部分加强宣传。")),
        "第五部分",
        plan(("加强宣传。", "对照本方案第二部分，按照《湿地条例》第三十条、省方案第九条宣传。")),
    ),
}


def test_every_check_has_its_case() -> None:
    assert [check.code for check in CHECKS] == list(CASES)
    assert {check.severity for check in CHECKS} <= set(SEVERITIES)


def test_the_model_plan_is_sound() -> None:
    assert found(plan()) == found(plan(table=True)) == ()


@pytest.mark.parametrize("code", CASES)
def test_a_check_speaks_at_the_place(code: str) -> None:
    text, words, _ = CASES[code]
    mine = [finding for finding in found(text) if finding.code == code]
    assert mine, f"{code} 没有发现"
    assert mine[0].surface.startswith(words)
    assert mine[0].surface == text[mine[0].span.start : mine[0].span.end]
    assert mine[0].message.endswith("。")
    assert mine[0].path


@pytest.mark.parametrize("code", CASES)
def test_a_check_is_silent_next_door(code: str) -> None:
    assert [finding.message for finding in found(CASES[code][2]) if finding.code == code] == []


def only(text: str, code: str) -> list[Finding]:
    return [finding for finding in found(text) if finding.code == code]


def test_a_task_told_in_a_sentence_only_is_a_hint() -> None:
    text = plan(("水面杂物。（责任单位：区水务局、区城管局）", "水面杂物。由区水务局负责清理。"))
    assert [finding.severity for finding in only(text, "unit.none")] == [HINT]


def test_a_plan_that_seldom_lists_units_misses_none() -> None:
    bare = plan(("（责任单位：区水务局、区城管局）", ""), ("（责任单位：区水务局、区财政局）", ""))
    assert only(bare, "unit.none") == []


def test_two_leads_throughout_are_one_hint() -> None:
    lists = {"（责任单位：" + FIRST, "（责任单位：区水务局、区财政局）", "（责任单位：" + LAST}
    changes = [(one, one.replace("责任单位", "牵头单位")) for one in sorted(lists)]
    hints = only(plan(*changes), "unit.two-leads")
    assert [finding.severity for finding in hints] == [HINT]
    assert "二/1、二/2、二/3" in hints[0].message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("三、保障", "四、保障", "缺第3"),
        ("设置界桩。", "一是测量。二是公示。四是立桩。", "缺第3"),
        ("3.清理", "5.清理", "缺第3至4"),
    ],
)
def test_gaps_at_every_level(old: str, new: str, words: str) -> None:
    gap = only(plan((old, new)), "number.gap")
    assert [words in finding.message for finding in gap] == [True]


LIST_OF_ANNEXES = ("加强宣传。", "加强宣传。\n\n附件：1.任务清单\n2.奖励办法\n")


def test_the_list_of_annexes_is_no_row_of_tasks() -> None:
    assert (
        found(plan(LIST_OF_ANNEXES, ("三、保障措施\n", "三、保障措施\n4.巡护湿地。（责任单位：区林草局）\n")))
        == ()
    )


def test_a_clause_on_its_own_validity_needs_no_unit() -> None:
    articles = "".join(f"第{n}条 修复湿地。（责任单位：区林草局、区水务局）\n" for n in "一二三")
    assert found(f"松岭区湿地若干措施\n{articles}第四条 本措施自2025年3月1日起施行。\n") == ()


def test_a_past_year_alone_in_a_cell_is_a_deadline() -> None:
    early = only(plan(("区城管局 | 2026年", "区城管局 | 2023年"), table=True), "deadline.before-issue")
    assert [finding.surface for finding in early] == ["2023年"]


def test_a_row_matches_a_task_by_the_beginning_of_its_words() -> None:
    longer = ("3 | 清理水面杂物 | 区水务局 | 区城管局", "3 | 清理水面杂物，每月一次 | 区水务局 | 区司法局")
    assert "多出区司法局；表中缺少区城管局" in only(plan(longer, table=True), "table.units")[0].message


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("进度见附件3", ["附件3"]),
        ("进度见附件1", []),
        ("按上述第九条", ["第九条"]),
        ("按上述第3条", []),
        ("按本措施第三章", []),
    ],
)
def test_references_to_clauses_and_annexes(words: str, missing: list[str]) -> None:
    dead = only(plan(("加强宣传。", f"{words}加强宣传。"), table=True), "reference.missing")
    assert [finding.surface for finding in dead] == missing


def test_plans_made_by_hand_and_an_empty_one_pass() -> None:
    for made in (park_plan(), odd_plan(), read("")):
        for finding in lint(made):
            assert finding.surface == made.document.text[finding.span.start : finding.span.end]


def test_the_report_counts_by_severity() -> None:
    plans = checked([read(CASES["unit.lead-and-support"][0]), read(CASES["unit.none"][0]), read(PLAN)])
    assert tally(plans) == {ERROR: 1, WARNING: 1, HINT: 0}
    assert has_error(plans)
    assert not has_error(plans[1:])
    report = as_json(plans)
    assert report["schema"] == "lint/1"
    assert [len(one["findings"]) for one in report["plans"]] == [1, 1, 0]


SHARDS: tuple[str, ...] = (
    *(
        "松岭区规划（2024—2026年）\n",
        "2024年3月5日\n",
        "一、",
        "三、",
        "（二）",
        "2.",
        "5.",
        "第四条",
        "一是",
        "三是",
    ),
    *(
        "区财政局",
        "财政局",
        "区发改委",
        "区发展改革委",
        "各学校",
        "（",
        "）",
        "、",
        "，",
        "。",
        "\n",
        "牵头",
        "配合",
    ),
    *(
        "责任单位：",
        "2023年底前",
        "到2030年",
        "比例",
        "覆盖率",
        "达到70%",
        "不超53岁",
        "本方案第九部分",
        "见附件3",
    ),
    *(
        "附件\n",
        "序号 | 任务 | 牵头单位 | 配合单位 | 完成时限\n",
        "1 | 巡湖 | 区财政局 | 区发改委 | 2024年\n",
        "| ",
    ),
)
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(SHARDS), max_size=50).map("".join))


@given(texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_a_check_raise(text: str) -> None:
    for finding in found(text):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.surface == text[finding.span.start : finding.span.end]
        assert finding.message.endswith("。")


@given(st.data(), st.sampled_from(sorted(BUNDLED.glob("*.txt"))))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_torn_plan_makes_a_check_raise(data: st.DataObject, path: Path) -> None:
    text = path.read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 600)))
    found(text[:start] + text[end:])


@pytest.mark.parametrize("path", all_plans(), ids=lambda path: path.stem)
def test_whole_plans_have_few_findings(path: Path) -> None:
    """A finding in a published plan is rare; many of one kind mean that the check is wrong."""
    counts = Counter(finding.code for finding in lint(extract(load(path))))
    counts.pop("source.doubtful", 0)
    assert all(count < 4 for count in counts.values()), counts


@needs_corpus
def test_a_real_table_that_ranks_a_unit_twice() -> None:
    errors = [
        one for one in lint(extract(load(real_plan("09_chongqing_lowalt_province")))) if one.severity == ERROR
    ]
    assert [(one.code, one.path) for one in errors] == [("unit.lead-and-support", "附件/(五)/13")]
