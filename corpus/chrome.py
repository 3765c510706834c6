"""网页外壳：what a government website prints around a plan, cut off before and after, never inside.

Only whole lines count, and only outside the plan: before the first numbered heading up to the last
line that is chrome, after the last numbered heading from the first line that is. A sentence is none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.lazy import lazily
from corpus.markers import N
from corpus.metadata import DATED, LABELS, is_value
from corpus.model import Span
from corpus.paragraphs import lines
from corpus.tables import heads

_LONGEST = 200
_HEADING = lazily(rf"(?m)^[ ]*(?:{N}{{1,3}}、|\({N}{{1,3}}\)|第{N}{{1,3}}[章条])")
_FEWEST = 3
_APART = r"[ |>»›→/·\[\]【】():,、×]"
_STEP = r"[^|<>»›→。;:\n]{2,20}"
_PATH = (
    "(?:您?(?:当前|现在)?(?:所在)?的?位置|当前(?:栏目|页面?)):?.*"
    r"|(?:网站)?首页 ?(?:[|>»›→/·-]++[^|<>»›→/·。;:\n-]{2,20}+)++[|>»›→/·-]*+"
    rf"|{_STEP}+(?:[>»›→]++{_STEP}+)++[>»›→]*+"
)
_GREETING = (
    "今天是:?.*|欢迎(?:访问|您|光临).*|(?:搜索)?热词:.*|[^。]{0,12}℃.{0,12}"
    "|(?![^\n]*(?:关于|印发|改造|建设|升级|推进|加强|规范|方案))[^。:]{2,20}(?:门户网站|官方网站|政府网)"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日 ?星期.{0,20}"
)
_TOOLS = (
    r"[\[【]?(?:字体|字号|浏览字号|分享|分享到|打印|背景色)[:)】\]].{0,20}|】|(?:分享[到至]?|字体|字号):.{0,60}"
    r"|[\[【]? ?(?:打 ?印|关 ?闭)(?:[ 】【\[\]]*(?:打 ?印|关 ?闭|下载))*[ 】\]]*"
    r"|(?:点击|浏览|阅读|访问|人气)(?:率|数|量|次数|人数)?(?:[:)].*| ?\d+ ?次?)"
)
# A page says to the minute, or with hyphens, when it was put up; a plan is dated by the day.
_PUT_UP = (
    r"(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日? \d{1,2}:\d\d.*"
    r"|(?:19|20)\d\d-\d{1,2}-\d{1,2} (?:[^。:]{1,6}$"
    "|[^。:]{0,10}(?:来源|浏览|点击|阅读|访问|字号|字体|作者|编辑|发布|信息)[^。]{0,40})"
)
_SHEET = "(?:文件|信息)?名称:.*|(?:公开|信息)(?:类别|分类|时限|时间):.*|(?:有效期|效力|文件)(?:限|状态)?:.*|(?:签发|生效)日期:.*"


@cache
def _words(*lists: str) -> str:
    """The words of these lists of ``chrome.toml`` as alternatives, blanks allowed within."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    words = (" ?".join(word) for name in lists for word in told[name])
    return rf"(?:{'|'.join(words)}|走进[一-龥]{{2,4}}|[A-Z]{{1,2}}[-+]?|[-+])"


def _bar(*lists: str, least: int = 1) -> str:
    """A line of nothing but such words, at least so many of them."""
    return rf"{_APART}*+(?:{_words(*lists)}(?:{_APART}++|$)){{{least},}}"


