"""Akoma Ntoso 3 (OASIS LegalDocML): a plan as a <doc>, its clauses with eIds, its facts as references.

The facts stand in <proprietary> with offsets and rule, and are marked in the text as <organization>,
<term> (a time limit) and <quantity> (a target), each referring to an entry of <references>.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from corpus.errors import InputError
from corpus.model import Document
from export.akn_body import NAMESPACE, Body, Mark
from export.characters import printable
from export.selection import Share
from graph.wording import describe_target, describe_time, plan_title
from kb.deadlines.model import reference
from kb.facts_json import deadline_json, responsibility_json, target_json
from kb.model import ROLES, Facts

_OWN = "urn:policykb:ns#"
_UNDATED = "1900-01-01"
register_namespace("pk", _OWN)


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of <references>: ``tag`` is TLCOrganization, TLCRole or TLCConcept."""

    tag: str
    eid: str
    href: str
    shown: str


def write(shares: Sequence[Share]) -> bytes:
    """Raises InputError unless one plan is given: a file holds one document."""
    if len(shares) != 1:
        raise InputError(f"akn 一个文件只写一份方案，现在选中 {len(shares)} 份；请用 --plan 指明一份。")
    (share,) = shares
    document, facts = share.document, share.facts
    root = Element("akomaNtoso", {"xmlns": NAMESPACE})
    body = SubElement(root, "doc", {"name": "plan"})
    meta = SubElement(body, "meta")
    title = SubElement(SubElement(body, "preface", {"eId": "preface"}), "p", {"eId": "preface__p_1"})
    SubElement(title, "docTitle", {"eId": "preface__p_1__docTitle_1"}).text = printable(plan_title(document))
    main = SubElement(body, "mainBody", {"eId": "body"})
    ids = Body(document, _marks(facts)).write(main)
    if not len(main):
        SubElement(main, "p", {"eId": "body__p_1"}).text = printable(document.text.strip())
    _identify(meta, document)
    _refer(meta, [*_issuers(document), *_references(document, facts)])
    _tell(meta, facts, ids)
    indent(meta, level=2)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _identify(meta: Element, document: Document) -> None:
    """The work (the plan), its expression (this wording, by hash) and its manifestation (this file)."""
    day, known = reference(document.header) or _UNDATED, reference(document.header) is not None
    work = f"/akn/cn/doc/{day}/{document.id}"
    expression = f"{work}/zho@{day}"
    parts = (("FRBRWork", work), ("FRBRExpression", expression), ("FRBRManifestation", f"{expression}.akn"))
    identification = SubElement(meta, "identification", {"source": "#policykb"})
    for tag, uri in parts:
        level = SubElement(identification, tag)
        SubElement(level, "FRBRthis", {"value": f"{uri}/!main"})
        SubElement(level, "FRBRuri", {"value": uri})
        SubElement(level, "FRBRdate", {"date": day, "name": "成文日期" if known else "未写明"})
        author = "policykb" if tag == "FRBRManifestation" else _issuers(document)[0].eid
        SubElement(level, "FRBRauthor", {"href": f"#{author}"})
        if tag == "FRBRWork":
            SubElement(level, "FRBRcountry", {"value": "cn"})
            if document.header.number:
                SubElement(level, "FRBRnumber", {"value": printable(document.header.number)})
        elif tag == "FRBRExpression":
            SubElement(level, "FRBRlanguage", {"language": "zho"})


def _issuers(document: Document) -> list[Named]:
    names = document.header.issuers or ("（未写明）",)
    return [
        Named("TLCOrganization", f"issuer_{at}", _href("organization", name), name)
        for at, name in enumerate(names, 1)
    ]


def _href(kind: str, name: str) -> str:
    return f"/akn/ontology/{kind}/cn/{quote(name.encode('utf-8', 'replace'), safe='')}"


def _units(facts: Facts) -> dict[str, str]:
    """The eId of each unit, in the order of the plan."""
    names = dict.fromkeys(duty.unit for duty in facts.responsibilities)
    return {name: f"unit_{at}" for at, name in enumerate(names, 1)}


def _references(document: Document, facts: Facts) -> list[Named]:
    found = [Named("TLCOrganization", "policykb", "urn:policykb:program", "policykb")]
    found += [
        Named("TLCOrganization", eid, _href("organization", name), name)
        for name, eid in _units(facts).items()
    ]
    found += [Named("TLCRole", role, _href("role", role), word) for role, word in ROLES.items()]
    base = f"urn:policykb:{document.id}"
    found += [
        Named("TLCConcept", f"deadline_{at}", f"{base}/deadline/{at}", describe_time(deadline))
        for at, deadline in enumerate(facts.deadlines, 1)
    ]
    found += [
        Named("TLCConcept", f"target_{at}", f"{base}/target/{at}", describe_target(target))
        for at, target in enumerate(facts.targets, 1)
    ]
    return found


def _refer(meta: Element, found: Sequence[Named]) -> None:
    references = SubElement(meta, "references", {"source": "#policykb"})
    for one in found:
        shown = printable(one.shown)
        SubElement(references, one.tag, {"eId": one.eid, "href": one.href, "showAs": shown})


def _marks(facts: Facts) -> list[Mark]:
    """In the order of the text, of those at one place the longest first."""
    units = _units(facts)
    found = [Mark(duty.evidence.span, "organization", units[duty.unit]) for duty in facts.responsibilities]
    found += [
        Mark(fact.evidence.span, "term", f"deadline_{at}") for at, fact in enumerate(facts.deadlines, 1)
    ]
    found += [
        Mark(fact.evidence.span, "quantity", f"target_{at}") for at, fact in enumerate(facts.targets, 1)
    ]
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def _tell(meta: Element, facts: Facts, ids: Mapping[str, str]) -> None:
    """Every fact with the keys of plan-facts/1; a clause and a unit by their eIds."""
    own = SubElement(meta, "proprietary", {"source": "#policykb"})
    units = _units(facts)
    for duty in facts.responsibilities:
        row = {**responsibility_json(duty), "unit": f"#{units[duty.unit]}"}
        SubElement(own, f"{{{_OWN}}}responsibility", _attributes(row, ids))
    for deadline in facts.deadlines:
        SubElement(own, f"{{{_OWN}}}deadline", _attributes(deadline_json(deadline), ids))
    for target in facts.targets:
        row = target_json(target)
        row["measure"] = row.pop("unit")
        SubElement(own, f"{{{_OWN}}}target", _attributes(row, ids))


def _attributes(row: Mapping[str, object], ids: Mapping[str, str]) -> dict[str, str]:
    found = {name: _said(value) for name, value in row.items() if value is not None and name != "clause"}
    clause = ids.get(str(row["clause"]))
    return {**({"clause": f"#{clause}"} if clause else {}), **found}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, list) else printable(str(value))
