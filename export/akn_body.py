"""Akoma Ntoso 正文: the clause tree as hierarchical elements, every fact marked where it stands.

A clause is <section> (章节), <article> (措施), <paragraph> (段落), <point> (分项) or an <hcontainer> that
says what it is. Text before the parts of a clause is its <intro>, after them its <wrapUp>, between
them an <hcontainer name="text">. eIds follow the naming convention: ``sec_3__sec_1__art_8``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from corpus.fold import fold
from corpus.model import Clause, Document, Span
from export.characters import printable
from graph.labels import label_number

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_TAGS = {"section": "section", "measure": "article", "item": "point", "paragraph": "paragraph"}
_PREFIXES = {"section": "sec", "article": "art", "point": "point", "paragraph": "para"}
_HEAD = 24  # characters in which the number and the heading of a clause begin
_AFTER_LABEL = re.compile(r"[、.．)）:：\s]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact in the text: the element that marks it and the eId of what it refers to."""

    span: Span
    tag: str
    refers: str


@dataclass(frozen=True, slots=True)
class Body:
    """The document being written; ``ids`` gives the eId of every clause as it is reached."""

    document: Document
    marks: Sequence[Mark]
    ids: dict[str, str] = field(default_factory=dict)

    def write(self, parent: Element) -> Mapping[str, str]:
        """Fill in <mainBody>; returns the eIds of the clauses."""
        for clause, name in self._named(self.document.children(None), ""):
            self._clause(parent, clause, name)
        return self.ids

    def _named(self, clauses: Sequence[Clause], above: str) -> Iterator[tuple[Clause, str]]:
        """Numbered as the plan does where that tells siblings apart, else by position."""
        taken: set[str] = set()
        for at, clause in enumerate(clauses, 1):
            prefix = _PREFIXES.get(tag_of(clause), "hcontainer")
            number = label_number(clause) or at
            name = f"{prefix}_{number}"
            if name in taken:
                name = f"{prefix}_{number}-{at}"
            taken.add(name)
            yield clause, f"{above}__{name}" if above else name

    def _clause(self, parent: Element, clause: Clause, name: str) -> None:
        self.ids[clause.id] = name
        element = SubElement(parent, tag_of(clause), {"eId": name})
        if element.tag == "hcontainer":
            element.set("name", clause.kind)
        children = self.document.children(clause.id)
        first = Span(clause.span.start, children[0].span.start if children else clause.span.end)
        rest = self._head(element, clause, first)
        if not children:
            self._block(element, "content", rest, f"{name}__content")
            return
        if self._has_text(rest):
            self._block(element, "intro", rest, f"{name}__intro")
        self._parts(element, clause, children, name)

    def _parts(self, element: Element, clause: Clause, children: Sequence[Clause], name: str) -> None:
        end = children[0].span.start
        for at, (child, inner) in enumerate(self._named(children, name)):
            between = Span(end, child.span.start)
            if self._has_text(between):
                eid = f"{name}__hcontainer_text-{at}"
                held = SubElement(element, "hcontainer", {"eId": eid, "name": "text"})
                self._block(held, "content", between, f"{eid}__content")
            self._clause(element, child, inner)
            end = child.span.end
        last = Span(end, clause.span.end)
        if self._has_text(last):
            self._block(element, "wrapUp", last, f"{name}__wrapup")

    def _has_text(self, span: Span) -> bool:
        return bool(span.of(self.document.text).strip())

    def _head(self, element: Element, clause: Clause, span: Span) -> Span:
        """Write <num> and <heading> as the plan does; what is left of the first piece."""
        folded = span.of(self.document.folded)
        at = folded.find(fold(clause.heading), 0, _HEAD + len(clause.heading)) if clause.heading else -1
        if at >= 0:
            start = span.start + at
            self._words(element, "num", Span(span.start, start))
            stop = start + len(clause.heading)
            self._words(element, "heading", Span(start, stop))
            return Span(stop, span.end)
        at = folded.find(fold(clause.label), 0, _HEAD) if clause.label else -1
        if at < 0:
            return span
        match = _AFTER_LABEL.match(folded, at + len(clause.label))
        stop = span.start + (match.end() if match else at)
        self._words(element, "num", Span(span.start, stop))
        return Span(stop, span.end)

    def _words(self, element: Element, tag: str, span: Span) -> None:
        text = printable(span.of(self.document.text)).strip()
        if text:
            SubElement(element, tag).text = text

    def _block(self, parent: Element, tag: str, span: Span, eid: str) -> None:
        """A <p> a line, at least one: a block may not be empty."""
        block = SubElement(parent, tag, {"eId": eid})
        for at, line in enumerate(self._lines(span), 1):
            name = f"{eid}__p_{at}"
            self._paragraph(SubElement(block, "p", {"eId": name}), line, name)
        if not len(block):
            SubElement(block, "p", {"eId": f"{eid}__p_1"})

    def _lines(self, span: Span) -> Iterator[Span]:
        """The lines in which something stands, without the blanks around it."""
        for match in re.finditer(r"\S(?:[^\n]*\S)?", span.of(self.document.text)):
            yield Span(span.start + match.start(), span.start + match.end())

    def _paragraph(self, element: Element, line: Span, name: str) -> None:
        text, at, last = self.document.text, line.start, None
        inside = [mark for mark in self.marks if line.covers(mark.span) and mark.span.start < mark.span.end]
        for number, mark in enumerate(inside, 1):
            if mark.span.start < at:
                continue
            _append(element, last, text[at : mark.span.start])
            eid = f"{name}__{mark.tag}_{number}"
            last = SubElement(element, mark.tag, {"eId": eid, "refersTo": f"#{mark.refers}"})
            last.text, at = printable(mark.span.of(text)), mark.span.end
        _append(element, last, text[at : line.end])


def tag_of(clause: Clause) -> str:
    return _TAGS.get(clause.kind, "hcontainer")


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = printable(text)
    else:
        last.tail = printable(text)
