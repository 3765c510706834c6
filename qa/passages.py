"""句子：the sentences of a plan, and how much of a topic each of them speaks of.

Coverage works on pairs of characters (``qa.chunks``). A character of the topic counts as much as the
pairs it stands in are rare.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from math import log

from corpus.lazy import lazily
from corpus.model import Clause, Document, Span
from kb.model import Evidence, Plan
from qa.chunks import Group, asked_pairs, names, nouns, pairs, segments
from qa.model import Topic
from qa.phrases import phrases
from qa.remembered import per_plan

_SENTENCE = lazily(r"[^\s。;!?][^。;!?\n]*+[。;!?]?")
_UNSEEN = 0.6
KNOWN = 0.6
NEAR = 0.85
_WHOLE = 0.8
_ADDS, _HALF, _FAINT = 0.1, 0.5, 0.3
_LOOKED_UP = 8192

Stand = Callable[[str], tuple[int, ...]]
Weigh = Callable[[str], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, and the deepest clause it stands in."""

    document: Document
    clause: Clause
    span: Span

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


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence with the pairs of a group that stand in it, and the share of the group they make up."""

    share: float
    passage: Passage
    having: frozenset[str]


@dataclass(frozen=True, eq=False)
class Reader:
    """The sentences of one document, and where in them any pair of characters stands.

    ``text`` is the folded text in lower case; pairs are looked up in it when they are asked for, and
    what was looked up last is kept with the reader. Nothing that is kept knows the reader, so that all of it
    goes when nobody holds it any more.
    """

    passages: tuple[Passage, ...]
    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(p.span.start for p in self.passages)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        return tuple(p.span.end for p in self.passages)

    def number_at(self, offset: int) -> int:
        """The number of the sentence that the character stands in, or of the last before it."""
        return bisect_right(self.starts, offset) - 1

    def knows(self, word: str) -> bool:
        """True where the document uses every pair of characters of the word."""
        return all(self.standing(a + b) for a, b in pairwise(word))

    def hears(self, group: Group) -> bool:
        """Every chunk has a wording each of whose nouns the document uses: 分类 alone is no 垃圾分类."""
        return all(any(all(map(self._uses, nouns(w))) for w in wordings) for wordings in group)

    def _uses(self, noun: str) -> bool:
        """The document writes the noun, or what follows a verb of one character in it (办实事, 办12件实事)."""
        return self.knows(noun) or (len(noun) == 3 and self.knows(noun[1:]))

    def holding(self, words: str) -> tuple[Passage, ...]:
        """The sentences in which the words stand as they are."""
        if words.lower() not in self.text:
            return ()
        return tuple(p for p in self.passages if words in p.span.of(p.document.folded))

    def scores(self, group: Group) -> list[Scored]:
        """The sentences that have anything of the group, with how much of it they cover."""
        held: dict[int, set[str]] = {}
        for pair in asked_pairs(group):
            for number in self.standing(pair):
                held.setdefault(number, set()).add(pair)
        found = ((self.passages[number], frozenset(having)) for number, having in sorted(held.items()))
        return [Scored(self.covered(group, having), passage, having) for passage, having in found]

    def cover(self, group: Group, having: frozenset[str]) -> float:
        """Share of the group's weight found among the pairs ``having``: 0 to 1."""
        common = having.intersection(asked_pairs(group))
        return self.covered(group, common) if common else 0.0

    @cached_property
    def standing(self) -> Stand:
        """The numbers of the sentences that hold a pair."""
        return lru_cache(_LOOKED_UP)(partial(_standing, self.text, self.starts, self.ends))

    @cached_property
    def weights(self) -> Weigh:
        """How much each character of a segment counts."""
        return lru_cache(_LOOKED_UP)(partial(_weights, len(self.passages), self.standing))

    @cached_property
    def covered(self) -> Callable[[Group, frozenset[str]], float]:
        """As ``cover``, for pairs of the group alone."""
        return lru_cache(_LOOKED_UP)(partial(_cover, self.weights))


def _standing(text: str, starts: Sequence[int], ends: Sequence[int], pair: str) -> tuple[int, ...]:
    """The numbers of the sentences that hold the pair."""
    found, at = [], text.find(pair)
    while at >= 0:
        number = bisect_right(starts, at) - 1
        end = ends[number] if number >= 0 else 0
        if at + 2 <= end:
            found.append(number)
        at = text.find(pair, max(at + 1, end - 1))
    return tuple(found)


def _weights(whole: int, standing: Stand, part: str) -> tuple[float, ...]:
    """A character counts as its commonest pair; pairs that no sentence has count as rare."""
    unseen = _UNSEEN * log(1 + max(whole, 1))
    spread = [len(standing(a + b)) for a, b in pairwise(part)]
    rarity = [log(1 + whole / n) if n else unseen for n in spread] or [unseen]
    return tuple(min(rarity[max(i - 1, 0) : i + 1]) for i in range(len(part)))


def _cover(weights: Weigh, group: Group, having: frozenset[str]) -> float:
    got = whole = 0.0
    for wordings in group:
        asked = sum(weight for part in segments(wordings[0]) for weight in weights(part))
        got += asked * max(_share(weights, wording, having) for wording in wordings)
        whole += asked
    return got / whole if whole else 0.0


def _share(weights: Weigh, wording: str, having: frozenset[str]) -> float:
    parts = [_chunk(weights(part), part, having) for part in segments(wording)]
    whole = sum(asked for _, asked in parts)
    return sum(got for got, _ in parts) / whole if whole else 0.0


