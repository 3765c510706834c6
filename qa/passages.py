"""句子：the sentences of a plan, and how much of a topic each of them speaks of.

Coverage works on pairs of characters, not on words: it stands lost characters and 高中毛入学率 for
高中阶段毛入学率. A character of the topic counts as much as the pairs it stands in are rare.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import log

from corpus.fold import fold
from corpus.model import Clause, Document, Span
from kb.model import Evidence, Plan
from qa.model import Topic
from qa.tokens import tokens

Group = tuple[tuple[str, ...], ...]

_SENTENCE = re.compile(r"[^。;!?\n]*[^。;!?\s][^。;!?\n]*[。;!?]?")
_UNSEEN = 0.6
KNOWN = 0.6
NEAR = 0.85
_WHOLE = 0.8
_ADDS, _HALF, _FAINT = 0.1, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, the deepest clause it stands in, and its pairs of characters."""

    document: Document
    clause: Clause
    span: Span
    pairs: frozenset[str]

    @property
    def text(self) -> str:
        return self.span.of(self.document.text).strip()

    @property
    def place(self) -> tuple[str, int]:
        """What tells it from every other sentence."""
        return self.document.id, self.span.start

    def within(self, plan: Plan) -> bool:
        return self.document.id == plan.document.id

    def evidence(self) -> Evidence:
        return Evidence(
            self.document.id, self.clause.id, self.span, self.span.of(self.document.text), "qa.quote"
        )


def pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(fold(text).lower()))


def _halves(chunk: str) -> Iterator[str]:
    """Tokens, those of four characters cut where both halves are words: 教师工资 → 教师, 工资."""
    for token in tokens(chunk):
        halves = (token.text[:2], token.text[2:])
        if len(token.text) == 4 and all(len(list(tokens(half))) == 1 for half in halves):
            yield from halves
        else:
            yield token.text


@lru_cache(maxsize=4096)
def segments(chunk: str) -> tuple[str, ...]:
    """The words of a chunk, single characters drawn to the next word: 阶段, 毛入学率.

    Pairs are counted inside segments only, for 师工 of 教师工资 is also in 名师工作室.
    """
    found: list[str] = []
    for token in _halves(chunk):
        if found and len(found[-1]) == 1:
            found[-1] += token
        else:
            found.append(token)
    if len(found) > 1 and len(found[-1]) == 1:
        found[-2:] = [found[-2] + found[-1]]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reader:
    """The sentences of one document with the rarity of every pair."""

    passages: tuple[Passage, ...]
    rarity: dict[str, float]

    def knows(self, word: str) -> bool:
        """True where the document uses every pair of characters of the word."""
        return all(a + b in self.rarity for a, b in pairwise(word))

    def holding(self, words: str) -> tuple[Passage, ...]:
        """The sentences in which the words stand as they are."""
        return tuple(p for p in self.passages if words in p.span.of(p.document.folded))

    def weights(self, chunk: str) -> list[float]:
        """How much each character of a segment counts: as its commonest pair, unseen ones as rare."""
        unseen = _UNSEEN * log(1 + max(len(self.passages), 1))
        rarity = [self.rarity.get(a + b, unseen) for a, b in pairwise(chunk)] or [unseen]
        return [min(rarity[max(i - 1, 0) : i + 1]) for i in range(len(chunk))]

    def _chunk(self, chunk: str, having: frozenset[str]) -> tuple[float, float]:
        weights = self.weights(chunk)
        covered = [False] * len(chunk)
        for i, (a, b) in enumerate(pairwise(chunk)):
            if a + b in having:
                covered[i] = covered[i + 1] = True
        return sum(w for w, c in zip(weights, covered, strict=True) if c), sum(weights)

    def cover(self, group: Group, having: frozenset[str]) -> float:
        """Share of the group's weight found among the pairs ``having``: 0 to 1."""
        got = whole = 0.0
        for wordings in group:
            asked = sum(weight for part in segments(wordings[0]) for weight in self.weights(part))
            got += asked * max(self._share(wording, having) for wording in wordings)
            whole += asked
        return got / whole if whole else 0.0

    def _share(self, wording: str, having: frozenset[str]) -> float:
        parts = [self._chunk(part, having) for part in segments(wording)]
        whole = sum(asked for _, asked in parts)
        return sum(got for got, _ in parts) / whole if whole else 0.0


