"""A matrix of many rows: what is far away is not painted, and yet is there for whoever looks for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from steps import wide

from kb.ingest import ingest_paths

from .conftest import CHROMIUM, FLAGS, Site, started

TASKS = 150


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("大")
    (folder / "大.txt").write_text(wide(TASKS), "utf-8")
    ingest_paths(folder / "大.db", [folder / "大.txt"], watch=iter)
    with started(folder / "大.db") as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def matrix(browser: Browser, large: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        base_url=large.address, viewport={"width": 1366, "height": 768}, java_script_enabled=request.param
    )
    page = context.new_page()
    page.goto("/matrix")
    yield page
    context.close()


def left(page: Page, cells: str) -> float:
    box = page.locator(cells).bounding_box()
    assert box is not None
    return box["x"]


def test_cells_stand_under_their_heads_in_every_band(matrix: Page) -> None:
    for column in (2, 9, TASKS + 2):
        places = [
            left(matrix, f".matrix {row} > :nth-child({column})")
            for row in ("thead tr:first-child", ".sums", "tbody:nth-of-type(1) tr:first-child")
        ]
        matrix.locator(".matrix tbody").last.scroll_into_view_if_needed()
        places.append(left(matrix, f".matrix tbody:last-child tr:last-child > :nth-child({column})"))
        assert max(places) - min(places) < 0.6, column
    own = matrix.locator(".matrix tbody tr").last.locator("td.own")
    assert abs(own.bounding_box()["x"] - left(matrix, ".matrix thead th:last-child")) < 0.6  # type: ignore[index]


def test_heads_and_sums_stay_wherever_the_matrix_is_scrolled_to(matrix: Page) -> None:
    frame = matrix.locator(".grid").bounding_box()
    assert frame is not None
    matrix.mouse.move(frame["x"] + 600, frame["y"] + 250)
    for across, down in ((900, 2000), (2000, 1500)):
        matrix.mouse.wheel(across, down)
        matrix.wait_for_timeout(300)
        assert abs(left(matrix, ".matrix thead tr:first-child .corner") - frame["x"]) < 3
        expect(matrix.locator(".sums .corner")).to_be_in_viewport()
        heads = matrix.locator(".matrix tbody th").all()
        seen = [box for head in heads if (box := head.bounding_box()) and 400 < box["y"] < 700]
        assert len(seen) > 5
        assert all(abs(box["x"] - frame["x"]) < 3 for box in seen)
        assert all(above["y"] < below["y"] for above, below in pairwise(seen))


def test_what_is_far_away_is_found_and_reached(browser: Browser, large: Site) -> None:
    page = browser.new_page(base_url=large.address, viewport={"width": 1366, "height": 768})
    page.goto("/matrix")
    last = page.locator(".matrix tbody tr").last.locator("th a")
    shown = "own => own.checkVisibility({ contentVisibilityAuto: true })"
    assert not last.evaluate(shown)
    last.focus()
    expect(last).to_be_in_viewport()
    page.close()
    page = browser.new_page(base_url=large.address, viewport={"width": 1366, "height": 768})
    page.goto("/matrix#:~:text=建设乙戊癸工程")  # finds as the box of the browser does
    expect(page.locator(".matrix tbody tr").last).to_be_in_viewport()
    page.goto("/matrix")
    page.locator(".grid").focus()
    page.keyboard.press("End")
    expect(page.locator(".matrix tbody tr").last).to_be_in_viewport()
    page.close()


def test_to_a_reader_it_is_a_table_with_heads(browser: Browser, large: Site) -> None:
    """Whatever boxes it is drawn as, and however far away."""
    told = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, "--force-renderer-accessibility"]
    )
    page = told.new_page(base_url=large.address)
    page.goto("/matrix")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node.get("ignored")]
    assert roles.count("table") == 1
    assert roles.count("row") == TASKS + 2
    assert roles.count("rowheader") == TASKS + 1
    assert roles.count("columnheader") == TASKS + 2
    assert roles.count("cell") == (TASKS + 1) * (TASKS + 1)
    told.close()


def test_every_row_is_printed_as_a_table(browser: Browser, large: Site) -> None:
    page = browser.new_page(base_url=large.address)
    page.goto("/matrix")
    page.emulate_media(media="print")
    drawn = "own => getComputedStyle(own).display"
    assert page.locator(".matrix").evaluate(drawn) == "table"
    assert page.locator(".matrix thead").evaluate(drawn) == "table-header-group"
    assert (
        page.locator(".matrix tbody").last.evaluate("own => getComputedStyle(own).contentVisibility")
        == "visible"
    )
    page.close()
