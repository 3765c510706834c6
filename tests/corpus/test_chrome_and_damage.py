"""Page chrome is cut outside the plan only; damage is found by form and a clean text has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.damage import BOOK, Restoration
from corpus.document import parse
from corpus.model import Document, Span
from corpus.rule import Rule
from corpus.source import from_text

PLAN = (
    "青云县节水方案\n为节水，制定本方案。\n一、任务\n（一）节水。打印机耗材另行采购。（县水务局）\n"
    "二、保障\n加强督查，责任编辑队伍同步培训。\n"
)
FRONT = (
    "青云县人民政府\n首页\n>\n政务公开\n来源：县政府办 时间：2025-03-04 10:00:00 点击率：12打印 】【 关闭\n"
)
BACK = "扫一扫分享\n主办：青云县人民政府办公室\n滇ICP备05000000号\n县财政局\n县水务局\n"


def read(text: str) -> Document:
    return parse(from_text(text, "测试"))


def test_a_clean_plan_has_no_chrome() -> None:
    assert read(PLAN).chrome == ()


def test_chrome_before_and_after_is_cut_and_listed() -> None:
    document = read(FRONT + PLAN + BACK)
    assert [span.of(document.text).strip() for span in document.chrome] == [FRONT.strip(), BACK.strip()]
    assert [clause.path for clause in document.clauses] == [clause.path for clause in read(PLAN).clauses]
    assert document.header.published == "2025-03-04"


def test_the_value_of_the_last_label_goes_with_it() -> None:
    document = read("首页\n发文字号：\n青府办发〔2025〕7号\n" + PLAN)
    assert document.chrome[0].of(document.text).strip().endswith("7号")
    assert document.header.number == "青府办发〔2025〕7号"


ABOVE = (
    *(
        "首页 | 政务公开",
        "首页 > 政务公开 > 文件",
        "政策文件 » 正文",
        "首页-政务公开-法定主动公开内容",
        "[ 大 中 小 ]",
        "A+ A A-",
    ),
    *(
        "网站首页　新闻中心　互动交流",
        "走近某县 魅力某县 政务公开 办事服务 互动交流",
        "长辈版 | 无障碍 | 繁体",
        "打 印 关 闭",
    ),
    *(
        "您的位置：首页 > 公开",
        "发布时间 2025-03-04 09:30:00",
        "2025-03-04 县府办",
        "浏览量 1234",
        "阅读：12",
        "分享到 微信 微博",
    ),
    *(
        "热词：社保 公积金",
        "多云 12℃~20℃",
        "青云县人民政府门户网站",
        "设为首页 | 加入收藏",
        "有效性：有效",
        "名称：青云县节水方案",
    ),
)
BELOW = (
    *(
        "上一篇：消防",
        "【打印】 【关闭】",
        "扫描二维码分享",
        "主办：青云县人民政府",
        "网站标识码：3300000001",
        "编辑：张三 审核：李四",
    ),
    *(
        "某公网安备 33000000000001号",
        "关于本站 | 网站声明 | 联系我们",
        "Copyright © 2025 All Rights Reserved",
        "政策解读",
    ),
    *(
        "返回顶部",
        "您是第12345位访客",
        "技术支持：某公司",
        "（责任编辑：张三）",
        "建议使用1024*768分辨率浏览",
        "中国政府网 | 省政府网",
    ),
)
LINES = (
    *(
        "为加强节水，打印机、关闭窗口等词出现在正文里，不应切去任何一句。",
        "主办单位：县水务局",
        "来源：自来水厂。",
        "分享节水经验。",
    ),
    *(
        "扫一扫二维码即可报名参加节水宣传活动。",
        "时间：2025年6月前完成全部改造任务。",
        "相关政策另行制定。",
        "政策解读",
        "大",
        "下载",
    ),
    *(
        "联系电话：0877-0000000",
        "上一条任务完成后方可进行，由县财政局负责。",
        "分享到：各镇。",
        "本".join(["长"] * 120),
    ),
)
GOES_ON = "各镇要按照本方案抓好落实，工作情况每年底前报县政府。"


@pytest.mark.parametrize("line", ABOVE)
def test_a_line_above_the_title_is_no_part_of_it(line: str) -> None:
    document = read(f"{line}\n{PLAN}")
    assert document.chrome[0].of(document.text).strip() == line
    assert document.header.title == "青云县节水方案"


@pytest.mark.parametrize("line", BELOW)
def test_a_line_below_the_plan_is_none_of_it(line: str) -> None:
    document = read(f"{PLAN}青云县人民政府\n2025年3月4日\n{line}\n")
    assert document.chrome[-1].of(document.text).strip() == line


def test_who_holds_an_event_is_not_who_runs_the_site() -> None:
    hosted = f"{PLAN}主办单位：县水务局\n"
    assert read(hosted).chrome == ()
    foot = "主办：县水务局\n某ICP备00000000号\n"
    assert [span.of(read(PLAN + foot).text) for span in read(PLAN + foot).chrome] == [foot]


def test_the_cells_of_a_flat_table_are_no_chrome() -> None:
    assert read(f"{PLAN}序号\n任务\n责任单位\n1\n政策解读\n县司法局\n").chrome == ()


@given(
    st.lists(st.sampled_from(ABOVE), max_size=4),
    st.lists(st.sampled_from(LINES), max_size=4),
    st.lists(st.sampled_from(LINES), max_size=6),
    st.lists(st.sampled_from(BELOW), max_size=4),
)
def test_nothing_of_the_plan_is_cut(
    above: list[str], early: list[str], late: list[str], below: list[str]
) -> None:
    """Lines of a plan may say what chrome says, where the plan has begun before them and goes on behind."""
    title, first = "青云县节水方案", "为节约用水，制定本方案，请认真贯彻执行。"
    plan = "\n".join([title, first, *early, "一、任务", "节水。", "二、保障", *late, GOES_ON])
    text = "\n".join([*above, plan, *below])
    document = read(text)
    body = Span(text.index(first), text.index(plan) + len(plan))
    assert not any(span.overlaps(body) for span in document.chrome)
    assert document.header.title == title


def test_text_without_clauses_has_no_chrome() -> None:
    assert read(FRONT + BACK).chrome == ()


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.name)
def test_damage_by_its_examples(rule: Rule[None, Restoration]) -> None:
    for text, expected in rule.examples.items():
        assert [str(reading) for _, reading in rule.readings(text, None)][:1] == [expected]
    assert not [text for text in rule.rejects if list(rule.readings(text, None))]


def test_a_clean_plan_has_no_repairs() -> None:
    assert read(PLAN).repairs == ()


@pytest.mark.parametrize("mark", ["-", "/", "·", ">", "|", ".", "- "])
def test_a_path_of_nothing_but_marks_takes_no_longer_than_it_is(mark: str) -> None:
    """60 of them took longer than anybody waits when the steps of a path could hold what parts them."""
    assert read(f"首页{mark * 3000}。\n青云县节水方案\n一、任务\n节水。\n").clauses


@pytest.mark.parametrize(
    "head",
    [
        "临河区供水改造实施方案\n2025-3-4 临河区人民政府办公室\n",
        "临河区升级改造区政府门户网站\n供水改造实施方案\n",
        "2025.3.4 临河区供水改造实施方案\n",
    ],
)
def test_lines_that_hold_the_title_are_not_cut(head: str) -> None:
    document = read(f"{head}为保障供水，制定本方案。\n一、任务\n节水。\n二、保障\n监督。\n")
    assert document.chrome == ()
    assert "供水改造实施方案" in (document.header.title or "")


@pytest.mark.parametrize("below", ["相关政策支持\n由县财政局落实。\n", "相关信息公开\n由县水务局公开。\n"])
def test_a_heading_without_a_number_is_not_cut(below: str) -> None:
    assert read(f"青云县节水方案\n一、任务\n节水。\n{below}").chrome == ()


def test_cells_of_a_flat_table_are_not_cut() -> None:
    cells = "序号\n任务\n责任单位\n1\n建厂\n县水务局\n2\n相关政策落实到位\n县财政局\n"
    assert read(f"青云县节水方案\n一、任务\n节水。\n{cells}").chrome == ()


def test_a_title_above_the_line_that_tells_when_it_was_put_up() -> None:
    page = "临河区人民政府门户网站\n临河区供水方案\n2025-03-04 来源：区政府办\n"
    assert read(f"{page}为保障供水，制定本方案。\n一、任务\n节水。\n").header.title == "临河区供水方案"
