"""字形：a question in the characters that plans are written in, before anything else reads it.

Traditional characters become simplified ones, invisible marks go, the radicals that come out of PDF files
become characters, and 那些 that asks is 哪些. What ``fold`` makes one (full width, blanks) is left to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus.lazy import lazily
from corpus.rule import Rule, Rulebook
from kb.model import Plan

_INVISIBLE = lazily("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_COMPATIBLE = lazily("[\u2e80-\u2fdf\uf900-\ufaff]")
_HAN = lazily("[㐀-䶿一-鿿]")
_MARKS = str.maketrans("｡､｢｣﹖﹗﹑﹔", "。、「」?!、;")
_CLAUSE = r"[^,，。;；?？!！]"
_ASKS = rf"(?!{_CLAUSE}*?(?:[哪啥谁吗]|(?<!那)几|什么|多少|怎|如何|是否|有没有|何时))"


@dataclass(frozen=True, slots=True)
class Written:
    """The question as it is read on, and what was put right in it, as ``那些→哪些``."""

    text: str
    corrections: tuple[str, ...] = ()


def _asking(match: re.Match[str], none: None) -> str:
    return f"哪{match['at'][1:]}"


# 那 written for 哪: only where nothing else in the clause asks.
RULES: tuple[Rule[None, str], ...] = (
    Rule(
        "typed.which",
        lazily(
            rf"(?:^|(?<=[,，。;；?？!！])){_ASKS}{_CLAUSE}*?(?<![在从到像])"
            r"(?P<at>那(?:些|几(?:个|条|项|家|块)?|个(?:单位|部门|局|地方|学校)|家|条|项|年|月|天|里))"
            rf"(?!{_CLAUSE}*呢)(?=.)"
        ),
        _asking,
        {
            "区财政局负责那些任务": "哪些",
            "那些任务涉及校园安全": "哪些",
            "校园安全归那个部门管": "哪个部门",
            "大街小学那年投用": "哪年",
            "财政局要管那几条?": "哪几条",
            "校园安全归那家管,财政局呢": "哪家",
        },
        ("那些没有时限的任务有几条", "那些任务是谁的", "那财政局呢", "那些任务呢"),
    ),
)
BOOK: Rulebook[None, str] = Rulebook("问句写法", RULES, None)


def written(question: str, plans: Sequence[Plan]) -> Written:
    text = _INVISIBLE.sub("", question).translate(_MARKS)
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _asked(_simplified(text, plans))


def _asked(text: str) -> Written:
    found = [reading for rule in RULES for reading in rule.readings(text, None)] if "那" in text else []
    mended = text
    for span, right in sorted(found, reverse=True):
        mended = mended[: span.start] + right + mended[span.end :]
    return Written(mended, tuple(dict.fromkeys(f"{span.of(text)}→{right}" for span, right in found)))


def _simplified(text: str, plans: Sequence[Plan]) -> str:
    """Converted only where a character is of no simplified text and of none of the plans."""
    strange = {character for character in _HAN.findall(text) if not _is_common(character)}
    if all(any(character in plan.document.text for plan in plans) for character in strange):
        return text
    return str(_converter().convert(text))


def _is_common(character: str) -> bool:
    """True for the characters of GB/T 2312, the everyday set of simplified text."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def _converter() -> Any:
    """Loaded for traditional text alone: it takes longer than the answer."""
    from opencc import OpenCC

    return OpenCC("t2s")
