"""Everyone can use it: names and labels, the order of headings, contrast, on every page, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.store import Store

from .conftest import Site

CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")


def pages(site: Site) -> list[str]:
    with Store.open(site.kb) as store:
        plan = store.contents().plans[0].id
    return [
        *(
            "/",
            "/?q=区财政局负责哪些任务",
            "/?q=天气怎么样",
            "/?q=哪些任务没有写明完成时限",
            "/?q=校园安全&how=words",
            "/units/财政局",
            "/matrix?unit=火星局",
            "/plans",
            "/units",
        ),
        *(
            "/units/区财政局",
            "/indicators",
            "/indicators/高中阶段毛入学率",
            "/matrix",
            "/calendar",
            "/checks",
        ),
        *("/upload", "/docs", f"/plans/{plan}", f"/plans/{plan}/facts", f"/checks/{plan}"),
        f"/plans/{plan}/clauses/二%2F(一)%2F1",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_labels_headings_and_contrast(browser: Browser, site: Site, scheme: str) -> None:
    context = browser.new_context(
        base_url=site.address,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": 1366, "height": 768},
    )
    page, faults = context.new_page(), {}
    for address in pages(site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(own => { own.open = true; })")
        found = page.evaluate(CHECKS)
        if found:
            faults[address] = found
    context.close()
    assert faults == {}


DRAWINGS = """() => [...document.querySelectorAll("svg.drawing")].filter((own) => {
  if (!own.getClientRects().length) return false;
  const region = own.closest('[role="region"][aria-label][tabindex="0"]');
  return !region || region.getBoundingClientRect().right > innerWidth || region.getBoundingClientRect().left < 0;
}).length"""


@pytest.mark.parametrize("wide", [360, 390, 1366])
def test_no_page_scrolls_sideways(browser: Browser, site: Site, wide: int) -> None:
    """With all of it unfolded; a drawing that is wider scrolls in a region of its own."""
    page, faults = browser.new_page(base_url=site.address, viewport={"width": wide, "height": 844}), []
    drawings = 0
    for address in pages(site):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(own => { own.open = true; })")
        if page.evaluate("document.documentElement.scrollWidth") > wide or page.evaluate(DRAWINGS):
            faults.append(address)
        drawings += page.locator("svg.drawing:visible").count()
    page.close()
    assert faults == []
    assert drawings > 3


def test_the_checks_find_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<body style="background:#fff"><h1>一</h1><h3>三</h3><input name="无"><a href="/"></a>'
        '<p style="color:#999">看不清</p><i id="同"></i><i id="同"></i><table><tr><th>头</th></tr></table>'
        "<main><details><summary><a href='/'>甲</a></summary></details>"
        "<div style='overflow:auto;height:1em'>长<br>长</div></main>"
    )
    found = " ".join(page.evaluate(CHECKS))
    for fault in (
        "没有标签",
        "没有名字",
        "对比 2.8",
        "编号重复",
        "标题跳级",
        "scope",
        "没有写语言",
        "又有链接",
        "到不了",
    ):
        assert fault in found
    page.close()
