"""The pages: what they show, where it leads, and that files hold what is shown."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html import unescape
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from docx import Document as WordFile
from factory import park_plan
from httpx import Response
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from corpus.model import Span
from export.readback import read_back
from export.verify import verify
from kb.ingest import ingest_paths
from kb.model import Plan
from kb.store import Store
from web.marks import Cutter, blocks, borders
from web.pages import gaps
from web.stock import SORTS, alphabetical

from .conftest import EDUCATION, PARK, client_of

Page = Callable[[str], str]
WORDS = "区财政局负责哪些任务"


def words_of(text: str) -> str:
    return unescape(re.sub("<[^>]*>", "", text))


def test_an_answer_leads_to_its_characters(page: Page, ids: dict[str, str]) -> None:
    answer = page(f"/?q={WORDS}")
    assert "已答" in answer
    assert "区财政局列为责任单位的共10条" in answer
    at = re.search(rf'href="(/plans/{ids[EDUCATION]}\?at=\d+-\d+)#at"', answer)
    assert at
    plan = page(at[1])
    lit = "".join(re.findall("<mark[^>]*>(.*?)</mark>", plan))
    assert words_of(lit) == "财政局"
    assert 'id="at"' in plan
    assert "补回分隔" in words_of(plan)


@pytest.mark.parametrize(
    "question", ["总体目标是什么", "第3条是什么", "有几条", "有哪些章节", "第三部分是什么"]
)
def test_what_is_said_of_a_whole_plan_is_proved_by_its_clauses(
    page: Page, kb: Path, ids: dict[str, str], question: str
) -> None:
    """Every clause of the answer with its own words, and the way to them."""
    proofs = page(f"/?q={question}&plan={ids[EDUCATION]}").partition('id="proofs"')[2]
    with Store.open(kb) as store:
        text = next(plan.document.text for plan in store.plans() if plan.document.id == ids[EDUCATION])
    rows = proofs.split('<li class="proof">')[1:]
    assert len(rows) == proofs.count("<details") > 0
    for row in rows:
        shown = words_of(re.search("<b>(.*?)</b>", row, re.S)[1])  # type: ignore[index]
        start, end = map(int, re.search(r"\?at=(\d+)-(\d+)#at", row).groups())  # type: ignore[union-attr]
        assert shown
        assert plainly(text[start:end]).startswith(plainly(shown))


@pytest.mark.parametrize("question", ["什么时候印发的", "发文机关是谁", "标题是什么"])
def test_what_is_said_of_the_file_is_proved_where_it_is_written(
    page: Page, ids: dict[str, str], question: str
) -> None:
    """Such rows stand in no clause, so that none can be led to."""
    proofs = page(f"/?q={question}&plan={ids[EDUCATION]}").partition('id="proofs"')[2]
    (address, *_) = re.findall(r'href="(/plans/\w+\?at=\d+-\d+)#at"', proofs)
    assert '<mark id="at">' in page(address)
    for link in re.findall('href="(/plans/[^"#]+)', proofs):
        page(unescape(link))


@pytest.mark.parametrize(
    ("question", "badge"),
    [
        ("审计局承担哪些任务", "没有这个单位"),
        ("特殊教育学校哪年建成", "文中未载明"),
        ("天气怎么样", "没有这个主题"),
        ("", "可以这样问"),
    ],
)
def test_what_is_not_there_is_said(page: Page, question: str, badge: str) -> None:
    assert badge in page(f"/?q={question}")


def test_what_is_answered_can_be_searched_for_too(page: Page) -> None:
    answer = page("/?q=校园安全&plan=江川")
    assert "已答" in answer
    assert 'class="hits"' not in answer
    (link,) = map(unescape, re.findall(r'<a href="([^"]+)">查原文</a>', answer))
    found = page(link)
    assert "含有“校园安全”的条款" in found
    assert 'class="hits"' in found
    assert 'value="校园安全"' in found
    assert 'value="江川"' in found
    assert "已答" not in found


def test_the_pages_of_hits_keep_the_conditions_and_know_their_end(page: Page) -> None:
    first = page("/?q=教育&how=words&all=true")
    total = int(re.search(r"条款 <small>(\d+) 条", first)[1])  # type: ignore[index]
    assert total > 10
    (following,) = map(unescape, re.findall(r'<a href="([^"]+)">下一页</a>', first))
    assert "all=true" in following
    assert "how=words" in following
    past = page("/?q=教育&how=words&offset=5000")
    assert f"没有第 5001 条；一共 {total} 条。" in past
    assert "没有条款含有这些词" not in past
    (back,) = map(unescape, re.findall(r'<a href="([^"]+)">回第一页</a>', past))
    assert f"第 1—10 条，共 {total} 条" in page(back)


@pytest.mark.parametrize("address", ["/plans", "/units", "/indicators"])
def test_a_list_knows_its_end(page: Page, address: str) -> None:
    past = page(f"{address}?offset=5000")
    assert "没有第 5001 条；一共" in past
    assert "没有符合条件的" not in past


def plans_file(folder: Path) -> Path:
    """A store of four plans of which the last is of no place and bears no date."""
    told = {
        "甲": (
            "丙县绿化方案",
            "2025年3月1日",
            "1. 种树。\n责任单位：县林草局、县财政局\n2. 种草。\n责任单位：县林草局\n",
        ),
        "乙": ("乙县巡河方案", "2024年5月2日", "1. 巡河。\n责任单位：县水务局\n"),
        "丙": ("甲县修路方案", "2026年1月8日", "1. 修路。\n责任单位：县交通运输局、县财政局、县公安局\n"),
        "丁": ("绿道方案", "", "1. 修绿道。\n"),
    }
    for name, (title, day, body) in told.items():
        signed = f"{title[:2]}人民政府\n{day}\n" if day else ""
        (folder / f"{name}.txt").write_text(f"{title}\n一、任务\n{body}{signed}", "utf-8")
    ingest_paths(folder / "库.db", sorted(folder.glob("*.txt")), watch=iter)
    return folder / "库.db"


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return client_of(plans_file(tmp_path_factory.mktemp("four")))


def titles(text: str) -> list[str]:
    return [words_of(cell) for cell in re.findall(r"<tr><td>(.*?)</td>", text)]


@pytest.mark.parametrize("column", list(SORTS))
def test_the_list_of_plans_is_sorted_by_links(four: TestClient, column: str) -> None:
    unsorted = four.get("/plans", headers={"accept": "text/html"}).text
    assert "aria-sort" not in unsorted
    (link,) = map(unescape, re.findall(rf'<a href="(/plans\?sort={column}&amp;[^"]*)"', unsorted))
    once = four.get(link).text
    (back,) = map(unescape, re.findall(rf'aria-sort[^>]*><a href="(/plans\?sort={column}&amp;[^"]*)"', once))
    twice = four.get(back).text
    assert {re.findall('aria-sort="(.*?)"', text)[0] for text in (once, twice)} == {"ascending", "descending"}
    for address, text in ((link, once), (back, twice)):
        items = four.get(f"/api/v1{address}").json()["items"]
        assert [item["title"] for item in items] == titles(text)
        values = [item[column] for item in items if item[column] != ""]
        keys = [value if isinstance(value, int) else alphabetical(value) for value in values]
        assert keys == sorted(keys, reverse="order=desc" in address)
        assert all(item[column] == "" for item in items[len(values) :])
    assert len(set(titles(once))) == 4
    assert titles(once) != titles(twice)


def test_a_sort_that_is_none_is_told(four: TestClient) -> None:
    told = four.get("/api/v1/plans?sort=pages&order=up")
    assert told.status_code == 422
    assert "可写 title、place、day、clauses、units" in told.json()["detail"]
    assert "可写 asc、desc" in told.json()["detail"]
    assert four.get("/plans?pages=3").status_code == 200


def test_a_count_says_what_it_counts(page: Page) -> None:
    assert re.search(r'class="count">10</span><span class="counted">条任务<', page(f"/?q={WORDS}"))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/checks",
        "/units",
        "/units/区财政局",
        "/matrix?plan=云溪",
        "/calendar",
        f"/?q={WORDS}",
        "/indicators",
    ],
)
def test_a_number_beside_a_name_says_of_what(page: Page, address: str) -> None:
    text = page(address)
    beside = re.findall(r'<(?:span class="(?:tag \w+|num)"|small|li)>(.*?)</(?:span|small|li)>', text, re.S)
    beside += re.findall(r'<text class="mid"[^>]*>(.*?)</text>', text)
    beside += re.findall(r'<td data-label="(?:待核|错误|其他)"[^>]*>(.*?)</td>', text)
    numbers = [words for words in map(words_of, beside) if re.search(r"\d", words)]
    assert numbers
    assert [
        words for words in numbers if re.fullmatch(r"[\d\s]+", words) or re.search(r"局 ?\d+$", words)
    ] == []


def test_the_sums_of_the_matrix_say_of_what(page: Page) -> None:
    text = page("/matrix?plan=云溪")
    sums = re.search(r'<tr class="sums">(.*?)</tr>', text, re.S)[1]  # type: ignore[index]
    down = re.findall(r"<td[^>]*>\d+</td>", sums)
    across = re.findall(r'<td class="sum"[^>]*>\d+</td>', text)
    told = [
        re.fullmatch(r'<td[^>]* title="(?:\S+ )*?(?:共 )?(\d+) \S+">(\d+)</td>', cell)
        for cell in down + across
    ]
    assert len(told) > 10
    assert all(own and own[1] == own[2] for own in told)


def test_words_that_are_no_question_are_searched(page: Page) -> None:
    found = page("/?q=校园 食堂 器材 怎么样 呢")
    assert "含有这些词的条款" in found


def test_worked_examples_are_answered(page: Page) -> None:
    for link in re.findall(r'<ul class="examples">(.*?)</ul>', page("/"), re.S)[0].split("<li>")[1:]:
        address = unescape(re.search('href="([^"]+)"', link)[1])  # type: ignore[index]
        assert "已答" in page(address), address


def test_a_plan_is_shown_whole_and_exactly(page: Page, kb: Path, ids: dict[str, str]) -> None:
    with Store.open(kb) as store:
        for plan in store.plans():
            text = "".join(
                piece.text
                for block in blocks(plan)
                for pieces in (block.head, *block.cells)
                for piece in pieces
            )
            assert plainly(text) == plainly(plan.document.text)
            shown = page(f"/plans/{plan.document.id}")
            for clause in plan.document.clauses:
                assert f'id="c/{clause.id}"' in shown


def plainly(text: str) -> str:
    """Without the bars between cells and the blanks round them."""
    return "".join(text.replace("|", "").split())


@given(st.integers(0, 200), st.integers(0, 200))
def test_pieces_give_the_text_back_whatever_is_lit(start: int, length: int) -> None:
    plan = park_plan()
    text = plan.document.text
    lit = Span(min(start, len(text)), min(start + length, len(text)))
    pieces = Cutter(plan, lit).pieces(Span(0, len(text)))
    assert "".join(piece.text for piece in pieces) == text
    assert "".join(piece.text for piece in pieces if piece.lit) == borders(plan).whole(lit).of(text)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, Plan]:
    """A plan in which the mark between two numbers has been lost."""
    folder = tmp_path_factory.mktemp("damaged")
    text = "甲县绿化方案\n一、任务\n1. 种树。2025年绿地率、覆盖率分别达到41%82%。\n责任单位：县林草局\n"
    (folder / "甲.txt").write_text(text, "utf-8")
    ingest_paths(folder / "库.db", [folder / "甲.txt"], watch=iter)
    with Store.open(folder / "库.db") as store:
        (plan,) = store.plans()
    return client_of(folder / "库.db"), plan


def test_what_was_put_in_between_characters_has_a_mark(damaged: tuple[TestClient, Plan]) -> None:
    client, plan = damaged
    repair = next(one for one in plan.facts.repairs if not one.surface)
    at, identity = f"{repair.span.start}-{repair.span.end}", plan.document.id
    shown = client.get(f"/plans/{identity}?at={at}").text
    assert shown.count('id="at"') == 1
    assert re.search(rf'<mark id="at"><a class="m gap repair" href="/plans/{identity}\?at={at}#at"', shown)
    whole = client.get(f"/plans/{identity}").text
    assert words_of(whole.split('class="m gap repair"')[1].partition(">")[2]).strip().startswith("82%")
    assert 'class="m gap repair"' in client.get(f"/plans/{identity}/clauses/一%2F1").text
    assert "这里补上“、”" in words_of(client.get(f"/plans/{identity}/fact?at={at}").text)
    other = client.get(f"/plans/{identity}?at=3-3").text
    assert other.count('id="at"') == 1


def test_headings_and_tables_are_what_they_are(page: Page, ids: dict[str, str]) -> None:
    text = page(f"/plans/{ids[PARK]}").split('<article class="text"')[1].split("</article>")[0]
    levels = [int(level) for level in re.findall(r'<h([2-6]) class="head">', text)]
    assert min(levels) == 2
    assert max(levels) > 2
    assert all(after <= before + 1 for before, after in pairwise(levels))
    (table,) = re.findall('<table class="own">.*?</table>', text, re.S)
    assert table.count("<tr") == 8
    assert [words_of(cell).strip(" §") for cell in re.findall("<th scope=.col.>(.*?)</th>", table)][1:3] == [
        "任务",
        "牵头单位",
    ]
    assert table.count("<td>") % 7 == 0


def test_every_mark_leads_to_its_fact(page: Page, kb: Path, ids: dict[str, str]) -> None:
    identity = ids[PARK]
    addresses = set(
        re.findall(r'class="m \w+" href="/plans/\w+\?at=(\d+-\d+)#at"', page(f"/plans/{identity}"))
    )
    assert len(addresses) > 30
    for at in sorted(addresses)[:12]:
        assert 'class="proof"' in page(f"/plans/{identity}/fact?at={at}")


def test_links_between_pages_hold(page: Page, client: TestClient) -> None:
    """Every link of every kind of page, one of a kind."""
    seen, waiting = set[str](), ["/"]
    while waiting:
        address = waiting.pop()
        text = page(address)
        for link in map(unescape, re.findall('(?:href|src)="(/[^"#]*)', text)):
            kind = re.sub(r"[0-9a-f]{12}|=[^&]*|/units/.+|/indicators/.+|clauses/.+", "*", link)
            if kind in seen:
                continue
            seen.add(kind)
            if re.search(r"\.(xlsx|docx|csv|ics|json|css|js|svg)|/api/", link):
                assert client.get(link).status_code == 200, link
            else:
                waiting.append(link)
    assert len(seen) > 30


def test_the_filtered_matrix_as_a_file_holds(client: TestClient, kb: Path, tmp_path: Path) -> None:
    chosen = "unit=财政局&plan=江川"
    shown = client.get(f"/matrix?{chosen}", headers={"accept": "text/html"}).text
    told = client.get(f"/matrix.xlsx?{chosen}")
    file = tmp_path / "矩阵.xlsx"
    file.write_bytes(told.content)
    with Store.open(kb) as store:
        verdict = verify(read_back(file), store.plans())
    assert verdict.faults == ()
    assert verdict.rows > 10
    book = openpyxl.load_workbook(file)
    assert shown.count('<tr><th scope="row">') == book["责任矩阵"].max_row - 1
    assert name_of(told) == "责任矩阵-财政局-江川.xlsx"


def name_of(told: Response) -> str:
    """The name that a file is to be kept under (RFC 6266, RFC 5987)."""
    return unquote(told.headers["content-disposition"].partition("filename*=UTF-8''")[2])


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/matrix.csv?year=2025", "责任矩阵-2025.csv"),
        ("/matrix.docx", "责任矩阵.docx"),
        ("/calendar.ics?unit=区财政局&year=2025", "时限-区财政局-2025.ics"),
        ("/brief.docx?unit=区财政局&all=true", "单位任务单-区财政局.docx"),
        (f"/answer.csv?q={WORDS}？/\u202e", f"回答-{WORDS}？.csv"),
    ],
)
def test_the_name_of_a_file_tells_what_was_chosen(client: TestClient, address: str, name: str) -> None:
    told = client.get(address)
    assert told.status_code == 200
    assert name_of(told) == name


def test_the_matrix_counts_rows_and_columns(page: Page) -> None:
    text = page("/matrix?plan=云溪")
    total = int(re.search(r"(\d+) 处责任", text)[1])  # type: ignore[index]
    sums = re.search(r'<tr class="sums">(.*?)</tr>', text, re.S)[1]  # type: ignore[index]
    numbers = [int(n) for n in re.findall(r"<td[^>]*>(\d+)</td>", sums)]
    assert numbers[0] == total == sum(numbers[1:])
    filled = len(re.findall(r'<td class="(?:lead|support|own)">', text))
    assert filled == total


def test_a_column_can_stand_first(page: Page) -> None:
    body = page("/matrix?plan=云溪&sort=县财政局").split("<tbody>")[1]
    assert body.count("<tr>") > 3
    assert re.search('class="(lead|support|own)"', body.split("</tr>")[0])


def test_an_answer_as_a_file_has_what_is_shown(client: TestClient) -> None:
    rows = list(csv.reader(StringIO(client.get(f"/answer.csv?q={WORDS}").content.decode("utf-8-sig"))))
    assert len(rows) == 11
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"/answer.xlsx?q={WORDS}").content))["依据"]
    assert [cell.value for cell in sheet[2]][1:6] == rows[1][:5]
    word = WordFile(BytesIO(client.get(f"/answer.docx?q={WORDS}").content))
    assert len(word.tables[0].rows) == 11
    assert client.get(f"/answer.exe?q={WORDS}").status_code == 404
    assert client.get("/answer.csv?q=天气怎么样").status_code == 400


def test_a_unit_has_its_tasks_times_and_partners(page: Page) -> None:
    text = page("/units/区财政局?plan=江川")
    assert "10 项任务" in text
    assert text.count("<svg") == 3
    assert "区教育体育局" in text


def test_a_name_of_two_units_shows_each_apart(page: Page) -> None:
    text = page("/units/财政局")
    assert "是 2 个单位的简称" in text
    for name in ("区财政局", "县财政局"):
        own = words_of(page(f"/units/{name}"))
        told = re.search(rf"{name}\s+(\d+) 项任务", own)
        assert told
        assert re.search(rf"{name}\s+{told[1]} 项任务", words_of(text))
    assert text.count("<svg") == 6


def test_a_unit_that_no_plan_names_is_not_found(client: TestClient) -> None:
    told = client.get("/units/火星局", headers={"accept": "text/html"})
    assert told.status_code == 404
    assert "没有方案提到单位" in told.text


def test_an_indicator_has_its_values_by_year(page: Page) -> None:
    text = page("/indicators/高中阶段毛入学率")
    assert text.count('<path class="mark s0"') == 3 + 1  # and the legend
    for year in ("2023年", "2024年", "2025年"):
        assert year in text
    assert re.search(r'<a href="/plans/\w+\?at=\d+-\d+#at"><title>', text)


def test_doubts_come_first(page: Page, tmp_path: Path) -> None:
    kb = tmp_path / "库.db"
    sound, damaged = tmp_path / "甲.txt", tmp_path / "乙.txt"
    sound.write_text("甲县绿化方案\n一、任务\n1. 种树。种树300棵。\n责任单位：县林草局、县财政局\n", "utf-8")
    damaged.write_text(
        "乙县绿化方案\n一、任务\n1. 巡查。每月巡查不超2次，联系12件。\n责任单位：县林草局县财政局\n", "utf-8"
    )
    ingest_paths(kb, [sound, damaged], watch=iter)
    text = client_of(kb).get("/checks").text.partition("<tbody>")[2]
    assert text.index("乙县") < text.index("甲县")


def test_the_reference_needs_nothing_from_elsewhere(page: Page) -> None:
    text = page("/docs")
    assert "/api/v1/ask" in text
    assert re.findall('(?:src|href)="(?:https?:)?//', text) == []


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    kb = tmp_path / "库.db"
    plan = tmp_path / "甲.txt"
    plan.write_text("甲县绿化方案\n一、任务\n1. 种树。\n责任单位：县林草局\n", "utf-8")
    ingest_paths(kb, [plan], watch=iter)
    from_removal(kb, plan)
    client = client_of(kb)
    for address in ("/", "/plans", "/units", "/indicators", "/matrix", "/calendar", "/checks"):
        told = client.get(address, headers={"accept": "text/html"})
        assert told.status_code == 200, address
        assert 'class="empty"' in told.text, address


def from_removal(kb: Path, plan: Path) -> None:
    from typer.testing import CliRunner

    from cli import app

    assert CliRunner().invoke(app, ["remove", str(plan), "--kb", str(kb)]).exit_code == 0


@settings(deadline=None)
@given(st.text("甲<&\n \u3000\t", max_size=60))
def test_empty_lines_take_the_room_of_one_and_stay_in_the_text(text: str) -> None:
    shown = str(gaps(text))
    assert unescape(re.sub(r"</?span[^>]*>", "", shown)) == text
    assert not re.search(r"\n[^\S\n]*\n", re.sub(r"<span.*?</span>", "", shown, flags=re.S))


@pytest.mark.parametrize(
    "question", ["总体目标是什么", "第3条是什么", "有几条", "有哪些方案", "什么时候印发的", "主要目标的原文"]
)
def test_an_answer_about_a_whole_plan_is_proved_like_any_other(
    client: TestClient, kb: Path, question: str
) -> None:
    answer = client.get("/", params={"q": question}, headers={"accept": "text/html"}).text
    assert 'id="proofs"' in answer
    items = answer.split('<ol class="items">', 1)[1].split('<div class="', 1)[0]
    for item in items.split("<li>\n")[1:]:
        at = re.search(r'href="/plans/(\w+)\?at=(\d+)-(\d+)#at"', item)
        said = re.search(r"<q>(.*?)</q>", item, re.DOTALL)
        assert at, item
        assert said, item
        with Store.open(kb) as store:
            text = next(plan.document.text for plan in store.plans() if plan.document.id == at[1])
        shown, (start, end) = "".join(words_of(said[1]).strip("…").split()), map(int, at.groups()[1:])
        assert shown in "".join(text[max(0, start - 40) : end + 40].split())
