"""单位名里的错字：区教育休育局 is 区教育体育局, but 明政局 is 民政局, which the plans may not name.

A slip is put right only where it comes closest to a unit of the plans and to no other organ there is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from kb.called import LEVEL, LEVELS
from qa.directory import Directory
from qa.lexicon import load
from qa.sounds import confusable

_SAME_SOUND, _ONE_OFF = 0, 1


def apart(name: str, book: Directory) -> bool:
    """True for an organ of its own that a merged name holds (体育局, 教育体育局) and no plan writes."""
    own = next((organ for organ in load("units")["known"]["apart"] if name.endswith(organ)), "")
    before = name.removesuffix(own)
    if not own or (before and before[-1] not in LEVELS and before not in book.places):
        return False
    alone = re.compile(rf"(?:[{LEVEL}]|(?<![一-鿿])){own}")
    return not any(alone.search(text) for text in book.texts)


@lru_cache(maxsize=4096)
def meant(written: str, book: Directory) -> tuple[str, ...]:
    """The units whose names ``written`` misspells; none where it may as well be an organ of no plan."""
    graded = [
        (how, book.strong[name])
        for name in book.strong_near(len(written))
        if (how := _grade(written, name)) is not None
    ]
    if not graded:
        return ()
    best = min(how for how, _ in graded)
    others = (_grade(written, organ) for organ in _absent(written, book))
    if any(how is not None and how <= best for how in others):
        return ()
    return tuple(dict.fromkeys(unit for how, units in graded if how == best for unit in units))


def _absent(written: str, book: Directory) -> list[str]:
    """Organs that exist and that no plan names, with the level that ``written`` begins with."""
    level = written[0] if written[0] in LEVELS else ""
    organs = load("units")["known"]["organs"]
    return [f"{level}{organ}" for organ in organs if organ not in book.strong]


def _grade(written: str, name: str) -> int | None:
    """How close the two are: alike in sound or shape, one slip in a name of four or more, or not."""
    if written == name or len(name) < 3 or abs(len(written) - len(name)) > 1:
        return None
    if len(written) != len(name):
        longer, shorter = sorted((written, name), key=len, reverse=True)
        lost = _dropped(longer, shorter)
        doubled = (
            lost is not None and longer[lost] in longer[max(lost - 1, 0) : lost] + longer[lost + 1 : lost + 2]
        )
        return _ONE_OFF if lost is not None and (doubled or len(name) > 3) else None
    wrong = [i for i, (a, b) in enumerate(zip(written, name, strict=True)) if a != b]
    if len(wrong) * 2 <= len(name) and all(confusable(written[i], name[i]) for i in wrong):
        return _SAME_SOUND
    if _swapped(written, name, wrong) or (len(wrong) == 1 and len(name) > 3 and _inside(wrong[0], name)):
        return _ONE_OFF
    return None


def _inside(at: int, name: str) -> bool:
    """Neither the level nor the kind of organ is a slip: 市财政局 and 区财政厅 are other units."""
    return at < len(name) - 1 and (at > 0 or name[0] not in LEVELS)


def _dropped(longer: str, shorter: str) -> int | None:
    """Where ``longer`` has the one character more, if that is all that tells them apart."""
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return at if longer[at + 1 :] == shorter[at:] and 0 < at < len(longer) - 1 else None


def _swapped(written: str, name: str, wrong: list[int]) -> bool:
    return len(wrong) == 2 and any(
        wrong == [i, i + 1] and (a, b) == (name[i + 1], name[i]) for i, (a, b) in enumerate(pairwise(written))
    )
