from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus.model import Clause, Document, Header, Source, Span
from graph import wording
from kb import deadlines
from kb.model import Deadline, Evidence, Target


def _evidence(surface: str) -> Evidence:
    return Evidence("d", "c", Span(0, len(surface)), surface, "r")


@pytest.mark.parametrize(
    ("kind", "value", "surface", "words"),
    [
        ("by", "2025", "2025年底前", "2025年底前（不晚于2025年）"),
        ("in", "2024", "2024年", "2024年"),
        ("from", "2023-09", "2023年9月起", "2023年9月起"),
        ("between", "2023/2025", "2023至2025年", "2023至2025年（2023年—2025年）"),
        ("from", "2023-23", "秋季学期起", "秋季学期起（2023年秋季起）"),
        ("by", "XXXX-12", "12月前", "12月前（不晚于每年12月）"),
        ("by", "2024-06-05", "6月5日前", "6月5日前（不晚于2024年6月5日）"),
        ("by", "?", "按期", "按期（不晚于?）"),
        ("every", "R/P3M", "每季度", "每季度"),
        ("every", "R/P2Y", "每两年", "每两年"),
        ("every", "R/P5Y", "每五年", "每五年（每5年）"),
        ("within", "P10D", "10个工作日内", "10个工作日内"),
        ("within", "P3Y", "三年内", "三年内（3年内）"),
        ("within", "P10D", "10日内", "10日内"),
        ("within", "未知", "限期内", "限期内（未知内）"),
        ("other", "2025", "2025\n年", "2025 年（2025年）"),
    ],
)
def test_deadline(kind: str, value: str, surface: str, words: str) -> None:
    assert wording.describe_deadline(Deadline(kind, value, _evidence(surface))) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("by", "2025-33", "不晚于2025年第一季度"),
        ("in", "2025-34", "2025年第二季度"),
        ("in", "2025-35", "2025年第三季度"),
        ("in", "XXXX-36", "每年第四季度"),
        ("in", "2025-40", "2025年上半年"),
        ("by", "2025-41", "不晚于2025年下半年"),
        ("from", "2025-21", "2025年春季起"),
        ("in", "2025-22", "2025年夏季"),
        ("from", "2025-23", "2025年秋季起"),
        ("in", "XXXX-24", "每年冬季"),
        ("by", "2026-06", "不晚于2026年6月"),
        ("by", "XXXX", "不晚于每年年底"),
        ("between", "XXXX-03/XXXX-05", "每年3月—5月"),
        ("between", "2025-01-01/2025-12-31", "2025年1月1日—2025年12月31日"),
        ("every", "R/P1Y", "每年"),
        ("every", "R/P6M", "每半年"),
        ("every", "R/P0.5Y", "每半年"),
        ("every", "R/P3M", "每季度"),
        ("every", "R/P1M", "每月"),
        ("every", "R/P2M", "每两个月"),
        ("every", "R/P12M", "每12个月"),
        ("every", "R/P0.5M", "每半个月"),
        ("every", "R/P1.5M", "每一个半月"),
        ("every", "R/P1W", "每周"),
        ("every", "R/P2W", "每两周"),
        ("every", "R/P1D", "每日"),
        ("every", "R/P10D", "每10日"),
        ("every", "R/PT1H", "每小时"),
        ("every", "R/PT2H", "每两小时"),
        ("within", "PT24H", "24小时内"),
        ("within", "PT30M", "30分钟内"),
        ("within", "PT0.5H", "半小时内"),
        ("within", "P0.5M", "半个月内"),
        ("within", "P2Y", "2年内"),
        ("within", "P6M", "6个月内"),
    ],
)
def test_time(kind: str, value: str, words: str) -> None:
    assert wording.describe_time(Deadline(kind, value, _evidence("某时"))) == words


EXAMPLES = sorted({reading for rule in deadlines.RULES for reading in rule.examples.values()})


@pytest.mark.parametrize("reading", EXAMPLES)
def test_every_reading_of_the_rules_has_words(reading: str) -> None:
    """No code of EDTF or ISO 8601 is left over; a year still to be found (?) counts as every year."""
    kind, value = reading.split(" ")
    words = wording.describe_time(Deadline(kind, value.replace("?", "XXXX"), _evidence("")))
    assert not re.search(r"[A-Z?/]|-\d", words)
    assert not re.search(r"(?:1[3-9]|[2-9]\d)月", words)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            Target("入园率", "=", 95.96, "%", None, "2025", None, False, _evidence("")),
            "入园率 = 95.96%（2025年）",
        ),
        (Target("巡查", ">=", 2.0, "次", None, None, "P1Y", True, _evidence("")), "巡查 ≥ 2次（每年，待核）"),
        (
            Target("奖补", "range", (1.0, 2.5), "万元", None, None, None, False, _evidence("")),
            "奖补 = 1—2.5万元",
        ),
        (Target("能耗", "=", 3.0, "%", "decrease", None, None, False, _evidence("")), "能耗下降 3%"),
        (
            Target("学位", "=", 1e7, "个", "increase", None, None, False, _evidence("")),
            "学位增加 10000000个",
        ),
        (
            Target("占比", ">", 2, "百分点", "increase", None, None, False, _evidence("")),
            "占比提高 > 2个百分点",
        ),
        (Target("", "~", 2, "家", None, None, None, False, _evidence("")), "≈ 2家"),
    ],
)
def test_target(target: Target, words: str) -> None:
    assert wording.describe_target(target) == words


@pytest.mark.parametrize(
    ("label", "heading", "name"),
    [
        ("8", "加强统筹", "8. 加强统筹"),
        ("1", "100所学校", "1. 100所学校"),
        ("三", "保障措施", "三、保障措施"),
        ("(一)", "加强\n领导", "(一)加强 领导"),
        ("第三条", "经费", "第三条 经费"),
        ("", "总体要求", "总体要求"),
    ],
)
def test_task_name_with_heading(label: str, heading: str, name: str) -> None:
    assert wording.task_name(Clause("c", None, "measure", label, label, heading, Span(0, 0))) == name


def test_task_name_without_heading() -> None:
    text = "（一）开展巡查。发现问题及时整改。" + "长" * 60
    whole = Clause("c", None, "item", "(一)", "(一)", "", Span(0, 8))
    lost = Clause("c", None, "item", "二是", "二是", "", Span(3, 17))
    long = Clause("c", None, "paragraph", "", "", "", Span(17, len(text)))
    assert wording.task_name(whole, text=text) == "（一）开展巡查"
    assert wording.task_name(lost, text=text) == "二是开展巡查"
    assert wording.task_name(long, text=text) == "长" * 40 + "…"
    assert wording.task_name(whole) == "(一)"
    assert wording.task_name(long) == "段落"


def test_unknown_words_stay_as_they_are() -> None:
    assert wording.describe_role("lead") == "牵头"
    assert wording.describe_role("x") == wording.describe_scope("x") == wording.describe_basis("x") == "x"
    assert wording.describe_clause_kind("x") == "x"
    assert wording.describe_period("P1Y") == "年"


def test_plan_title_is_one_line_or_the_file_name() -> None:
    titled = Document(Source("a.txt", "0", "", "utf-8"), "", Header(title="甲\n方案"), (), ())
    assert wording.plan_title(titled) == "甲 方案"
    assert wording.plan_title(replace(titled, header=Header())) == "a.txt"
