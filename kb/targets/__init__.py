"""量化指标：every quantity that a plan sets, with its indicator, year, rhythm and evidence.

``RULES`` find amounts; ``refuse`` drops what is merely mentioned; ``indicators`` and ``timing`` read
the clause around; ``series`` gives out what a list says once; ``damage`` restores what is lost.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Document, Repair
from corpus.rule import Rule, Rulebook
from corpus.sweep import Sweep
from kb import deadlines
from kb.deadlines.model import chosen, legible, reference
from kb.model import Deadline, Evidence, Target
from kb.targets import amounts, written
from kb.targets.amounts import Amount
from kb.targets.damage import Sound, restored, separator_lost, sound
from kb.targets.indicators import Phrase, phrase
from kb.targets.refuse import sane, set_by_plan
from kb.targets.scene import Found, Scene, Setting
from kb.targets.series import Fact, distributed, series
from kb.targets.timing import listed_years, per_of, year_of

RULES: tuple[Rule[None, Amount], ...] = (*amounts.RULES, *written.RULES)
_SWEEP = Sweep(RULES)
BOOK: Rulebook[None, Amount] = Rulebook("量化指标", RULES, None)


def extract(document: Document) -> tuple[tuple[Target, ...], tuple[Repair, ...]]:
    """Every target and every damaged place among them, both in reading order."""
    text = legible(document)
    return find(document, text, deadlines.find(document, text))


def find(
    document: Document, text: str, dated: tuple[Deadline, ...]
) -> tuple[tuple[Target, ...], tuple[Repair, ...]]:
    """``extract`` of a document whose legible ``text`` and deadlines are known."""
    setting, issued = _setting(text, dated), reference(document.header)
    scenes = setting.scenes()
    known = sound(scenes)
    targets: list[Target] = []
    repairs: list[Repair] = []
    previous, parts, at = "", False, 0
    for run in series(scenes):
        if setting.sentence_start(run[0].found.span.start) >= at:
            previous, parts = "", False
        facts = [_fact(scene, phrase(scene, previous, parts=parts), setting, document) for scene in run]
        parts = facts[-1].part
        previous, at = previous if parts else facts[-1].indicator, run[-1].found.span.end
        kept = [fact for fact in facts if set_by_plan(fact.scene, fact.per, issued)]
        if len(kept) > 1:
            kept = list(distributed(kept, listed_years(kept[0].scene, setting)))
        for fact in kept:
            target, found = _target(fact, known, document)
            targets.append(target)
            repairs += found
    return tuple(targets), tuple(repairs)


def _setting(text: str, dated: tuple[Deadline, ...]) -> Setting:
    """Amounts that are part of a date or a period are left to the deadlines."""
    taken = bytearray(len(text))
    for deadline in dated:
        span = deadline.evidence.span
        taken[span.start : span.end] = b"\1" * len(span)
    found = [
        Found(span, amount, rule.name)
        for rule, span, amount in _SWEEP.readings(text, None)
        if sane(amount.value) and not any(taken[span.start : span.end])
    ]
    return Setting(text, dated, chosen(found, len(text)))


def _fact(scene: Scene, said: Phrase, setting: Setting, document: Document) -> Fact:
    amount = scene.found.amount
    known = amount.comparator not in {"", "="}
    return Fact(
        scene,
        replace(
            amount,
            comparator=amount.comparator if known else said.comparator or amount.comparator,
            change=said.change,
        ),
        said.indicator,
        said.part,
        year_of(scene, setting, document),
        per_of(scene, setting),
    )


def _target(fact: Fact, known: Sound, document: Document) -> tuple[Target, list[Repair]]:
    scene = replace(fact.scene, found=replace(fact.scene.found, amount=fact.amount))
    whole = restored(scene, known, document.text, damaged=bool(document.repairs))
    repairs = [repair for repair in (separator_lost(scene), whole.repair) if repair]
    amount, span = whole.amount, scene.found.span
    clause = document.clause_at(span.start)
    evidence = Evidence(
        document.id, clause.id if clause else "", span, span.of(document.text), scene.found.rule
    )
    target = Target(
        fact.indicator or (clause.heading if clause else ""),
        amount.comparator or "=",
        amount.value,
        amount.measure,
        amount.change,
        fact.year,
        fact.per,
        bool(repairs),
        evidence,
    )
    return target, repairs
