"""检索的快慢：our two engines beside rank-bm25, bm25s, SQLite FTS5 and tantivy itself, over the same tokens.

    pip install -e '.[bench]'
    python bench/search.py [--sizes 1000 10000 100000 1000000] [--write docs/performance.md]

Clauses are paragraphs of the plans of ``bench/plans.py``, each with some words more that are drawn from jieba's
dictionary by their frequency, so that there are as many rare words as in real texts. They are cut once and
kept. A question is two to five words of a clause, so that frequent words are asked for more often. Every peer
takes turns with our engine on the same questions in the same run; told is processor time, each question's
median over the rounds, so that what else the machine does counts for little.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from math import log
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any, Protocol

import bm25s
import numpy
import tantivy
from rank_bm25 import BM25Okapi

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.plans import plan
from qa.dictionary import dictionary
from qa.search import disk
from qa.search.disk import Disk, Writer
from qa.search.entries import Entry
from qa.search.memory import Memory
from qa.search.words import cutter

TOP, A_PLAN, DRAWN = 10, 62, 12
SLOW = {1_000_000: 8, 100_000: 20, 10_000: 60}
"""Questions put to peers that take a second for one."""
BEGIN, END = "<!-- bench/search.py -->", "<!-- bench/search.py 完 -->"


class Peer(Protocol):
    name: str
    slow: bool

    def __init__(self, lines: Sequence[str], place: Path) -> None: ...

    def search(self, words: Sequence[str]) -> list[int]: ...


class Ours:
    name, slow = "policykb（磁盘）", False

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        index = disk.create(place)
        writer = Writer(index)
        for key in range(0, len(lines), A_PLAN):
            part = enumerate(lines[key : key + A_PLAN])
            writer.put(
                key // A_PLAN, "0", (Entry(key // A_PLAN, at, tuple(line.split(" "))) for at, line in part)
            )
        writer.commit()
        self.engine = Disk(index)

    def search(self, words: Sequence[str], documents: frozenset[int] | None = None) -> list[int]:
        return [f.document * A_PLAN + f.clause for f in self.engine.search(words, TOP, documents=documents)]


class InMemory:
    name, slow = "policykb（内存）", True

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        self.engine = Memory(
            Entry(at // A_PLAN, at % A_PLAN, tuple(line.split(" "))) for at, line in enumerate(lines)
        )

    def search(self, words: Sequence[str]) -> list[int]:
        return [f.document * A_PLAN + f.clause for f in self.engine.search(words, TOP)]


class Tantivy:
    """As its manual has it; ``count`` is what it does unless told otherwise."""

    name, slow, count = "tantivy", False, True

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        made = tantivy.SchemaBuilder()
        made.add_text_field("words", tokenizer_name="blank", index_option="freq")
        made.add_unsigned_field("id", fast=True)
        self.schema = made.build()
        index = tantivy.Index(self.schema, path=str(place))
        index.register_tokenizer("blank", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        writer = index.writer(heap_size=64_000_000, num_threads=1)
        for at, line in enumerate(lines):
            document = tantivy.Document()
            document.add_text("words", line)
            document.add_unsigned("id", at)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def search(self, words: Sequence[str]) -> list[int]:
        terms = [tantivy.Query.term_query(self.schema, "words", word, "freq") for word in words]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = self.searcher.search(query, limit=TOP, count=self.count).hits
        return self.searcher.fast_field_values("id", [address for _, address in hits])  # type: ignore[return-value]


class Uncounted(Tantivy):
    name, count = "tantivy（不数命中）", False


class RankBM25:
    """With the idf of Lucene, as ours; the lengths are exact."""

    name, slow = "rank-bm25", True

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        self.model = BM25Okapi([line.split(" ") for line in lines], k1=1.2, b=0.75)
        counts: dict[str, int] = {}
        for frequencies in self.model.doc_freqs:
            for word in frequencies:
                counts[word] = counts.get(word, 0) + 1
        total = len(lines)
        self.model.idf = {word: log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in counts.items()}

    def search(self, words: Sequence[str]) -> list[int]:
        scores = self.model.get_scores(list(words))
        best = numpy.argpartition(-scores, min(TOP, len(scores) - 1))[:TOP]
        return [int(at) for at in sorted(best, key=lambda at: (-scores[at], at)) if scores[at] > 0]


class Okapi(RankBM25):
    """With its own idf."""

    name = "rank-bm25（原 idf）"

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        self.model = BM25Okapi([line.split(" ") for line in lines], k1=1.2, b=0.75)


class Sparse:
    name, slow = "bm25s", True

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        self.known: dict[str, int] = {}
        ids = [[self.known.setdefault(w, len(self.known)) for w in line.split(" ")] for line in lines]
        self.model: Any = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        self.model.index((ids, self.known), show_progress=False)

    def search(self, words: Sequence[str]) -> list[int]:
        found, _ = self.model.retrieve([list(words)], k=TOP, show_progress=False, n_threads=1)
        return [int(at) for at in found[0]]


class FullText:
    name, slow = "SQLite FTS5", True

    def __init__(self, lines: Sequence[str], place: Path) -> None:
        self.base = sqlite3.connect(place / "fts.db")
        self.base.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', tokenize='ascii')")
        self.base.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", enumerate(lines))
        self.base.commit()

    def search(self, words: Sequence[str]) -> list[int]:
        query = " OR ".join(f'"{word}"' for word in words)
        found = self.base.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, TOP))
        return [row[0] for row in found]


PEERS: tuple[type[Peer], ...] = (Uncounted, Tantivy, FullText, Sparse, RankBM25)


def paragraphs() -> Iterator[str]:
    number = 0
    while True:
        yield from plan(number).split("\n\n")
        number += 1


def lines(count: int) -> list[str]:
    """The words of so many clauses, each clause one line; they can be put into every engine as they are."""
    cut, chance = cutter(), Random(0)
    found = dictionary()
    told = [row.split(" ") for row in found.body.decode().split("\n") if row]
    common = [(word, int(often)) for word, often, tag in told if len(word) > 1 and tag[0] in "nva"]
    drawn, weights = [word for word, _ in common], list(accumulate(often for _, often in common))
    made = []
    for text in islice(paragraphs(), count):
        words = [w.lower() for line in text.split("\n") for w, _, _ in cut(line) if w.isalnum()]
        words += chance.choices(drawn, cum_weights=weights, k=int(chance.random() * 2 * DRAWN))
        made.append(" ".join(words) or "无")
    return made


def kept(file: Path | None, count: int) -> list[str]:
    if file is None or not file.exists():
        made = lines(count)
        if file:
            file.write_text("\n".join(made), "utf-8")
        return made
    return file.read_text("utf-8").split("\n")[:count]


def questions(given: Sequence[str], count: int, seed: int = 1) -> list[list[str]]:
    chance, made = Random(seed), []
    while len(made) < count:
        words = sorted({w for w in chance.choice(given).split(" ") if len(w) > 1})
        if len(words) > 1:
            made.append(chance.sample(words, min(len(words), 2 + int(chance.random() * 4))))
    return made


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of this process, all its threads together: others on the machine do not count."""
    start = process_time()
    work()
    return process_time() - start


def percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def in_turns(
    one: Callable[[Sequence[str]], object],
    other: Callable[[Sequence[str]], object],
    asked: Sequence[list[str]],
    rounds: int,
) -> tuple[list[float], list[float]]:
    """Milliseconds of both for each question, the median of its rounds."""
    for words in asked:  # once, so that what is on disk is in memory
        one(words)
    taken: list[tuple[list[float], list[float]]] = [([], []) for _ in asked]
    for _ in range(rounds):
        for words, (first, second) in zip(asked, taken, strict=True):
            first.append(timed(lambda words=words: one(words)) * 1e3)  # type: ignore[misc]
            second.append(timed(lambda words=words: other(words)) * 1e3)  # type: ignore[misc]
    return [statistics.median(f) for f, _ in taken], [statistics.median(s) for _, s in taken]


def overlap(one: Any, other: Any, asked: Sequence[list[str]]) -> float:
    shares = [len(set(a := one(q)) & set(other(q))) / max(1, len(a)) for q in asked]
    return statistics.mean(shares)


def row(size: int, name: str, built: float, times: Sequence[float], rest: str = "") -> str:
    shown = (
        f"| {size:,} | {name} | {built:.1f} | {percentile(times, 0.5):.3g} | {percentile(times, 0.99):.3g} |"
    )
    print(line := f"{shown} {rest or '1 | '} |", flush=True)
    return line


def measured(size: int, given: list[str], rounds: int, count: int) -> Iterator[str]:
    asked = questions(given, count)
    with tempfile.TemporaryDirectory() as place:

        def built(peer: type[Any]) -> tuple[Any, float]:
            (home := Path(place) / peer.__name__).mkdir()
            start = perf_counter()
            return peer(given, home), perf_counter() - start

        ours, seconds = built(Ours)
        first = True
        for kind in (*PEERS, *((InMemory, Okapi) if size <= 10_000 else ())):
            peer, needed = built(kind)
            part = asked[: SLOW.get(size, count)] if kind.slow else asked
            own, its = in_turns(ours.search, peer.search, part, 1 if kind.slow and size > 10_000 else rounds)
            if first:
                yield row(size, ours.name, seconds, own)
                first = False
            ratio = percentile(its, 0.5) / percentile(own, 0.5)
            share = overlap(ours.search, peer.search, part)
            yield row(size, kind.name, needed, its, f"{ratio:.3g} | {share:.2f}")
            del peer
        plans = range(-(-size // A_PLAN))
        for part_of in (0.01, 0.1, 0.5):
            chosen = frozenset(Random(2).sample(plans, max(1, int(len(plans) * part_of))))
            own, its = in_turns(ours.search, lambda q, c=chosen: ours.search(q, c), asked, rounds)  # type: ignore[misc]
            ratio = percentile(its, 0.5) / percentile(own, 0.5)
            yield row(size, f"policykb，{part_of:.0%} 的方案", 0, its, f"{ratio:.3g} | ")


HEAD = (
    "| 条款 | 检索 | 建成 s | 中位 处理器 ms | 99% 处理器 ms | 中位与 policykb 之比 | 前十与 policykb 相同 |\n"
    "|---:|---|---:|---:|---:|---:|---:|"
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--kept", type=Path, help="file where the words that were cut are kept")
    parser.add_argument("--write", type=Path, help="document whose table is replaced")
    given = parser.parse_args()
    everything = kept(given.kept, max(given.sizes))
    print(HEAD)
    rows = [
        line
        for size in given.sizes
        for line in measured(size, everything[:size], given.rounds, given.questions)
    ]
    if given.write:
        text = given.write.read_text("utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        table = "\n".join((BEGIN, HEAD, *rows, END))
        given.write.write_text(before + table + after, "utf-8")


if __name__ == "__main__":
    main()
