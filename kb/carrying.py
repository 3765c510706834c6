"""沿用: what was reported on older versions of a plan, as far as it still holds of the present one.

Nothing is copied: a remark stays with the version it was written for, and is read through it for as long as
the clause says the same under the same number. What is not, is left there and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from operator import itemgetter

from corpus.model import Document
from kb.model import Plan
from kb.remarks import Remark
from kb.store import Store

_APART = frozenset({"measure", "table_row"})  # clauses that are reported on by themselves


@dataclass(frozen=True, slots=True)
class Standing:
    """``remark`` names the present version, ``written`` is the hash of the one it was written for."""

    remark: Remark
    written: str

    @property
    def is_carried(self) -> bool:
        return self.written != self.remark.document

    def told(self) -> Remark:
        """The remark, whose origin says for what version it was written where that is another."""
        if not self.is_carried:
            return self.remark
        return replace(self.remark, origin=f"{self.remark.origin}（写给旧版 {self.written[:12]}，条款未变）")


@dataclass(frozen=True, slots=True)
class Older:
    """An older version of a plan, and the text of the present one."""

    plan: Plan
    present: Document

    def stands(self, clause: str) -> bool:
        """Whether what is reported on the clause holds of the present version."""
        words = _words(self.present, clause)
        return words is not None and words == _words(self.plan.document, clause)


@dataclass(frozen=True, slots=True)
class Reports:
    """What was reported of a plan, each field of each task once: what stands, and what its present text left."""

    standing: tuple[Standing, ...]
    left: tuple[Remark, ...]

    @property
    def carried(self) -> int:
        return sum(each.is_carried for each in self.standing)


NOTHING = Reports((), ())


def reports(store: Store, hashes: Iterable[str]) -> dict[str, Reports]:
    """By the hash of each present plan; those of which nothing was ever reported are left out."""
    with store.moment():
        told: dict[str, list[tuple[int, Remark]]] = {}
        every = store.every_remark()
        for at, remark in enumerate(every):
            told.setdefault(remark.document, []).append((at, remark))
        written = _written(every)
        found = {}
        for sha256 in dict.fromkeys(hashes) if told else ():
            kin = store.kin(sha256)
            story = sorted((each for of in kin for each in told.get(of, ())), key=itemgetter(0))
            if story:
                versions = {of: store.document(key) for of, key in kin.items() if of in told or of == sha256}
                found[sha256] = _of(versions[sha256], versions, [remark for _, remark in story], written)
        return found


def remarks_on(store: Store, plans: Iterable[Plan]) -> tuple[Remark, ...]:
    """What stands reported on the tasks of the plans."""
    found = reports(store, (plan.document.source.sha256 for plan in plans))
    return tuple(each.told() for one in found.values() for each in one.standing)


def older(store: Store, plans: Iterable[Plan], named: Set[str]) -> tuple[Older, ...]:
    """The older versions of the plans that are among those named by the beginnings of their hashes."""
    present = {plan.document.source.sha256: plan.document for plan in plans}
    with store.moment():
        return tuple(
            Older(store.plan(store.record(store.kin(new)[old])), present[new])
            for old, new in store.succession().items()
            if old != new and old[:12] in named and new in present
        )


def orphans(store: Store) -> tuple[Remark, ...]:
    """The last word on what is no version of a present plan any more, unless it was handed on to one."""
    with store.moment():
        every = store.every_remark()
        held = store.succession() if every else {}
        handed = {_said(remark) for remark in every if remark.document in held}
        lost = {_said(remark): remark for remark in reversed(store.remarks()) if remark.document not in held}
        return tuple(remark for said, remark in reversed(lost.items()) if said not in handed)


def _said(remark: Remark) -> Remark:
    """What is the same of a remark and of that which was handed on: a cell of a file names one version."""
    return replace(remark, document="")


def _written(every: Iterable[Remark]) -> dict[Remark, str]:
    """By what was said, the version for which it was written: it came first."""
    found: dict[Remark, str] = {}
    for remark in every:
        found.setdefault(_said(remark), remark.document)
    return found


def _of(
    present: Document,
    versions: Mapping[str, Document],
    story: Sequence[Remark],
    written: Mapping[Remark, str],
) -> Reports:
    """The later word stands; what was left is told unless a later word stands in its place."""
    standing: dict[tuple[str, str], Standing] = {}
    left: dict[tuple[str, str], Remark] = {}
    for remark in story:
        place = remark.clause, remark.field
        words = _words(present, remark.clause)
        if words is not None and words == _words(versions[remark.document], remark.clause):
            left.pop(place, None)
            standing.pop(place, None)
            of = present.source.sha256
            standing[place] = Standing(replace(remark, document=of), written[_said(remark)])
        else:
            left[place] = replace(remark, document=written[_said(remark)])
    return Reports(tuple(standing.values()), tuple(left.values()))


def _words(document: Document, clause_id: str) -> str | None:
    """The characters of a clause but for blanks and the tasks below it, or those above all clauses for ""."""
    if not clause_id:
        end = document.clauses[0].span.start if document.clauses else len(document.text)
        return "".join(document.folded[:end].split())
    clause = document.by_id.get(clause_id)
    if clause is None:
        return None
    parts, at = [], clause.span.start
    for below in document.clauses:
        if below.kind in _APART and below is not clause and clause.span.covers(below.span):
            parts.append(document.folded[at : below.span.start])
            at = max(at, below.span.end)
    return "".join("".join([*parts, document.folded[at : clause.span.end]]).split())
