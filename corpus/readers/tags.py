"""HTML as a tree, read in one pass whatever the page: nothing fails, nothing is looked at twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from corpus.errors import NotReadable

DEPTH = 100
"""Elements deeper than this hold nothing; their text goes to the one around them."""

LIMIT = 300_000
"""Tags and pieces of text."""

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][\w:-]{0,30})((?:[^"'>]{1,4000}+|"[^"]{0,4000}+"|'[^']{0,4000}+'){0,200}+)>"""
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w-]{0,30})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,30})")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "iframe", "xmp"})
_RAW_END = {name: re.compile(f"(?i)</{name}") for name in _RAW}
_EMPTY = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr", "embed", "source"}
)
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_CLOSES = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "p": (frozenset({"p"}), frozenset({"table", "td", "th", "div", "li"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""What an opening tag ends, and what it does not reach beyond."""


@dataclass(slots=True, eq=False)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closing: bool
    attributes: str


def tree(text: str, name: str) -> Node:
    """The page as nodes below one root; NotReadable, naming the page, where it has more than any page has."""
    root = Node("")
    stack = [root]
    known: Counter[str] = Counter()
    for at, token in enumerate(_tokens(text)):
        if at > LIMIT:
            raise NotReadable(f"{name} 里的标签太多，不是正常的网页，请另存为文本（.txt）再读入。")
        if isinstance(token, str):
            stack[-1].children.append(unescape(token))
        elif token.closing:
            _close(stack, known, token.name)
        else:
            _open(stack, known, token)
    return root


def _open(stack: list[Node], known: Counter[str], token: _Tag) -> None:
    ended, fences = _CLOSES.get(token.name, (frozenset(), frozenset()))
    reach = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].tag in fences), 0) if ended else 0
    first = (
        next((at for at in range(reach + 1, len(stack)) if stack[at].tag in ended), None) if ended else None
    )
    if first is not None:
        known.subtract(node.tag for node in stack[first:])
        del stack[first:]
    node = Node(token.name, _attributes(token.attributes))
    stack[-1].children.append(node)
    if token.name not in _EMPTY and not _closes_itself(token.attributes) and len(stack) < DEPTH:
        stack.append(node)
        known[token.name] += 1


def _closes_itself(attributes: str) -> bool:
    """Whether the tag ends in a slash of its own; that of <a href=/> is the address."""
    return attributes.endswith("/") and re.fullmatch("[^\"']*=[^\"']*", attributes.split()[-1]) is None


def _close(stack: list[Node], known: Counter[str], name: str) -> None:
    """Ends the nearest open element of this name with what is open in it; from in a cell only the table's."""
    if known[name] > 0:
        at = next(at for at in range(len(stack) - 1, 0, -1) if stack[at].tag == name)
        if name in _TABLE or not any(node.tag in _TABLE for node in stack[at + 1 :]):
            known.subtract(node.tag for node in stack[at:])
            del stack[at:]
    elif name == "p":
        stack[-1].children.append(Node("br"))


def _attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text[:4_000])
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}


def _tokens(text: str) -> Iterator[_Tag | str]:
    """Text and tags in order; comments, declarations and the inside of scripts left out."""
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            yield text[at:]
            return
        if start > at:
            yield text[at:start]
        if text.startswith(("<!", "<?"), start):
            at = _after(text, "-->" if text.startswith("<!--", start) else ">", start + 2)
            continue
        name = _NAME.match(text, start)
        if name is None:
            yield "<"
            at = start + 1
            continue
        whole = _TAG.match(text, start)
        at = whole.end() if whole else _after(text, ">", start)
        tag = _Tag(name[2].lower(), bool(name[1]), whole[3] if whole else "")
        if tag.name in _RAW and not tag.closing:
            end = _RAW_END[tag.name].search(text, at)
            at = end.start() if end else len(text)
        elif tag.name not in _RAW:
            yield tag


def _after(text: str, sign: str, start: int) -> int:
    """Behind the next ``sign``; the end where there is none."""
    found = text.find(sign, start)
    return len(text) if found < 0 else found + len(sign)
