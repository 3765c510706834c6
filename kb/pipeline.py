"""Extraction as a spaCy pipeline: a document in, a ``Doc`` with facts as span groups, a ``Plan`` out.

The pipeline runs on characters (one token a character), because word segmenters cut unit names
apart; so token indices are the offsets of the evidence. Every component is a plain function of the
draft of a plan; ``COMPONENTS`` is their order, and a new kind of fact is one line there. ``extract`` runs the
same functions without a ``Doc``, which costs as much as a kind of fact and which no fact needs; spaCy
itself is imported by ``annotate``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from corpus.document import looks_like_plan, parse
from corpus.errors import NotAPlan
from corpus.model import Document, Repair, Source
from kb import deadlines, responsibilities, targets
from kb.deadlines.model import legible
from kb.model import Deadline, Facts, Plan, Responsibility, Target

Found = dict[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Draft:
    """A document whose facts are being read, with what more than one component looks at."""

    document: Document

    @cached_property
    def prose(self) -> str:
        return legible(self.document)

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        return deadlines.find(self.document, self.prose)


def _responsibilities(draft: Draft) -> Found:
    found, units, repairs = responsibilities.find(draft.document, draft.prose)
    return {"responsibilities": found, "units": units, "repairs": repairs}


def _deadlines(draft: Draft) -> Found:
    return {"deadlines": draft.deadlines}


def _targets(draft: Draft) -> Found:
    found, repairs = targets.find(draft.document, draft.prose, draft.deadlines)
    return {"targets": found, "repairs": repairs}


COMPONENTS: tuple[tuple[str, Callable[[Draft], Found]], ...] = (
    ("responsibilities", _responsibilities),
    ("deadlines", _deadlines),
    ("targets", _targets),
)


def _label(fact: Responsibility | Deadline | Target) -> str:
    match fact:
        case Responsibility():
            return fact.role
        case Deadline():
            return fact.kind
        case Target():
            return fact.comparator


def _component(name: str, find: Callable[[Draft], Found], make_span: Any) -> Callable[[Any], Any]:
    def run(doc: Any) -> Any:
        found = find(doc.user_data["draft"])
        doc.user_data[name] = found
        doc.spans[name] = [
            make_span(doc, fact.evidence.span.start, fact.evidence.span.end, label=_label(fact))
            for fact in found[name]
        ]
        return doc

    return run


@cache
def language() -> Any:
    """The spaCy ``Language`` with the components of ``COMPONENTS``; built once a process."""
    import spacy
    from spacy.tokens import Span

    nlp = spacy.blank("zh")
    for name, find in COMPONENTS:
        spacy.language.Language.component(f"policykb_{name}", func=_component(name, find, Span))
        nlp.add_pipe(f"policykb_{name}", name=name)
    return nlp


def annotate(document: Document) -> Any:
    """The spaCy ``Doc`` of a document: one token a character, facts in ``doc.spans`` by kind."""
    from spacy.tokens import Doc

    nlp = language()
    characters = list(document.text)
    doc = Doc(nlp.vocab, words=characters, spaces=[False] * len(characters))
    doc.user_data |= {"document": document, "draft": Draft(document)}
    return nlp(doc)


def merged(groups: Sequence[tuple[Repair, ...]]) -> tuple[Repair, ...]:
    """Repairs of all rooms in reading order; of two on the same characters the surer stays."""
    best: dict[tuple[int, int], Repair] = {}
    for repair in (repair for group in groups for repair in group):
        key = (repair.span.start, repair.span.end)
        if key not in best or (repair.certain and not best[key].certain):
            best[key] = repair
    return tuple(best[key] for key in sorted(best))


def extract(source: Source) -> Plan:
    """Read one source into a plan with all its facts; never raises on any text."""
    document = parse(source)
    draft = Draft(document)
    found = [find(draft) for _, find in COMPONENTS]
    kinds = {kind: tuple(fact for part in found for fact in part.get(kind, ())) for kind in _KINDS}
    repairs = merged([document.repairs, *(part.get("repairs", ()) for part in found)])
    return Plan(document, Facts(**kinds, repairs=repairs))


_KINDS = ("responsibilities", "deadlines", "targets", "units")


def ensure_plan(plan: Plan) -> Plan:
    """The plan itself, or NotAPlan where it has neither a numbered clause nor a unit."""
    if looks_like_plan(plan.document) or plan.facts.responsibilities:
        return plan
    raise NotAPlan(
        f"{plan.document.source.name}：读得出文字，但既没有编号条款，也没有责任单位，不像一份方案；"
        "请检查是否选错了文件，或先把正文另存为文本。"
    )
