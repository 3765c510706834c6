"""The pictures of the README, made anew by `make screenshots`; no test, for fonts differ between machines."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from kb.store import Store

from .conftest import Site

IMAGES = Path(__file__).parents[2] / "docs" / "images"
DESK, PHONE = (1366, 768), (390, 844)
Scheme = Literal["light", "dark"]
ASKED = "/?q=区财政局负责哪些任务"
PLAN = "/plans/{江川}"
SHOTS: tuple[tuple[str, str, tuple[int, int], Scheme], ...] = (
    ("desk-answer", ASKED, DESK, "light"),
    ("desk-plan", PLAN, DESK, "light"),
    ("desk-matrix-dark", "/matrix?plan=云溪", DESK, "dark"),
    ("desk-answer-phone", ASKED, PHONE, "light"),
    ("desk-plan-phone-dark", PLAN, PHONE, "dark"),
)


@pytest.mark.parametrize(("name", "address", "size", "scheme"), SHOTS, ids=[shot[0] for shot in SHOTS])
def test_a_picture(
    browser: Browser, site: Site, name: str, address: str, size: tuple[int, int], scheme: Scheme
) -> None:
    with Store.open(site.kb) as store:
        plan = next(plan for plan in store.contents().plans if "江川" in plan.title)
    wide, high = size
    context = browser.new_context(
        base_url=site.address, viewport={"width": wide, "height": high}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(address.replace("{江川}", plan.id))
    if "/plans/" in address:
        page.locator(".text a.m.repair").first.click()
        page.locator("#fact .proof").first.wait_for()
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()
