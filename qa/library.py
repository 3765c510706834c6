"""书库：a store as questions see it, whose plans are read when a question needs them and kept for the next.

Which plans are needed is told by ``qa.scope``. A question that so many plans have a part in that the answer
would be a book is asked back with the places they are of; nothing is ever left out of an answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from threading import Lock

from corpus.errors import StoreError, TooMany
from kb.lookup import Keys, Lookup
from kb.model import Plan
from kb.names import Names
from kb.store import Store
from qa import answer as qa
from qa.model import Answer, Query, Rows
from qa.scope import FEW, names_no_unit, scope, scope_of_unit, scoped
from qa.standing import Standing

MOST = 500
"""Plans that are read for one answer unless all are asked for; they take some seconds."""
_PLANS = MOST
_ANSWERS = 100  # they hold on to their plans
_NAMED = 40  # places shown of those that are asked back
_TRIED = 3  # plans that a question is read against before it is asked back


@dataclass(frozen=True, slots=True)
class Within:
    """The plans asked: part of a title, file name or number, or the beginning of a digest; part of a place.

    ``everything``: as many of them as there may be.
    """

    plan: str = ""
    place: str = ""
    everything: bool = False


ANYWHERE = Within()


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on: while the plans with these ``seals`` are those it draws on, it is the same.

    ``standing`` is what told which plans they are, where that was names alone.
    """

    seals: tuple[str, ...] = ()
    standing: tuple[Standing, ...] = ()

    def outlasts(self, new: Names) -> bool:
        """Whether it is so still after those plans came in and nothing else happened."""
        return bool(self.standing) and all(one.outlasts(new) for one in self.standing)


NOTHING = Basis()


Ask = Callable[[Sequence[Plan]], Answer]
Narrow = Callable[[str, Lookup, Keys], Keys]


Given = tuple[Sequence[Plan], Answer]
"""An answer with its plans: while they are held nothing else has their identities."""


class Held:
    """Plans that were read and answers that were given, the latest used last.

    Libraries of several threads may have it in common. An answer depends on the question, the day and the
    plans alone, and these are known by identity (see ``qa.remembered``).
    """

    def __init__(self) -> None:
        self._plans: OrderedDict[tuple[int, str], Plan] = OrderedDict()
        self._answers: OrderedDict[tuple[str, str | None, tuple[int, ...]], Given] = OrderedDict()
        self._lock = Lock()

    def get(self, key: int, seal: str) -> Plan | None:
        with self._lock:
            found = self._plans.get((key, seal)) if seal else None
            if found:
                self._plans.move_to_end((key, seal))
            return found

    def keep(self, key: int, seal: str, plan: Plan) -> Plan:
        """The plan that is held from now on: of two threads that read it, that of the first."""
        with self._lock:
            held = self._plans.setdefault((key, seal), plan) if seal else plan
            if len(self._plans) > _PLANS:
                self._plans.popitem(last=False)
            return held

    def answer(self, question: str, today: str | None, plans: Sequence[Plan]) -> Answer:
        key = (question, today, tuple(map(id, plans)))
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key][1]
        made = qa.ask(question, plans, today=today)
        with self._lock:
            self._answers[key] = plans, made
            if len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)
        return made


