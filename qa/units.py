"""问句里的单位：which units a question names, in whatever form people call them.

Read in this order: a name of the directory, longest first (区财政局, 财政局, 临江区财政局); an
abbreviation that keeps the order of the characters (教体局 of 教育体育局); a well-known organ that
the plans do not name (审计局: unknown, never taken for a slip of 统计局); the end of a name (审批局 of
行政审批局); a slip of the pen (区财证局); any other organ-shaped word (unknown). Letters may be the pinyin
of a name (czj).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.called import LEVEL, LEVELS, TOWNS, core, is_abbreviation
from kb.model import Plan
from qa.directory import Directory, directory, own_names
from qa.lexicon import load
from qa.model import Named
from qa.pinyin import spelt
from qa.slips import apart, meant

_BARE_BEFORE = lazily(
    r"(?:^|[,。;:?!、()\s]|和|与|及|跟|同|由|有|让|除了|除|请问|要求|落到|归|给|问|是|含|想知道|列出?|写|挂|带)$"
)
_BARE_AFTER = lazily(
    r"$|[,。;:?!、()\s]|和|与|及|跟|同|都|也|谁|负责|承担|牵头|配合|参与|管|要|需|应|该|有|干|做|在|挂|列|头上|身上|是|"
    r"部门|口(?!号)|但|而|却|系统|这边|方面|的(?:是|有|任务|职责|责任|活|工作)|每|到底|具体|一共|总共|共|涉及|[0-9]|没|得"
)
_NEGATED = lazily(
    r"(?:(?<!有)没有|没|不含|不包括|不包含|不涉及|不带|未|无|除了|除开|除去|排除|去掉|(?<!是)不是|而非|不由|不归)"
    r"(?:列出|列|挂|落到|落实到|落|涉及|给|写|包含|包括|提到|提及|让|安排|分给|压给|交给|由|[拉带算叫找][上到着]?)?(?:各)?$"
)
_ALIKE = 0.25
_FRAGMENTS = 40  # organ-like words looked at in one question
_LEVELS = LEVELS | TOWNS
_PLACE = lazily(
    rf"(?!.*(?:[各全本我咱该这那每]|任务|措施|工作|事项))[^\W{LEVEL}]{{2,8}}[{LEVEL}](?:[^\W{LEVEL}]{{0,8}}[省市县区旗])*+"
)
_CENTRAL = lazily("(?:国家|中央|国务院|全国|中国)$")
_PLACED = lazily(rf"[一-鿿]{{2,}}?[{LEVEL}]")
_STOP = lazily(
    r"[^一-鿿]|有没有|没有|哪些|哪个|什么|多少|请问|关于|或者|还有|以及|负责|牵头|配合|承担|参与|涉及|列出|"
    r"但|和|与|及|跟|比|由|是|的|在|把|对|让|给|查|看|说|请|问|哪|几|有|没|除|了|被|从|归|(?<![监主城分共代保总空])管(?![理委局道网])|要|就|都|该|不|或|到|含"
)


_ACTS = lazily(
    r"(?:负责|承担|牵头|配合|参与|管|要做|要干|干啥|干什么|做什么|有(?:哪|什么|啥)|的(?:任务|职责|责任))"
)


def mentions(text: str, plans: Sequence[Plan]) -> tuple[tuple[Span, Named], ...]:
    """Every unit named in folded ``text`` without blanks, left to right, none overlapping."""
    return mentioned(text, directory(plans))


def mentioned(text: str, book: Directory) -> tuple[tuple[Span, Named], ...]:
    """As ``mentions``, of the units of a directory."""
    found = list(_listed(text, book))
    taken = [span for span, _ in found]
    others = (*spelt(text, book), *_well_known(text, book), *_organs(text, book))
    for span, named in others:
        if not any(span.overlaps(t) for t in taken):
            found.append((span, named))
            taken.append(span)
    placed = sorted((_placed(text, span, named, book) for span, named in found), key=lambda pair: pair[0])
    return tuple((span, _with_sign(text, span, named)) for span, named in placed)


def _placed(text: str, span: Span, named: Named, book: Directory) -> tuple[Span, Named]:
    """深圳市财政局 is none of the units of plans of other places."""
    before = _STOP.split(text[: span.start])[-1]
    name = span.of(text)
    level = name[0] if name[0] in _LEVELS and before[-1:] not in _LEVELS else ""
    place = before + level
    if not _PLACE.fullmatch(place) or name.startswith(book.places) or place.endswith(book.places):
        return span, named
    whole = Span(span.start - len(before), span.end)
    return whole, Named(whole.of(text), (), named.units or named.nearest)


def _with_sign(text: str, span: Span, named: Named) -> Named:
    negated = bool(_NEGATED.search(text[max(0, span.start - 10) : span.start]))
    return Named(named.words, named.units, named.nearest, named.corrected, negated)


def _listed(text: str, book: Directory) -> Iterator[tuple[Span, Named]]:
    at = 0
    while at < len(text):
        names = book.by_first.get(text[at], ())
        name = next((n for n in names if text.startswith(n, at) and _stands(text, at, n, book)), "")
        longer = _misspelt_longer(text[at:], name, book) if name else None
        if longer:
            yield Span(at, at + len(longer.words)), longer
        elif name:
            yield _at_level(text, Span(at, at + len(name)), book.strong.get(name) or book.bare[name])
        at += len(longer.words) if longer else len(name) or 1


def _misspelt_longer(rest: str, name: str, book: Directory) -> Named | None:
    """区委偏办 is a slip of 区委编办 and not the 区委 that it begins with."""
    for full in book.by_first.get(name[0], ()):
        written = rest[: len(full)]
        if len(full) > len(name) and full.startswith(name) and written[-1] == full[-1] and written != full:
            units = () if book.speaks(written) else meant(written, book)
            if units:
                return Named(written, units, corrected=True)
    return None


def _at_level(text: str, span: Span, units: tuple[str, ...]) -> tuple[Span, Named]:
    """市财政局 is not the 区财政局 of a plan that names no other: another level is another unit."""
    above, name = _CENTRAL.search(text[: span.start]), span.of(text)
    if above:
        own = tuple(u for u in units if fold(u)[0] not in _LEVELS)
        return Span(above.start(), span.end), Named(above[0] + name, own, () if own else units)
    level = text[max(0, span.start - 1) : span.start]
    same = tuple(u for u in units if level not in _LEVELS or u[0] not in _LEVELS or level == u[0])
    if same or _PLACED.match(name) or name[0] in _LEVELS or not level:
        return span, Named(name, same or units)
    return Span(span.start - 1, span.end), Named(level + name, (), units)


def _checked(text: str, span: Span, named: Named) -> tuple[Span, Named]:
    if not named.units:
        return span, named
    place, found = _at_level(text, span, named.units)
    return place, replace(found, corrected=named.corrected and bool(found.units))


def stands_bare(text: str, at: int, name: str) -> bool:
    """Whether a common word is a unit of which something is asked, by what stands around it."""
    return bool(_BARE_BEFORE.search(text[max(0, at - 6) : at]) and _BARE_AFTER.match(text, at + len(name)))


def _stands(text: str, at: int, name: str, book: Directory) -> bool:
    if name in book.strong:
        return not apart(name, book) and not (
            len(name) == 2 and name[-1] in "联协" and text[at + 2 : at + 3] in ("系", "合", "调", "作")
        )
    return stands_bare(text, at, name)


@cache
def _organ_tail() -> re.Pattern[str]:
    suffixes = sorted(load("units")["known"]["suffixes"], key=lambda s: -len(s))
    return re.compile("|".join(suffixes))


def _fragments(text: str) -> Iterator[Span]:
    """Stretches between function words that end like an organ, the shortest ends first."""
    starts = [0] + [m.end() for m in _STOP.finditer(text)]
    for match in islice(_organ_tail().finditer(text), _FRAGMENTS):
        start = max((s for s in starts if s <= match.start()), default=0)
        yield Span(max(start, match.end() - 16), match.end())


def _organs(text: str, book: Directory) -> Iterator[tuple[Span, Named]]:
    known = load("units")["known"]
    end = 0
    for span in _fragments(text):
        fragment = span.of(text)
        if span.start < end or any(fragment.endswith(word) for word in known["not_organs"]):
            continue
        named = _organ(fragment, book, acting=bool(_ACTS.match(text, span.end)))
        if named:
            end = span.end
            yield _checked(text, Span(span.end - len(named.words), span.end), named)


def _organ(fragment: str, book: Directory, *, acting: bool = True) -> Named | None:
    """What the end of ``fragment`` names; ``acting``: the words after it ask for its duties."""
    tails = [fragment[i:] for i in range(len(fragment) - 1)]
    for reading in (_apart, _abbreviated, _known, _ending, _misspelt):
        for tail in tails if reading is not _ending else tails[:1]:
            named = reading(tail, book)
            if named:
                return named
    known = load("units")["known"]
    ends = (*known["certain"], *(known["acting"] if acting else ()))
    if len(fragment) >= 3 and fragment.endswith(tuple(ends)):
        return Named(fragment, (), _closest(fragment, book))
    return None


def _abbreviated(tail: str, book: Directory) -> Named | None:
    alike = book.by_last.get(tail[-1], ())
    units = tuple(dict.fromkeys(unit for unit, name in alike if is_abbreviation(tail, name)))
    return Named(tail, units) if units else None


def _known(tail: str, book: Directory) -> Named | None:
    organs = load("units")["known"]["organs"]
    if tail in organs or (core(tail) in organs and len(tail) <= len(core(tail)) + 8):
        return Named(tail, (), _closest(tail, book))
    return None


def _apart(tail: str, book: Directory) -> Named | None:
    return Named(tail, (), _closest(tail, book)) if apart(tail, book) else None


def _well_known(text: str, book: Directory) -> Iterator[tuple[Span, Named]]:
    """Organs whose names hold a word that would part them (文化和旅游部) or no organ's ending (证监会)."""
    for organ in _unusual_organs():
        at = text.find(organ)
        if at >= 0:
            yield Span(at, at + len(organ)), Named(organ, (), _closest(organ, book))


