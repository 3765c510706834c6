"""HTML: the page for one unit; it needs nothing else and prints on A4."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from export.brief import Brief, Section
from export.characters import printable

STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; line-height: 1.6;
  font-family: "仿宋_GB2312", FangSong, "Noto Serif CJK SC", "Songti SC", SimSun, serif; }
h1 { font-family: "方正小标宋简体", "Noto Serif CJK SC", "Songti SC", SimSun, serif; text-align: center; }
h2 { font-family: SimHei, "Noto Sans CJK SC", "PingFang SC", sans-serif; font-size: 1.15rem;
  break-after: avoid; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid #555; padding: .3em .5em; text-align: left; vertical-align: middle;
  overflow-wrap: anywhere; }
th { background: #eef1f4; text-align: center; white-space: nowrap; padding: .3em .1em; }
section > p { text-indent: 2em; }
@media print { body { margin: 0; padding: 0; max-width: none; } thead { display: table-header-group; }
  tr { break-inside: avoid; } section > p { break-after: avoid; } }
"""


def write(brief: Brief) -> bytes:
    name = _text(brief.name)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{name}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{name}</h1>",
        *map(_section, brief.sections),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _section(section: Section) -> str:
    whole = sum(section.widths)
    columns = "".join(f'<col style="width:{width / whole:.1%}">' for width in section.widths)
    return "\n".join(
        [
            "<section>",
            f"<h2>{_text(section.heading)}</h2>",
            f"<p>{_text(section.sentence)}</p>",
            f"<table><colgroup>{columns}</colgroup>",
            f"<thead>{_row('th', section.titles)}</thead>",
            "<tbody>",
            *(_row("td", row) for row in section.rows),
            "</tbody></table>",
            "</section>",
        ]
    )


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_text(cell)}</{tag}>' for cell in cells)}</tr>"


def _text(text: str) -> str:
    return escape(printable(text))
