"""完成时限：kinds, values, context years, and what is no deadline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import parse
from corpus.fold import fold
from corpus.model import Clause, Document, Header, Source, Span
from corpus.source import from_text, load
from kb import deadlines

SHARED = Path(__file__).parents[2] / ".." / "shared"


def plan(text: str, issued: str | None = "2024-03-01", kind: str = "measure") -> Document:
    clause = Clause("1", None, kind, "1", "1", "", Span(0, len(text)))
    return Document(Source("x", "0" * 64, text, "utf-8"), fold(text), Header(issued=issued), (), (clause,))


def read(text: str, issued: str | None = "2024-03-01") -> list[str]:
    return [f"{found.kind} {found.value}" for found in deadlines.extract(plan(text, issued))]


@pytest.mark.parametrize("rule", deadlines.RULES, ids=lambda rule: rule.name)
def test_rule(rule: deadlines.Rule[str | None, deadlines.When]) -> None:
    for text, expected in rule.examples.items():
        assert str(next(rule.readings(text, deadlines.BOOK.context))[1]) == expected
    for text in rule.rejects:
        assert not list(rule.readings(text, deadlines.BOOK.context)), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2026年,全县建成10个园区。", ["by 2026"]),
        ("2025年底前完成改造。", ["by 2025"]),
        ("2024年3月底前制定方案,6月底前启动。", ["by 2024-03", "by 2024-06"]),
        ("每年5月编制预算,6月组织审核,10月前批复。", ["in XXXX-05", "in XXXX-06", "by XXXX-10"]),
        ("每年组织评估。10月底前报送。", ["every R/P1Y", "by 2024-10"]),
        ("1月底前报送总结。", ["by 2025-01"]),
        ("2024年、2025年、2026全县分别完成。", ["in 2024", "in 2025", "in 2026"]),
        ("2025年一季度起推行。", ["from 2025-33"]),
        ("年内建成,明年底前验收。", ["in 2024", "by 2025"]),
        ("逢单年评选,每季度调度,每半年通报。", ["every R/P2Y", "every R/P3M", "every R/P6M"]),
        ("三年内见效,收到申请后10个工作日内办结。", ["within P3Y", "within P10D"]),
        ("2024年6月至8月集中整治。", ["between 2024-06/2024-08"]),
        ("有效期至2027年6月30日止。", ["by 2027-06-30"]),
        ("二〇二五年底前建成。", ["by 2025"]),
        ("春节慰问,2025年春节前完成。", ["by 2025"]),
        ("2月29日前报送。", ["by 2028-02-29"]),
        ("集中整治阶段(9月1日至10月31日)。", ["between 2024-09-01/2024-10-31"]),
        ("11月1日至2月28日开展冬季行动。", ["between 2024-11-01/2025-02-28"]),
        ("2025年组织自查,5月1日至15日抽查。", ["in 2025", "between 2025-05-01/2025-05-15"]),
        ("每年6月1日至30日宣传。", ["between XXXX-06-01/XXXX-06-30"]),
        ("一年半内见效,1小时30分钟内到场。", ["within P18M", "within PT1H30M"]),
        ("2024年7月1日或之前报送,十月三十一日前完成。", ["by 2024-07-01", "by 2024-10-31"]),
    ],
)
def test_value(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "贯彻《某县教育发展规划(2024-2026年)》精神。",
        "实施三年行动计划(2024-2026年)。",
        "2022年以来成效明显。",
        "2023年建成3个。",
        "上一年度1月至12月的数据。",
        "近三年内无违规。",
        "每人每次。",
        "制定2025年工作要点。",
        "用电成本较2024年下降。",
        "某某县人民政府办公室2024年9月3日印发",
    ],
)
def test_no_deadline(text: str) -> None:
    assert read(text) == []


def test_without_a_date_of_issue_nothing_is_guessed() -> None:
    assert read("6月底前完成,年底前验收,明年推广。", None) == ["by XXXX-06", "by XXXX-12"]


def test_the_date_of_signature_is_none() -> None:
    assert deadlines.extract(plan("2024年9月1日", kind="paragraph")) == ()
    assert len(deadlines.extract(plan("2024年9月1日", kind="table_row"))) == 1


def test_text_outside_the_clauses_is_none() -> None:
    document = plan("2025年底前完成。")
    bare = Document(document.source, document.folded, document.header, (), ())
    assert deadlines.extract(bare) == ()


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="每年月日季度底前到自起内三十12024,。-至、半个工作《》()二〇五四末\n一、", max_size=80)
)
def test_never_raises_and_spans_quote(text: str) -> None:
    document = parse(from_text(text, "x"))
    for found in deadlines.extract(document):
        assert found.evidence.span.of(document.text) == found.evidence.surface


def test_gold() -> None:
    plan_path = SHARED / "corpus" / "jiangchuan_education_2023.txt"
    if not plan_path.exists():
        pytest.skip("the shared corpus is not beside the repository")
    gold = json.loads((SHARED / "gold" / "jiangchuan_education_2023.json").read_text(encoding="utf-8"))
    found = {(d.kind, d.value, d.evidence.span.start) for d in deadlines.extract(parse(load(plan_path)))}
    wanted = [d for d in gold["deadlines"] if not d.get("optional")]
    hits = sum((d["kind"], d["value"], d["start"]) in found for d in wanted)
    assert hits >= 0.95 * len(wanted)
