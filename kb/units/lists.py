"""单位名单：a list of responsible units cut into names, glued ones too.

A piece between separators is cut into names at the least cost: a name that the grammar knows is
cheaper than one it does not, and one name is cheaper than two; ties go to the earlier cut.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Span
from kb.units.grammar import AUTHORITIES, CLASS, LEVEL, LOOSE_GROUP, SWEEP, TIERS, generic
from kb.units.model import Located, Name
from kb.units.words import GOVERNMENT

_LONGEST = 60
_WHOLE = lazily(
    f"(?:各(?:有关|相关|级)*)?{TIERS}(?:(?:人民)?政府|办事处|党委|管委会|(?![\u4e00-\u9fff]))"
    f"|党委、政府|纪委(?:机关)?、{LEVEL}?监委",
    needs="、",
)
_FIELD = any_of(word for word in GOVERNMENT if len(word) > 1)
_ELIDED = lazily(
    f"(?<![一-鿿])(?P<level>{LEVEL})?(?P<fields>{_FIELD}(?:、{_FIELD})*(?:[、和及与]{_FIELD}))(?:等)?"
    "(?:有关|相关|各)*(?:行政主管|主管|行政)?部门(?![一-鿿]*[、和]?单位)",
    needs="部门",
)
"""市发展改革、财政、税务部门: fields that share one head."""
_MARK = lazily("[、,;:/|\t。*★☆▲△●#(“)”]")
"""A separator, or an edge of what is not cut."""
_WORD = lazily(r"\S+")
_LINK = lazily("(?:以及|及|和|与|由|会同)")
_REST = lazily(
    "等(?:[省市县区]?(?:级|直)?(?:有关|相关|各|其他)*(?:部门和单位|部门|单位|方面|机构)(?:\\(单位\\))?)?(?:和|及|与|以及)?|"
    "(?:有关|相关)(?:方面|科室)|(?:按照?|根据|结合)(?:各自|自身|工作|本地)*(?:职责|职能|职权|实际|分工)(?:分工)?"
)
_ASIDE = lazily("\\([^()]{1,24}\\)")
"""A second name plate or a remark after a name: 县委组织部(人才办), 县教育局(牵头)."""
_COSTS = {"known": 10, "organ": 10, "fixed": 10, "vertical": 10, "group": 10, "class": 12, "generic": 24}
_UNKNOWN, _LETTER, _JOIN = 60, 5, 1

Step = tuple[int, Name | None]
Part = tuple[int, int, Name]
Best = tuple[int, tuple[Part, ...]]


def _class(text: str, at: int) -> Step | None:
    match = CLASS.match(text, at)
    return (match.end(), Name("class", match[0], core=match[0])) if match else None


def _open(text: str, at: int) -> Step | None:
    """A name that only the end of the piece bounds."""
    rest = text[at:]
    if AUTHORITIES.fullmatch(rest) or LOOSE_GROUP.fullmatch(rest):
        return len(text), Name("group", rest, core=rest)
    return (len(text), Name("generic", rest, core=rest)) if generic(rest) else None


def _steps(text: str, at: int) -> list[Step]:
    """Every name that may start at ``at``, with its end; None for words between names."""
    steps: list[Step] = []
    for rule, match in SWEEP.matches(text, at):
        name = rule.read(match, None)
        if name:
            steps.append((match.end(), name))
    steps += [step for step in (_class(text, at), _open(text, at)) if step]
    steps += [(match.end(), None) for match in _between(text, at) if match]
    return steps


def _between(text: str, at: int) -> tuple[re.Match[str] | None, ...]:
    """Words that may stand between two names; an aside only behind a name."""
    aside = _ASIDE.match(text, at) if at else None
    return _LINK.match(text, at), _REST.match(text, at), aside


def _inner(text: str, at: int, starts: list[int]) -> list[Step]:
    """Names that nothing vouches for, as far as the start of any later name or the end."""
    found: list[Step] = []
    for end in starts:
        rest = text[at:end]
        kind = "generic" if end - at > 1 and end < len(text) and generic(rest) else "unknown"
        found.append((end, Name(kind, rest, core=rest)))
    return found


@lru_cache(maxsize=8192)
def segment(text: str) -> tuple[Part, ...]:
    """The names of one piece with their offsets in it, in order; a piece too long is one unknown."""
    if not text:
        return ()
    if len(text) > _LONGEST:
        return ((0, len(text), Name("unknown", text, core=text)),)
    best: list[Best | None] = [None] * (len(text) + 1)
    best[len(text)] = (0, ())
    starts = [len(text)]
    for at in range(len(text) - 1, -1, -1):
        steps = _steps(text, at)
        best[at] = _cheapest(at, steps + _inner(text, at, starts), best)
        if steps:
            starts.append(at)
    assert best[0] is not None
    return best[0][1]


def _cheapest(at: int, steps: list[Step], best: list[Best | None]) -> Best:
    options: list[tuple[int, int, tuple[Part, ...]]] = []
    for order, (end, name) in enumerate(steps):
        tail = best[end]
        assert tail is not None
        cost = _JOIN if name is None else _COSTS.get(name.kind, _UNKNOWN + _LETTER * (end - at))
        parts = tail[1] if name is None else ((at, end, name), *tail[1])
        options.append((cost + tail[0], order, parts))
    cost, _, parts = min(options, key=lambda option: option[:2])
    return cost, parts


def pieces(folded: str, span: Span) -> tuple[Span, ...]:
    """The list cut at its separators; those inside brackets, quotes and fixed phrases stay."""
    whole = (_WHOLE, _ELIDED)
    kept = [m.span() for pattern in whole for m in pattern.finditer(folded, span.start, span.end)]
    cuts, depth = [span.start], 0
    for mark in _MARK.finditer(folded, span.start, span.end):
        char, at = mark[0], mark.start()
        if char in "(“)”":
            depth += 1 if char in "(“" else -1
        elif depth <= 0 and not any(a <= at < b for a, b in kept):
            cuts += [at, at + 1]
    cuts.append(span.end)
    return tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b)


def _fields(text: str) -> tuple[Part, ...]:
    """The fields of an enumeration with one head for all, each a department of its own."""
    match = _ELIDED.fullmatch(text)
    if match is None:
        return ()
    level = match["level"] or ""
    parts: list[Part] = []
    for field in re.finditer(_FIELD, match["fields"]):
        start, end = match.start("fields") + field.start(), match.start("fields") + field.end()
        function = GOVERNMENT[field[0]]
        name = Name("field", f"{level}{field[0]}部门", "", level, "", f"{field[0]}部门", function, "局")
        parts.append((start - len(level) if not parts else start, end, name))
    return tuple(parts)


def _parts(folded: str, piece: Span) -> list[list[int]]:
    """The characters of each name group of a piece: apart where blanks part whole names, else as one."""
    apart = [Span(*match.span()) for match in _WORD.finditer(folded, piece.start, piece.end)]
    named = [segment(word.of(folded)) for word in apart] if len(apart) > 1 else []
    if named and all(name.kind != "unknown" for parts in named for _, _, name in parts):
        return [list(range(word.start, word.end)) for word in apart]
    return [[at for word in apart for at in range(word.start, word.end)]]


def locate(document: Document, span: Span) -> tuple[Located, ...]:
    """The names of a list, each at its place in the source; blanks inside a name are skipped."""
    found: list[Located] = []
    folded = document.folded
    for offsets in (part for piece in pieces(folded, span) for part in _parts(folded, piece)):
        compact = "".join(folded[at] for at in offsets)
        edge = -1
        for start, end, name in _fields(compact) or segment(compact):
            place = Span(offsets[start], offsets[end - 1] + 1)
            found.append(Located(place, name, place.start == edge, len(name.text) == len(compact)))
            edge = place.end
    return tuple(found)
