"""行文中的机构名称：full names in running text, read conservatively.

A core (职能 + 后缀, or an organ's own name) is looked for first; what stands before it, a level
prefix or the plan's own place, is then taken in; a foreign place before it rules the name out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.units.grammar import CORES, LEVEL, RULES
from kb.units.model import Located, Mention, Name, UnitBook
from kb.units.names import resolve
from kb.units.words import NATIONAL

_LEFT = lazily(f"(?:团|{any_of(NATIONAL)}|{LEVEL}(?:委|人民政府|政府)?|委)$")
_BEFORE = lazily("(?:[^\u4e00-\u9fff]|[由经向报和与及等对交请同助合全在将送到为被让给是的者以则分各即并]|^)$")
_AFTER = lazily("[书常]|长$|副|限|门|署名|分队|面|势|员|托|派|公厅|理|学|法治|事|好|案|证|小学|城")


def _left(folded: str, at: int, places: tuple[str, ...]) -> int:
    """Where the name with its core at ``at`` starts."""
    low = max(0, at - 6)
    match = _LEFT.search(folded[low:at])
    start = low + match.start() if match else at
    for place in places:
        if folded.endswith(place, 0, start):
            return start - len(place)
        if (
            match
            and folded.endswith(place, 0, start + len(place))
            and start < at
            and place.endswith(folded[start])
        ):
            return start
    return start


@lru_cache(maxsize=8192)
def _named(text: str) -> Name | None:
    """The name that ``text`` is; the same names come up again and again."""
    for rule in RULES:
        match = rule.pattern.fullmatch(text)
        name = rule.read(match, None) if match else None
        if name:
            return name
    return None


def _stands(folded: str, start: int, end: int, name: Name) -> bool:
    """Whether the words around let the name be one."""
    if _AFTER.match(folded[end : end + 2]):
        return False
    if name.kind == "group":
        return True
    if name.kind == "organ" and not name.prefix and not name.place:
        return False
    return _BEFORE.search(folded[max(0, start - 1) : start]) is not None


def scan(folded: str, span: Span, places: tuple[str, ...] = ()) -> Iterator[Located]:
    """Every name in running text that the grammar vouches for, in reading order."""
    for at, end in CORES.spans(folded, span.start, span.end):
        start = max(span.start, _left(folded, at, places))
        name = _named(folded[start:end])
        if name is None and start < at:
            start, name = at, _named(folded[at:end])
        if name is not None and _stands(folded, start, end, name):
            yield Located(Span(start, end), name, False)


def mentions_of(document: Document, found: Iterable[Located], book: UnitBook) -> tuple[Mention, ...]:
    """The organs ``found`` in running text, canonical; nothing is inherited or restored but the level
    prefix of the plan."""
    return tuple(mention for item in found for mention in resolve(document, (item,), book)[0])
