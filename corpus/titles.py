"""标题：the plan's own title, joined over its lines, with lost 〈〉 put back from where it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.frame import Kind, Row
from corpus.lazy import lazily
from corpus.model import Repair, Span
from corpus.tables import is_head

_TYPE = lazily(
    "(?:方案|计划|措施|意见|规划|纲要|通知|办法|细则|要点|清单|决定|规定|政策|行动|分工|指南|任务|举措|安排|条例|目录|工程|公告|条)"
    "(?: ?[(][^()]*[)])?$"
)
_IN_LINE = lazily(
    "[^。;\n]{2,60}?(?<![本该此])(?:方案|计划|措施|意见|规划|通知|要点)(?: ?[(][^()]{2,20}[)])?(?![的实》〉)])"
)
_BRACKETS = str.maketrans("", "", '〈〉《》<>“”‘’"() （）')
_NOTES = lazily("(?:文章来源|来源|发布(?:时间|日期|人)|发文时间|作者)[:：].*$|[|｜].*$")
_QUOTED = lazily("《([^。;]{4,150}?)》(?=[^》〉]|$)")


def title_span(folded: str, rows: tuple[Row, ...]) -> Span | None:
    """The last block of title lines before the first clause; the plan's own where a notice precedes it."""
    rows = tuple(row for row in rows if not _is_table_head(row.span.of(folded)))
    blocks = list(_blocks(rows))
    typed = typed_title(folded, rows)
    if typed:
        return typed
    return blocks[-1] if blocks else None


def title_in_line(folded: str, rows: tuple[Row, ...]) -> Span | None:
    """The title that the first paragraph begins with, where the breaks between lines are lost."""
    match = _IN_LINE.match(folded, rows[0].span.start, rows[0].span.end) if rows else None
    return Span(*match.span()) if match else None


def _is_table_head(line: str) -> bool:
    return "|" in line and is_head([cell.strip(" ") for cell in line.strip("| ").split("|")])


def typed_title(folded: str, rows: tuple[Row, ...]) -> Span | None:
    """The last block of title lines that ends in the name of a kind of document (通知, 方案 …)."""
    return next((b for b in reversed(list(_blocks(rows))) if _TYPE.search(_joined(folded, b))), None)


def _blocks(rows: tuple[Row, ...]) -> Iterator[Span]:
    block: Span | None = None
    for row in rows:
        if row.kind is Kind.TITLE:
            block = Span(block.start if block else row.span.start, row.span.end)
        elif block:
            yield block
            block = None
    if block:
        yield block


def _joined(text: str, span: Span) -> str:
    return re.sub(r"\s+", "", span.of(text))


def title_of(text: str, span: Span, front: Span) -> tuple[str, Repair | None]:
    """The title on one line; a repair where a citation of it in ``front`` shows lost brackets."""
    printed = _NOTES.sub("", _joined(text, span)) or _joined(text, span)
    for match in _QUOTED.finditer(text, front.start, front.end):
        cited = re.sub(r"\s+", "", match[1])
        if len(cited) > len(printed) and _bare(cited) == _bare(printed):
            reason = "标题丢失书名号，按文中引用补回"
            return cited, Repair(span, span.of(text), cited, reason, True)
    return printed, None


def _bare(title: str) -> str:
    return title.translate(_BRACKETS)
