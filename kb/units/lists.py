"""单位名单：a list of responsible units cut into names, glued ones too.

A piece between separators is cut into names at the least cost: a name that the grammar knows is
cheaper than one it does not, and one name is cheaper than two; ties go to the earlier cut.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Document, Span
from kb.units.grammar import AUTHORITIES, CLASS, LOOSE_GROUP, RULES, generic
from kb.units.model import Located, Name

_LONGEST = 60
_WHOLE = re.compile(
    "各?省、自治区、直辖市(?:、?计划单列市)?(?:人民)?(?:政府)?|各?(?:乡镇|镇|乡|县|市|州|街道)、(?:镇、)?(?:街道|区|县|市|州|乡镇|镇)"
    "(?:办事处|人民政府|政府)?(?![级委公局])|党委、政府|纪委(?:机关)?、[区县市省州]?监委"
)
_SEPARATOR = re.compile("[、,;:/|\t\n。]")
_LINK = re.compile("(?:以及|及|和|与|由|会同)")
_REST = re.compile(
    "等(?:[省市县区]?(?:级|直)?(?:有关|相关|各|其他)*(?:部门和单位|部门|单位|方面|机构)(?:\\(单位\\))?)?(?:和|及|与|以及)?|"
    "(?:有关|相关)(?:方面|科室)"
)
_COSTS = {"known": 10, "organ": 10, "fixed": 10, "vertical": 10, "group": 10, "class": 12, "generic": 24}
_UNKNOWN, _LETTER, _JOIN = 60, 5, 1

Step = tuple[int, Name | None]
Part = tuple[int, int, Name]


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
    for rule in RULES:
        match = rule.pattern.match(text, at)
        name = rule.read(match, None) if match else None
        if match and name:
            steps.append((match.end(), name))
    steps += [step for step in (_class(text, at), _open(text, at)) if step]
    steps += [(match.end(), None) for match in (_LINK.match(text, at), _REST.match(text, at)) if match]
    return steps


def _inner(text: str, at: int, starts: list[int]) -> list[Step]:
    """Unvouched names that end where a later name starts."""
    found: list[Step] = []
    for end in starts:
        if end > at + 1 and generic(text[at:end]):
            found.append((end, Name("generic", text[at:end], core=text[at:end])))
    return found


@lru_cache(maxsize=8192)
def segment(text: str) -> tuple[Part, ...]:
    """The names of one piece with their offsets in it, in order; a piece too long is one unknown."""
    if not text:
        return ()
    if len(text) > _LONGEST:
        return ((0, len(text), Name("unknown", text, core=text)),)
    best: list[tuple[int, tuple[Part, ...]] | None] = [None] * (len(text) + 1)
    best[len(text)] = (0, ())
    starts: list[int] = []
    for at in range(len(text) - 1, -1, -1):
        steps = _steps(text, at)
        best[at] = _cheapest(text, at, steps + _inner(text, at, starts), best)
        if any(name is not None and name.firm for _, name in steps):
            starts.append(at)
    assert best[0] is not None
    return best[0][1]


def _cheapest(
    text: str, at: int, steps: list[Step], best: list[tuple[int, tuple[Part, ...]] | None]
) -> tuple[int, tuple[Part, ...]]:
    options: list[tuple[int, int, tuple[Part, ...]]] = []
    for order, (end, name) in enumerate([*steps, *_unknown(text, at)]):
        tail = best[end]
        if tail is None:
            continue
        cost = _JOIN if name is None else _COSTS.get(name.kind, _UNKNOWN + _LETTER * (end - at))
        parts = tail[1] if name is None else ((at, end, name), *tail[1])
        options.append((cost + tail[0], order, parts))
    cost, _, parts = min(options, key=lambda option: option[:2])
    return cost, parts


def _unknown(text: str, at: int) -> list[Step]:
    return [
        (end, Name("unknown", text[at:end], core=text[at:end])) for end in range(at + 1, len(text) + 1)
    ]


def pieces(folded: str, span: Span) -> tuple[Span, ...]:
    """The list cut at its separators; those inside brackets, quotes and fixed phrases stay."""
    kept = [match.span() for match in _WHOLE.finditer(folded, span.start, span.end)]
    cuts, depth = [span.start], 0
    for at in range(span.start, span.end):
        char = folded[at]
        depth += (char in "(“") - (char in ")”")
        if depth <= 0 and _SEPARATOR.match(char) and not any(a <= at < b for a, b in kept):
            cuts += [at, at + 1]
    cuts.append(span.end)
    return tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b)


def locate(document: Document, span: Span) -> tuple[Located, ...]:
    """The names of a list, each at its place in the source; blanks inside a name are skipped."""
    found: list[Located] = []
    for piece in pieces(document.folded, span):
        offsets = [at for at in range(piece.start, piece.end) if not document.folded[at].isspace()]
        compact = "".join(document.folded[at] for at in offsets)
        edge = 0
        for start, end, name in segment(compact):
            glued = start > 0 and start == edge
            found.append(Located(Span(offsets[start], offsets[end - 1] + 1), name, glued))
            edge = end
    return tuple(found)
