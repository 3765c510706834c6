"""Header facts: title, number, issuers, dates, place, level and basis."""

from __future__ import annotations

import pytest

from corpus.dates import BOOK as DATES
from corpus.dates import day_of
from corpus.document import parse
from corpus.header import Header
from corpus.markers import BOOK as MARKERS
from corpus.model import Document
from corpus.numbers import BOOK as NUMBERS
from corpus.organs import organs
from corpus.places import Place, place_of
from corpus.rule import Rulebook
from corpus.source import from_text

NOTICE = """中共云南省玉溪市委办公室
玉溪市人民政府办公室
关于印发《玉溪市贯彻落实〈云南省节水行动计划（2024—2026年）〉
实施方案》的通知
各县（市、区）人民政府：
《玉溪市贯彻落实〈云南省节水行动计划（2024—2026年）〉实施方案》已经同意，现印发给你们。
玉溪市人民政府办公室
20240903
玉溪市贯彻落实云南省节水行动计划（2024—2026年）
实施方案
为推进节水，依据《云南省节水行动计划（2024—2026）》（云办发〔20247号）和《中华人民共和国水法》，制定本方案。
一、任务
（一）节水。《关于旧办法的通知》（玉政发〔2010〕1号）停止执行。
"""


def read(text: str) -> Document:
    return parse(from_text(text, "测试"))


def header(text: str) -> Header:
    return read(text).header


def test_a_damaged_notice() -> None:
    facts = header(NOTICE)
    assert facts.title == "玉溪市贯彻落实〈云南省节水行动计划（2024—2026年）〉实施方案"
    assert facts.number is None
    assert facts.issuers == ("中共云南省玉溪市委办公室", "玉溪市人民政府办公室")
    assert (facts.issued, facts.jurisdiction, facts.level) == ("2024-09-03", "玉溪市", "city")
    assert [(cited.title, cited.number) for cited in facts.basis] == [
        ("云南省节水行动计划（2024—2026年）", "云办发〔2024〕7号"),
        ("中华人民共和国水法", None),
    ]


def test_the_titles_of_columns_are_no_part_of_the_title() -> None:
    sheet = "青禾县供水任务分工表\n序号\t任务\t牵头单位\n1\t建水厂\t县水务局\n2\t接管网\t县住房城乡建设局\n"
    assert header(sheet).title == "青禾县供水任务分工表"


def test_every_restoration_is_noted_in_the_characters_of_the_source() -> None:
    document = read(NOTICE)
    restored = {repair.surface: repair.restored for repair in document.repairs}
    assert restored["20240903"] == "2024年9月3日"
    assert restored["云办发〔20247号"] == "云办发〔2024〕7号"
    assert restored["2024—2026"] == "2024—2026年"
    assert all(repair.span.of(document.text) == repair.surface for repair in document.repairs)


def test_metadata_of_a_web_page() -> None:
    facts = header(
        "首页\n索 引 号：\n0001/2025\n发文机关：\n国务院办公厅\n成文日期：\n2025年1月12日\n标　　题：\n"
        "国务院办公厅关于节水的意见\n"
        "发文字号：\n国办发〔2025〕3号\n发布日期：\n2025年01月25日\n\n国务院办公厅关于节水的意见\n"
        "各省人民政府：\n为节水，提出意见。\n"
        "一、要求\n节水。\n二、任务\n节水。\n扫一扫分享\n"
    )
    assert facts.title == "国务院办公厅关于节水的意见"
    assert (facts.number, facts.issuers) == ("国办发〔2025〕3号", ("国务院办公厅",))
    assert (facts.issued, facts.published, facts.level) == ("2025-01-12", "2025-01-25", "national")
    assert facts.jurisdiction is None


def test_signature_after_the_clauses() -> None:
    facts = header(
        "关于节水的意见\n〔无〕\n为节水，提出意见。\n一、要求\n节水。\n二、任务\n节水。\n"
        "水 利 部\n2025年2月3日\n（此件公开发布）\n"
    )
    assert (facts.issuers, facts.issued) == (("水利部",), "2025-02-03")


