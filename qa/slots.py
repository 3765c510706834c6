"""问句的骨架：the question with its units, fixed points and headings marked, and the topic that is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.called import LEVELS, places, writes
from kb.model import Plan
from qa.bounds import Bound, bounds
from qa.lexicon import load
from qa.model import Named, Slots, Topic
from qa.passages import reader
from qa.points import Points, after, before, points, reckoned, values
from qa.remembered import per_plans
from qa.sections import sections
from qa.shapes import AMOUNT
from qa.topic import topic
from qa.units import mentions
from qa.views import listed_units

LIMIT = 400


def bounded(question: str) -> str:
    """As much of a question as is read, without halves of characters, of which no text is made."""
    return question[:LIMIT].encode("utf-8", "replace").decode()


Mentions = tuple[tuple[Span, Named], ...]


def _replace(text: str, marks: Sequence[tuple[Span, str]]) -> str:
    parts, at = [], 0
    for span, mark in marks:
        parts += [text[at : span.start], mark]
        at = span.end
    return "".join([*parts, text[at:]])


_MONEY = lazily(
    r"金额|多少钱|几块钱|写了钱|涉及(?:资金|钱)|花多少|"
    r"(?:资助|补助|补贴|奖励|奖补|拨款|贷款|授信|额度|投资|经费|费用|保费)[^,。;?!]{0,4}(?:多少|上限|最高|几万|几元|几亿)"
)


def _asked_measures(text: str) -> tuple[str, ...]:
    """多少钱, 资金多少: what is counted in; 每年多少 asks how much a year and not how many years."""
    if _MONEY.search(text) and not re.search(r"比例|百分|占比|率", text):
        return tuple(load("words")["measures"]["钱"])
    for said, measures in load("words")["measures"].items():
        behind = rf"|(?<!每){said}数?(?:是|有|为)?多少" if said != "年" else ""
        if re.search(rf"(?:多少|几个?){said}(?!目标){behind}", text):
            return tuple(measures)
    return ("%",) if re.search(r"率|占比|比例|百分", text) else ()


@dataclass(frozen=True, slots=True)
class _Marked:
    """A question with the places of all that is fixed in it."""

    text: str
    units: Mentions
    points: Points
    sections: tuple[tuple[Span, tuple[str, ...]], ...]
    quotes: tuple[Span, ...]
    bounds: tuple[tuple[Span, tuple[Bound, ...]], ...]

    @property
    def asks_for_quoted(self) -> tuple[Span, ...]:
        """The quoted words, where the question asks which tasks use them."""
        return self.quotes if _WHICH_TASKS.search(self.text) else ()

    def shape(self) -> str:
        marks = [(s, "U") for s, _ in self.units] + [(s, p.mark) for s, p in self.points if p.mark]
        marks += [(s, "H") for s, _ in self.sections] + [(s, "Q") for s in self.asks_for_quoted]
        marks += [(s, "B") for s, _ in self.bounds]
        return _replace(self.text, sorted(marks))

    def rest(self) -> str:
        """The text with blanks for what is fixed; the heading of a section is still a topic."""
        numbered = [s for s, _ in self.sections if _NUMBERED.match(s.of(self.text))]
        taken = [*(s for s, _ in self.units), *(s for s, _ in self.points), *numbered, *self.asks_for_quoted]
        taken += [s for s, _ in self.bounds]
        return _replace(self.text, [(s, " ") for s in sorted(taken)])


def _marked(text: str, plans: Sequence[Plan], today: str | None) -> _Marked:
    units = _acting(text, mentions(text, plans), plans)
    named = [s for s, _ in units]
    quotes = _quotes(text, plans, named)
    limits = [(s, b.each) for s, b in bounds(text) if not any(s.overlaps(t) for t in (*named, *quotes))]
    taken = (*named, *quotes, *(s for s, _ in limits))
    found = [(s, p) for s, p in points(text, today) if not any(s.overlaps(t) for t in taken)]
    headings = sections(text, plans, [*named, *(s for s, _ in (*found, *limits))])
    return _Marked(text, units, tuple(found), headings, quotes, tuple(limits))


def _about(marked: _Marked, plans: Sequence[Plan], shape: str) -> Topic:
    """The topic; where a time is asked for, the verb of what happens then is none."""
    rest = marked.rest()
    rest = _ABOVE.sub(" ", rest) if marked.units else rest
    rest, knows = _without_places(rest, plans), partial(_knows, plans)
    plain = topic(rest, leave=_places(plans), knows=knows)
    events = [*load("words")["events"], *_places(plans)]
    timed = topic(rest, leave=events, knows=knows) if _TIME.search(shape) else plain
    return timed if timed or marked.units else plain


def slots(question: str, plans: Sequence[Plan], *, today: str | None = None) -> Slots:
    """The fixed points of a question; ``today`` (``YYYY-MM-DD``) is what 今年 and 明年 refer to."""
    text = re.sub(r"\s+", "", fold(question[:LIMIT])).lower()
    marked = _marked(text, plans, today)
    shape, found = marked.shape(), marked.points
    about = _about(marked, plans, shape)
    return Slots(
        text=text,
        shape=f"T{shape}" if about else shape,
        units=tuple(named for _, named in marked.units),
        years=values(found, "year"),
        labels=values(found, "label"),
        roles=values(found, "role"),
        unroles=values(found, "not-role"),
        position=next((int(v) for v in values(found, "position")), None),
        schedule=next(iter(values(found, "schedule")), None),
        before=before(text, found),
        after=after(text, found),
        month=next(iter(values(found, "month")), None),
        phase=next(iter(values(found, "phase")), None),
        clock=today if reckoned(text, found) else None,
        measures=_asked_measures(text),
        topic=about,
        headings=tuple(heading for _, own in marked.sections for heading in own),
        quoted=tuple(span.of(text) for span in marked.quotes),
        each=bool(_EACH.search(text)),
        amount=bool(re.search(AMOUNT, shape)),
        counting=bool(_COUNTING.search(shape)),
        bounds=tuple(bound for _, own in marked.bounds for bound in own),
    )


def _knows(plans: Sequence[Plan], word: str) -> bool:
    return any(reader(plan.document).knows(word) for plan in plans)


_ABOVE = lazily(r"[一-鿿]{2,3}省(?= )|[一-鿿]{2,6}自治区(?= )")  # the province of a unit named after it
_TIME = lazily(r"何时|时候|哪年|哪一年|几月|几号|哪天|时间|期限|时限|节点|截止|多久")
_COUNTING = lazily(r"几(?:条|项|个|块|家)|多少(?:条|项|个|块|家)?|数量|总数|一共|总共")
_QUOTES = lazily(r"[“\"「『]([^”\"」』]{2,40})[”\"」』]")
_A_PART = lazily(r"[”\"」』]的?[这那]?一?个?(?:部分|章|节|板块|块)")
_WHICH_TASKS = lazily(r"(?:哪(?:些|几)?|几|多少)(?:个)?(?:任务|条|项|处|地方|措施)")
_EACH = lazily(r"每(?:个|名|位|人|户|家|所|亩|台|辆|架|只|头|次)[^,。;?!]{0,10}?(?:多少|几)|人均(?:多少|几)")


def _quotes(text: str, plans: Sequence[Plan], taken: Sequence[Span]) -> tuple[Span, ...]:
    """What stands between quotation marks and in a plan word for word."""
    spans = [Span(*m.span(1)) for m in _QUOTES.finditer(text)]
    used = [s for s in spans if any(s.of(text) in plan.document.folded.lower() for plan in plans)]
    parts = [s for s, _ in sections(text, plans, taken) if _A_PART.match(text, s.end)]
    used = [s for s in used if s not in parts]
    return tuple(s for s in used if not any(s.overlaps(t) for t in taken))


_NUMBERED = lazily(r"第|\(")
_ACTS = lazily(
    r"[^,。;?!]{0,6}?(?:负责|承担|牵头|配合|参与|职责|任务|责任|管|要做|要干|干啥|干什么|做什么|做些|干些)"
)


def _acting(text: str, found: Mentions, plans: Sequence[Plan]) -> Mentions:
    """Without units that no list holds (校长, 某中学), unless the question asks for their duties."""
    listed = set(listed_units(plans))
    return tuple(
        (span, named)
        for span, named in found
        if (listed.intersection(named.units) if named.units else not _spoken(named, plans))
        or asks_duties(text, span)
    )


def asks_duties(text: str, span: Span) -> bool:
    """What follows the name of a unit in a question asks what it has to do."""
    return bool(_ACTS.match(text, span.end))


def _spoken(named: Named, plans: Sequence[Plan]) -> bool:
    """The plans use the word, but for no unit of theirs: it is a topic (专班办公室)."""
    return any(writes(plan.document.folded, named.words) for plan in plans)


def _without_places(text: str, plans: Sequence[Plan]) -> str:
    for name in (name for name in _places(plans) if name in text):
        whole = name[-1] in LEVELS
        text = re.sub(name if whole else rf"{name}(?=的|[\s,:，：]|$|关于|这|那|有|在|要|该|20)", " ", text)
    return text


@per_plans
def _places(plans: Sequence[Plan]) -> tuple[str, ...]:
    """The names of the plans' places, longest first."""
    names = {name for plan in plans for name in places(plan.document.header.jurisdiction)}
    return tuple(sorted(names, key=lambda n: (-len(n), n)))