Scores = list[tuple[float, Passage]]


def _sentences(document: Document) -> Iterator[Passage]:
    for leaf in document.leaves():
        clause = document.clause_at(leaf.start)
        if clause is None:
            continue
        for match in _SENTENCE.finditer(document.folded, leaf.start, leaf.end):
            yield Passage(document, clause, Span(*match.span()), pairs(match[0]))


@dataclass(frozen=True, slots=True)
class _Key:
    """A document that is looked up by its id alone: equal plans read twice share one reader."""

    id: str
    document: Document = field(compare=False)


def reader(document: Document) -> Reader:
    return _read(_Key(document.id, document))


@lru_cache(maxsize=512)
def _read(key: _Key) -> Reader:
    passages = tuple(_sentences(key.document))
    spread = Counter(pair for passage in passages for pair in passage.pairs)
    return Reader(passages, {pair: log(1 + len(passages) / n) for pair, n in spread.items()})


def relevant(plans: Sequence[Plan], topic: Topic, *, floor: float = KNOWN) -> tuple[Passage, ...]:
    """For each group of the topic the sentences that cover it about as well as the best one does.

    Where no sentence does, the sentences of one clause that cover it together.
    """
    found: dict[tuple[str, int], Passage] = {}
    for group in topic.groups:
        scores = [(r.cover(group, p.pairs), p) for r in _readers(plans) for p in r.passages]
        best = max((score for score, _ in scores), default=0.0)
        near = [p for score, p in scores if score >= NEAR * best] if best >= floor else []
        found |= {p.place: p for p in near or _together(plans, group, scores)}
    order = {p.place: i for i, p in enumerate(p for r in _readers(plans) for p in r.passages)}
    return tuple(sorted(found.values(), key=lambda p: order[p.place]))


def _together(plans: Sequence[Plan], group: Group, scores: Scores) -> list[Passage]:
    """Sentences of a clause that cover a topic of several words together, the fewest that do."""
    if len(group) < 2:
        return []
    by_clause: dict[tuple[str, str], Scores] = {}
    for score, passage in scores:
        if score > 0:
            by_clause.setdefault((passage.document.id, passage.clause.id), []).append((score, passage))
    covered = {
        key: reader(own[0][1].document).cover(group, frozenset().union(*(p.pairs for _, p in own)))
        for key, own in by_clause.items()
    }
    best = max(covered.values(), default=0.0)
    if best < _WHOLE:
        return []
    return [p for key, own in by_clause.items() if covered[key] >= best for p in _fewest(group, own)]


def _fewest(group: Group, own: Scores) -> list[Passage]:
    """The best sentence, then each that adds to what is covered."""
    kept: list[Passage] = []
    having: frozenset[str] = frozenset()
    for _, passage in sorted(own, key=lambda pair: -pair[0]):
        read = reader(passage.document)
        if read.cover(group, having | passage.pairs) > read.cover(group, having) + _ADDS:
            kept.append(passage)
            having |= passage.pairs
    return kept


def nearest(plans: Sequence[Plan], topic: Topic, limit: int = 3) -> tuple[Passage, ...]:
    """The sentences that cover most of a topic that none covers well, best first."""
    scored = [
        (max((r.cover(group, p.pairs) for group in topic.groups), default=0.0), p)
        for r in _readers(plans)
        for p in r.passages
    ]
    best = sorted((pair for pair in scored if pair[0] >= _FAINT), key=lambda pair: -pair[0])
    return tuple(p for score, p in best[:limit] if score >= NEAR * best[0][0])


def uncovered(topic: Topic, document: Document, texts: Iterable[str]) -> tuple[str, ...]:
    """The chunks of the topic of which the texts together hold less than half."""
    read, having = reader(document), pairs(" ".join(texts))
    return tuple(
        chunk[0] for group in topic.groups for chunk in group if read.cover((chunk,), having) < _HALF
    )


def _readers(plans: Sequence[Plan]) -> list[Reader]:
    return [reader(plan.document) for plan in plans]


def coverage(document: Document, topic: Topic, text: str) -> float:
    """The best covered group of the topic in any ``text`` (a heading, an indicator)."""
    having = pairs(text)
    return max((reader(document).cover(group, having) for group in topic.groups), default=0.0)
