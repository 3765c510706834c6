"""磁盘检索：tantivy in a folder, over the same tokens as in memory.

An entry is a document of the index: its words without their places; the key of its plan, by which plans are
left out or looked in alone; ``place``, by which it is known and equal scores are ordered; and ``plan``, one
term a plan that tells its key and its seal, from which what the index holds can be read in milliseconds.

Asked is for the best few without their number, so that tantivy may pass over blocks of clauses that cannot
be among them. It orders equal scores by its own segments, so a few more are asked for, and more again as
long as the last of them ties with the last one wanted: what is cut off is then certain.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.errors import PolicyError
from qa.search.entries import Entry
from qa.search.ranking import Found, Scored, in_order, needed
from qa.search.rare import split

_WORDS, _PLAN, _DOCUMENT, _PLACE = "words", "plan", "document", "place"
_SHIFT = 20  # a plan has less than a million clauses
_MORE, _FASTER = 22, 8
_DEEP = 2048  # so many may be looked at to find those of the plans asked for, which is quicker than to go by plans
_CLAUSES = 30  # of a plan, as a guess
_BIG = 50_000  # clauses; among fewer it does not pay to ask for rare words first
_BLANK = "blank"
_HEAP = 64_000_000


class Damaged(Exception):
    """What tantivy cannot make sense of; the text says which file or what it objected to."""


@contextmanager
def understood() -> Iterator[None]:
    """Whatever tantivy does not get through is Damaged; a panic of its is no Exception."""
    try:
        yield
    except (OSError, MemoryError, PolicyError, sqlite3.Error):
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Damaged(type(error).__name__) from error
        raise


def available() -> bool:
    """False on machines that tantivy is not made for."""
    return find_spec("tantivy") is not None


def _opened(index: Any) -> Any:
    """An index forgets how its words are told apart when it is closed."""
    import tantivy

    blank = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_BLANK, blank)
    return index


def create(folder: Path) -> Any:
    """An empty index whose clauses stand in order."""
    import tantivy

    made = tantivy.SchemaBuilder()
    made.add_text_field(_WORDS, tokenizer_name=_BLANK, index_option="freq")
    made.add_text_field(_PLAN, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field(_DOCUMENT, indexed=True)
    made.add_unsigned_field(_PLACE, fast=True)
    return _opened(tantivy.Index(made.build(), path=str(folder), reuse=False, sort_by_field=_PLACE))


def load(folder: Path) -> Any:
    """The index for writing."""
    import tantivy

    return _opened(tantivy.Index.open(str(folder)))


def engine(folder: Path) -> Disk:
    """The index for reading; tantivy wants to lock it even then, so one that may not be written to is read
    through links in a folder of our own."""
    if os.access(folder, os.W_OK):
        return Disk(load(folder))
    with TemporaryDirectory(prefix="policykb-") as own:
        for file in folder.iterdir():
            if not file.name.endswith(".lock"):
                Path(own, file.name).symlink_to(file.resolve())
        return Disk(load(Path(own)))


class Disk:
    """An engine over an index as it was when this was made."""

    def __init__(self, index: Any) -> None:
        index.config_reader("manual")
        index.reload()
        self._schema, self._searcher = index.schema, index.searcher()
        self.clauses = int(self._searcher.num_docs)

    def plans(self) -> dict[int, tuple[str, int]]:
        """The seal and the number of clauses of every plan that has any, by its key."""
        import tantivy

        told = self._searcher.terms_with_prefix(_PLAN, "", tantivy.Query.all_query())
        parts = ((*term.split(" "), count) for term, count in told)
        return {int(key): (seal, count) for key, seal, count in parts}

    def search(
        self, words: Sequence[str], limit: int, *, documents: Collection[int] | None = None
    ) -> tuple[Found, ...]:
        asked = tuple(dict.fromkeys(words))
        if not asked or limit < 1 or not self.clauses:
            return ()
        if documents is None:
            return self._best(self._query(asked, limit), limit)
        inside = frozenset(documents)
        return self._best_inside(self._any_of(asked), limit, inside) if inside else ()

    def _query(self, words: Sequence[str], limit: int) -> Any:
        """The clauses among which the best are: those that hold a rare word, where that is certain."""
        if self.clauses < _BIG:
            return self._any_of(words)
        frequencies = {word: self._searcher.doc_freq(_WORDS, word) for word in words}
        parts = split(frequencies, self.clauses)
        if parts:
            rare = self._any_of(parts.rare)
            hits = self._hits(rare, limit)
            if len(hits) == limit and hits[-1][0] > parts.ceiling:
                return self._with(rare, parts.frequent)
        return self._any_of(words)

    def _any_of(self, words: Iterable[str]) -> Any:
        import tantivy

        terms = [self._term(word) for word in words]
        if len(terms) == 1:
            return terms[0]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])

    def _with(self, query: Any, words: Iterable[str]) -> Any:
        """What is found by the query, the words counting for its score."""
        import tantivy

        more = [(tantivy.Occur.Should, self._term(word)) for word in words]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *more])

    def _term(self, word: str) -> Any:
        import tantivy

        return tantivy.Query.term_query(self._schema, _WORDS, word, "freq")

    def _best(self, query: Any, limit: int) -> tuple[Found, ...]:
        wanted = limit + _MORE
        while True:
            hits = self._hits(query, wanted)
            count = needed([score for score, _ in hits], limit)
            if count < len(hits) or len(hits) < wanted:
                return _ordered(self._placed(hits[:count]), limit)
            wanted *= _FASTER

    def _best_inside(self, query: Any, limit: int, inside: frozenset[int]) -> tuple[Found, ...]:
        """Of many plans the best are likely among the best of all; else, and for few, plans are gone by."""
        wanted = _MORE + 2 * limit * self.clauses // (len(inside) * _CLAUSES)
        if wanted <= _DEEP:
            hits = self._hits(query, wanted)
            right = [each for each in self._placed(hits) if each[1] >> _SHIFT in inside]
            count = needed([score for score, _ in right] + [hits[-1][0]], limit) if hits else 0
            if len(hits) < wanted or limit < count <= len(right) or count == limit <= len(right):
                return _ordered(right[:count], limit)
        return self._best(self._within(query, inside), limit)

    def _within(self, query: Any, inside: frozenset[int]) -> Any:
        import tantivy

        plans = tantivy.Query.term_set_query(self._schema, _DOCUMENT, sorted(inside))
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query(
            [(must, query), (must, tantivy.Query.const_score_query(plans, 0.0))]
        )

    def _hits(self, query: Any, limit: int) -> list[tuple[float, Any]]:
        found: list[tuple[float, Any]] = self._searcher.search(
            query, limit=min(limit, self.clauses), count=False
        ).hits
        return found

    def _placed(self, hits: Sequence[tuple[float, Any]]) -> list[Scored]:
        places = self._searcher.fast_field_values(_PLACE, [address for _, address in hits])
        return [(score, place) for (score, _), place in zip(hits, places, strict=True)]


def _ordered(scored: Sequence[Scored], limit: int) -> tuple[Found, ...]:
    best = in_order(scored, limit)
    return tuple(Found(place >> _SHIFT, place & ((1 << _SHIFT) - 1), score) for score, place in best)


class Writer:
    """Puts plans in and takes them out; nothing of it is seen before ``commit``."""

    def __init__(self, index: Any) -> None:
        self._writer = index.writer(heap_size=_HEAP, num_threads=1)

    def put(self, key: int, seal: str, given: Iterable[Entry]) -> None:
        """The clauses of a plan."""
        import tantivy

        for entry in given:
            made = tantivy.Document()
            made.add_text(_WORDS, " ".join(entry.words))
            made.add_text(_PLAN, f"{key} {seal}")
            made.add_unsigned(_DOCUMENT, key)
            made.add_unsigned(_PLACE, key << _SHIFT | entry.clause)
            self._writer.add_document(made)

    def drop(self, key: int, seal: str) -> None:
        self._writer.delete_documents_by_term(
            _PLAN, f"{key} {seal}"
        )  # a number would be taken for a signed one

    def commit(self) -> None:
        """What was put in is there for good; waits until tantivy has put its files together."""
        self._writer.commit()
        self._writer.wait_merging_threads()
