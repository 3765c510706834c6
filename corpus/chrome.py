"""网页外壳：what a government website prints around a plan, cut off before and after, never inside.

Only whole lines count, and only outside the plan: before the first numbered heading up to the last
line that is chrome, after the last numbered heading from the first line that is.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lazy import lazily
from corpus.markers import N
from corpus.metadata import LABELS, is_value
from corpus.model import Span
from corpus.paragraphs import lines

_LONGEST = 200
_HEADING = lazily(rf"(?m)^[ ]*(?:{N}{{1,3}}、|\({N}{{1,3}}\)|第{N}{{1,3}}[章条])")
_NAVIGATION = (
    "(?:网站)?首页|政务公开|政务服务|(?:政民)?互动交流|营商环境|政策文件(?:库)?|搜索|登 ?录|注册"
    "|简体(?:版)?|繁[体體]版?|(?:手机|移动|电脑|无障碍|关怀|适老|长者|英文)(?:版|助手|阅读|浏览|模式)?|无障碍阅读|长者助手|[大中小]|[-+|>×]|[A-Z]{1,2}|次"
    "|您?(?:当前|现在)(?:所在)?(?:的)?位置:?.*|今天是:?.*|欢迎(?:访问|您|光临).*|网站支持IPv6|有效|现行有效"
)
_TOOLS = (
    r"[\[【]? ?(?:打 ?印|关 ?闭|下载|收藏|纠错|朗读|打印本页|关闭窗口) ?[\]】]?"
    r"(?:[ 】【\[\]]*(?:打 ?印|关 ?闭|下载))*[ 】\]]*"
    r"|[\[【]?(?:字体|字号|分享|分享到|打印|背景色)[:)】\]]?.{0,20}|】"
    r"|(?:分享到?|字体|字号):.{0,60}"
    "|(?:点击率|点击数|点击量|浏览量|浏览次数|阅读量|访问量|阅读次数)[:)].*"
)
# A page says to the minute when it was put up; a plan is dated by the day.
_PUT_UP = r"(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-] ?\d{1,2} ?日? \d{1,2}:\d\d.*"
_FRONT = lazily(f"(?:{_NAVIGATION}|{_TOOLS}|{LABELS}|{_PUT_UP})")
_BACK = lazily(
    "(?:扫一扫.*|(?:手机|扫码)(?:阅读|打开|进入|查看).*|下载、打印"
    "|(?:相关|上一|下一)(?:链接|文章|新闻|解读|政策|附件|信息|文件|稿件|阅读|篇|条).*|政策解读|图解|一图读懂.*|附件下载.*|文件下载.*"
    "|[\\[【(]?(?:责任编辑|责编|编辑|审核|信息来源|来源|作者|撰稿|校对|供稿)[:].*|[^。]{0,12}(?:主办|承办|协办)(?:单位)?[:)].*"
    "|.{0,6}(?:网站标识码|网站标识|备案号|备案序号|ICP备案|国际联网备案|公安备案)[:)]?.*|.*ICP备.{0,20}|.*公网安备.*"
    "|版权所有.*|.*版权所有|网站地图.*|联系我们.*|关于我们.*|内容纠错|使用帮助|隐私(?:声明|保护)|友情链接|网站声明"
    "|中国政府网|国务院部门网站|地方政府网站|网上有害信息举报.*|网站支持IPv6.*|您访问的链接.*|返回顶部"
    rf"|{_TOOLS})"
)


def page_chrome(folded: str) -> tuple[Span, ...]:
    """The chrome before and after the plan, at most one span each; none on a clean plan."""
    rows = [row for row in lines(folded, Span(0, len(folded))) if len(row) <= _LONGEST]
    numbered = [at for at, row in enumerate(rows) if _HEADING.match(folded, row.start, row.end)]
    if not numbered:
        return ()
    front = _front_end(folded, rows[: numbered[0]])
    back = _back_start(folded, rows[numbered[-1] + 1 :])
    found = (Span(0, front), Span(back, len(folded)))
    return tuple(span for span in found if span.start < span.end)


def _front_end(folded: str, rows: Sequence[Span]) -> int:
    """The end of the last line of chrome, with the value that a label has on the next line."""
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if _FRONT.fullmatch(folded, row.start, row.end):
            following = rows[at + 1] if at + 1 < len(rows) else row
            return following.end if is_value(following.of(folded), after=row.of(folded)) else row.end
    return 0


def between_chrome(folded: str, end: int) -> tuple[Span, ...]:
    """The lines before ``end`` that are no chrome themselves: a title may stand above 来源：… 时间：…."""
    rows = lines(folded, Span(0, end))
    return tuple(
        row for row in rows if len(row) <= _LONGEST and not _FRONT.fullmatch(folded, row.start, row.end)
    )


def _back_start(folded: str, rows: Sequence[Span]) -> int:
    starts = (row.start for row in rows if _BACK.fullmatch(folded, row.start, row.end))
    return next(starts, len(folded))
