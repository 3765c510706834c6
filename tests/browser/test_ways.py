"""What people do at the desk, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from export.readback import read_back
from export.verify import verify
from kb.store import Store

from .conftest import CHROMIUM, FLAGS, Site, started
from .paper import printed, words_of


def test_ask_answer_proof_source(page: Page) -> None:
    page.goto("/")
    page.get_by_label("问题或要找的词").fill("区财政局负责哪些任务")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("#said")).to_contain_text("区财政局列为责任单位的共10条")
    page.locator(".proof .go").first.click()
    lit = page.locator("#at")
    expect(lit).to_have_text("财政局")
    expect(lit).to_be_in_viewport()
    expect(page.locator("#fact")).to_contain_text("补回分隔")


def test_a_mark_shows_its_fact_without_a_new_page(page: Page) -> None:
    page.goto("/plans")
    page.get_by_role("link", name=re.compile("云溪县低碳园区")).click()
    page.evaluate("window.same = true")
    mark = page.locator(".text a.m.target").first
    words = mark.inner_text()
    mark.click()
    expect(page.locator("#fact .proof").first).to_contain_text(words)
    expect(page.locator("mark")).to_have_text(words)
    assert page.evaluate("window.same === true")
    assert "?at=" in page.url


def test_names_are_completed(page: Page) -> None:
    page.goto("/")
    page.get_by_label("问题或要找的词").press_sequentially("区财政")
    expect(page.locator('#offered option[value="区财政局"]')).to_be_attached()


def test_answers_are_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?q=区财政局负责哪些任务")
    page.get_by_role("button", name="复制回答").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "共10条" in page.evaluate("navigator.clipboard.readText()")
    assert "名单" not in page.evaluate("navigator.clipboard.readText()")


def test_a_long_list_is_folded_and_copied_whole(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?q=哪个单位任务最多&plan=江川")
    folded = page.locator("#said details").last
    expect(folded.locator("span")).not_to_be_visible()
    page.get_by_role("button", name="复制回答").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert folded.locator("span").text_content() in copied
    assert "其余" not in copied
    folded.locator("summary").click()
    expect(folded.locator("span")).to_be_visible()


def test_the_list_of_plans_is_sorted_by_a_column(page: Page) -> None:
    page.goto("/plans")
    page.get_by_role("columnheader", name="条款").get_by_role("link").click()
    header = page.get_by_role("columnheader", name="条款")
    expect(header).to_have_attribute("aria-sort", "descending")
    counts = [int(words) for words in page.locator('td[data-label="条款"]').all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    header.get_by_role("link").click()
    expect(header).to_have_attribute("aria-sort", "ascending")


def test_answers_are_copied_with_what_proves_them(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?q=区财政局负责哪些任务")
    page.get_by_role("button", name="连依据复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0].startswith("《玉溪市江川区")
    proofs = [line for line in lines if line.startswith("    责任 区财政局 …")]
    assert len(proofs) == 10
    assert "第1549—1552字" in proofs[0]
    assert "看原文" not in proofs[0]
    assert "  3. 补齐设施设备" in lines


def test_an_answer_is_printed_with_its_question_and_all_its_proofs(page: Page) -> None:
    page.goto("/?q=区财政局负责哪些任务")
    assert page.locator(".items details:not([open])").count() > 3
    words = words_of(printed(page))
    assert "问：区财政局负责哪些任务" in words
    assert "查询任务，条件" in words
    assert words.count("列入责任单位") == 10
    assert "复制回答" not in words
    assert page.locator(".items details:not([open])").count() > 3


@pytest.mark.parametrize("plan", ["云溪", "江川"])
def test_a_matrix_is_printed_whole_on_wide_paper(page: Page, plan: str) -> None:
    page.goto(f"/matrix?plan={plan}")
    file = printed(page)
    wide, high = file[0].get_size()
    assert wide > high
    sheet = page.evaluate(
        """() => { const table = document.querySelector('table.matrix'); return table.rows[0].cells.length; }"""
    )
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 700})  # 273 mm
    assert page.evaluate("document.querySelector('table.matrix').getBoundingClientRect().right") <= 1032
    assert sheet > 10
    last = page.locator("table.matrix thead tr:first-child th").last.inner_text()
    assert "".join(last.split()) in words_of(file)


def test_the_key_of_the_slash_can_be_switched_off(page: Page) -> None:
    page.goto("/units")
    page.get_by_role("button", name="快捷键").click()
    expect(page.get_by_role("button", name="快捷键")).to_have_attribute("aria-pressed", "false")
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") != "INPUT"
    page.get_by_role("button", name="快捷键").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_what_takes_long_is_said_to_be_worked_on(page: Page) -> None:
    page.goto("/plans")
    page.route("**/matrix", lambda route: route.fulfill(status=204))  # the page stays where it was
    page.get_by_role("link", name="矩阵", exact=True).first.click()
    expect(page.get_by_role("status")).to_have_text("正在查，请稍候……")
    page.goto("/units")
    page.wait_for_timeout(600)
    expect(page.locator("#working")).to_be_empty()


def test_the_panel_of_facts_covers_a_phone_only_when_it_tells_something(page: Page, site: Site) -> None:
    with Store.open(site.kb) as store:
        plan = store.contents().plans[0].id
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/plans/{plan}")
    expect(page.locator("#fact")).not_to_be_in_viewport()
    page.locator(".text a.m").first.click()
    expect(page.locator("#fact .proof").first).to_be_in_viewport()
    box = page.locator("#fact").bounding_box()
    assert box is not None
    assert box["height"] < 844 * 0.4


def test_the_filtered_matrix_is_downloaded_and_holds(page: Page, site: Site, tmp_path: Path) -> None:
    page.goto("/matrix")
    page.get_by_label("方案", exact=True).fill("江川")
    page.get_by_label("单位", exact=True).fill("财政局")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("table.matrix tbody tr")).to_have_count(10)
    with page.expect_download() as sent:
        page.get_by_role("link", name="xlsx").click()
    file = tmp_path / sent.value.suggested_filename
    assert file.name == "责任矩阵-财政局-江川.xlsx"
    sent.value.save_as(file)
    with Store.open(site.kb) as store:
        verdict = verify(read_back(file), store.plans())
    assert verdict.faults == ()
    assert verdict.rows > 10


def test_the_head_of_the_matrix_stays_in_sight(page: Page) -> None:
    page.goto("/matrix?plan=江川")
    page.locator(".grid").first.evaluate("frame => frame.scrollTo(600, 400)")
    expect(page.locator("thead .corner").first).to_be_in_viewport()
    expect(page.locator("thead .sums th").first).to_be_in_viewport()
    box = page.locator("tbody th").nth(20).bounding_box()
    frame = page.locator(".grid").first.bounding_box()
    assert box is not None
    assert frame is not None
    assert abs(box["x"] - frame["x"]) < 3


def test_the_cells_of_a_row_are_of_one_height(page: Page) -> None:
    page.goto("/matrix")
    heights = "rows => rows.map(row => new Set([...row.cells].map(own => own.offsetHeight)).size)"
    assert set(page.locator(".matrix tbody tr").evaluate_all(heights)) == {1}
    assert page.locator(".matrix td.lead").count() > 5


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/plans")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto("/units")
    page.keyboard.press("/")
    page.keyboard.type("教育")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("name="))
    page.goto("/")
    page.keyboard.type("区财政局负责哪些任务")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("共10条")
    go = page.locator(".proof .go").first
    for _ in range(80):
        page.keyboard.press("Tab")
        if go.evaluate("own => own === document.activeElement"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator("#at")).to_have_text("财政局")
    own = page.locator(".text a.m.deadline").first
    own.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fact")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("mark a.m").first).to_be_focused()


def test_everything_works_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("问题或要找的词").fill("区财政局负责哪些任务")
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("#said")).to_contain_text("共10条")
    page.locator(".proof .go").first.click()
    expect(page.locator("#at")).to_have_text("财政局")
    page.locator(".text a.m.unit").first.click()
    expect(page.locator("#fact .proof").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "address", ["/", "/?q=区财政局负责哪些任务", "/matrix", "/calendar", "/checks", "/units"]
)
def test_a_page_fits_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("host", "title"), [("127.0.0.1", "要出示口令"), ("strange.example", "不是给这台主机的请求")]
)
def test_a_page_that_refuses_looks_like_the_desk(site: Site, browser: Browser, host: str, title: str) -> None:
    own = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, "--host-resolver-rules=MAP strange.example 127.0.0.1"]
    )
    with started(site.kb, POLICYKB_TOKEN="口令口令口令口令口令口令口令口令") as guarded:
        page, drawn = own.new_page(), dict[str, int]()
        page.on(
            "response", lambda sent: drawn.update({sent.url: sent.status}) if "/static/" in sent.url else None
        )
        page.goto(guarded.address.replace("127.0.0.1", host))
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator(".top")).to_have_css("background-color", "rgb(29, 68, 104)")
        assert len(drawn) >= 2
        assert set(drawn.values()) == {200}
    own.close()
