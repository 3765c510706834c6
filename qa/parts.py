"""一行几问：a line is parted into its questions, each of which is a question by its own shape.

What is one question stays one: an enumeration, 什么时候开始，什么时候结束, and 挂了几条，哪几条没挂.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.fold import fold
from corpus.lazy import lazily
from kb.model import Plan
from qa.followup import kind, resolved
from qa.model import Slots
from qa.understand import understand

_ASKS = lazily(
    r"[哪谁啥吗]|什么|多少|几(?![年个]?(?:来|内))|是否|是不是|有没有|何时|怎么|怎样|如何|为何|呢(?=[?!;。,\n]|$)"
)
_END = lazily(r"[?!;。\n]+")
_COMMA = lazily(r"[,]+")
_ALSO = lazily(
    r"^(?:(?:另外|其次|再者|此外|最后|然后|顺便)(?:再?问一?下?)?|再问一?下?|(?:还有|以及|同时|并且)(?=[,:]|(?![哪谁几什多])[^,]*[哪谁几什多]))[,:]?"
)
_QUOTED = lazily('《[^》]*》|“[^”]*”|"[^"]*"')


def parts(question: str, plans: Sequence[Plan], *, today: str | None = None) -> tuple[str, ...]:
    """The questions of a line in their order; the line itself where it is one question."""
    text = fold(question).strip()
    if len(_ASKS.findall(text)) < 2:
        return (question,)
    found = [own for sentence in sentences(text) for own in _of_sentence(sentence, plans, today)]
    return tuple(found) if len(found) > 1 else (question,)


def sentences(text: str) -> Iterator[str]:
    """The sentences of folded text that ask something, with what goes before them."""
    return _questions(_cut(text, _END))


def questions(part: str) -> tuple[str, ...]:
    """A part, and beside it every piece between its commas that asks something by itself."""
    pieces = [piece for piece in _cut(part, _COMMA) if _ASKS.search(piece)]
    return (part, *pieces) if len(pieces) > 1 else (part,)


def _cut(text: str, marks: re.Pattern[str]) -> list[str]:
    """Between the marks, but not inside a title or a quotation."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    pieces, at = [], 0
    for match in marks.finditer(text):
        if not any(start < match.start() < end for start, end in quoted):
            pieces.append(text[at : match.start()])
            at = match.end()
    return [piece.strip() for piece in (*pieces, text[at:]) if piece.strip()]


def _questions(pieces: Sequence[str]) -> Iterator[str]:
    """What asks nothing by itself goes with the question after it, at the end with the one before."""
    held, last = "", ""
    for piece in pieces:
        own = f"{held},{piece}" if held else piece
        if _ASKS.search(piece):
            if last:
                yield last
            held, last = "", own
        else:
            held = own
    if last or held:
        yield ",".join(filter(None, (last, held)))


def _of_sentence(sentence: str, plans: Sequence[Plan], today: str | None) -> Iterator[str]:
    own, *rest = _cut(_ALSO.sub("", sentence) or sentence, _COMMA)
    for piece in rest:
        also = _ALSO.sub("", piece)
        if _ASKS.search(own) and _ASKS.search(piece) and (also != piece or _apart(own, piece, plans, today)):
            yield own
            own = also
        else:
            own = f"{own},{piece}"
    yield own


def _apart(first: str, second: str, plans: Sequence[Plan], today: str | None) -> bool:
    """Whether the two would be two questions: other subjects, or something else of the same subject."""
    one, before = understand(first, plans, today=today)
    other, after = understand(second, plans, today=today)
    if second.endswith("呢"):
        return True
    if other.intent == "header" == one.intent:
        return True
    if kind(after.shape) in ("who", "when", "amount", "how", "whether"):
        whole = resolved(second, before, plans, today=today)
        return whole is not None and understand(whole, plans, today=today)[0].intent != one.intent
    return _stands(before) and _stands(after) and bool(after.topic or after.labels or not before.topic)


def _stands(asked: Slots) -> bool:
    return bool(
        asked.topic or asked.labels or any(named.units and not named.negated for named in asked.units)
    )
