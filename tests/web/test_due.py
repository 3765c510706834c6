"""What is due is told from today; nothing is lost between the phases, and no label of a drawing lies on another."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from boxes import labels, overlapping, sizes
from dateutil.rrule import rrulestr
from factory import park_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Span
from export.agenda import Entry
from export.calendar import Day, following
from kb.model import Deadline, Evidence
from web.drawing import partners
from web.due import Group, Phase, phases
from web.timeline import timeline

TODAY = "2026-11-25"
DOCUMENT = park_plan().document
DAYS = (st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.dates(date(1990, 1, 1), date(2080, 12, 31))).map(
    date.isoformat
)
RULES = st.sampled_from(
    ["", "", "", "FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "FREQ=YEARLY;INTERVAL=2"]
)


def entry(day: str, rule: str = "", kind: str = "by", at: int = 0) -> Entry:
    limit = Deadline(
        kind, day, Evidence(DOCUMENT.id, "一", Span(at, at + 1), day or "一年内", "deadline.made")
    )
    found = Day(date.fromisoformat(day), rule) if day else None
    return Entry(DOCUMENT, limit, found, "种树", "一", ())


ENTRIES = st.lists(
    st.builds(entry, DAYS | st.just(""), RULES, st.sampled_from(["by", "by", "from"]), st.integers(0, 999)),
    max_size=120,
).map(lambda found: sorted(found, key=lambda one: one.day or "9999-99"))


def of(found: list[Entry]) -> dict[str, Phase]:
    return {phase.id: phase for phase in phases(found, TODAY)}


def told(group: Group) -> list[Entry]:
    """What the page writes of it."""
    return [one for part in group.parts or (group,) for line in part.lines for one in line]


@settings(deadline=None)
@given(ENTRIES)
def test_each_time_limit_is_told_once(found: list[Entry]) -> None:
    own = phases(found, TODAY)
    written = [one for phase in own for group in phase.groups for one in told(group)]
    assert Counter(map(id, written)) == Counter(map(id, found))
    assert sum(phase.total for phase in own) == len(found)


@pytest.mark.parametrize(
    ("one", "phase", "group"),
    [
        (entry("2026-11-24"), "over", "2026年"),
        (entry("2026-11-25"), "soon", "今天"),
        (entry("2026-11-26"), "soon", "30天内"),
        (entry("2026-12-25"), "soon", "30天内"),
        (entry("2026-12-26"), "soon", "第31—90天"),
        (entry("2027-02-23"), "soon", "第31—90天"),
        (entry("2027-02-24"), "later", "2027年"),
        (entry("2019-01-01", kind="from"), "begun", "2019年"),
        (entry("2026-11-25", kind="from"), "begun", "2026年"),
        (entry("2026-12-01", kind="from"), "soon", "30天内"),
        (entry("2019-01-31", "FREQ=YEARLY"), "back", "每年"),
        (entry(""), "undated", "没有日期"),
    ],
)
def test_where_a_time_limit_stands(one: Entry, phase: str, group: str) -> None:
    own = {name: [part.title for part in phase.groups] for name, phase in of([one]).items() if phase.total}
    assert own == {phase: [group]}


def test_what_is_over_begins_with_the_latest_and_what_comes_with_the_next() -> None:
    days = ["2018-12-31", "2025-06-30", "2025-12-31", "2027-06-30", "2027-12-31", "2030-12-31"]
    own = of([entry(day) for day in days])
    assert [one.day for group in own["over"].groups for one in told(group)] == days[2::-1]
    assert [one.day for group in own["later"].groups for one in told(group)] == days[3:]
    assert [part.title for part in own["later"].groups[0].parts] == ["二季度　6月", "四季度　12月"]
    assert own["soon"].none == "所列的时限里，今后90天没有到期的；下一个是2027年6月30日 星期三，1处。"


def test_much_is_folded_and_what_is_due_soon_never() -> None:
    own = of([entry(day) for day in ["2020-12-31"] * 30 + ["2026-12-01"] * 30 + ["2028-12-31"] * 5])
    assert [[group.open for group in own[name].groups] for name in ("over", "soon", "later")] == [
        [False],
        [True],
        [True],
    ]


def test_what_comes_back_within_the_days_is_counted_with_what_is_due_soon() -> None:
    back = [entry("2019-01-31", "FREQ=YEARLY"), entry("2019-06-30", "FREQ=YEARLY")]
    own = of([*back, entry("2020-12-31", "FREQ=YEARLY;INTERVAL=3")])
    assert own["soon"].note == "另有经常性的 1 处也在90天内轮到，列在下面。"
    assert [one.next(TODAY) for one in own["back"].groups[0].entries] == ["2027-01-31", "2027-06-30"]
    assert [one.next(TODAY) for one in own["back"].groups[1].entries] == [""]


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    st.integers(-400, 9000),
    st.sampled_from(
        ["DAILY", "WEEKLY", "MONTHLY;BYMONTHDAY=-1", "MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "YEARLY"]
    ),
)
def test_the_next_day_is_that_of_the_rule(start: date, on: int, how: str) -> None:
    """The calendar programs' own reading of the rule; a leap day has a next one in every year here."""
    start = start.replace(day=28) if start.day > 28 else start
    if "BYMONTHDAY" in how:
        start = (start.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    today = start + timedelta(on)
    first = start.strftime("%Y%m%d")
    expected = next(
        one.date() for one in rrulestr(f"DTSTART:{first}\nRRULE:FREQ={how}") if one.date() >= today
    )
    assert following(Day(start, f"FREQ={how}"), today) == expected


def numbered(drawn: str) -> int:
    return sum(int(count) for count in re.findall(r"：(\d+) 处，", drawn))


@settings(deadline=None)
@given(ENTRIES)
def test_no_label_of_the_timeline_lies_on_another(found: list[Entry]) -> None:
    drawn = str(timeline(found, TODAY, lambda year: f"/calendar?year={year}"))
    assert numbered(drawn) == sum(bool(one.day and not (one.rule or one.begins)) for one in found)
    boxes = labels(drawn)
    assert overlapping(boxes) == []
    for wide, high in sizes(drawn):
        assert wide <= 660
        assert all(
            box.left >= 0 and box.right <= wide and box.top >= 0 and box.bottom <= high for box in boxes
        )


@pytest.mark.parametrize("apart", [1, 28, 90, 400])
def test_a_hundred_days_fit(apart: int) -> None:
    days = [(date(2020, 1, 1) + timedelta(apart * at)).isoformat() for at in range(100)]
    drawn = str(timeline([entry(day) for day in days], TODAY, str))
    assert numbered(drawn) == 100
    assert overlapping(labels(drawn)) == []
    assert drawn.count('class="now mid"') == 1


def test_today_stands_between_what_is_over_and_what_is_not() -> None:
    drawn = str(timeline([entry(day) for day in ("2026-11-24", "2026-11-25", "2026-12-31")], TODAY, str))
    (now,) = re.findall(r'class="now" x1="([\d.]+)"', drawn)
    bars = re.findall(r'class="bar( over)?" x="([\d.]+)"', drawn)
    assert [bool(over) for over, _ in bars] == [True, False, False]
    assert float(bars[0][1]) + 24 < float(now) < float(bars[1][1])


NAMES = st.text("区县市发展和改革财政教育体育局委员会(街道)、", min_size=1, max_size=30)


@settings(deadline=None)
@given(NAMES, st.lists(st.tuples(NAMES, st.integers(1, 99)), min_size=1, max_size=18))
def test_no_name_of_a_partner_lies_on_another(name: str, others: list[tuple[str, int]]) -> None:
    drawn = str(partners(name, others, lambda unit: "/"))
    assert len(labels(drawn)) == 2 * len(others) + 2
    assert overlapping(labels(drawn)) == []
    star, branch = sizes(drawn)
    assert branch[0] <= 340
    assert all(box.left >= 0 and box.right <= star[0] for box in labels(drawn))
