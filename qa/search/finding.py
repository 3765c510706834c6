"""查找：a search in a knowledge base by whichever engine can answer, and only the plans of the hits read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import StoreError
from corpus.model import Document
from kb.environment import Check
from kb.store import Store
from qa.lexicon import load
from qa.model import Hit
from qa.search.disk import Damaged, available, understood
from qa.search.entries import entries
from qa.search.hits import hits
from qa.search.memory import Memory
from qa.search.ranking import Engine, Found
from qa.search.upkeep import Condition, examine, opened, update
from qa.search.words import wanted

SMALL = 400
"""So many plans are searched in memory where there is no index, in a second or two."""
_MISSING = 1000
"""So many versions of plans that have come or gone are put right before a search."""


_OLD = "检索索引比知识库旧，刚入库的方案可能还查不到"

Ask = Callable[[Engine], tuple[Found, ...]]


@dataclass(frozen=True, slots=True)
class Results:
    """``note`` is what is wrong where the hits are not those of an index in step, which ``reindex`` puts right;
    ``total`` counts those asked for.
    """

    hits: tuple[Hit, ...]
    note: str = ""
    total: int = 0


def find(
    kb: Path,
    text: str,
    limit: int = 10,
    *,
    documents: Collection[int] | None = None,
    shown: slice = slice(None),
) -> Results:
    """The clauses that hold any of the words; ``documents`` are the keys of the plans to look in, and ``shown``
    the part of those found that is wanted with its text.

    What a process that was killed left out of the index is put in first, where that is little and nobody
    else is at it. Raises StoreError where a big knowledge base has no index that can be used.
    """
    words = wanted(text)
    if words and set(words) <= set(load("words")["function"]):
        return Results((), f"“{'、'.join(words)}”单独检索没有意义，请写要找的词。")
    ask = partial(_ask, words, limit, documents)
    with Store.open(kb) as store, store.moment():
        condition = examine(store) if available() else Condition("none")
        if condition.state != "behind":
            return _results(store, condition, words, ask, shown)
    with suppress(StoreError):
        update(kb, at_most=_MISSING, patience=0)
    with Store.open(kb) as store, store.moment():
        return _results(store, examine(store), words, ask, shown)


def _results(store: Store, condition: Condition, words: tuple[str, ...], ask: Ask, shown: slice) -> Results:
    found, note = _found(store, condition, ask)
    present = frozenset(store.keys())  # the index may be ahead of this moment, too
    plans: dict[int, Document | None] = {}

    def document_of(key: int) -> Document | None:
        if key not in plans:
            plans[key] = store.plan(store.record(key)).document if key in present else None
        return plans[key]

    return Results(hits(found[shown], words, document_of), note, len(found))


def engine_in_use(kb: Path) -> Check:
    """A line for ``doctor``: which engine a search would take, and why."""
    if not available():
        return Check("检索", "fallback", "rank-bm25（内存）：没有装 tantivy")
    try:
        with Store.open(kb) as store, store.moment():
            found = examine(store)
    except StoreError:
        return Check("检索", "ok", "tantivy：还没有知识库")
    clauses = found.stand.clauses if found.stand else 0
    said = {
        "in_step": f"tantivy：索引与知识库一致，{clauses} 条",
        "behind": f"tantivy：索引比知识库旧，{clauses} 条；请运行 policykb reindex",
        "other": "rank-bm25（内存）：索引的分词与本程序的不同；请运行 policykb reindex",
        "damaged": f"rank-bm25（内存）：索引已损坏（{found.what}）；请运行 policykb reindex",
        "none": "rank-bm25（内存）：还没有索引；请运行 policykb reindex",
    }
    return Check("检索", "ok" if found.state == "in_step" else "fallback", said[found.state])


def _ask(
    words: tuple[str, ...], limit: int, documents: Collection[int] | None, engine: Engine
) -> tuple[Found, ...]:
    return engine.search(words, limit, documents=documents)


def _found(store: Store, condition: Condition, ask: Ask) -> tuple[tuple[Found, ...], str]:
    what = condition.what
    while condition.state in ("in_step", "behind") and condition.stand:
        try:
            with understood():
                found = ask(opened(store, condition.stand))
        except (Damaged, OSError):
            before, condition = condition, examine(store)  # another process may have put one in its place
            if condition == before:
                what = condition.stand.folder if condition.stand else ""
                break
        else:
            return found, _OLD if condition.state == "behind" else ""
    return ask(_memory(store, what, condition.state)), _said(what, condition.state)


def _said(what: str, state: str) -> str:
    if what:
        return f"检索索引已损坏（{what}），这次在内存里检索"
    return "检索索引的分词与本程序的不同，这次在内存里检索" if state == "other" else ""


def _memory(store: Store, what: str, state: str) -> Memory:
    keys = store.keys()
    if len(keys) > SMALL:
        why = f"已损坏（{what}）" if what else "的分词与本程序的不同" if state == "other" else "还没有建"
        raise StoreError(store.path, f"检索索引{why}", f"请运行 policykb reindex --kb {store.path}")
    return Memory(entry for key in keys for entry in entries(key, store.plan(store.record(key)).document))
