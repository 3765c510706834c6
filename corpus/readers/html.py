"""网页 (.html): a page of a government site as the lines that it shows, tables as grids.

What is no plan on any page is left out: scripts, forms, navigation, lists of links, and whatever stands
after the article where the page marks one. What else stands around the plan, ``corpus.chrome`` cuts off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.metadata import sheet_lines
from corpus.readers import text as plain
from corpus.readers.grids import Cell, Grid, lines_of
from corpus.readers.markup import whole
from corpus.readers.reading import Reading, joined
from corpus.readers.tags import Node, tree
from corpus.tables import is_head

_DECLARED = re.compile(rb"""(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*(big5)""")
_BLOCKS = frozenset(
    (
        *("html", "body", "div", "section", "article", "main", "header", "fieldset", "form", "center"),
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "address", "figure", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption"),
    )
)
_SILENT = frozenset(
    (
        *("head", "nav", "footer", "aside", "select", "button", "rt", "rp"),
        *("object", "svg", "canvas", "audio", "video", "map"),
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_ARTICLE = re.compile(
    "(?i)(?:^|[ _-])(?:ucap-?content|trs_editor|zoom|wzcon|vsb_content|v_news_content|article-?(?:content|con|body)"
    "|pages_content|con(?:tent)?_?text|xxgk_content|js_content|rich_media_content|news_?con(?:tent)?|detail-?content)"
)
_FILE = re.compile(r"(?i)\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)(?:[?#]|$)")
_GAP = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WIDE = "[\u3000-\u9fff\uff00-\uffef]"
_WRAP = re.compile(f"(?<={_WIDE})[ \t]*[\r\n]\\s*(?={_WIDE})")
_NUMBERED = re.compile(
    "[\\s\u3000]*(?:[\\d①-⑳]|[（(]?[一二三四五六七八九十]+[、）)]|第[一二三四五六七八九十])"
)
_LINKS = 3
_MOSTLY = 0.7
_SHORT = 8
_PARTING = re.compile(r"[\s|｜>»›/·]+")
_ENOUGH = 0.6
_SPAN_LIMIT = 2_000
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot", "form"})
_CELLS = frozenset({"td", "th"})
_HEAD = 3


def read(data: bytes, name: str) -> Reading:
    """The text of a page; a page that says gb2312 is read as gb18030, which holds it."""
    big5 = _DECLARED.search(data[:4_000])
    root = tree(data.decode("big5hkscs", "replace") if big5 else plain.read(data, name).text, name)
    weights = _weights(root)
    article = _article(root, weights)
    if article is not None:
        _end_with(root, article)
    shown: list[str] = []
    _Page(name, weights, article, _ENOUGH * weights[id(root)].plain).write(root, shown)
    return joined(filter(None, map(_tidy, filter(None, "".join(shown).split("\n")))), "html", name)


@dataclass(frozen=True, slots=True)
class _Weight:
    """Characters of an element, those in links, and the number of links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def plain(self) -> int:
        return self.text - self.linked

    @property
    def navigates(self) -> bool:
        """Three links and little else, or two short ones and nothing else."""
        short = self.linked == self.text <= _SHORT * self.links
        return self.linked >= _MOSTLY * self.text and self.links >= (2 if short else _LINKS)


def _weights(root: Node) -> dict[int, _Weight]:
    """The weight of every element by its identity; a link to a file is no navigation."""
    found: dict[int, _Weight] = {}

    def weigh(node: Node, in_link: bool) -> _Weight:
        text = linked = links = 0
        is_link = node.tag == "a" and not _FILE.search(node.attributes.get("href", ""))
        for child in node.children:
            if isinstance(child, str):
                size = len(_PARTING.sub("", child))
                text, linked = text + size, linked + size * (in_link or is_link)
            elif child.tag not in _SILENT:
                one = weigh(child, in_link or is_link)
                text, linked, links = text + one.text, linked + one.linked, links + one.links
        found[id(node)] = _Weight(text, linked, links + is_link)
        return found[id(node)]

    weigh(root, False)
    return found


def _article(root: Node, weights: dict[int, _Weight]) -> Node | None:
    """The innermost element named as sites name the article, where it holds most of what is no link."""
    enough = _ENOUGH * weights[id(root)].plain
    stack, best = [root], None
    while stack:
        node = stack.pop()
        own = weights.get(id(node), _Weight())
        if own.plain >= enough and enough:
            marks = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}"
            best = node if _ARTICLE.search(marks) else best
            stack += [child for child in node.children if isinstance(child, Node)]
    return best


