"""一份文件的单位名册：what the plan itself teaches about the names in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.units.grammar import LEVEL
from kb.units.lists import segment
from kb.units.mentions import scan
from kb.units.model import Located, Name, UnitBook
from kb.units.words import LEVELS

_LEVEL_END = lazily(f"{LEVEL}$")
_PART = lazily(f"[\u4e00-\u9fff]{{2,8}}?(?:特别行政区|自治区|自治州|自治县|{LEVEL})")
_SHORT = lazily('\\(以下(?:简)?称(?:为)?[:“"\']?([^()“”"]{2,12})[”"\']?\\)')
_DELIMITED = lazily(f"(?<=[(、,:;])({LEVEL}[\u4e00-\u9fff]{{2,14}})(?=[)、,;。])")
_NATIONAL_ENDINGS = ("部", "总局", "总署", "署")
_REACH = 40


def body_spans(document: Document) -> tuple[Span, ...]:
    """The text outside the page chrome."""
    edges = [0, *(edge for span in document.chrome for edge in (span.start, span.end)), len(document.folded)]
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def _places(jurisdiction: str) -> tuple[str, ...]:
    """玉溪市江川区 → 玉溪市江川区, 江川区, 玉溪市, 江川, 玉溪: longest first."""
    parts = _PART.findall(jurisdiction)
    found = {jurisdiction, *parts, *(_LEVEL_END.sub("", part) for part in parts)}
    return tuple(sorted((place for place in found if len(place) > 1), key=lambda place: (-len(place), place)))


def _prefix(document: Document, found: Sequence[Located]) -> str:
    """The level word that the plan's own organs bear, "" for a national plan."""
    header = document.header
    if header.level == "national":
        return ""
    if header.jurisdiction and (match := _LEVEL_END.search(header.jurisdiction)):
        return match[0]
    counts = Counter(item.name.prefix for item in found if item.name.prefix in LEVELS and not item.name.place)
    if not counts:
        return ""
    central = sum(
        item.name.kind == "fixed" or item.name.core.endswith(_NATIONAL_ENDINGS)
        for item in found
        if not item.name.prefix and item.name.kind in {"known", "fixed"}
    )
    word, most = min(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return word if most > central else ""


def _names(document: Document, found: Sequence[Located]) -> tuple[tuple[Name, int], ...]:
    """Names with a level prefix (or of the state), as written, with how often."""
    counts = Counter(item.name for item in found if item.name.kind != "group" and not item.name.place)
    for match in _DELIMITED.finditer(document.folded):
        parts = segment(match[1])
        if len(parts) == 1 and parts[0][2].kind == "generic":
            counts[parts[0][2]] += 1
    return tuple(
        sorted(
            ((name, count) for name, count in counts.items() if name.prefix or name.kind != "organ"),
            key=lambda entry: (entry[0].text, entry[0].kind),
        )
    )


def _definitions(folded: str) -> tuple[tuple[str, str], ...]:
    """以下简称: (short, full) where the words before the bracket end in an organ's name."""
    pairs: dict[str, str] = {}
    for match in _SHORT.finditer(folded):
        before = re.split(
            "[^\u4e00-\u9fff]|由|向|对", folded[max(0, match.start() - _REACH) : match.start()]
        )[-1]
        parts = segment(before)
        if (
            parts
            and parts[-1][1] == len(before)
            and parts[-1][2].kind in {"known", "organ", "vertical", "generic"}
        ):
            pairs.setdefault(match[1], before[parts[-1][0] :])
    return tuple(sorted(pairs.items()))


def organs_in(document: Document) -> tuple[Located, ...]:
    """The full names of organs outside the chrome."""
    places = _places(document.header.jurisdiction or "")
    return tuple(item for span in body_spans(document) for item in scan(document.folded, span, places))


def organs_anywhere(document: Document, found: tuple[Located, ...]) -> tuple[Located, ...]:
    """Those in the chrome as well; ``found`` are the ``organs_in`` the document."""
    if not document.chrome:
        return found
    places = _places(document.header.jurisdiction or "")
    return tuple(scan(document.folded, Span(0, len(document.folded)), places))


def read_book(document: Document) -> UnitBook:
    """The names of one plan: level prefix, places, full mentions outside the chrome, 以下简称."""
    return book_of(document, organs_in(document))


def book_of(document: Document, found: Sequence[Located]) -> UnitBook:
    """``read_book`` of a document whose ``organs_in`` are known."""
    places = _places(document.header.jurisdiction or "")
    prefix = _prefix(document, found)
    level = document.header.level or LEVELS.get(prefix, "national")
    return UnitBook(prefix, level, places, _names(document, found), _definitions(document.folded))