@cache
def _unusual_organs() -> tuple[str, ...]:
    known, tail = load("units")["known"]["organs"], _organ_tail()
    return tuple(o for o in known if len(o) > 2 and (_STOP.search(o) or not tail.search(o, len(o) - 3)))


def _ending(tail: str, book: Directory) -> Named | None:
    """管理局 and 审批局 are what the names of some units end in; several units make it ambiguous."""
    units = tuple(u for u in book.units if len(tail) > 2 and fold(u).endswith(tail))
    return Named(tail, units) if units else None


def _misspelt(tail: str, book: Directory) -> Named | None:
    if len(tail) < 3 or book.speaks(tail):
        return None
    units = meant(tail, book)
    return Named(tail, units, corrected=True) if units else None


def distance(a: str, b: str) -> int:
    """Edit distance: characters to replace, add or drop."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def _closest(name: str, book: Directory, *, limit: int = 3) -> tuple[str, ...]:
    own = core(name)
    alike = [
        (unit, bare) for unit, bare in book.cores if _share(own, bare) >= _ALIKE * max(len(own), len(bare))
    ]
    ranked = sorted((distance(own, bare) / max(len(own), len(bare)), unit) for unit, bare in alike)
    return tuple(unit for far, unit in ranked[:limit] if far <= 1 - _ALIKE)


def _share(a: str, b: str) -> int:
    """Characters that can be left standing when one name is made the other: at most so many."""
    return min(sum(c in b for c in a), sum(c in a for c in b))


def nearest(name: str, plans: Sequence[Plan]) -> tuple[str, ...]:
    """Up to three units of the plans whose names come closest, for 您要找的是不是…."""
    return _closest(fold(name).strip(), directory(plans))


def named(name: str, plans: Sequence[Plan]) -> Named:
    """The units that ``name`` alone may mean (a command's argument, not a sentence)."""
    wanted = re.sub(r"\s", "", fold(name))
    own = own_names(plans).get(wanted)
    if own:
        return Named(wanted, own)
    book = directory(plans)
    units = book.strong.get(wanted) or book.bare.get(wanted)
    if units:
        return Named(wanted, units)
    before = max((place for place in book.places if wanted.startswith(place)), key=len, default="")
    if before and len(wanted) > len(before) + 1:  # 江川区区财政局
        return replace(named(wanted[len(before) :], plans), words=wanted)
    spelled = next((one for _, one in spelt(wanted, book)), None)
    found = spelled or (_organ(wanted, book) if wanted else None)
    return (
        found
        if found and found.units and found.words == wanted
        else Named(wanted, (), nearest(wanted, plans))
    )
