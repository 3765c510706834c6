"""关联数据: the facts as statements of PROV-O, Web Annotation, ORG and Dublin Core; Turtle and JSON-LD write these.

    urn:sha256:HASH                          the file: prov:Entity, dcterms:title, identifier, issued
    urn:policykb:FILE/clause/ID              pk:Clause, dcterms:isPartOf
    urn:policykb:unit/PLACE/NAME             org:Organization, skos:prefLabel, altLabel
    urn:policykb:FILE/duty|deadline|target/N the fact: pk:Responsibility, pk:Deadline, pk:Target
    …/annotation, /target, /position, /quote oa:Annotation: body the fact, target the characters of the file

Every fact says who made it (prov:wasGeneratedBy the reading of the file) and by which rule (pk:rule).
Offsets are those of oa:TextPositionSelector: characters of the decoded text, from 0, end excluded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from corpus.model import Document
from export.characters import printable
from export.selection import Share
from graph.wording import plan_title, task_name
from kb.called import jurisdiction_of
from kb.model import Deadline, Evidence, Responsibility, Target, Unit

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "pk": "urn:policykb:ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PROGRAM = "urn:policykb:program"
_CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Iri:
    """A thing by its whole name, or by a prefixed one (``pk:lead``)."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value; ``kind`` is a prefixed datatype, "" for a plain text."""

    text: str
    kind: str = ""


