"""Web pages, Markdown, OFD and zips: what is read of them, and what is refused."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import SIZE, ofd, stroke, text_object, zipped, zipped_on_windows

from corpus import bundle, source
from corpus.errors import NotReadable
from corpus.readers import html, markdown
from corpus.readers import ofd as ofd_reader
from corpus.source import digest, load


def web(body: str, head: str = "<meta charset=gb2312>", encoding: str = "gb18030") -> list[str]:
    return html.read(
        f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding), "页"
    ).text.splitlines()


def test_a_page_that_says_gb2312_holds_more() -> None:
    assert web("<p>面积１２㎡，龘〇镕</p>") == ["面积１２㎡，龘〇镕"]
    assert web("<p>一、總則</p>", "<meta charset='big5'>", "big5") == ["一、總則"]
    assert web("<p>一、总则</p>", encoding="utf-8") == ["一、总则"]


def test_lines_are_those_that_a_browser_shows() -> None:
    assert web(
        "<p>&emsp;&emsp;一、重点\n  任务</p>第二<b>段</b><br>第三&nbsp;&nbsp;段<div>a\nb<div>第五</div></div>"
    ) == [
        *("一、重点任务", "第二段", "第三 段", "a b", "第五"),
    ]


def test_tags_that_nobody_closed() -> None:
    assert web(
        "<p>甲<p>乙<ol><li>丙<li>丁</ol><table><tr><td>任务<td>牵头单位<tr><td>建<td>县局</table></div>戊"
    ) == [
        *("甲", "乙", "1.丙", "2.丁", "| 任务 | 牵头单位 |", "| 建 | 县局 |", "戊"),
    ]


def test_numbers_of_a_list_that_its_text_has_too_are_not_doubled() -> None:
    assert web("<ol start=4><li>甲</li><li>（二）乙</li></ol>") == ["4.甲", "（二）乙"]


def test_spans_of_a_table() -> None:
    body = (
        "<table><tr><th rowspan=2>任务<th colspan=2>责任单位<tr><th>牵头单位<th>配合单位"
        "<tr><td rowspan=9>供水<td>县水务局<td>县水务局<tr><td>县财政局<td>无</table>"
    )
    assert web(body) == [
        "| 任务 | 牵头单位 | 配合单位 |",
        "| 供水 | 县水务局 | 县水务局 |",
        "| 供水 | 县财政局 | 无 |",
    ]


def test_a_table_that_only_lays_out_the_page_is_no_grid() -> None:
    assert web("<table><tr><td>左<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>") == [
        "左",
        "| a | b |",
        "| c | d |",
    ]


TITLES = "<tr><th>序号<th>任务<th>牵头单位"


def test_a_table_in_a_cell_stays_in_its_row() -> None:
    inner = "<table><tr><td>甲<td>3座<tr><td>乙<td>2座</table>"
    assert web(
        f"<table>{TITLES}<tr><td>1<td>建厂：{inner}另改造<td>县水务局<tr><td>2<td>接管<td>县住建局</table>"
    ) == [
        "| 序号 | 任务 | 牵头单位 |",
        "| 1 | 建厂：甲 3座 乙 2座 另改造 | 县水务局 |",
        "| 2 | 接管 | 县住建局 |",
    ]


def test_cells_in_a_form_and_words_beside_the_cells() -> None:
    assert web(
        f"<table><caption>分工表</caption>{TITLES}<tr><form><td>1<td>建<td>县局</form></tr>注</table>"
    ) == [
        *("分工表", "注", "| 序号 | 任务 | 牵头单位 |", "| 1 | 建 | 县局 |"),
    ]


CELLS = st.recursive(
    st.just("◎"),
    lambda inner: st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3).map(
        lambda rows: (
            "◎<table>"
            + "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
            + "</table>◎"
        )
    ),
    max_leaves=12,
)


@given(st.lists(CELLS, min_size=1, max_size=4), st.booleans())
def test_no_cell_is_lost_and_all_stay_in_order(cells: list[str], titled: bool) -> None:
    body = f"<table>{TITLES if titled else ''}{''.join(f'<tr><td>◎<td>{one}<td>◎' for one in cells)}</table>"
    words = [f"字{at}终" for at in range(body.count("◎"))]
    for word in words:
        body = body.replace("◎", word, 1)
    assert re.findall("字\\d+终", "\n".join(web(body))) == words


NAVIGATION = "<ul><li><a href=/1>首页</a><li><a href=/2>公开</a><li><a href=/3>互动</a></ul>"


def test_what_is_no_plan_on_any_page_is_left_out() -> None:
    article = "<div class='TRS_Editor'><p>一、总则</p><p>（县财政局负责）</p></div>"
    body = (
        f"{NAVIGATION}<script>'<p>一、广告</p>'</script><style>p{{}}</style><!-- <p>注</p> --><p style='display:none'>暗</p>"
        f"<h1>方案</h1>{article}<p>分享</p>{NAVIGATION}"
    )
    assert web(body) == ["方案", "一、总则", "（县财政局负责）"]


def test_two_short_links_are_navigation_too() -> None:
    assert web(
        "<div><a href=/>新闻</a> | <a href=/b>概况</a></div><p>任务详见<a href=/c>甲</a><a href=/d>乙</a></p>"
    ) == ["任务详见甲乙"]


def test_what_a_script_is_to_show_is_read() -> None:
    assert web("<div id=js_content style='visibility: hidden'><p>一、总则</p></div><p>扫</p>") == ["一、总则"]


def test_links_to_attachments_are_kept() -> None:
    links = "".join(f"<p><a href='/{at}.docx'>附表{at}</a></p>" for at in range(4))
    assert web(f"<div>{links}</div>") == ["附表0", "附表1", "附表2", "附表3"]


@pytest.mark.parametrize(
    "page",
    ["<" * 200_000, "<!--" * 100_000, "<a '" * 100_000, '<a "">' * 100_000, "<div>" * 100_000, "</div>" * 100_000,
     "<script>" * 50_000, "<td>" * 50_000, "<table>" * 50_000, "&" * 300_000, "<p " + "a=b " * 100_000 + ">"],
)  # fmt: skip
def test_no_page_takes_long(page: str) -> None:
    began = time.process_time()
    html.read(f"<p>甲</p>{page}".encode(), "页")
    assert time.process_time() - began < 5


def test_marks_of_markdown_do_not_hide_numbers() -> None:
    text = (
        "# **方案**\n\n> ## 一、*重点*任务 ##\n1\\. 建设[口袋公园](http://x)。\n- （县财政局负责）\n"
        "<!-- 暗 -->2\\*3 <!-- 明\n| a | b |\n|---|---|\n| 甲<br>乙 | __丙__ |\n===\n"
    )
    assert markdown.read(text.encode(), "稿.md").text.splitlines() == [
        *("方案", "", "一、重点任务", "1. 建设口袋公园。", "（县财政局负责）", "2*3 <!-- 明"),
        *("| a | b |", "|---|---|", "| 甲 乙 | 丙 |", ""),
    ]


def test_ofd_lines_and_paragraphs() -> None:
    full = "长" * 30
    first = text_object(60, 40, "方案") + text_object(35, 50, full) + text_object(185, 50.1, "尾")
    first += text_object(25, 60, "巴。") + text_object(35, 70, "二、另段") + text_object(100, 280, "— 1 —")
    read = ofd_reader.read(ofd([first, text_object(35, 40, "次页")]), "稿.ofd")
    assert read.text.splitlines() == ["方案", full + "尾巴。", "二、另段", "次页"]
    assert read.pages == (0, read.text.index("次页"))


def test_ofd_pieces_of_a_line() -> None:
    moved = text_object(0, 5, "移").replace("<ofd:TextObject", '<ofd:TextObject CTM="1 0 0 1 40 35"')
    assert (
        ofd_reader.read(ofd([text_object(30, 40, "字") + moved + text_object(60, 40, "远")]), "稿").text
        == "字 移 远\n"
    )


def test_ofd_tables_by_their_rules() -> None:
    xs, ys = (20, 60, 100, 140), (50, 60, 70, 80)
    rules = [stroke(20, y, 140, y) for y in (50, 60, 80)] + [stroke(60, 70, 140, 70)]
    rules += [stroke(x, 50, x, 80) for x in xs]
    words = (
        ("任务", 0, 0),
        ("牵头单位", 1, 0),
        ("时限", 2, 0),
        ("供水", 0, 1),
        ("县水务局", 1, 1),
        ("年底", 2, 1),
        ("县局", 1, 2),
    )
    texts = [text_object(xs[column] + 1, ys[row] + 7, word) for word, column, row in words]
    assert ofd_reader.read(ofd(["".join(rules + texts)]), "稿").text.splitlines() == [
        "| 任务 | 牵头单位 | 时限 |",
        "| 供水 | 县水务局 | 年底 |",
        "| 供水 | 县局 |  |",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"a.txt": b""}), "不是 OFD"),
        (ofd([stroke(0, 0, 9, 0)]), "没有文字"),
        (zipped({"OFD.xml": "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"}), "缺少"),
        (ofd([text_object(1, 1, "甲")])[:-40], "打不开"),
    ],
)
def test_ofd_that_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        ofd_reader.read(data, "稿.ofd")


def test_ofd_numbers_that_are_absurd_do_no_harm() -> None:
    broken = text_object(1, 1, "甲").replace('Size="5.0"', 'Size="1e999"').replace('X="0"', 'X="nan"')
    broken += f'<ofd:TextObject Boundary="x"><ofd:TextCode DeltaX="g 999999999 {SIZE}">乙乙</ofd:TextCode></ofd:TextObject>'
    assert set(ofd_reader.read(ofd([broken]), "稿").text.strip()) <= {"甲", "乙", " ", "\n"}


# Zips


def package(tmp_path: Path, parts: dict[str, str | bytes], name: str = "包.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(zipped(parts))
    return path


def test_members_are_sources_of_their_own(tmp_path: Path) -> None:
    path = package(
        tmp_path, {"甲.md": "# 一、总则", "__MACOSX/._甲.md": "", ".x/甲.md": "", "夹\\丙.txt": "一、丙"}
    )
    other = tmp_path / "旧.zip"
    other.write_bytes(zipped_on_windows({"方案/乙.txt": "一、乙"}))
    assert [str(one.path.relative_to(path)) for one in bundle.members(path)] == [
        "夹/丙.txt",
        "甲.md",
    ]
    read = load(other / "方案/乙.txt")
    assert (read.name, read.text) == ("旧.zip/方案/乙.txt", "一、乙")
    assert load(path / "甲.md").text == "一、总则"


def test_a_member_of_a_zip_is_known_by_its_bytes(tmp_path: Path) -> None:
    """So that what is held already need not be read again."""
    path = package(tmp_path, {"甲.txt": "一、甲", "乙.txt": "一、乙"}) / "乙.txt"
    assert digest(path) == load(path).sha256


def test_a_zip_of_one_plan_is_that_plan(tmp_path: Path) -> None:
    assert load(package(tmp_path, {"甲.txt": "一、甲"})).name == "包.zip/甲.txt"
    with pytest.raises(NotReadable, match=r"有 2 个文件，请指明一个，如 .*包\.zip/乙\.txt"):
        load(package(tmp_path, {"甲.txt": "一", "乙.txt": "一"}))
    with pytest.raises(NotReadable, match="没有文件"):
        load(package(tmp_path, {}))
    with pytest.raises(NotReadable, match=r"没有 丙\.txt"):
        load(package(tmp_path, {"甲.txt": "一"}) / "丙.txt")


@pytest.mark.parametrize(
    "name", ["../甲.txt", "/etc/甲.txt", "C:/甲.txt", "a/../../甲.txt", "..\\甲.txt", "套.zip", "套.RAR"]
)
def test_tricks_inside_a_zip_are_refused_one_by_one(tmp_path: Path, name: str) -> None:
    path = package(tmp_path, {name: "一、甲", "好.txt": "一、好"})
    faults = {one.path.name: one.fault for one in bundle.members(path)}
    assert faults.pop("好.txt") is None
    (fault,) = faults.values()
    assert fault is not None
    assert "请" in fault
    with pytest.raises(NotReadable):
        load(package(tmp_path, {name: "一、甲"}))


def test_links_and_locks_inside_a_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as made:
        link = zipfile.ZipInfo("链.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    with pytest.raises(NotReadable, match="不安全"):
        load(path)
    data = bytearray(zipped({"甲.txt": "一"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    path.write_bytes(data)
    with pytest.raises(NotReadable, match="加了密码"):
        load(path)


def test_zips_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(tmp_path, {"甲.txt": b"\n" * (21 * 1024 * 1024)})
    with pytest.raises(NotReadable, match="超过上限 20 MB"):
        load(bomb)
    monkeypatch.setattr(bundle, "TOTAL", 1024 * 1024)
    with pytest.raises(NotReadable, match="解开后超过上限 1 MB"):
        load(bomb)
    monkeypatch.setattr(bundle, "MEMBERS", 3)
    with pytest.raises(NotReadable, match="4 个文件，超过上限 3 个"):
        load(package(tmp_path, {str(at): "" for at in range(4)}))
    monkeypatch.setattr(bundle, "LIMIT", 10)
    with pytest.raises(NotReadable, match="超过上限 0 MB"):
        load(bomb)
    (tmp_path / "坏.zip").write_bytes(b"PK\x05\x06")
    with pytest.raises(NotReadable):
        load(tmp_path / "坏.zip")


@pytest.mark.parametrize("address", ["http://a.gov.cn/x.html", "https://a.gov.cn", "FTP://a/b"])
def test_an_address_is_refused_with_the_way_out(address: str) -> None:
    with pytest.raises(NotReadable, match="是网址，本程序不联网，请先用浏览器另存"):
        load(Path(address))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def given(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    for data in (
        "一、甲".encode(),
        "<html><p>一、甲".encode("gb18030"),
        ofd([text_object(30, 40, "一、甲")]),
    ):
        given(data)
        read = load(source.STDIN)
        assert (read.name, read.text.strip()) == ("标准输入", "一、甲")
    given(b"%PDF-1.7")
    with pytest.raises(NotReadable, match="标准输入 已损坏或没有传完"):
        load(source.STDIN)
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(NotReadable, match="标准输入读不出来"):
        load(source.STDIN)
