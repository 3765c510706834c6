"""Plans handed in at the desk, in a real browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect

from .conftest import Site


def test_an_upload_becomes_facts(page: Page, tmp_path: Path) -> None:
    plan = tmp_path / "丁县绿化方案.txt"
    plan.write_text("丁县绿化方案\n一、任务\n1. 种树。2025年底前种树300棵。\n责任单位：丁县林草局\n", "utf-8")
    page.goto("/checks")
    page.get_by_role("link", name="上传方案").click()
    page.locator("#files").set_input_files([plan])
    page.get_by_role("button", name="上传并读入").click()
    expect(page.locator("#results")).to_contain_text("新增", timeout=60_000)
    page.goto("/?q=丁县林草局负责哪些任务")
    expect(page.locator("#said")).to_contain_text("种树")
    page.goto("/plans?name=丁县")
    expect(page.get_by_role("link", name="丁县绿化方案")).to_be_visible()


def test_a_file_that_cannot_be_read_is_told(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02" * 100)
    page.goto("/upload")
    page.locator("#files").set_input_files([bad])
    page.get_by_role("button", name="上传并读入").click()
    expect(page.locator("#results")).to_contain_text("拒绝", timeout=60_000)


def test_an_upload_needs_no_script(browser: Browser, site: Site, tmp_path: Path) -> None:
    plan = tmp_path / "戊县绿化方案.txt"
    plan.write_text("戊县绿化方案\n一、任务\n1. 种树。2025年底前种树300棵。\n责任单位：戊县林草局\n", "utf-8")
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    own = context.new_page()
    own.goto("/upload")
    own.locator("#files").set_input_files([plan])
    own.get_by_role("button", name="上传并读入").click(timeout=60_000)
    expect(own.locator("#results")).to_contain_text("新增", timeout=60_000)
    own.get_by_role("link", name="戊县绿化方案.txt").click()
    expect(own.locator("h1")).to_contain_text("戊县绿化方案")
    context.close()


def test_what_is_too_much_is_said_before_it_is_sent(page: Page) -> None:
    page.goto("/upload")
    few = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"x"} for n in range(51)]
    page.locator("#files").set_input_files(few)  # type: ignore[arg-type]
    page.get_by_role("button", name="上传并读入").click()
    expect(page.get_by_role("alert")).to_contain_text("一次最多传 50 份")


def refusing(status: int, body: str, route: Route) -> None:
    route.fulfill(status=status, body=body)


def test_whatever_refuses_an_upload_is_said(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address)
    own = context.new_page()
    own.goto("/upload")
    answers = [
        (
            413,
            '<section class="error"><h1>太大了</h1><p>一次最多收 30 MB。</p></section>',
            "一次最多收 30 MB",
        ),
        (502, "bad gateway", "没有收（502）"),
    ]
    for status, body, words in answers:
        own.route("**/upload", partial(refusing, status, body))
        own.locator("#files").set_input_files([{"name": "甲.txt", "mimeType": "text/plain", "buffer": b"x"}])
        own.get_by_role("button", name="上传并读入").click()
        expect(own.get_by_role("alert")).to_contain_text(words)
        expect(own.get_by_role("button", name="上传并读入")).to_be_enabled()
        own.unroute("**/upload")
    context.close()
