"""不成事实的原因：why no fact rests on a unit mention, a number or a time word; a closed list of rules.

A rule reads one of three views of a plan, all of its length: its layout (a letter for the place of
each character), its folded text, or that text with every unit mention masked. An item is explained by
the earliest rule one of whose readings covers it whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.lazy import lazily
from corpus.numbers import NUMBER
from corpus.rule import Rule, Rulebook

Why = Rule[None, str]


def says(reason: str) -> Callable[[re.Match[str], None], str]:
    return lambda _, __: reason


def why(name: str, reason: str, pattern: str, examples: tuple[str, ...], rejects: tuple[str, ...]) -> Why:
    """A rule whose only reading is ``reason``."""
    return Rule(f"why.{name}", lazily(pattern), says(reason), dict.fromkeys(examples, reason), rejects)


LAYOUT: tuple[Why, ...] = (
    why("chrome", "网页外壳", "壳+", ("壳壳文",), ("头文",)),
    why("header", "文件头", "头[头空]*", ("头头空",), ("文题",)),
    why("signature", "落款", "落[落空]*", ("落落",), ("文",)),
    why("marker", "标题或分项的序号", "号+", ("号题文",), ("题文",)),
)
"""Read on the layout; see ``kb.audit.model.Place`` for its letters."""

ANYWHERE: tuple[Why, ...] = (
    why("title", "书名号内", "《[^《》\n]{0,160}》", ("按照《某某办法》执行",), ("按照办法执行",)),
    why(
        "document-number",
        "发文字号",
        NUMBER.pattern + r"|\(?[一-龥]{1,12}〔20\d{2,6}〕?\d{0,4} ?号\)?",
        ("(云政发〔2031〕7号)",),
        ("第7号楼",),
    ),
    why(
        "formula",
        "指标的计算方法和数据来源",
        "(?:计算(?:方法|公式)|指标(?:来源|导向|属性)|数据来源):[^\n]*",
        ("计算方法:甲院人数/同期总人数",),
        ("人数达到100人",),
    ),
    why(
        "note",
        "附注说明",
        "(?m)^注:.*$|列第[^,。)]{0,6}牵头[^,。)]{0,6}|排在第[^,。)]{0,12}牵头[^,。)]{0,6}",
        ("列第一位者为牵头单位,下同",),
        ("由县财政局牵头",),
    ),
    why("quoted-name", "引号中的名称或口号", r"“[^“”\n]{1,24}”", ("实施“三改一整”工程",), ("实施三改工程",)),
    why(
        "congress",
        "会议届次",
        "党的[一二三四五六七八九十]{1,3}大|[一二三四五六七八九十]{1,3}届(?:[历一二三四五六七八九十]{1,2}[次中]|全运|亚运|人大)"
        "(?:、[一二三四五六七八九十]中)*|第[一二三四五六七八九十]{1,3}届",
        ("党的三十大和三十届一中、二中全会", "第九届技能赛"),
        ("扩大规模",),
    ),
)
"""Read on the folded text, for items of every kind."""
BOOK = Rulebook("不成事实的原因", (*LAYOUT, *ANYWHERE), None)