def test_issuer_in_the_title() -> None:
    assert header("玉溪市水利局关于节水的通知\n一、要求\n节水。\n二、任务\n节水。").issuers == (
        "玉溪市水利局",
    )


def test_own_number_on_its_line() -> None:
    assert (
        header("玉溪市节水方案\n（玉府办〔2025〕9号）\n一、要求\n节水。\n二、任务\n节水。").number
        == "玉府办〔2025〕9号"
    )


def test_nothing_is_made_up() -> None:
    assert header("随便写的一句话。") == Header()


def test_title_of_a_text_without_line_breaks() -> None:
    assert (
        header("玉溪市节水行动方案为推进节水，制定本方案。一、要求节水。二、任务节水。").title
        == "玉溪市节水行动方案"
    )


@pytest.mark.parametrize(
    ("organ", "name", "level"),
    [
        ("中共玉溪市江川区委办公室", "玉溪市江川区", "county"),
        ("江川区人民政府", "玉溪市江川区", "county"),
        ("上海市青浦区人民政府", "上海市青浦区", "county"),
        ("云南省人民政府", "云南省", "province"),
        ("北京市发展和改革委员会", "北京市", "province"),
        ("玉溪市江川区前卫镇人民政府", "玉溪市江川区前卫镇", "township"),
        ("济源市人民政府", "济源市", "county"),
        ("朝阳区人民政府", "朝阳区", "county"),
        ("青云县人民政府", "青云县", "county"),
        ("江南省云海市青云县财政局", "云海市青云县", "county"),
        ("国家发展改革委", None, "national"),
        ("海关总署", None, "national"),
    ],
)
def test_places(organ: str, name: str | None, level: str) -> None:
    place = place_of(organ)
    assert place is not None
    assert (place.name, place.level) == (name, level)


def test_no_place() -> None:
    assert place_of("关于节水的意见") is None


def test_organ_lines() -> None:
    assert organs("国家发展改革委 中国民航局") == ("国家发展改革委", "中国民航局")
    assert organs("中 国 民 航 局") == ("中国民航局",)
    assert organs("关于加强领导的通知") == ()


def test_days_that_do_not_exist() -> None:
    assert day_of("2025年2月30日") is None
    assert day_of("20251340") is None


@pytest.mark.parametrize("book", [DATES, NUMBERS, MARKERS], ids=lambda book: book.title)
def test_rules_by_their_examples(book: Rulebook[None, object]) -> None:
    for rule in book.rules:
        for text, expected in rule.examples.items():
            assert [str(reading) for _, reading in rule.readings(text, None)][:1] == [expected], rule.name
        for text in rule.rejects:
            assert not list(rule.readings(text, None)), (rule.name, text)


@pytest.mark.parametrize(
    "title",
    [
        "推进县域商业体系建设行动方案",
        "社区治理三年行动计划",
        "关于城市更新的实施意见",
        "老旧小区改造工作方案",
        "乡镇财政管理办法",
    ],
)
def test_a_common_word_in_a_title_is_no_place(title: str) -> None:
    header = parse(from_text(f"{title}\n一、总体要求\n抓好落实。\n二、任务\n逐项推进。\n", "测试")).header
    assert (header.jurisdiction, header.level) == (None, None)


def test_a_party_department_of_a_county_is_not_national() -> None:
    assert place_of("县委组织部") != Place(None, "national")
    assert place_of("财政部") == Place(None, "national")


def test_lines_may_be_indented() -> None:
    """Word and web pages indent every line, and leave no blank line between them."""
    lines = ("青禾区人民政府办公室", "2025年3月1日", "青禾区公园建设行动方案", "一、目标", "建设。")
    made = parse(from_text("".join(f"\u3000\u3000{line}\n" for line in lines), "x.txt"))
    assert (made.header.title, made.header.issued) == ("青禾区公园建设行动方案", "2025-03-01")
