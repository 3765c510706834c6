"""账目（HTML）: one page that needs nothing else; the whole text stands in it with every item marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corpus.model import Span
from export import audit_words as words
from export.characters import printable
from kb.audit import Item, Ledger, Place

STYLE = """
@page { size: A4; margin: 18mm; }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff; line-height: 1.7;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  font-variant-numeric: tabular-nums; }
h1, h2, h3 { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", SimHei, sans-serif; }
h1 { font-size: 1.5rem; text-align: center; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 2px solid #8a94a0; }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { border: 1px solid #c5ccd3; padding: .3em .55em; text-align: left; overflow-wrap: anywhere; }
th { background: #dde6f0; }
td.count { text-align: right; white-space: nowrap; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem; }
.text .off { color: #767676; }
mark { background: none; color: inherit; border-bottom: 1px solid #9aa5b1; }
mark.used { background: #d9ecdc; border-bottom: 2px solid #2e7d32; }
mark.unexplained { background: #ffd9d6; border-bottom: 3px double #b71c1c; font-weight: bold; }
@media print {
  body { margin: 0; max-width: none; font-size: 10pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  section + section { break-before: page; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_OFF = frozenset({Place.CHROME, Place.HEADER, Place.SIGNATURE})


def write(ledgers: Sequence[Ledger]) -> bytes:
    title = "完整性账目"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(_section(ledger) for ledger in ledgers),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _section(ledger: Ledger) -> str:
    unexplained = [
        (words.KINDS[item.kind], words.path(ledger, item), words.context(ledger, item))
        for item in ledger.unexplained
    ]
    return "\n".join(
        [
            f"<section>\n<h2>{_safe(words.title(ledger))}</h2>",
            _table("说明了多少", ("对象", "总数", "用于事实", "另有原因", "未说明", "说明"), _shares(ledger)),
            _table("字符归类", ("部分", "字符"), words.places(ledger)),
            _table("未说明", ("对象", "条款", "原文"), unexplained),
            _table("不成事实的原因", ("对象", "原因", "处"), words.reasons(ledger)),
            "<h3>全文</h3>",
            '<p><mark class="used">用于事实</mark>　<mark>另有原因</mark>　'
            '<mark class="unexplained">未说明</mark>　灰字不是正文；指针停在标记上可见规则。</p>',
            f'<div class="text">{_text(ledger)}</div>',
            "</section>",
        ]
    )


def _shares(ledger: Ledger) -> Iterable[tuple[str | int, ...]]:
    for name, share in words.shares(ledger):
        left = share.total - share.explained
        of_facts: tuple[str | int, ...] = (share.used, share.explained - share.used)
        used = ("—", "—") if name == "字符" else of_facts
        yield (name, share.total, *used, left, words.percent(share))


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str | int]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows) or "<tr><td>（无）</td></tr>"
    return f"<h3>{title}</h3>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def _cell(cell: str | int) -> str:
    return f'<td class="count">{cell}</td>' if isinstance(cell, int) else f"<td>{_safe(cell)}</td>"


def _safe(text: str) -> str:
    return escape(printable(text))


def _text(ledger: Ledger) -> str:
    """The text, every item marked; of items that overlap the earlier (a unit before a number in it)."""
    parts, at = [], 0
    for item in ledger.items:
        if item.span.start >= at:
            parts += [_plain(ledger, Span(at, item.span.start)), _marked(ledger, item)]
            at = item.span.end
    return "".join([*parts, _plain(ledger, Span(at, len(ledger.document.text)))])


def _plain(ledger: Ledger, span: Span) -> str:
    found = []
    for stretch in ledger.stretches_in(span):
        words_of = _safe(stretch.span.of(ledger.document.text))
        found.append(f'<span class="off">{words_of}</span>' if stretch.place in _OFF else words_of)
    return "".join(found)


def _marked(ledger: Ledger, item: Item) -> str:
    state = "used" if item.uses else "reasoned" if item.reason else "unexplained"
    said = _safe(f"{words.KINDS[item.kind]}：{words.account(item)}")
    return f'<mark class="{state}" title="{said}">{_safe(item.span.of(ledger.document.text))}</mark>'