def _chunk(weights: Sequence[float], chunk: str, having: frozenset[str]) -> tuple[float, float]:
    covered = [False] * len(chunk)
    for i, (a, b) in enumerate(pairwise(chunk)):
        if a + b in having:
            covered[i] = covered[i + 1] = True
    return sum(w for w, c in zip(weights, covered, strict=True) if c), sum(weights)


def _sentences(document: Document) -> Iterator[Passage]:
    for leaf in document.leaves():
        clause = document.clause_at(leaf.start)
        if clause is None:
            continue
        for match in _SENTENCE.finditer(document.folded, leaf.start, leaf.end):
            yield Passage(document, clause, Span(*match.span()))


@per_plan
def reader(document: Document) -> Reader:
    folded, lower = document.folded, document.folded.lower()
    same = lower if len(lower) == len(folded) else "".join(c.lower()[:1] for c in folded)
    return Reader(tuple(_sentences(document)), same)


def relevant(plans: Sequence[Plan], topic: Topic, *, floor: float = KNOWN) -> tuple[Passage, ...]:
    """For each group of the topic the sentences that cover it about as well as the best one does.

    Where no sentence does, the sentences of one clause that cover it together.
    """
    found: list[Passage] = []
    for group in topic.groups:
        speaking = (r for r in (reader(plan.document) for plan in plans) if r.hears(group))
        scores = [scored for r in speaking for scored in r.scores(group)]
        on = [s for s in scores if s.share >= NEAR * floor and speaks(s.passage, group)]
        best = max((scored.share for scored in on), default=0.0)
        near = [s.passage for s in on if s.share >= NEAR * best] if best >= floor else []
        found += near or _together(group, scores)
    order = {plan.document.id: at for at, plan in enumerate(plans)}
    unique = {passage.place: passage for passage in found}
    return tuple(sorted(unique.values(), key=lambda p: (order[p.document.id], p.span.start)))


def speaks(passage: Passage, group: Group) -> bool:
    """The sentence under its headings names every thing of the group, and has what is one name together.

    加强组织保障 is not on 资金保障, nor is 统筹安排资金，加强人员保障.
    """
    document, read = passage.document, reader(passage.document)
    above = [c.heading for c in document.ancestors(passage.clause)]
    if not names(group, " ".join((passage.text, *above, document.header.title or ""))):
        return False
    if len(group) > 1 or len(segments(group[0][0])) < 2:
        return True
    said = (pairs(phrase) for text in (passage.text, *above) for phrase in phrases(text))
    return any(read.cover(group, having) >= _HALF for having in said)


def _together(group: Group, scores: Sequence[Scored]) -> list[Passage]:
    """Sentences of a clause that cover a topic of several words together, the fewest that do."""
    if len(group) < 2:
        return []
    by_clause: dict[tuple[str, str], list[Scored]] = {}
    for scored in scores:
        if scored.share > 0:
            by_clause.setdefault((scored.passage.document.id, scored.passage.clause.id), []).append(scored)
    covered = {
        key: reader(own[0].passage.document).cover(group, frozenset().union(*(s.having for s in own)))
        for key, own in by_clause.items()
    }
    best = max(covered.values(), default=0.0)
    if best < _WHOLE:
        return []
    return [p for key, own in by_clause.items() if covered[key] >= best for p in _fewest(group, own)]


def _fewest(group: Group, own: Sequence[Scored]) -> list[Passage]:
    """The best sentence, then each that adds to what is covered."""
    kept: list[Passage] = []
    having: frozenset[str] = frozenset()
    for scored in sorted(own, key=lambda s: -s.share):
        read = reader(scored.passage.document)
        if read.cover(group, having | scored.having) > read.cover(group, having) + _ADDS:
            kept.append(scored.passage)
            having |= scored.having
    return kept


def nearest(plans: Sequence[Plan], topic: Topic, limit: int = 3) -> tuple[Passage, ...]:
    """The sentences that cover most of a topic that none covers well, best first."""
    scores = (s for plan in plans for group in topic.groups for s in reader(plan.document).scores(group))
    faint = sorted((s for s in scores if s.share >= _FAINT), key=lambda s: s.share)
    shares = {s.passage.place: s for s in faint}
    order = {plan.document.id: at for at, plan in enumerate(plans)}
    best = sorted(shares.values(), key=lambda s: (-s.share, order[s.passage.document.id], s.passage.span))
    return tuple(s.passage for s in best[:limit] if s.share >= NEAR * best[0].share)


def uncovered(topic: Topic, document: Document, texts: Iterable[str]) -> tuple[str, ...]:
    """The chunks of the topic of which the texts together hold less than half."""
    read, having = reader(document), pairs(" ".join(texts))
    return tuple(
        chunk[0] for group in topic.groups for chunk in group if read.cover((chunk,), having) < _HALF
    )


def heads(document: Document, topic: Topic, clause: Clause) -> float:
    """How far the heading covers a group of the topic whose things the clause names."""
    having, own = pairs(clause.heading), f"{clause.span.of(document.text)} {document.header.title or ''}"
    covers = ((group, reader(document).cover(group, having)) for group in topic.groups)
    return max((share for group, share in covers if share and names(group, own)), default=0.0)


def coverage(document: Document, topic: Topic, text: str) -> float:
    """The best covered group of the topic in any ``text`` (a heading, an indicator)."""
    having = pairs(text)
    if all(having.isdisjoint(asked_pairs(group)) for group in topic.groups):
        return 0.0
    return max((reader(document).cover(group, having) for group in topic.groups), default=0.0)