Value = Iri | Literal
Pair = tuple[str, Value]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing and what is said of it, in order; the first pair says what it is (``a``)."""

    name: str
    pairs: tuple[Pair, ...]


def subjects(shares: Sequence[Share]) -> Iterator[Subject]:
    """Everything that is said, each subject once, in the order of the plans and of their text."""
    yield Subject(PROGRAM, (("a", Iri("prov:SoftwareAgent")), ("dcterms:title", Literal("policykb"))))
    units: dict[str, Subject] = {}
    for share in shares:
        yield from _document(share.document)
        yield from _facts(share)
        named = {unit.name: unit for unit in share.facts.units}
        for duty in share.facts.responsibilities:
            unit = named.get(duty.unit) or Unit(duty.unit, (), None, duty.group)
            units.setdefault(_unit_name(share.document, unit), _unit(share.document, unit))
    yield from units.values()


def file_name(document: Document) -> str:
    return f"urn:sha256:{document.source.sha256}"


def _name(*parts: str) -> str:
    return "urn:policykb:" + "/".join(quote(part.encode("utf-8", "replace"), safe="") for part in parts)


def _clause_name(document: Document, clause: str) -> str:
    return _name(document.id, "clause", clause) if clause in document.by_id else file_name(document)


def _unit_name(document: Document, unit: Unit) -> str:
    return _name("unit", jurisdiction_of(document, unit.level), unit.name)


def _text(text: str) -> Literal:
    return Literal(printable(text))


def _said(*pairs: tuple[str, str | None]) -> tuple[Pair, ...]:
    return tuple((name, _text(text)) for name, text in pairs if text)


def _document(document: Document) -> Iterator[Subject]:
    header = document.header
    dates = tuple(
        (name, Literal(day, "xsd:date"))
        for name, day in (("dcterms:issued", header.issued), ("dcterms:date", header.published))
        if day
    )
    issuers = tuple(("dcterms:creator", _text(issuer)) for issuer in header.issuers)
    yield Subject(
        file_name(document),
        (
            ("a", Iri("prov:Entity")),
            *_said(("dcterms:title", plan_title(document)), ("dcterms:identifier", header.number)),
            *dates,
            *issuers,
            *_said(("pk:jurisdiction", header.jurisdiction), ("pk:file", document.source.name)),
            ("pk:encoding", Literal(document.source.encoding)),
        ),
    )
    used = (("prov:used", Iri(file_name(document))), ("prov:wasAssociatedWith", Iri(PROGRAM)))
    yield Subject(_name(document.id, "reading"), (("a", Iri("prov:Activity")), *used))
    for clause in document.clauses:
        yield Subject(
            _clause_name(document, clause.id),
            (
                ("a", Iri("pk:Clause")),
                *_said(("dcterms:title", task_name(clause, text=document.text)), ("pk:path", clause.path)),
                ("pk:kind", Literal(clause.kind)),
                ("dcterms:isPartOf", Iri(_clause_name(document, clause.parent or ""))),
            ),
        )


def _unit(document: Document, unit: Unit) -> Subject:
    aliases = tuple(("skos:altLabel", _text(alias)) for alias in unit.aliases)
    kind = "pk:OrganizationGroup" if unit.group else "org:Organization"
    pairs = (*_said(("skos:prefLabel", unit.name)), *aliases, *_said(("pk:level", unit.level)))
    return Subject(_unit_name(document, unit), (("a", Iri(kind)), *pairs))


def _facts(share: Share) -> Iterator[Subject]:
    document, facts = share.document, share.facts
    named = {unit.name: unit for unit in facts.units}
    for at, duty in enumerate(facts.responsibilities, 1):
        unit = named.get(duty.unit) or Unit(duty.unit, (), None, duty.group)
        said = _duty(duty, _unit_name(document, unit))
        yield from _fact(document, ("duty", str(at)), said, duty.evidence)
    for at, deadline in enumerate(facts.deadlines, 1):
        yield from _fact(document, ("deadline", str(at)), _deadline(deadline), deadline.evidence)
    for at, target in enumerate(facts.targets, 1):
        yield from _fact(document, ("target", str(at)), _target(target), target.evidence)


def _duty(duty: Responsibility, unit: str) -> tuple[Pair, ...]:
    return (
        ("a", Iri("pk:Responsibility")),
        ("pk:unit", Iri(unit)),
        ("pk:role", Iri(f"pk:{duty.role}")),
        ("pk:scope", Literal(duty.scope)),
        ("pk:basis", Literal(duty.basis)),
        ("pk:certain", _truth(duty.certain)),
    )


def _deadline(deadline: Deadline) -> tuple[Pair, ...]:
    return (
        ("a", Iri("pk:Deadline")),
        ("pk:kind", Literal(deadline.kind)),
        ("pk:value", Literal(deadline.value)),
    )


def _target(target: Target) -> tuple[Pair, ...]:
    low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
    bounds = (("pk:value", low),) if high is None else (("pk:low", low), ("pk:high", high))
    return (
        ("a", Iri("pk:Target")),
        *_said(("pk:indicator", target.indicator), ("pk:comparator", target.comparator)),
        *((name, Literal(repr(float(bound)), "xsd:double")) for name, bound in bounds),
        *_said(("pk:measure", target.measure), ("pk:change", target.change)),
        *_said(("pk:year", target.year), ("pk:per", target.per)),
        ("pk:uncertain", _truth(target.uncertain)),
    )


def _truth(holds: bool) -> Literal:
    return Literal(str(holds).lower(), "xsd:boolean")


def _fact(
    document: Document, parts: tuple[str, str], said: tuple[Pair, ...], evidence: Evidence
) -> Iterator[Subject]:
    """The fact, and the annotation that ties it to its characters."""
    name = _name(document.id, *parts)
    yield Subject(
        name,
        (
            *said,
            ("pk:clause", Iri(_clause_name(document, evidence.clause))),
            ("pk:rule", Literal(evidence.rule)),
            ("prov:wasDerivedFrom", Iri(file_name(document))),
            ("prov:wasGeneratedBy", Iri(_name(document.id, "reading"))),
        ),
    )
    yield from _annotation(document, name, evidence)


def _annotation(document: Document, fact: str, evidence: Evidence) -> Iterator[Subject]:
    """Named through and through: a graph without blank nodes compares and merges by its lines."""
    text, span, number = document.text, evidence.span, "xsd:nonNegativeInteger"
    target, position, quoted = f"{fact}/target", f"{fact}/position", f"{fact}/quote"
    yield Subject(
        f"{fact}/annotation",
        (("a", Iri("oa:Annotation")), ("oa:hasBody", Iri(fact)), ("oa:hasTarget", Iri(target))),
    )
    yield Subject(
        target,
        (
            ("a", Iri("oa:SpecificResource")),
            ("oa:hasSource", Iri(file_name(document))),
            ("oa:hasSelector", Iri(position)),
            ("oa:hasSelector", Iri(quoted)),
        ),
    )
    yield Subject(
        position,
        (
            ("a", Iri("oa:TextPositionSelector")),
            ("oa:start", Literal(str(span.start), number)),
            ("oa:end", Literal(str(span.end), number)),
        ),
    )
    yield Subject(
        quoted,
        (
            ("a", Iri("oa:TextQuoteSelector")),
            ("oa:exact", _text(evidence.surface)),
            ("oa:prefix", _text(text[max(0, span.start - _CONTEXT) : span.start])),
            ("oa:suffix", _text(text[span.end : span.end + _CONTEXT])),
        ),
    )