class Library:
    """The plans of an open store. Answers are those of ``qa.answer`` over all plans asked."""

    def __init__(self, store: Store, held: Held | None = None) -> None:
        self._store = store
        self._held = held or Held()

    def ask(self, question: str, within: Within = ANYWHERE, *, today: str | None = None) -> Answer:
        """A question in Chinese (see ``qa.answer.ask``)."""
        return self._answered(question, within, scope, partial(self._held.answer, question, today))

    def tasks(self, unit: str, within: Within = ANYWHERE) -> Answer:
        """The tasks that list a unit."""
        return self._answered(unit, within, scope_of_unit, lambda plans: qa.tasks_of(plans, unit))

    def owners(self, about: str, within: Within = ANYWHERE) -> Answer:
        """Who answers for a topic, or for a clause given by its number."""
        return self._answered(about, within, scope, lambda plans: qa.owners_of(plans, about))

    def targets(self, about: str = "", year: str | None = None, within: Within = ANYWHERE) -> Answer:
        """The targets of an indicator, of a year, of both, or all of them."""
        return self._answered(about, within, scope, lambda plans: qa.targets_of(plans, about, year))

    def deadlines(self, within: Within = ANYWHERE, **when: str | None) -> Answer:
        """What is due when (see ``qa.answer.deadlines_of``)."""
        return self._answered("", within, scope, lambda plans: qa.deadlines_of(plans, **when))

    def plans(self, within: Within = ANYWHERE, unit: str = "") -> tuple[Plan, ...]:
        """Every plan asked, or those that may name the unit, in the order they came in.

        TooMany where they are more than are read without being asked for.
        """
        with self._store.moment():
            every = self.keys(within)
            narrow = bool(unit) and self._narrows(every)
            needed = scope_of_unit(unit, self._store.lookup, every) if narrow else every
            if len(needed) > MOST and not within.everything:
                raise TooMany(len(needed), self._places(needed))
            return self._read(needed)

    def basis(self, question: str, within: Within = ANYWHERE) -> Basis:
        """What the answer to a question rests on; nothing where that is more than some plans, or where an old
        program wrote one of them.
        """
        with self._store.moment():
            every = self.keys(within)
            narrow = self._narrows(every)
            needed, standing = scoped(question, self._store.lookup, every) if narrow else (every, ())
            if len(needed) > MOST and not within.everything:
                return NOTHING
            seals = tuple(seal for _, seal in self._sealed(_beside(needed, every)))
            anywhere = not (within.plan or within.place)
            return Basis(seals, standing if anywhere else ()) if all(seals) else NOTHING

    def _scope(self, words: str, within: Within, narrow: Narrow) -> tuple[Keys, Keys]:
        """The plans that an answer may draw on, and all that are asked."""
        every = self.keys(within)
        return (narrow(words, self._store.lookup, every) if self._narrows(every) else every), every

    def _places(self, keys: Keys) -> tuple[tuple[str, int], ...]:
        """The places of the plans, that of the most first; none where the store cannot tell."""
        return tuple(self._store.lookup.places(keys).most_common()) if self._store.catalogued else ()

    def _answered(self, words: str, within: Within, narrow: Narrow, ask: Ask) -> Answer:
        with self._store.moment():
            needed, every = self._scope(words, within, narrow)
            if len(needed) <= MOST or within.everything:
                return ask(self._read(_beside(needed, every)))
            if not self._store.catalogued:
                raise self._outdated()
            tried = ask(self._read(sorted(needed)[:_TRIED]))
            if tried.status == "unknown_unit" and names_no_unit(words, self._store.lookup):
                return tried
            return self._asked_back(tried, needed, every)

    def _outdated(self) -> StoreError:
        kb, what = self._store.path, "知识库是旧的程序编的，还不能从中选方案"
        return StoreError(kb, what, f"请先更新：policykb reindex --kb {kb}")

    def _narrows(self, every: Keys) -> bool:
        return len(every) > FEW and self._store.catalogued

    def keys(self, within: Within = ANYWHERE) -> Keys:
        """The plans asked, as they are named to the store; StoreError where it cannot tell them apart."""
        if self._store.catalogued:
            return self._store.lookup.within(plan=within.plan, place=within.place)
        if within.plan or within.place:
            raise self._outdated()
        return frozenset(self._store.keys())

    def _read(self, keys: Collection[int]) -> tuple[Plan, ...]:
        return tuple(self._plan(key, seal) for key, seal in self._sealed(keys))

    def _sealed(self, keys: Collection[int]) -> list[tuple[int, str]]:
        """With their seals, in the order they came in; StoreError where some plan is lost."""
        self._store.check(counting=self._store.catalogued and len(keys) < len(self._store.lookup.all))
        return self._store.seals(sorted(keys))

    def _plan(self, key: int, seal: str) -> Plan:
        """A plan that was read before, where it is still the one in the store."""
        held = self._held.get(key, seal)
        return held or self._held.keep(key, seal, self._store.plan(self._store.record(key)))

    def _asked_back(self, tried: Answer, needed: Keys, every: Keys) -> Answer:
        places = self._places(needed)
        named = [f"{place}（{count}份）" for place, count in places[:_NAMED]]
        of = f"，分属{len(places)}个地方" if len(places) > 1 else ""
        told = f"\n地方有：{'、'.join(named)}{'等' * (len(places) > len(named))}。" if len(places) > 1 else ""
        text = (
            f"要问的有{len(every)}份方案，这个问题要看其中{len(needed)}份{of}。"
            f"请指明是哪个地方的或哪份方案，写在问句里也可以；或要求全部列出。{told}"
        )
        query = Query(tried.query.select, (*tried.query.where, f"方案 {len(needed)}份"), tried.query.then)
        asked_back = replace(
            tried, query=query, status="ambiguous", text=text, count=None, rows=Rows(), documents=()
        )
        return replace(asked_back, needed=len(needed), places=places)


def _beside(needed: Keys, every: Keys) -> Keys:
    """With another plan where only one is needed, for an answer from one of many names the plan."""
    return needed | frozenset(islice(sorted(every - needed), 1)) if len(needed) == 1 else needed
