"""plan-facts/1: the facts of one plan as JSON values (the contract of ``policykb extract``)."""

from __future__ import annotations

import json
from typing import Any

from corpus.model import Citation, Clause, Document, Repair, Span
from kb.model import Deadline, Evidence, Plan, Responsibility, Target

Json = dict[str, Any]


def _place(span: Span, surface: str) -> Json:
    return {"start": span.start, "end": span.end, "surface": surface}


def citation_json(citation: Citation, text: str) -> Json:
    return {
        "title": citation.title,
        "number": citation.number,
        **_place(citation.span, citation.span.of(text)),
    }


def document_json(document: Document) -> Json:
    header = document.header
    return {
        "title": header.title,
        "number": header.number,
        "issuers": list(header.issuers),
        "issued": header.issued,
        "published": header.published,
        "jurisdiction": header.jurisdiction,
        "level": header.level,
        "basis": [citation_json(citation, document.text) for citation in header.basis],
        "name": document.source.name,
        "encoding": document.source.encoding,
        "sha256": document.source.sha256,
        "characters": len(document.text),
    }


def clause_json(clause: Clause) -> Json:
    return {
        "id": clause.id,
        "parent": clause.parent,
        "kind": clause.kind,
        "label": clause.label,
        "path": clause.path,
        "heading": clause.heading,
        "start": clause.span.start,
        "end": clause.span.end,
    }


def responsibility_json(fact: Responsibility) -> Json:
    return {
        "clause": fact.evidence.clause,
        "unit": fact.unit,
        "group": fact.group,
        "role": fact.role,
        "scope": fact.scope,
        "basis": fact.basis,
        "certain": fact.certain,
        **_place(fact.evidence.span, fact.evidence.surface),
        "rule": fact.evidence.rule,
    }


def deadline_json(fact: Deadline) -> Json:
    return {
        "clause": fact.evidence.clause,
        "kind": fact.kind,
        "value": fact.value,
        **_place(fact.evidence.span, fact.evidence.surface),
        "rule": fact.evidence.rule,
    }


def target_json(fact: Target) -> Json:
    return {
        "clause": fact.evidence.clause,
        "indicator": fact.indicator,
        "comparator": fact.comparator,
        "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
        "unit": fact.measure,
        "change": fact.change,
        "year": fact.year,
        "per": fact.per,
        "uncertain": fact.uncertain,
        **_place(fact.evidence.span, fact.evidence.surface),
        "rule": fact.evidence.rule,
    }


def repair_json(repair: Repair) -> Json:
    return {
        **_place(repair.span, repair.surface),
        "restored": repair.restored,
        "reason": repair.reason,
        "certain": repair.certain,
    }


def evidence_json(evidence: Evidence) -> Json:
    return {
        "document": evidence.document,
        "clause": evidence.clause,
        **_place(evidence.span, evidence.surface),
        "rule": evidence.rule,
    }


def plan_json(plan: Plan) -> Json:
    """The whole object; page chrome is listed under ``chrome`` so that nothing read is hidden."""
    document, facts = plan.document, plan.facts
    return {
        "schema": "plan-facts/1",
        "document": document_json(document),
        "clauses": [clause_json(clause) for clause in document.clauses],
        "responsibilities": [responsibility_json(fact) for fact in facts.responsibilities],
        "deadlines": [deadline_json(fact) for fact in facts.deadlines],
        "targets": [target_json(fact) for fact in facts.targets],
        "repairs": [repair_json(repair) for repair in facts.repairs],
        "chrome": [_place(span, span.of(document.text)) for span in document.chrome],
    }


def dumped(value: Any) -> bytes:
    """JSON as programs send it to one another: on one line; half characters, which some files hold, as escapes."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def dumps(value: Any) -> str:
    """JSON for people and programs alike: Chinese as it is, keys in the order of the contract."""
    return json.dumps(value, ensure_ascii=False, indent=2)
