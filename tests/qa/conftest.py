"""A made-up plan: six measures of a made-up district, with every kind of fact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from real_plans import BUNDLED

from corpus.fold import fold
from corpus.model import Citation, Clause, Document, Header, Repair, Source, Span
from corpus.source import load
from kb.model import Deadline, Evidence, Facts, Plan, Responsibility, Target, Unit
from kb.pipeline import ensure_plan, extract

OPENING = "临江区托育提升方案\n依据《河州市托育三年计划》(河办发〔2023〕9号)制定。\n一、重点措施\n"
GOAL = "具体目标:2024年托位使用率达70%,2025年托位使用率达80%。\n"
MEASURES = (
    (
        "1",
        "扩大托位供给",
        "2024年建成青禾托育园;到2025年新增托位300个。推进云杉托育园建设。",
        "区卫生健康局、区财政局",
    ),
    ("2", "平安托育", "每季度至少开展1次消防演练,健全安全巡查。", "区教育体育局、区应急局,各乡镇(街道)"),
    (
        "3",
        "培训保育人员",
        "区财政每年安排培训费20万元,每年6月底前完成轮训。",
        "区人力资源和社会保障局、区财政局",
    ),
    ("4", "宣传引导", "讲好托育故事。", "区委宣传部、区教育体育局"),
    ("5", "规范收费", "收费标准动态调整,打造2-3个示范园。", "区发展和改革局、区财政局,各乡镇(街道)"),
    ("6", "评估监督", "对机构开展评估。", "区教育体育局"),
)
CLOSING = "二、监督保障\n定期通报进展。\n"
TARGETS = (
    ("70%", "托位使用率", "=", 70.0, "%", "2024", None),
    ("80%", "托位使用率", "=", 80.0, "%", "2025", None),
    ("300个", "新增托位数", "=", 300.0, "个", "2025", None),
    ("至少开展1次", "消防演练次数", ">=", 1.0, "次", None, "P3M"),
    ("20万元", "培训费", "=", 20.0, "万元", None, "P1Y"),
    ("2-3个", "打造示范园数", "range", (2.0, 3.0), "个", None, None),
)
DEADLINES = (
    ("2024年建成", "in", "2024", "2024年"),
    ("到2025年新增", "by", "2025", "到2025年"),
    ("每季度", "every", "R/P3M", "每季度"),
    ("6月底前", "by", "XXXX-06", "6月底前"),
)


@dataclass(frozen=True)
class Draft:
    """Text and clauses while they are put together."""

    text: str
    clauses: tuple[Clause, ...]


def draft() -> Draft:
    text = OPENING
    section_start = text.index("一、")
    clauses = [
        Clause("g", "s", "goal", "具体目标", "一/具体目标", "", Span(len(text), len(text) + len(GOAL)))
    ]
    text += GOAL
    for label, heading, body, units in MEASURES:
        start = len(text)
        text += f"{label}.{heading}。{body}({units})\n"
        clauses.append(
            Clause(f"m{label}", "s", "measure", label, f"一/{label}", heading, Span(start, len(text)))
        )
    closing = Clause("t", None, "section", "二", "二", "监督保障", Span(len(text), len(text) + len(CLOSING)))
    section = Clause("s", None, "section", "一", "一", "重点措施", Span(section_start, len(text)))
    return Draft(text + CLOSING, (section, *clauses, closing))


def build(*, ranked: bool = False, place: str = "河州市临江区") -> Plan:
    document = _document(place)
    responsibilities = _responsibilities(document, ranked=ranked)
    units = tuple(
        Unit(name, (), "county", name.startswith("各"))
        for name in dict.fromkeys(r.unit for r in responsibilities)
    )
    repair = Repair(Span(0, 2), document.text[:2], "临江区", "缺字", False)
    facts = Facts(responsibilities, _deadlines(document), _targets(document), units, (repair,))
    return Plan(document, facts)


def _document(place: str) -> Document:
    made = draft()
    text = made.text.replace("区", "县") if place.endswith("县") else made.text
    source = Source("made.txt", hashlib.sha256(text.encode()).hexdigest(), text, "utf-8")
    cited = text.index("《")
    header = Header(
        title=text.split("\n")[0],
        issuers=("临江区人民政府办公室",),
        issued="2023-05-06",
        jurisdiction=place,
        level="county",
        basis=(Citation("河州市托育三年计划", "河办发〔2023〕9号", Span(cited, cited + 20)),),
    )
    return Document(source, fold(text), header, (), made.clauses)


def _evidence(document: Document, surface: str, start: int) -> Evidence:
    clause = document.clause_at(start)
    assert clause is not None
    assert document.text[start : start + len(surface)] == surface
    return Evidence(document.id, clause.id, Span(start, start + len(surface)), surface, "made")


def _responsibilities(document: Document, *, ranked: bool) -> tuple[Responsibility, ...]:
    found = [
        _listed(document, name, start, ("lead" if first else "support") if ranked else "responsible")
        for clause in document.clauses
        if clause.kind == "measure"
        for first, name, start in _names(document.text, clause)
    ]
    stated = document.text.find("区财政每年")
    if stated > 0:
        evidence = _evidence(document, "区财政", stated)
        found.append(Responsibility("区财政", False, "responsible", "stated", "explicit", True, evidence))
    return tuple(found)


def _names(text: str, clause: Clause) -> Iterator[tuple[bool, str, int]]:
    """The units in the brackets that end the clause: whether it is the first, its name, its offset."""
    closing = text.rindex(")", clause.span.start, clause.span.end)
    if "各乡镇" in text[clause.span.start : clause.span.end]:
        closing = text.index("各乡镇", clause.span.start)
    at = text.rindex("(", clause.span.start, closing) + 1
    for number, name in enumerate(text[at : clause.span.end - 2].replace(",", "、").split("、")):
        yield number == 0, name, text.index(name, at)


def _listed(document: Document, name: str, start: int, role: str) -> Responsibility:
    sure, group = name != "区委宣传部", name.startswith("各")
    return Responsibility(name, group, role, "listed", "explicit", sure, _evidence(document, name, start))


def _targets(document: Document) -> tuple[Target, ...]:
    return tuple(
        Target(indicator, comparator, value, measure, None, year, per, False, evidence)
        for surface, indicator, comparator, value, measure, year, per in TARGETS
        for evidence in (_evidence(document, surface, document.text.index(surface)),)
    )


def _deadlines(document: Document) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            kind, value, _evidence(document, surface, document.text.index(anchor) + anchor.index(surface))
        )
        for anchor, kind, value, surface in DEADLINES
    )


@pytest.fixture(scope="session")
def plan() -> Plan:
    return build()


@pytest.fixture(scope="session")
def ranked() -> Plan:
    return build(ranked=True)


@pytest.fixture(scope="session")
def other() -> Plan:
    """The same plan of a county, whose units are of another level."""
    return build(place="河州市云山县")


@pytest.fixture(scope="session")
def plans() -> tuple[Plan, ...]:
    """The plans that come with the program."""
    return tuple(ensure_plan(extract(load(path))) for path in sorted(BUNDLED.glob("*.txt")))
