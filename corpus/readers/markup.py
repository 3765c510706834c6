"""XML from strangers: no document type and so no entity, bounded depth and number of elements.

Names lose their namespace: ``w:p`` is ``p``, whether of the transitional or the strict OOXML.
"""

from __future__ import annotations

import re
from sys import intern
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from corpus.errors import NotReadable

DEPTH = 120
ELEMENTS = 600_000
_LONG_TAG = re.compile(rb"<[^<>]{2000000}")


class _Absurd(Exception):
    """Why the XML is not read on."""


class _Builder(TreeBuilder):
    """Builds elements with local names until a limit is passed."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def doctype(self, *_: object) -> None:
        raise _Absurd("带有文档类型声明（DTD）")

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > DEPTH:
            raise _Absurd(f"嵌套超过 {DEPTH} 层")
        if self._elements > ELEMENTS:
            raise _Absurd(f"元素超过 {ELEMENTS // 10_000} 万个")
        return super().start(_local(tag), {_local(key): value for key, value in attributes.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_local(tag))


def _local(name: str) -> str:
    return intern(name.rpartition("}")[2])


def parsed(data: bytes, part: str, name: str) -> Element:
    """The root of ``data``; NotReadable, naming the ``part`` of ``name``, where it is broken or absurd."""
    parser = XMLParser(target=_Builder())
    try:
        if _LONG_TAG.search(data):  # its attributes would be held before any limit is looked at
            raise _Absurd("有超长的标签")
        parser.feed(data)
        return parser.close()
    except _Absurd as absurd:
        raise NotReadable(
            f"{name} 里的 {part} {absurd}，不是正常的文档，请用办公软件重新保存后再读入。"
        ) from None
    except (ParseError, ValueError, LookupError):
        raise NotReadable(f"{name} 里的 {part} 已损坏，读不出来，请用办公软件重新保存后再读入。") from None


def text_of(element: Element | None, path: str) -> str:
    """The words of the first element at ``path``, blanks cut off."""
    return (element.findtext(path) or "").strip() if element is not None else ""


def value(element: Element | None, path: str, key: str = "val") -> str | None:
    """The attribute ``key`` of the first element at ``path``."""
    found = element.find(path) if element is not None else None
    return found.get(key) if found is not None else None


def whole(text: str | None, otherwise: int, *, least: int = 0, most: int = 10_000) -> int:
    """``text`` as a whole number between ``least`` and ``most``."""
    try:
        return max(least, min(int(text or ""), most))
    except ValueError:
        return otherwise