_FRONT = lazily(
    lambda: (
        f"(?:{_bar('navigation', 'tools')}|{_PATH}|{_GREETING}|{_TOOLS}|{_SHEET}|{LABELS}|{DATED}|{_PUT_UP}"
        f"|{_APART}+|扫一扫.*|相关解读)"
    )
)
_KNOWN = lazily(lambda: _words("navigation", "tools"))
_BACK = lazily(
    lambda: (
        "(?:扫一扫.*|扫描二维码.*|(?:手机|扫码)(?:阅读|打开|进入|查看).*"
        "|(?:相关|上一|下一)(?:链接|文章|新闻|解读|政策|附件|信息|文件|稿件|阅读|篇|条)(?:[与及和、]?(?:解读|链接|文件|新闻))?"
        "(?:[: >»].*)?"
        "|一图读懂.*|附件下载.*|文件下载.*"
        r"|[\[【(]?(?:责任编辑|责编)[:].*|建议使用.*(?:分辨率|浏览器).*|您是第.*访客|(?:总|今日)访问量.*|网站支持IPv6.*"
        "|.{0,6}(?:网站标识码|网站标识|备案号|备案序号|ICP备案|国际联网备案|公安备案)[:)]?.*|.*ICP备.{0,20}|.*公网安备.*"
        "|版权所有.*|.*版权所有|[Cc]opyright.*|.*(?:©|All [Rr]ights [Rr]eserved).*"
        "|网站地图.*|联系我们.*|关于我们.*|隐私(?:声明|保护)|网上有害信息举报.*|您访问的链接.*|分享让更多人看到"
        f"|{_TOOLS}|{_bar('tools', 'footer', least=2)})"
    )
)
_HOST = "[^。]{0,12}(?:主办|承办|协办|维护|支持)(?:单位)?[:)].*"
_HOSTED = lazily(_HOST)
"""A plan of an event names its hosts too: a foot's, where they are no government, stand above its other lines."""
_MAYBE = lazily(
    lambda: (
        r"[\[【(]?(?:编辑|审核|初审|复审|信息来源|来源|作者|撰稿|校对|供稿)[:].*"
        rf"|{_HOST}(?:人民政府|政府办|办公室|办公厅).*|技术支持:.*|{_bar('tools', 'footer')}"
    )
)
"""Lines that a plan may have as well: chrome where nothing of a plan comes after."""
_SENTENCE = lazily(r".*[。;!?]")
_PROSE = lazily(r".{12,}。.{0,3}")
_DAY = lazily(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")


def page_chrome(folded: str) -> tuple[Span, ...]:
    """The chrome before and after the plan, at most one span each; none on a clean plan."""
    rows = lines(folded, Span(0, len(folded)))
    numbered = [at for at, row in enumerate(rows) if _HEADING.match(folded, row.start, row.end)]
    if not numbered:
        return ()
    front = _front_end(folded, rows[: numbered[0]])
    back = _back_start(folded, rows[numbered[-1] + 1 :])
    found = (Span(0, front), Span(back, len(folded)))
    return tuple(span for span in found if span.start < span.end)


def _front_end(folded: str, rows: Sequence[Span]) -> int:
    """The end of the last line of chrome above the plan's first sentence, with the value that a label has
    on the next line."""
    end = 0
    for row, following in pairwise([*rows, Span(0, 0)]):
        if _is_front(folded, row):
            valued = is_value(following.of(folded), after=row.of(folded))
            end = following.end if valued else row.end
        elif _is_prose(folded, row):
            break
    return end


def _is_prose(folded: str, row: Span) -> bool:
    return len(row) > _LONGEST or _is(_PROSE, folded, row)


def _is_front(folded: str, row: Span) -> bool:
    return len(row) <= _LONGEST and (_is(_FRONT, folded, row) or _is_bar(row.of(folded)))


def _is_bar(line: str) -> bool:
    """Whether most of at least three short words are those of a bar, as others are a site's own."""
    parts = [part for part in re.split(_APART, line) if part]
    known = sum(_KNOWN.fullmatch(part) is not None for part in parts)
    return len(parts) >= _FEWEST and 2 * known > len(parts) and all(len(part) <= 8 for part in parts)


def between_chrome(folded: str, end: int) -> tuple[Span, ...]:
    """The lines before ``end`` that are no chrome themselves: a title may stand above 来源：… 时间：…."""
    rows = lines(folded, Span(0, end))
    return tuple(row for row in rows if len(row) <= _LONGEST and not _is_front(folded, row))


def _back_start(folded: str, rows: Sequence[Span]) -> int:
    """The first line of chrome; one that a plan may have as well only behind the plan's last sentence or
    date, and not where each cell of a table is a line."""
    short = [row for row in rows if len(row) <= _LONGEST and not _is(_SENTENCE, folded, row)]
    last = max((row.end for row in rows if _is_prose(folded, row) or _is(_DAY, folded, row)), default=0)
    sure = next((row.start for row in short if _is(_BACK, folded, row)), len(folded))
    hosted = sure < len(folded)
    maybe = (
        row.start
        for row in short
        if last <= row.start < sure and ((hosted and _is(_HOSTED, folded, row)) or _is(_MAYBE, folded, row))
    )
    first = next(maybe, sure)
    return sure if first < sure and _has_flat_table(folded) else first


def _is(pattern: re.Pattern[str], folded: str, row: Span) -> bool:
    return pattern.fullmatch(folded, row.start, row.end) is not None


def _has_flat_table(folded: str) -> bool:
    return not all(head.grid for head in heads(folded, Span(0, len(folded))))
