"""计量单位与比较词：the measures and comparators of the lexicon as patterns, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.alternatives import any_of
from corpus.lazy import lazily
from kb.lexicon import load

_MEASURES = load("measures")
_INDICATORS = load("indicators")

SUFFIX: dict[str, str] = _MEASURES["suffix"]
KIND: dict[str, str] = {name: kind for kind, names in _MEASURES["kinds"].items() for name in names}
USUAL: dict[str, str] = _MEASURES["usual"]
SMALL: dict[str, str] = _MEASURES["small"]


def _guarded(name: str, not_after: str) -> str:
    return re.escape(name) + (f"(?![{not_after}])" if not_after else "")


_NOT_AFTER: dict[str, str] = _MEASURES["kinds_not_after"]
MEASURE = any_of(KIND, _NOT_AFTER)
PLAIN: tuple[str, ...] = tuple(_MEASURES["plain"]["names"])
PLAIN_MEASURE = any_of(PLAIN, _NOT_AFTER)

COMPARATOR: dict[str, str] = {
    word: sign for sign, words in _MEASURES["comparators"].items() for word in words
}
COMPARATOR_AFTER: dict[str, str] = {
    word: sign for sign, words in _MEASURES["comparators_after"].items() for word in words
}
CHANGE: dict[str, str] = {word: change for change, words in _MEASURES["changes"].items() for word in words}

_NOT_COMPARING: dict[str, str] = _MEASURES["comparators_not_after"]


def comparing(words: Iterable[str]) -> str:
    """One of the comparators ``words``, the longest first, where it is one (最高 but not 最高人民法院)."""
    return any_of(words, _NOT_COMPARING)


BEFORE = comparing(COMPARATOR)
AFTER = any_of(COMPARATOR_AFTER)
FAR = lazily(comparing(word for word, sign in COMPARATOR.items() if sign in {">=", "<="} or word == "达到"))

_WORDS = {name: tuple(table["words"]) for name, table in _INDICATORS.items() if "words" in table}
CREATING = _WORDS["creating"]
HEAD = lazily(f"(?:{any_of(_WORDS['heads'])})$")
_SINGLES = "|".join(_guarded(name, guard) for name, guard in _INDICATORS["leading_singles"].items())
QUANTITY = lazily(f"(?:{any_of((*_WORDS['heads'], *_WORDS['quantities']))})$")
LEADING = lazily(f"(?:{any_of(_WORDS['leading'])}|{_SINGLES})++")
TRAILING = lazily(f"(?:{any_of(_WORDS['trailing'])}|{any_of(CHANGE)})$")
VERBS = lazily(f"(?:{any_of((*_WORDS['verbs'], *_WORDS['leading'], *CHANGE))}|{_SINGLES})*+")
PREDICATE = lazily(
    f"(?:{any_of((*_WORDS['verbs'], *_WORDS['leading'], *_WORDS['trailing'], *CHANGE))}|{_SINGLES}|[、和及与])*+"
)
"""Words that say how a number is reached (分别达到, 力争提高到) and nothing of what it measures."""
STOP = lazily(any_of(_WORDS["stops"]))
UNCOUNTED = lazily(f"的?(?:{any_of(_WORDS['uncounted'])})")
PRESENT = lazily(any_of(_WORDS["present"]))
SINCE = lazily(any_of(_WORDS["since"]))
DEFINING = lazily(any_of(_WORDS["defining"]))


AND = "(?:(?<![共总饱中])和(?![谐解平睦])|(?<![普以涉危])及(?![时格其以])|(?<!参)与(?!会))"


def kind(measure: str) -> str:
    """share, count, frequency, money, time or amount; 万 and 亿 before the measure aside."""
    return KIND.get(measure.lstrip("百千万亿"), KIND.get(measure, "count"))
