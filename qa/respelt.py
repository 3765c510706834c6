"""主题里的错字：毛如园率 is 毛入园率, where the plans write the one and never the other.

The words are those of the plans' indicators and headings. A word of the question that no plan writes is
put right where exactly one of them sounds or looks the same, or is a long word with one slip in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, pairwise
from types import MappingProxyType

from corpus.lazy import lazily
from kb.called import LEVELS, TOWNS
from kb.model import Plan
from qa.model import Topic
from qa.remembered import per_plan
from qa.sounds import confusable
from qa.tokens import tokens

_HAN = lazily("[一-鿿]+")
_LONGEST = 10
_LONG = 5
_LEVELS = LEVELS | TOWNS


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words of a plan, and each of them by its length and by each of its characters and where that stands."""

    whole: frozenset[str]
    having: Mapping[tuple[int, int, str], tuple[str, ...]]


def respelt(topic: Topic, plans: Sequence[Plan]) -> tuple[tuple[str, str], ...]:
    """Pieces of the topic as they stand in the question, each with what they should be."""
    chunks = [chunk[0] for group in topic.groups for chunk in group if _HAN.fullmatch(chunk[0])]
    unknown = [chunk for chunk in dict.fromkeys(chunks) if not _is_written(chunk, plans)]
    if not unknown:
        return ()
    words = tuple(map(_words, plans))
    found = ((chunk, _only(dict.fromkeys(_repairs(chunk, plans, words)), plans)) for chunk in unknown)
    return tuple((chunk, right) for chunk, right in found if right)


def _is_written(word: str, plans: Sequence[Plan]) -> bool:
    return any(word in plan.document.folded for plan in plans)


def _only(found: dict[str, None], plans: Sequence[Plan]) -> str | None:
    """The one repair there is, or the one that a plan writes as a whole."""
    whole = [chunk for chunk in found if _is_written(chunk, plans)]
    best = whole if len(whole) == 1 else list(found)
    return best[0] if len(best) == 1 else None


def _repairs(chunk: str, plans: Sequence[Plan], words: Sequence[_Words]) -> Iterator[str]:
    cut = [token.text for token in tokens(chunk)]
    ends = [0]
    for token in cut:
        ends.append(ends[-1] + len(token))
    alone = {at for at, token in zip(ends, cut, strict=False) if len(token) == 1}
    for first, last in combinations(range(len(ends)), 2):
        start, end = ends[first], ends[last]
        window = chunk[start:end]
        if not 2 <= len(window) <= _LONGEST or last == first + 1:
            continue
        if _is_one(window, words) or _is_written(window, plans):
            continue
        for word in _near(window, words, {at - start for at in alone}):
            right = f"{chunk[:start]}{word}{chunk[end:]}"
            spelt_out = all(len(token) > 1 for token in cut[first:last])
            if not spelt_out or _is_written(right, plans):
                yield right


def _is_one(window: str, words: Iterable[_Words]) -> bool:
    return any(window in own.whole for own in words)


def _near(window: str, words: Sequence[_Words], loose: Set[int]) -> Iterator[str]:
    """``loose`` are the places of characters that make no word with their neighbours."""
    yield from (word for word in _alike(window, words) if _slip(window, word, loose))
    for i, (a, b) in enumerate(pairwise(window)):
        turned = f"{window[:i]}{b}{a}{window[i + 2 :]}" if a != b else f"{window[:i]}{window[i + 1 :]}"
        if len(window) > 3 and _is_one(turned, words):
            yield turned


def _alike(window: str, words: Iterable[_Words]) -> Iterator[str]:
    """The words that differ from it in one character, or in two where it has four or more."""
    size = len(window)
    same: Counter[str] = Counter()
    for own in words:
        places = (own.having.get((size, at, c), ()) for at, c in enumerate(window))
        same |= Counter(word for found in places for word in found)
    least = size - (2 if size > 3 else 1)
    return (word for word, count in same.items() if count >= least)


def _slip(window: str, word: str, loose: Set[int]) -> bool:
    """Alike in sound or shape, or one character wrong in a long word, that stands there for itself."""
    wrong = [i for i, (a, b) in enumerate(zip(window, word, strict=True)) if a != b]
    one_off = len(wrong) == 1 and len(word) >= _LONG and wrong[0] in loose and window[wrong[0]] not in _LEVELS
    return one_off or all(confusable(window[i], word[i]) for i in wrong)


@per_plan
def _words(plan: Plan) -> _Words:
    whole = frozenset(word for text in _texts(plan) for word in _runs(text))
    having: dict[tuple[int, int, str], list[str]] = {}
    for word in sorted(whole):
        for at, c in enumerate(word):
            having.setdefault((len(word), at, c), []).append(word)
    return _Words(whole, MappingProxyType({key: tuple(own) for key, own in having.items()}))


def _texts(plan: Plan) -> set[str]:
    return {target.indicator for target in plan.facts.targets} | {c.heading for c in plan.document.clauses}


def _runs(text: str) -> Iterator[str]:
    """Words of the text and the runs of words that stand side by side."""
    for part in _HAN.findall(text):
        cut = [token.text for token in tokens(part)]
        for first, last in combinations(range(len(cut) + 1), 2):
            word = "".join(cut[first:last])
            if 2 <= len(word) <= _LONGEST:
                yield word
