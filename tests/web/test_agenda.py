"""What is due when is told alike by the calendar page, the page of a unit, the API and the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

import icalendar
import pytest
from starlette.testclient import TestClient

from web.routes import calendar

Page = Callable[[str], str]
CONDITIONS = ("", "year=2025", "year=2026", "unit=县财政局", "unit=县财政局&year=2026", "plan=江川&year=2024")


def of_the_file(client: TestClient, asked: str) -> Counter[tuple[str, str]]:
    calendar = icalendar.Calendar.from_ical(client.get(f"/calendar.ics?{asked}").content)
    parts = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO")]
    return Counter(
        (part["DTSTART"].dt.isoformat() if "DTSTART" in part else "", str(part["SUMMARY"])) for part in parts
    )


def of_the_api(client: TestClient, asked: str) -> Counter[tuple[str, str]]:
    found: list[dict[str, Any]] = client.get(f"/api/v1/calendar?limit=1000&{asked}").json()["items"]
    return Counter((one["day"], f"{one['words']}：{one['task']}") for one in found)


@pytest.mark.parametrize("asked", CONDITIONS)
def test_page_api_and_file_agree(client: TestClient, asked: str) -> None:
    file = of_the_file(client, asked)
    assert file.total() > 0
    assert of_the_api(client, asked) == file
    page = client.get(f"/calendar?{asked}").text
    assert int(re.search(r"(\d+) 处时限", page)[1]) == file.total()  # type: ignore[index]
    assert page.count('class="tag deadline"') == file.total()


@pytest.mark.parametrize("asked", ["", "year=2026", "role=牵头"])
def test_the_page_of_a_unit_and_its_file_agree(client: TestClient, asked: str) -> None:
    page = client.get(f"/units/县发展改革局?{asked}").text
    told = re.search(r"时限 <small>(\d+) 处", page)
    assert told
    assert int(told[1]) == of_the_file(client, f"unit=县发展改革局&{asked}").total()


def test_the_calendar_tells_what_is_past_and_what_comes_back(page: Page, client: TestClient) -> None:
    text = unescape(re.sub("<[^>]*>", "", page("/calendar")))
    assert "2025年3月1日 星期六" in text
    assert "每3个月" in text
    assert client.get("/calendar.ics?year=2025").text.startswith("BEGIN:VCALENDAR")
    only = page("/calendar?year=2025")
    assert "2025年 <small>" in only
    assert "2024年 <small>" not in only


@pytest.mark.parametrize("asked", ["", "year=2024", "unit=县财政局"])
def test_the_calendar_leads_to_each_part_with_its_count(page: Page, asked: str) -> None:
    text = page(f"/calendar?{asked}")
    jumps = re.findall(r'<li><(?:a href="#(\w+)"|span class="none")>(\S+) <b>(\d+)</b>', text)
    assert [title for _, title, _ in jumps] == [
        *("已到期", "近期将到期", "以后到期", "已经开始", "经常性", "推不出日期", "未载明时限")
    ]
    ids = re.findall(r'<section aria-labelledby="(\w+)">', text)
    assert ids == [name for name, _, _ in jumps if name]
    parts = dict(zip(ids, text.split("<section")[1:], strict=True))
    for name, _, count in jumps[:-1]:
        assert parts.get(name, "").count('class="tag deadline"') == int(count)
    assert parts["untimed"].count("<li>") == int(jumps[-1][2])
    assert asked or jumps[-1][2] > "0"


def test_the_calendar_counts_what_each_plan_leaves_open_where_that_is_much(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar, "_LISTED", 0)
    text = page("/calendar?place=").partition('id="untimed"')[2]
    parts = re.findall(r'<a href="/calendar\?plan=(\w+)#untimed">.*?(\d+) 项</span>', text)
    assert len(parts) > 1
    for plan, count in parts:
        own = page(f"/calendar?plan={plan}").partition('id="untimed"')[2]
        assert own.count("<li>") == int(count)
