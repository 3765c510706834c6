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
from corpus.source import load
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
        ("拓宽道路三百米,年产粮食两三万吨。", ["拓宽道路 =300米", "年产粮食 range20000-30000吨"]),
        ("死亡率控制在千分之四以内,投资500余万元。", ["死亡率 <=4‰", "投资 >=500万元"]),
        ("引进6名骨干医师、12名护士。", ["引进骨干医师人数 =6名", "护士人数 =12名"]),
        ("教导主任每学期授课不少于40节。", ["教导主任授课节数 >=40节 P6M"]),
        ("每年至少组织1次应急演练。", ["组织应急演练次数 >=1次 P1Y"]),
        ("每年召开两次会议。", ["召开会议次数 =2次 P1Y"]),
        ("2025年事故起数同比下降10%。", ["事故起数 =10% decrease 2025"]),
        ("研发投入强度提高到3%。", ["研发投入强度 =3%"]),
        ("新增学位800余个。", ["新增学位数 >=800个 increase"]),
        ("入库率和开工率分别达41%、82%以上。", ["入库率 >=41%", "开工率 >=82%"]),
        (
            "2024年、2025年宽带普及率分别达20%、80%。",
            ["宽带普及率 =20% 2024", "宽带普及率 =80% 2025"],
        ),
        ("上市公司数量达到30家,其中科技类12家。", ["上市公司数量 =30家", "科技类上市公司数量 =12家"]),
        ("业务招待费不得高于公务经费3%。", ["业务招待费占公务经费比例 <=3%"]),
        (
            "建设公路300公里,其中县道50公里、乡道100公里。",
            ["建设公路 =300公里", "县道建设公路 =50公里", "乡道建设公路 =100公里"],
        ),
        ("将标准由1800元提高到2000元。", ["标准 =2000元"]),
        ("三年累计新增就业30万人。", ["三年累计新增就业人数 =30万人 increase"]),
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
        "2023年实施的17项措施。",
        "采用“1×5”模式(1名组长带5名组员)。",
        "为3-6周岁儿童建档。",
    ],
)
def test_no_target(text: str) -> None:
    assert read(text) == []


def test_a_lost_dash_is_restored_by_the_parallel() -> None:
    found, repairs = targets.extract(damaged("创建1-2个市级示范专业。力争创建12个市级示范专业。"))
    assert [target.value for target in found] == [(1.0, 2.0), (1.0, 2.0)]
    assert [(repair.restored, repair.certain) for repair in repairs] == [("1-2个", True)]
    assert found[1].uncertain


def test_a_lost_dash_is_supposed_where_such_things_are_few() -> None:
    found, repairs = targets.extract(damaged("每年办好12件民生实事。"))
    assert found[0].value == (1.0, 2.0)
    assert not repairs[0].certain


def test_a_sound_text_is_taken_at_its_word() -> None:
    assert read("办好12件民生实事。") == ["办好民生实事数 =12件"]
    assert targets.extract(damaged("建设12个园区。"))[0][0].value == 12


def test_a_lost_measure_is_that_of_the_noun() -> None:
    found, repairs = targets.extract(damaged("筹建1所职业中学。筹1职业中学。新增学位1600,组建2示范工作室。"))
    assert [(target.value, target.measure) for target in found] == [
        (1, "所"),
        (1, "所"),
        (1600, "个"),
        (2, "个"),
    ]
    assert [repair.certain for repair in repairs] == [True, False, False]


def test_lost_characters_beside_a_number() -> None:
    _, repairs = targets.extract(damaged("培训不超2次。甲率、乙率分别达41%82%以上。"))
    assert [repair.restored for repair in repairs] == ["不超过2次", "、"]


def test_the_year_of_a_heading() -> None:
    text = "2025年:\n建成公园20座。"
    parent = Clause("1", None, "paragraph", "2025年", "1", "", Span(0, len(text)))
    child = Clause("2", "1", "paragraph", "", "2", "", Span(7, len(text)))
    document = replace(plan(text), clauses=(parent, child))
    assert targets.extract(document)[0][0].year == "2025"


def test_goals_share_the_year_that_opens_them() -> None:
    text = "一、发展目标\n到2026年,体系基本形成。\n产业规模超过30亿元。\n"
    section = Clause("1", None, "section", "一", "1", "发展目标", Span(0, len(text)))
    first = Clause("2", "1", "paragraph", "", "2", "", Span(7, 22))
    second = Clause("3", "1", "paragraph", "", "3", "", Span(22, len(text)))
    document = replace(plan(text), clauses=(section, first, second))
    assert [show(target) for target in targets.extract(document)[0]] == ["产业规模 >30亿元 2026"]


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