def _end_with(node: Node, last: Node) -> bool:
    """Drops what follows ``last``; whether it stands in ``node``."""
    if node is last:
        return True
    for at, child in enumerate(node.children):
        if isinstance(child, Node) and _end_with(child, last):
            del node.children[at + 1 :]
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes elements as text in which a line feed parts lines; ``most``: characters that are most of a page."""

    name: str
    weights: dict[int, _Weight]
    article: Node | None
    most: float

    def write(self, node: Node, out: list[str], in_article: bool = False) -> None:
        inside = in_article or node is self.article
        if node.tag == "br":
            out.append("\n")
        elif not self._is_silent(node, inside):
            edge = "\n" if node.tag in _BLOCKS else ""
            out.append(edge)
            if node.tag == "table":
                self._write_table(node, out, inside)
            else:
                self._write_inner(node, out, inside)
            out.append(edge)

    def _write_inner(self, node: Node, out: list[str], inside: bool) -> None:
        count = whole(node.attributes.get("start"), 1) if node.tag == "ol" else 0
        for child in node.children:
            if isinstance(child, str):
                out.append(child if node.tag == "pre" else _run_on(child))
            elif count and child.tag == "li":
                item: list[str] = []
                self.write(child, item, inside)
                text = "".join(item).strip("\n ")
                out.append(f"\n{text}\n" if _NUMBERED.match(text) else f"\n{count}.{text}\n")
                count += 1
            else:
                self.write(child, out, inside)

    def _is_silent(self, node: Node, inside: bool) -> bool:
        attributes, own = node.attributes, self.weights.get(id(node), _Weight())
        hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", ""))
        if node.tag in _SILENT or (
            hidden and own.plain < self.most
        ):  # a script shows what holds the page's text
            return True
        return not inside and node.tag in _BLOCKS and own.navigates

    def _write_table(self, table: Node, out: list[str], inside: bool) -> None:
        """A table of data as its rows, after what stands in it outside all cells, as browsers show that."""
        parts = _parts(table)
        if not self._is_grid(parts.rows):
            self._write_inner(table, out, inside)
            return
        for child in parts.loose:
            self._write_inner(Node("", {}, [child]), out, inside)
            out.append("\n")
        rows = [[self._words(cell) for cell in row] for row in parts.rows]
        spans = [[(_span(cell, "colspan"), _span(cell, "rowspan")) for cell in row] for row in parts.rows]
        told = sheet_lines(rows) or lines_of(_placed(rows, spans), self.name)
        out += (f"{line}\n" for line in told)

    def _is_grid(self, rows: Sequence[Sequence[Node]]) -> bool:
        """Whether it is a table of data: one that holds no other table, or that begins with column titles."""
        if not any(map(_holds_table, rows)):
            return True
        first = (row for row in rows[:_HEAD] if not _holds_table(row))
        return any(is_head([fold("".join(self._words(cell).split())) for cell in row]) for row in first)

    def _words(self, cell: Node) -> str:
        words: list[str] = []
        self._write_inner(cell, words, inside=True)
        return "\n".join(filter(None, map(_tidy, "".join(words).split("\n"))))


def _span(cell: Node, way: str) -> int:
    return whole(cell.attributes.get(way), 1, least=1, most=_SPAN_LIMIT)


def _run_on(text: str) -> str:
    """Source text as a browser shows it; a line broken between Chinese characters has no blank there."""
    return _GAP.sub(" ", _WRAP.sub("", text))


def _tidy(line: str) -> str:
    return re.sub(" {2,}", " ", line).strip(" \u2002\u2003\u3000")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The cells of a table, row by row, and ``loose``, whatever else stands in it."""

    rows: list[list[Node]]
    loose: list[Node | str]


def _parts(table: Node) -> _Parts:
    """Cells may stand in a form, or in no row; a table between rows is none of this one's cells."""
    parts = _Parts([], [])

    def collect(node: Node) -> None:
        for child in node.children:
            if isinstance(child, str) or child.tag not in _ROWS | _CELLS:
                parts.loose.append(child)
                continue
            if child.tag == "tr" or not parts.rows:
                parts.rows.append([])
            if child.tag in _CELLS:
                parts.rows[-1].append(child)
            else:
                collect(child)

    collect(table)
    return parts


def _holds_table(row: Iterable[Node]) -> bool:
    inner = [child for cell in row for child in cell.children if isinstance(child, Node)]
    return bool(inner) and (any(child.tag == "table" for child in inner) or _holds_table(inner))


def _placed(rows: Iterable[list[str]], spans: Iterable[list[tuple[int, int]]]) -> Grid:
    """Rows in which a cell that reaches down has a lower part in every row that it reaches."""
    grid: Grid = []
    reaching: dict[int, tuple[int, int]] = {}  # column: width, rows that it still reaches
    for texts, sizes in zip(rows, spans, strict=True):
        line: list[Cell] = []
        still: dict[int, tuple[int, int]] = {}
        coming, at = iter(zip(texts, sizes, strict=True)), 0
        while True:
            if at in reaching:
                width, left = reaching[at]
                line.append(Cell("", width, continues=True))
            elif (cell := next(coming, None)) is not None:
                text, (width, left) = cell
                line.append(Cell(text, width))
            else:
                break
            if left > 1:
                still[at] = (width, left - 1)
            at += width
        grid.append(line)
        reaching = still
    return grid
