"""公文元数据：the table that a website prints above a plan (索引号, 发文机关, 成文日期, 发布日期 …)."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.lazy import lazily
from corpus.numbers import NUMBER

_FEW = 3
_FIELDS = {
    "number": "发文字号|文 ?号|发文号|文件编号",
    "issuer": "发文机关|发布机构|制发单位|发文单位|制定机关|公开主体|发布单位",
    "issued": "成文日期|印发日期|发文日期|生成日期|制发日期|成文时间|印发时间",
    "published": "发布日期|发布时间|公开日期|发表时间|发文时间|更新时间|公布日期|时间|日期",
    "other": "索引号|主题分类|组配分类|主题词|标题|信息名称|有效性|实施日期|失效日期|废止日期"
    "|来源|信息来源|文章来源|体裁分类|关键词|内容概述|公开方式|作者",
}


def _spaced(words: str) -> str:
    """``words`` with blanks allowed between characters, as in 标　　题 and 索 引 号."""
    return "|".join(" *".join(word.replace(" ?", "")) for word in words.split("|"))


LABELS = rf"\[?(?:{'|'.join(_spaced(words) for words in _FIELDS.values())}) *(?:[:\]].*|$)|:"
"""A line that is a label, with or without its value; or the colon of a label by itself."""
DATED = rf"(?:{'|'.join(map(_spaced, _FIELDS.values()))}) +(?:19|20)\d\d[-./年].*"
"""A line that is a label and, behind a blank, a day."""
_LABEL = lazily(rf"(?:{'|'.join(_spaced(words) for words in _FIELDS.values())}|[^\d。]{{1,8}}[:：]) *[:：]?")
_PAIRS = {
    field: lazily(
        rf"(?m)(?:^[ ]*+|(?<=[ \]】]))\[?(?:{_spaced(words)})[ ]*+(?:\n[ ]*+)?[:\]][ ]*+(?:\n[ ]*+)?(?P<value>[^\n]*)"
    )
    for field, words in _FIELDS.items()
}
_DATE = lazily(r"(?P<y>(?:19|20)\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?: .*)?")


def values(folded: str, field: str, end: int) -> tuple[str, ...]:
    """What the page prints for ``field`` (number, issuer, issued, published) before ``end``."""
    found = (match["value"].strip() for match in _PAIRS[field].finditer(folded, 0, end))
    return tuple(value for value in found if value)


def label_end(folded: str, field: str, end: int) -> int | None:
    """Where the value of the first label for ``field`` before ``end`` begins."""
    match = _PAIRS[field].search(folded, 0, end)
    return match.start("value") if match else None


def is_value(line: str, *, after: str) -> bool:
    """Whether ``line`` is the value of the label ``after`` that ends in its colon."""
    bare = after.rstrip().endswith((":", "]"))
    return bare and bool(_DATE.fullmatch(line.strip()) or NUMBER.fullmatch(line.strip()))


def sheet_lines(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A table of labels and values, side by side, as ``label：value`` lines; none where it is another table."""
    pairs = [pair for row in rows for pair in zip(row[::2], row[1::2], strict=False)]
    known = sum(bool(_LABEL.fullmatch(label.strip())) for label, _ in pairs)
    if known < _FEW or 2 * known < len(pairs) or any(len(row) % 2 for row in rows):
        return ()
    return tuple(f"{label.strip().rstrip(':：')}：{value.strip()}" for label, value in pairs if label.strip())
