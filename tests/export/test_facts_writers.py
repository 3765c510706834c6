"""The facts as other programs read them: calendars, triple stores, spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import icalendar
import pytest
import rdflib
from factory import Maker, empty_plan, odd_plan, park_plan
from real_plans import BUNDLED

from corpus.model import Header
from export.agenda import entries
from export.calendar import Day, day_of
from export.formats import CALENDARS, FACTS
from export.selection import Selection, Share, shares
from kb.ingest import plan_of
from kb.model import Deadline, Plan

SETS: dict[str, Sequence[Plan]] = {
    "none": [],
    "empty": [empty_plan()],
    "park": [park_plan()],
    "odd": [odd_plan()],
    "bundled": [plan_of(path) for path in sorted(BUNDLED.glob("*.txt"))],
}
EVERY_SET = pytest.mark.parametrize("plans", SETS.values(), ids=SETS)
HEADER = Header(issued="2023-11-15")


def _deadlines(found: Sequence[Share]) -> list[Deadline]:
    return [deadline for share in found for deadline in share.facts.deadlines]


@EVERY_SET
def test_every_time_limit_is_in_the_calendar(plans: Sequence[Plan]) -> None:
    found = shares(plans)
    data = CALENDARS["ics"](entries(found))
    calendar = icalendar.Calendar.from_ical(data.decode())
    parts = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    assert len(parts) == len(_deadlines(found))
    assert len({str(part["UID"]) for part in parts}) == len(parts)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert not calendar.errors


def test_an_event_says_what_who_and_where() -> None:
    calendar = icalendar.Calendar.from_ical(CALENDARS["ics"](entries(shares([park_plan()]))).decode())
    first, *_ = (part for part in calendar.walk("VEVENT"))
    assert str(first["SUMMARY"]) == "2025年底前：1. 建设口袋公园"
    assert (first.start, first.end) == (date(2025, 12, 31), date(2026, 1, 1))
    assert "责任单位：区住房城乡建设局、区财政局、区林草局、各街道\n" in str(first["DESCRIPTION"])
    assert "原文：1. 建设口袋公园。2025年底前新建口袋公园12个。" in str(first["DESCRIPTION"])
    undated, *_ = (part for part in calendar.walk("VTODO"))
    assert str(undated["SUMMARY"]) == "每季度：1. 建设口袋公园"


@pytest.mark.parametrize(
    ("kind", "value", "day", "rule"),
    [
        ("by", "2025", "2025-12-31", ""),
        ("by", "2024-02", "2024-02-29", ""),
        ("by", "2024-06-15", "2024-06-15", ""),
        ("in", "2023-34", "2023-06-30", ""),
        ("in", "2025-40", "2025-06-30", ""),
        ("from", "2023-23", "2023-09-01", ""),
        ("from", "2024", "2024-01-01", ""),
        ("between", "2023/2025", "2025-12-31", ""),
        ("by", "XXXX", "2023-12-31", "FREQ=YEARLY"),
        ("by", "XXXX-06", "2024-06-30", "FREQ=YEARLY"),
        ("every", "R/P1Y", "2023-12-31", "FREQ=YEARLY"),
        ("every", "R/P2Y", "2023-12-31", "FREQ=YEARLY;INTERVAL=2"),
        ("every", "R/P6M", "2023-12-31", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
        ("every", "R/P1M", "2023-11-30", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("every", "R/P1W", "2023-11-19", "FREQ=WEEKLY"),
        ("every", "R/P1D", "2023-11-15", "FREQ=DAILY"),
    ],
)
def test_the_day_of_a_time_limit(kind: str, value: str, day: str, rule: str) -> None:
    evidence = park_plan().facts.deadlines[0].evidence
    assert day_of(Deadline(kind, value, evidence), HEADER) == Day(date.fromisoformat(day), rule)


@pytest.mark.parametrize(
    ("kind", "value"), [("within", "P3Y"), ("every", "R/PT1H"), ("by", "2023-02-30"), ("by", "春天")]
)
def test_what_gives_no_day(kind: str, value: str) -> None:
    evidence = park_plan().facts.deadlines[0].evidence
    assert day_of(Deadline(kind, value, evidence), HEADER) is None
    assert day_of(Deadline("every", "R/P1Y", evidence), Header()) is None


def test_a_recurring_duty_comes_back_on_the_last_day_of_each_period() -> None:
    plan = park_plan()
    dated = replace(plan, document=replace(plan.document, header=HEADER))
    calendar = icalendar.Calendar.from_ical(CALENDARS["ics"](entries(shares([dated]))).decode())
    (quarterly,) = (part for part in calendar.walk("VEVENT") if "RRULE" in part)
    assert quarterly.start == date(2023, 12, 31)
    assert quarterly["RRULE"] == {"FREQ": ["MONTHLY"], "INTERVAL": [3], "BYMONTHDAY": [-1]}
    assert quarterly.DTSTAMP.date() == date(2023, 11, 15)
    assert quarterly.end - quarterly.start == timedelta(days=1)


@EVERY_SET
def test_turtle_and_json_ld_say_the_same(plans: Sequence[Plan]) -> None:
    found = shares(plans)
    turtle = rdflib.Graph().parse(data=FACTS["ttl"](found), format="turtle")
    linked = rdflib.Graph().parse(data=FACTS["jsonld"](found), format="json-ld")
    assert set(turtle) == set(linked)
    facts = [fact for share in found for fact in (share.facts.responsibilities, share.facts.targets)]
    kinds = "{ ?fact a pk:Responsibility } UNION { ?fact a pk:Target }"
    prefix = "PREFIX pk: <urn:policykb:ns#>"
    rows = list(turtle.query(f"{prefix} SELECT (COUNT(DISTINCT ?fact) AS ?n) {{ {kinds} }}"))
    assert int(rows[0][0]) == sum(map(len, facts))  # type: ignore[index, arg-type]


def test_sparql_answers_who_leads_what_and_quotes_it() -> None:
    plan = park_plan()
    graph = rdflib.Graph().parse(data=FACTS["ttl"](shares([plan])), format="turtle")
    question = """
        PREFIX pk: <urn:policykb:ns#> PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?unit ?task ?exact ?start ?end ?file WHERE {
            ?duty a pk:Responsibility ; pk:role pk:lead ; pk:unit/skos:prefLabel ?unit ;
                pk:clause/dcterms:title ?task ; prov:wasDerivedFrom ?source .
            ?source pk:file ?file .
            ?note oa:hasBody ?duty ; oa:hasTarget ?target .
            ?target oa:hasSource ?source ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] ;
                oa:hasSelector [ oa:exact ?exact ] .
        }"""
    (row,) = graph.query(question)
    unit, task, exact, start, end, file = (value.toPython() for value in row)  # type: ignore[union-attr]
    assert (unit, task, file) == ("区交通运输局", "2. 完善步道", "公园.txt")
    assert plan.document.text[start:end] == exact == "区交通运输局"


def test_a_selection_narrows_the_facts() -> None:
    chosen = shares([park_plan()], Selection(unit="区交通运输局"))
    rows = list(csv.DictReader(StringIO(FACTS["csv"](chosen).decode("utf-8-sig"))))
    assert [(row["fact"], row["unit"], row["role"]) for row in rows] == [
        ("responsibility", "区交通运输局", "lead"),
        ("responsibility", "区财政局", "support"),
        ("target", "", ""),
    ]
    assert rows[2]["value"] == "3.0"


@EVERY_SET
def test_facts_as_csv_quote_the_text(plans: Sequence[Plan]) -> None:
    found = shares(plans)
    texts = {share.document.id: share.document.text for share in found}
    rows = list(csv.DictReader(StringIO(FACTS["csv"](found).decode("utf-8-sig"), newline="")))
    assert len(rows) == sum(
        len(facts)
        for share in found
        for facts in (share.facts.responsibilities, share.facts.deadlines, share.facts.targets)
    )
    for row in rows:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["surface"]


def test_names_that_no_iri_can_hold_are_escaped() -> None:
    made = Maker('方案\n1. "甲"<乙>\\丙局负责')
    made.clause("1", "measure", "1. ", "负责", '"甲"<乙>\\')
    made.duty("1", '"甲"<乙>\\丙局')
    graph = rdflib.Graph().parse(data=FACTS["ttl"](shares([made.plan()])), format="turtle")
    labels = {str(label) for label in graph.objects(None, rdflib.SKOS.prefLabel)}
    assert labels == {'"甲"<乙>\\丙局'}
