"""知识图谱: the facts of plans as a multigraph, rebuilt from the facts and never edited.

    node                              attributes besides ``kind`` and ``name``
    doc:DOCUMENT                      file, number, issued, jurisdiction, level
    clause:DOCUMENT/CLAUSE            document, clause, clause_kind, label, path, start, end
    unit:JURISDICTION/NAME            jurisdiction, level, group, aliases
    deadline:KIND/VALUE               deadline_kind, value
    indicator:NAME

    edge (``relation``)               attributes besides the evidence
    contains     doc|clause → clause
    responsible  clause → unit        role, scope, basis, certain
    due          clause → deadline
    target       clause → indicator   comparator, value, measure, change, year, per, uncertain

Every edge carries its evidence: document, start, end, surface, rule. For ``contains`` that is the
first line of the clause. A fact outside every clause hangs on its document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx

from corpus.model import Clause, Document
from graph.wording import describe_time, task_name
from kb.called import jurisdiction_of
from kb.model import Deadline, Evidence, Plan, Responsibility, Target, Unit

Graph: TypeAlias = "nx.MultiDiGraph[str]"

_HEAD = 80


def document_node(document: Document) -> str:
    return f"doc:{document.id}"


def clause_node(document: Document, clause_id: str) -> str:
    """The node of the clause, or of its document where there is no such clause."""
    if clause_id not in document.by_id:
        return document_node(document)
    return f"clause:{document.id}/{clause_id}"


def build(plans: Sequence[Plan]) -> Graph:
    """The graph of ``plans``; nodes and edges stand in the order of the plans and of their text."""
    graph: Graph = nx.MultiDiGraph()
    for plan in plans:
        _add_document(graph, plan.document)
        units = {unit.name: unit for unit in plan.facts.units}
        for responsibility in plan.facts.responsibilities:
            _add_responsibility(graph, plan.document, responsibility, units)
        for deadline in plan.facts.deadlines:
            _add_deadline(graph, plan.document, deadline)
        for target in plan.facts.targets:
            _add_target(graph, plan.document, target)
    return graph


def _add_document(graph: Graph, document: Document) -> None:
    header = document.header
    graph.add_node(
        document_node(document),
        kind="document",
        name=header.title or document.source.name,
        file=document.source.name,
        number=header.number,
        issued=header.issued,
        jurisdiction=header.jurisdiction,
        level=header.level,
    )
    for clause in document.clauses:
        _add_clause(graph, document, clause)


def _add_clause(graph: Graph, document: Document, clause: Clause) -> None:
    node = clause_node(document, clause.id)
    graph.add_node(
        node,
        kind="clause",
        name=task_name(clause, text=document.text),
        document=document.id,
        clause=clause.id,
        clause_kind=clause.kind,
        label=clause.label,
        path=clause.path,
        start=clause.span.start,
        end=clause.span.end,
    )
    start = clause.span.start
    first_line = document.text[start : min(clause.span.end, start + _HEAD)].split("\n", 1)[0]
    parent = clause_node(document, clause.parent or "")
    place = _place(document.id, (start, start + len(first_line)), first_line, "clause-tree")
    graph.add_edge(parent, node, relation="contains", **place)


def _place(document: str, offsets: tuple[int, int], surface: str, rule: str) -> dict[str, Any]:
    return {"document": document, "start": offsets[0], "end": offsets[1], "surface": surface, "rule": rule}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return _place(evidence.document, (span.start, span.end), evidence.surface, evidence.rule)


def _add_responsibility(
    graph: Graph, document: Document, fact: Responsibility, units: Mapping[str, Unit]
) -> None:
    unit = units.get(fact.unit) or Unit(fact.unit, (), None, fact.group)
    jurisdiction = jurisdiction_of(document, unit.level)
    node = f"unit:{jurisdiction}/{unit.name}"
    known = graph.nodes[node]["aliases"] if node in graph else ()
    graph.add_node(
        node,
        kind="unit",
        name=unit.name,
        jurisdiction=jurisdiction,
        level=unit.level,
        group=unit.group,
        aliases=tuple(dict.fromkeys((*known, *unit.aliases))),
    )
    graph.add_edge(
        clause_node(document, fact.evidence.clause),
        node,
        relation="responsible",
        role=fact.role,
        scope=fact.scope,
        basis=fact.basis,
        certain=fact.certain,
        **_evidence(fact.evidence),
    )


def _add_deadline(graph: Graph, document: Document, fact: Deadline) -> None:
    node = f"deadline:{fact.kind}/{fact.value}"
    name = describe_time(fact)
    graph.add_node(node, kind="deadline", name=name, deadline_kind=fact.kind, value=fact.value)
    holder = clause_node(document, fact.evidence.clause)
    graph.add_edge(holder, node, relation="due", **_evidence(fact.evidence))


def _add_target(graph: Graph, document: Document, fact: Target) -> None:
    node = f"indicator:{fact.indicator}"
    graph.add_node(node, kind="indicator", name=fact.indicator)
    graph.add_edge(
        clause_node(document, fact.evidence.clause),
        node,
        relation="target",
        comparator=fact.comparator,
        value=fact.value,
        measure=fact.measure,
        change=fact.change,
        year=fact.year,
        per=fact.per,
        uncertain=fact.uncertain,
        **_evidence(fact.evidence),
    )
