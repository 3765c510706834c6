"""Plans as table rows and back: one pair of functions, so that nothing is written that is not read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, TypeVar

from corpus.fold import fold
from corpus.model import Citation, Clause, Document, Header, Repair, Source, Span
from kb.model import Deadline, Evidence, Facts, Plan, Responsibility, Target, Unit

Row = dict[str, Any]
Fact = TypeVar("Fact")
Tables = dict[str, list[Row]]

HEAD = ("name", "sha256", "encoding", "header", "text")
"""What the row of a document says of the plan; the rest of the row is about the store."""
TABLES = ("chrome", "clauses", "units", "responsibilities", "deadlines", "targets", "repairs")


@dataclass(frozen=True, slots=True)
class Record:
    """A plan as rows: its head, and every table of ``TABLES`` in reading order."""

    head: Row
    tables: Tables


State = tuple[int, int]


def state(connection: sqlite3.Connection) -> State:
    """What is another number as soon as anybody has written to the database, by this connection or another."""
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    return version, connection.total_changes


def selected(connection: sqlite3.Connection, query: str, *values: object) -> list[Row]:
    """The rows that a query gives, by the names of its columns."""
    with closing(connection.execute(query, values)) as cursor:
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def record_of(connection: sqlite3.Connection, document: int) -> Record:
    """All that is stored of a document; raises ValueError where there is none."""
    (head,) = selected(connection, "SELECT * FROM documents WHERE id = ?", document)
    tables = {
        table: selected(connection, f"SELECT * FROM {table} WHERE document = ? ORDER BY position", document)
        for table in TABLES
    }
    return Record(head, tables)


def record(plan: Plan) -> Record:
    """The rows of a plan under their seal, without the key and the path of its document."""
    source = plan.document.source
    head = {
        "name": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "header": header_text(plan.document),
        "text": source.text,
    }
    tables = {
        table: [{"position": position, **row} for position, row in enumerate(found)]
        for table, found in rows(plan).items()
    }
    return Record({**head, "seal": seal(head, tables)}, tables)


def _at(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _proof(evidence: Evidence) -> Row:
    return {"clause": evidence.clause, **_at(evidence.span), "rule": evidence.rule}


def header_text(document: Document) -> str:
    """The header, and with it the pages where the file has any."""
    pages = {"pages": document.source.pages} if document.source.pages else {}
    return json.dumps(asdict(document.header) | pages, ensure_ascii=False)


def rows(plan: Plan) -> Tables:
    """Rows of every table of ``TABLES``, in the order of its columns, without document and position.

    Values are of the very types that the store gives back, so that both have the same seal.
    """
    document, facts = plan.document, plan.facts
    own = set(document.repairs)
    return {
        "chrome": [_at(span) for span in document.chrome],
        "clauses": [_clause_row(clause) for clause in document.clauses],
        "units": [_unit_row(unit) for unit in facts.units],
        "responsibilities": [_responsibility_row(fact) for fact in facts.responsibilities],
        "deadlines": [{"kind": d.kind, "value": d.value, **_proof(d.evidence)} for d in facts.deadlines],
        "targets": [_target_row(target) for target in facts.targets],
        "repairs": [{"of_document": int(repair in own), **_repair_row(repair)} for repair in facts.repairs],
    }


def _clause_row(clause: Clause) -> Row:
    return {
        "id": clause.id,
        "parent": clause.parent,
        "kind": clause.kind,
        "label": clause.label,
        "path": clause.path,
        "heading": clause.heading,
        **_at(clause.span),
    }


def _unit_row(unit: Unit) -> Row:
    aliases = json.dumps(unit.aliases, ensure_ascii=False)
    return {"name": unit.name, "aliases": aliases, "level": unit.level, "group": int(unit.group)}


def _responsibility_row(fact: Responsibility) -> Row:
    return {
        "unit": fact.unit,
        "group": int(fact.group),
        "role": fact.role,
        "scope": fact.scope,
        "basis": fact.basis,
        "certain": int(fact.certain),
        **_proof(fact.evidence),
    }


def _repair_row(repair: Repair) -> Row:
    return {
        "restored": repair.restored,
        "reason": repair.reason,
        "certain": int(repair.certain),
        **_at(repair.span),
    }


def _target_row(target: Target) -> Row:
    low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
    return {
        "indicator": target.indicator,
        "comparator": target.comparator,
        "low": float(low),
        "high": None if high is None else float(high),
        "measure": target.measure,
        "change": target.change,
        "year": target.year,
        "per": target.per,
        "uncertain": int(target.uncertain),
        **_proof(target.evidence),
    }


def seal(head: Row, tables: Tables) -> str:
    """Digest of everything stored of a plan but its key, its path and the program that made it."""
    told = {key: head[key] for key in ("name", "sha256", "encoding", "text", "header")}
    bare = {
        table: [[value for key, value in row.items() if key != "document"] for row in tables[table]]
        for table in TABLES
    }
    return sha256(json.dumps([told, bare]).encode()).hexdigest()


def fault(head: Row, tables: Tables) -> str | None:
    """What shows that the rows are no longer those that were written; None where nothing does."""
    if head.get("seal"):
        return None if head["seal"] == seal(head, tables) else "内容与入库时不一致"
    if head["encoding"] == "utf-8" and sha256(head["text"].encode()).hexdigest() != head["sha256"]:
        return "正文与入库时不一致"
    return None


def _header(raw: dict[str, Any]) -> Header:
    basis = tuple(
        Citation(c["title"], c["number"], Span(c["span"]["start"], c["span"]["end"])) for c in raw["basis"]
    )
    return Header(**{**raw, "issuers": tuple(raw["issuers"]), "basis": basis})


def _span(row: Row) -> Span:
    return Span(row["start"], row["end"])


def plan_of(head: Row, tables: Tables) -> Plan:
    """The plan whose ``rows`` these are; equal to what was written."""
    text = head["text"]
    repairs = tuple(
        Repair(_span(r), _span(r).of(text), r["restored"], r["reason"], bool(r["certain"]))
        for r in tables["repairs"]
    )
    document = document_of(head, tables, repairs)
    return Plan(document, _facts(document, tables, repairs))


def document_of(head: Row, tables: Tables, repairs: tuple[Repair, ...] = ()) -> Document:
    """The document alone; of tables that are not given it has nothing."""
    header = json.loads(head["header"])
    pages = tuple(header.pop("pages", ()))
    source = Source(head["name"], head["sha256"], head["text"], head["encoding"], pages)
    return Document(
        source=source,
        folded=fold(source.text),
        header=_header(header),
        chrome=tuple(_span(r) for r in tables.get("chrome", ())),
        clauses=tuple(
            Clause(r["id"], r["parent"], r["kind"], r["label"], r["path"], r["heading"], _span(r))
            for r in tables["clauses"]
        ),
        repairs=tuple(
            r for r, row in zip(repairs, tables.get("repairs", ()), strict=True) if row["of_document"]
        ),
    )


def _facts(document: Document, tables: Tables, repairs: tuple[Repair, ...]) -> Facts:
    def each(table: str, make: Callable[[Row, Evidence], Fact]) -> tuple[Fact, ...]:
        return tuple(make(row, evidence) for row, evidence in _proved(document, tables[table]))

    return Facts(
        responsibilities=each("responsibilities", _responsibility),
        deadlines=each("deadlines", lambda r, e: Deadline(r["kind"], r["value"], e)),
        targets=each("targets", _target),
        units=tuple(
            Unit(r["name"], tuple(json.loads(r["aliases"])), r["level"], bool(r["group"]))
            for r in tables["units"]
        ),
        repairs=repairs,
    )


def _proved(document: Document, found: Iterable[Row]) -> Iterator[tuple[Row, Evidence]]:
    for row in found:
        span = _span(row)
        yield row, Evidence(document.id, row["clause"], span, span.of(document.text), row["rule"])


def _responsibility(r: Row, evidence: Evidence) -> Responsibility:
    return Responsibility(
        r["unit"], bool(r["group"]), r["role"], r["scope"], r["basis"], bool(r["certain"]), evidence
    )


def _target(r: Row, evidence: Evidence) -> Target:
    return Target(
        indicator=r["indicator"],
        comparator=r["comparator"],
        value=r["low"] if r["high"] is None else (r["low"], r["high"]),
        measure=r["measure"],
        change=r["change"],
        year=r["year"],
        per=r["per"],
        uncertain=bool(r["uncertain"]),
        evidence=evidence,
    )
