"""目录：the headings that a plan lists, with their pages, before it begins: they are no headings themselves."""

from __future__ import annotations

import re

from corpus.lazy import lazily
from corpus.model import Span
from corpus.paragraphs import lines

_TITLE = lazily("目 {0,6}[录次]")
_LEADER = r"(?:…|\.{2}|·{2}|-{2}|_{2})"
_LED = lazily(rf"(?P<name>[^。]{{2,80}}?){_LEADER}[ ….·_-]*+\(?(?P<page>\d{{1,3}})\)?")
_PAGED = lazily(rf"[^。|]{{2,80}}?(?: |{_LEADER})[ ….·_-]*+\(?\d{{1,3}}\)?")
_PAGE_ENDS = frozenset("0123456789)")
_LONGEST = 90
_SHORTEST = 4
_FEWEST, _MOST = 3, 400


def contents(folded: str) -> tuple[Span, ...]:
    """The tables of contents of a text: 目录, with entries below it, or entries that dots lead to their page.

    An entry without a page is a line that begins a later line as well; without 目录 the pages must count on
    and an entry begin a later line, for figures of a form are led by dots too.
    """
    found: list[Span] = []
    run: dict[str, Span] = {}
    titled = False
    for row in (*lines(folded, Span(0, len(folded))), Span(0, 0)):
        line = row.of(folded)
        if line not in run and len(run) < _MOST and _is_entry(folded, row, titled):
            run[line] = row
            continue
        places = list(run.values())
        if len(run) >= _FEWEST and (titled or _counts_on(folded, run)):
            found.append(Span(places[0].start, places[-1].end))
        elif titled:
            found.append(places[0])
        titled = _TITLE.fullmatch(line) is not None
        run = {line: row} if titled else {}
    return tuple(found)


def _is_entry(folded: str, row: Span, titled: bool) -> bool:
    if not row or len(row) > _LONGEST:
        return False
    if folded[row.end - 1] in _PAGE_ENDS and _is(_PAGED if titled else _LED, folded, row):
        return True
    return titled and len(row) >= _SHORTEST and folded.find(f"\n{row.of(folded)}", row.end) > 0


def _counts_on(folded: str, run: dict[str, Span]) -> bool:
    entries = [match for line in run if (match := _LED.fullmatch(line))]
    pages = [int(entry["page"]) for entry in entries]
    last = max(row.end for row in run.values())
    return pages == sorted(pages) and any(
        folded.find(f"\n{entry['name'].rstrip()}", last) > 0 for entry in entries
    )


def _is(pattern: re.Pattern[str], folded: str, row: Span) -> bool:
    return pattern.fullmatch(folded, row.start, row.end) is not None


def without(folded: str, spans: tuple[Span, ...]) -> str:
    """``folded`` with blanks for what ``spans`` hold, so that every offset stays."""
    for span in spans:
        blank = "".join("\n" if char == "\n" else " " for char in span.of(folded))
        folded = folded[: span.start] + blank + folded[span.end :]
    return folded
