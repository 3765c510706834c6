"""完成时限：every time limit, period and schedule of a plan, each with its evidence.

``RULES`` is the order in which rules are tried; of overlapping readings the longest stands, then
the earlier rule. Years that a text leaves out come from the sentence (每年…, 12月前), then from the
paragraph (2024年…, 6月底前), then from the 成文日期; nothing reads the clock.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.model import Document, Span
from corpus.rule import Rule, Rulebook
from corpus.sweep import Sweep
from kb.deadlines import periods, points
from kb.deadlines.model import When, chosen, legible, reference
from kb.deadlines.refuse import mentioned
from kb.model import Deadline, Evidence

RULES: tuple[Rule[str | None, When], ...] = (*points.RULES, *periods.RULES)
_SWEEP = Sweep(RULES)
BOOK: Rulebook[str | None, When] = Rulebook("完成时限", RULES, "2024-03-01")

_SENTENCE = lazily("[。\n]")


@dataclass(frozen=True, slots=True)
class _Reading:
    span: Span
    when: When
    rule: str


@dataclass(frozen=True, slots=True)
class _Year:
    """What year a bare month belongs to: XXXX in a yearly sentence, else the paragraph's last year."""

    paragraph: str | None = None
    yearly: bool = False

    def across(self, gap: str) -> _Year:
        """After the text between two readings."""
        return _Year(None if "\n" in gap else self.paragraph, self.yearly and not _SENTENCE.search(gap))

    def after(self, when: When) -> _Year:
        year = when.value[:4]
        yearly = year == "XXXX" or when.value == "R/P1Y" or (self.yearly and not year.isdecimal())
        return _Year(year if year.isdecimal() else self.paragraph, yearly)


def extract(document: Document) -> tuple[Deadline, ...]:
    """Every deadline in reading order; a relative date resolves against the date of the plan."""
    return find(document, legible(document))


def find(document: Document, text: str) -> tuple[Deadline, ...]:
    """``extract`` of a document whose legible ``text`` is known."""
    issued = reference(document.header)
    candidates = [_Reading(span, when, rule.name) for rule, span, when in _SWEEP.readings(text, issued)]
    kept = [one for one in chosen(candidates, len(text)) if not mentioned(text, one.span, one.when)]
    year, at, found = _Year(), 0, []
    for reading in kept:
        year = year.across(text[at : reading.span.start])
        when = _resolved(reading.when, year, issued)
        year, at = year.after(when), reading.span.end
        found.append(Deadline(when.kind, when.value, _evidence(document, reading)))
    return tuple(found)


def _resolved(when: When, year: _Year, issued: str | None) -> When:
    if when.value[:1] != "?":
        return when
    rest, _, last = when.value[1:].partition("/?")
    first = _context_year(rest, year, issued)
    return When(when.kind, first + rest + (f"/{_later(first, over=last < rest)}{last}" if last else ""))


def _later(year: str, *, over: bool) -> str:
    """The year in which a period ends that began in ``year``: the next where it runs ``over`` the year's end."""
    return str(int(year) + over) if year.isdecimal() else year


def _context_year(rest: str, year: _Year, issued: str | None) -> str:
    """The next such month (and 29 February) from the date of issue on, where neither sentence nor paragraph says a year."""
    if year.yearly:
        return "XXXX"
    if year.paragraph or issued is None:
        return year.paragraph or "XXXX"
    first = int(issued[:4]) + (rest[:3] < issued[4:7] and rest[1:3] <= "12")
    if rest == "-02-29":
        return str(next(later for later in range(first, first + 9) if isleap(later)))
    return str(first)


def _evidence(document: Document, reading: _Reading) -> Evidence:
    span = reading.span
    clause = document.clause_at(span.start)
    return Evidence(document.id, clause.id if clause else "", span, span.of(document.text), reading.rule)
