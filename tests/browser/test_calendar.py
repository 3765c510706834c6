"""The calendar on the screen, on paper and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from .conftest import Site
from .paper import printed, words_of


def test_the_calendar_is_folded_on_the_screen_and_whole_on_paper(page: Page) -> None:
    page.goto("/calendar")
    assert page.locator("details.month:not([open])").count() > 1
    told = page.locator("h1 small").inner_text()
    assert told.startswith(f"{page.locator('.days a.deadline').count()} 处")
    words = words_of(printed(page))
    for task in page.locator(".days li a:first-child").all_text_contents():
        assert "".join(task.split())[:12] in words


def test_the_calendar_is_unfolded_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/calendar")
    page.get_by_role("link", name=re.compile("已到期")).click()
    expect(page.locator("#over")).to_be_in_viewport()
    shut = page.locator("#over ~ details:not([open])").first
    shut.locator("summary").click()
    shown = page.locator("#over ~ details[open] .days a.deadline").first
    expect(shown).to_be_visible()
    words = shown.inner_text()
    shown.click()
    expect(page.locator("mark")).to_have_text(words)
    context.close()
