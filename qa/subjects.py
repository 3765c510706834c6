"""以题目指方案：消费扶贫意见, 综保区21条, 湛江低空方案 mean the plan whose title holds these characters in order.

A name of a kind of paper (方案, 意见, 21条) must follow, or a clause number or 里 where the question begins
with the name. A plan named with a place that no plan is of (深圳市…方案) is in no knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from corpus.places import local_names
from kb.called import LEVELS, places
from kb.model import Plan
from qa.lexicon import load
from qa.shapes import NUMERAL
from qa.tokens import tagged

_KIND = (
    r"(?:(?:工作|实施|行动|试点|建设)*(?:方案|计划)|(?:若干|实施|指导|指导性)?意见|若干(?:措施|政策)|(?:政策)?措施(?=里|中|的|是|由|谁|第|什么)|"
    r"通知|文件|[0-9]+条(?=里|中|的|由|谁)|(?:工作)?要点)"
)
_NAME = lazily(rf"(?P<name>[一-鿿a-z0-9]{{2,18}}?)(?P<kind>{_KIND})(?:里头|里面|里|中|的|(?=第))?")
_OPENING = lazily(rf"^(?P<name>[一-鿿]{{2,14}}?)(?P<kind>)(?:里头|里面|(?=第{NUMERAL}(?:条|项)))")
_PLACE = lazily(r"(?P<place>[一-鿿]{2,9}?(?:省|自治区|自治州|市|州|区|县|旗))")
_GENERIC = lazily(
    r"^(?:这个|那个|这份|那份|这些|该|本|此|上述|哪个|哪些|哪份|哪几份|各|所有|全部|几份|关于|请问|在|按|按照|根据|我们?|咱们?)+"
)
_SKIPPED = 4
_LEADING = lazily(r"r|p|c|d|u\w*|y|x")
_NOT_PLACES = lazily(
    r"[各全本我咱该这那每有哪些个几在由及与的和对把给委会局部厅]|"
    r"(?:地|综保|园|社|小|示范|试验|保税|开发)区$|城市$|^.?级|^省市"
)


def subjects(text: str, plans: Sequence[Plan]) -> tuple[tuple[Plan, ...], str] | None:
    """The plans that ``text`` names by their subject, and the text without the name; None where it names none."""
    for asked, span in _candidates(text):
        named = [p for p in plans if _names(asked, p)]
        if named:
            return tuple(named), text[: span.start] + text[span.end :]
    return None


def title_names(text: str) -> Iterator[str]:
    """What may be the name of a plan by its subject, the likeliest first."""
    return (asked for asked, _ in _candidates(text))


def _candidates(text: str) -> Iterator[tuple[str, Span]]:
    """The name, and all that goes with it."""
    for match in (*_OPENING.finditer(text), *_NAME.finditer(text)):
        for start in _starts(match):
            yield text[start : match.end("name")], Span(start, match.end())


def _starts(match: re.Match[str]) -> Iterator[int]:
    """The whole name first, then without the words of talk that lead up to it (请问湛江低空方案)."""
    start = match.start("name")
    yield start
    for word, tag in tagged(match["name"]):
        if word not in load("words")["stop"] and not _LEADING.fullmatch(tag):
            return
        start += len(word)
        yield start


def _names(asked: str, plan: Plan) -> bool:
    title = fold(plan.document.header.title or "").lower()
    own = [p for p in places(plan.document.header.jurisdiction) if asked.startswith(p)]
    rest = asked[len(max(own, key=len)) :] if own else asked
    return len(rest) >= 2 and rest not in load("words")["stop"] and in_order(rest, title)


def in_order(short: str, title: str) -> bool:
    """Whether the characters stand in the title in order, the first two side by side or a word apart."""
    start = title.find(short[0])
    while start >= 0:
        rest = iter(title[start:])
        if all(character in rest for character in short) and _close(short, title[start:]):
            return True
        start = title.find(short[0], start + 1)
    return False


def _close(short: str, title: str) -> bool:
    """Nowhere more than three characters are skipped at a time: 综保区 of 综合保税区."""
    at, last = -1, len(short) - 1
    for i, character in enumerate(short):
        found = title.find(character, at + 1)
        if found - at > (1 if len(short) == 2 and i else _SKIPPED) and i and last:
            return False
        at = found
    return True


def elsewhere(text: str, plans: Sequence[Plan]) -> str:
    """The plan of another place that the question names (深圳市低空经济行动方案), or ""."""
    known = {name for plan in plans for name in places(plan.document.header.jurisdiction)}
    for match in _NAME.finditer(text):
        lead = _GENERIC.match(match["name"])
        rest = match["name"][lead.end() if lead else 0 :]
        place = _PLACE.match(rest)
        first = next(iter(tagged(rest)), ("", ""))
        name = place["place"] if place else first[0] if first[1] == "ns" else ""
        foreign = name and not _NOT_PLACES.search(name) and not any(_same(name, k) for k in known)
        if foreign and not any(name in fold(p.document.header.title or "") for p in plans):
            return rest + match["kind"]
    return ""


def is_place(word: str) -> bool:
    """海淀区 by its ending, 深圳 by the city of that name."""
    return word[-1] in LEVELS if len(word) > 2 else f"{word}市" in local_names()


def _same(name: str, known: str) -> bool:
    return name.endswith(known) or known.endswith(name)
