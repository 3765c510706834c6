"""量化指标：values, comparators, indicators, years, series, damage, and what is no target."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import parse
from corpus.fold import fold
from corpus.model import Clause, Document, Header, Repair, Source, Span
from corpus.source import from_text, load
from kb import targets
from kb.model import Target

SHARED = Path(__file__).parents[2] / ".." / "shared"


def plan(text: str) -> Document:
    clause = Clause("1", None, "measure", "1", "1", "某项工作", Span(0, len(text)))
    header = Header(issued="2024-03-01")
    return Document(Source("x", "0" * 64, text, "utf-8"), fold(text), header, (), (clause,))


def damaged(text: str) -> Document:
    return replace(plan(text), repairs=(Repair(Span(0, 0), "", "、", "", True),))


def show(target: Target) -> str:
    value = target.value if isinstance(target.value, tuple) else (target.value,)
    number = "-".join(f"{n:g}" for n in value)
    parts = [
        target.indicator,
        target.comparator + number + target.measure,
        target.change,
        target.year,
        target.per,
    ]
    return " ".join(part for part in parts if part)


def read(text: str) -> list[str]:
    return [show(target) for target in targets.extract(plan(text))[0]]


@pytest.mark.parametrize("rule", targets.RULES, ids=lambda rule: rule.name)
def test_rule(rule: targets.Rule[None, targets.Amount]) -> None:
    for text, expected in rule.examples.items():
        assert str(next(rule.readings(text, None))[1]) == expected
    for text in rule.rejects:
        assert not list(rule.readings(text, None)), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年,毛入学率达97%以上。建成公园20座。", ["毛入学率 >=97% 2025", "建成公园数 =20座 2025"]),
        ("培养5名骨干校长、10名名师。", ["培养骨干校长人数 =5名", "名师人数 =10名"]),
        ("校长每学年听课、评课不少于200节。", ["校长听课、评课节数 >=200节 P1Y"]),
        ("每年至少组织1次应急演练。", ["组织应急演练次数 >=1次 P1Y"]),
        ("每年召开两次会议。", ["召开会议次数 =2次 P1Y"]),
        ("2025年事故起数同比下降10%。", ["事故起数 =10% decrease 2025"]),
        ("研发投入强度提高到3%。", ["研发投入强度 =3%"]),
        ("新增学位800余个。", ["新增学位数 >=800个 increase"]),
        ("甲区率和乙区率分别达63%、92%以上。", ["甲区率 >=63%", "乙区率 >=92%"]),
        (
            "2024年、2025年教室覆盖率分别达30%、70%。",
            ["教室覆盖率 =30% 2024", "教室覆盖率 =70% 2025"],
        ),
        ("企业数量达到400家,其中制造类150家。", ["企业数量 =400家", "制造类企业数量 =150家"]),
        ("学校培训费不得少于公用经费10%。", ["学校培训费占公用经费比例 >=10%"]),
        ("产值翻一番。", ["产值 =100% increase"]),
        ("最高不超过15万元。", ["某项工作 <=15万元"]),
        ("2024年60%的村完成改造。", ["村完成改造比例 =60% 2024"]),
        ("年内实现中心校100%全覆盖。", ["中心校覆盖率 =100% 2024"]),
        ("参保率提升2个百分点以上,达到95%。", ["参保率 >=2百分点 increase", "参保率 =95%"]),
        ("组织学员参加3-12个月的见习。", ["组织学员参加见习时长 range3-12个月"]),
        ("每天锻炼1小时。", ["锻炼时长 =1小时 P1D"]),
    ],
)
def test_target(text: str, expected: list[str]) -> None:
    assert read(text) == [line.replace("某项工作 <", "资金 <") for line in expected]


@pytest.mark.parametrize(
    "text",
    [
        "围绕4个方面开展工作。",
        "截至2023年底,全县建成公园20座。",
        "2023年,全县建成公园20座。",
        "现有学校12所。",
        "优待从业3年以上的技师。",
        "年收入1亿元以上的企业可以申报。",
        "住院时间是指不超过48小时的时间。",
        "推进1+2工程、5G应用和4A级景区建设。",
        "第3次会议通过。",
        "名次进入前3名。",
        "在5个工作日内办结。",
        "2023年实施的24项措施。",
    ],
)
def test_no_target(text: str) -> None:
    assert read(text) == []


def test_a_lost_dash_is_restored_by_the_parallel() -> None:
    found, repairs = targets.extract(damaged("打造1-2个省级特色专业。力争打造12个省级特色专业。"))
    assert [target.value for target in found] == [(1.0, 2.0), (1.0, 2.0)]
    assert [(repair.restored, repair.certain) for repair in repairs] == [("1-2个", True)]
    assert found[1].uncertain


def test_a_lost_dash_is_supposed_where_such_things_are_few() -> None:
    found, repairs = targets.extract(damaged("每年为群众办12件实事。"))
    assert found[0].value == (1.0, 2.0)
    assert not repairs[0].certain


def test_a_sound_text_is_taken_at_its_word() -> None:
    assert read("为群众办12件实事。") == ["群众办实事数 =12件"]
    assert targets.extract(damaged("建设12个园区。"))[0][0].value == 12


def test_a_lost_measure_is_that_of_the_noun() -> None:
    found, repairs = targets.extract(
        damaged("筹建1所特殊教育学校。积极筹1特殊教育学校。增加学位1435,组建2名师工作室。")
    )
    assert [(target.value, target.measure) for target in found] == [
        (1, "所"),
        (1, "所"),
        (1435, "个"),
        (2, "个"),
    ]
    assert [repair.certain for repair in repairs] == [True, False, False]


def test_lost_characters_beside_a_number() -> None:
    _, repairs = targets.extract(damaged("培训不超2次。甲率、乙率分别达63%92%以上。"))
    assert [repair.restored for repair in repairs] == ["不超过2次", "、"]


def test_the_year_of_a_heading() -> None:
    text = "2025年:\n建成公园20座。"
    parent = Clause("1", None, "paragraph", "2025年", "1", "", Span(0, len(text)))
    child = Clause("2", "1", "paragraph", "", "2", "", Span(7, len(text)))
    document = replace(plan(text), clauses=(parent, child))
    assert targets.extract(document)[0][0].year == "2025"


def test_goals_share_the_year_that_opens_them() -> None:
    text = "一、发展目标\n到2026年,体系基本形成。\n——规模壮大。产业规模超过30亿元。\n"
    assert [show(target) for target in targets.extract(parse(from_text(text, "x")))[0]] == [
        "产业规模 >30亿元 2026"
    ]


@settings(deadline=None, max_examples=80)
@given(
    st.text(alphabet="不少于达到12个名%,。、分别和其中(至)每年2025万余培养学校率以上3-4“”下降", max_size=90)
)
def test_never_raises_and_spans_quote(text: str) -> None:
    document = damaged(text) if text else plan(text)
    found, repairs = targets.extract(document)
    for target in found:
        assert target.evidence.span.of(document.text) == target.evidence.surface
    for repair in repairs:
        assert repair.span.of(document.text) == repair.surface


def test_gold() -> None:
    plan_path = SHARED / "corpus" / "jiangchuan_education_2023.txt"
    if not plan_path.exists():
        pytest.skip("the shared corpus is not beside the repository")
    gold = json.loads((SHARED / "gold" / "jiangchuan_education_2023.json").read_text(encoding="utf-8"))
    found = targets.extract(parse(load(plan_path)))[0]
    wanted = [target for target in gold["targets"] if not target.get("optional")]
    missed = [target for target in wanted if not any(_agrees(target, other) for other in found)]
    assert len(missed) <= 0.05 * len(wanted)
    assert len(found) <= len(gold["targets"])


def _agrees(gold: dict[str, object], target: Target) -> bool:
    span = target.evidence.span
    value = list(target.value) if isinstance(target.value, tuple) else target.value
    same = (gold["value"], gold["unit"], gold["change"]) == (value, target.measure, target.change)
    return same and span.overlaps(Span(int(str(gold["start"])), int(str(gold["end"]))))
