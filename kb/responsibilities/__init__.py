"""责任：who answers for which clause, in lists and in sentences."""

from corpus.model import Document, Repair
from kb.model import Responsibility, Unit
from kb.responsibilities.listed import listed
from kb.units import read_book, units_of


def extract(document: Document) -> tuple[tuple[Responsibility, ...], tuple[Unit, ...], tuple[Repair, ...]]:
    """All responsibilities in reading order, the units they name, the names restored on the way."""
    book = read_book(document)
    found, repairs = listed(document, book)
    unique = {(fact.evidence.clause, fact.unit, fact.scope, fact.evidence.span): fact for fact in found}
    order = {clause.id: at for at, clause in enumerate(document.clauses)}
    facts = sorted(unique.values(), key=lambda fact: (fact.evidence.span, order.get(fact.evidence.clause, 0)))
    rows = [(fact.unit, fact.group, fact.evidence.surface) for fact in facts]
    return tuple(facts), units_of(rows, book), repairs
