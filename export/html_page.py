"""HTML: one page that needs nothing else, made for the screen and for printing on A3."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from export.matrix import Matrix
from export.tables import tables
from export.tables.model import Cell, Field, Table

STYLE = """
@page { size: A3 landscape; margin: 15mm; }
* { box-sizing: border-box; }
body { margin: 2rem; color: #1a1a1a; background: #fff; line-height: 1.6;
  font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif;
  font-variant-numeric: tabular-nums; }
h1, h2 { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", SimHei, sans-serif; }
h1 { font-size: 1.6rem; text-align: center; letter-spacing: .1em; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .6rem; }
.sources { text-align: center; list-style: none; padding: 0; }
.frame { overflow: auto; max-height: 85vh; border: 1px solid #8a94a0; }
table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .875rem; }
th, td { border-right: 1px solid #c5ccd3; border-bottom: 1px solid #c5ccd3; padding: .35em .55em;
  vertical-align: middle; text-align: left; overflow-wrap: anywhere; white-space: pre-line; }
thead th { position: sticky; top: 0; background: #dde6f0; text-align: center; z-index: 1; }
th.upright { padding: .6em .35em; vertical-align: top; }
th.upright span { display: inline-block; max-height: 18em; writing-mode: vertical-rl;
  text-orientation: upright; }
td.mark { text-align: center; white-space: nowrap; }
tbody tr:nth-child(even) { background: #f6f8fa; }
@media print {
  body { margin: 0; font-size: 9pt; }
  .proof { display: none; }
  table { table-layout: fixed; width: 100%; font-size: var(--letters); }
  col { width: var(--share); }
  th, td { padding: .3em; }
  .frame { overflow: visible; max-height: none; border-width: 1px 0 0 1px; }
  thead { display: table-header-group; }
  thead th { position: static; min-width: 0 !important; }
  td.mark { white-space: normal; }
  tr { break-inside: avoid; }
  section + section { break-before: page; }
}
"""

# Points of the letters on paper, and the half-width characters that a sheet holds in the largest of them.
LEAST, MOST, PAGE_WIDTH = 5.5, 9, 230
EDGES = 1.1  # ems at both sides of a cell


def write(matrix: Matrix) -> bytes:
    title = "责任矩阵与任务台账"
    sources = "".join(f"<li>{escape(name)}</li>" for name in matrix.documents)
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
        f'<ul class="sources">{sources}</ul>',
        *(_section(table) for table in tables(matrix)),
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _section(table: Table) -> str:
    """On paper the columns that prove a row are left out, and the others share the sheet by their widths."""
    printed = sum(field.width for field in table.fields if not field.proof)
    letters = max(LEAST, min(MOST, MOST * PAGE_WIDTH / printed))
    columns = "".join(
        '<col class="proof">' if field.proof else f'<col style="--share:{field.width / printed:.2%}">'
        for field in table.fields
    )
    body = "\n".join(_row(table.fields, row) for row in table.rows) or _nothing(table)
    return "\n".join(
        [
            "<section>",
            f"<h2>{escape(table.title)}</h2>",
            f'<div class="frame"><table style="--letters:{letters:.2g}pt">',
            f"<colgroup>{columns}</colgroup>",
            f"<thead><tr>{''.join(map(_heading, table.fields))}</tr></thead>",
            f"<tbody>\n{body}\n</tbody>",
            "</table></div>",
            "</section>",
        ]
    )


def _heading(field: Field) -> str:
    """A Chinese character is one em and two of the half-width characters that widths count."""
    if field.upright:
        return f'<th scope="col" class="upright"><span>{escape(field.title)}</span></th>'
    kind = ' class="proof"' if field.proof else ""
    return f'<th scope="col"{kind} style="min-width:{field.width / 2 + EDGES:g}em">{escape(field.title)}</th>'


def _row(fields: Iterable[Field], row: Iterable[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, fields, row))}</tr>"


def _cell(field: Field, cell: Cell) -> str:
    mark = "proof" if field.proof else "mark" if field.upright or not isinstance(cell, str) else ""
    kind = f' class="{mark}"' if mark else ""
    return f"<td{kind}>{escape(str(cell))}</td>"


def _nothing(table: Table) -> str:
    return f'<tr><td colspan="{len(table.fields)}">（无）</td></tr>'
