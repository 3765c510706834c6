"""责任：who answers for which clause, in lists and in sentences."""

from corpus.model import Document, Repair
from kb.deadlines.model import legible
from kb.model import Responsibility, Unit
from kb.responsibilities.listed import listed
from kb.responsibilities.places import unit_lists
from kb.responsibilities.stated import Sentences, prose, stated
from kb.units import book_of, organs_anywhere, organs_in, units_of


def extract(document: Document) -> tuple[tuple[Responsibility, ...], tuple[Unit, ...], tuple[Repair, ...]]:
    """All responsibilities in reading order, the units they name, the names restored on the way."""
    return find(document, legible(document))


def find(
    document: Document, text: str
) -> tuple[tuple[Responsibility, ...], tuple[Unit, ...], tuple[Repair, ...]]:
    """``extract`` of a document whose legible ``text`` is known."""
    organs = organs_in(document)
    book = book_of(document, organs)
    lists = unit_lists(document)
    found, repairs = listed(document, book, lists)
    sentences = Sentences(prose(document, text, lists), organs_anywhere(document, organs))
    unique = {
        (fact.evidence.clause, fact.unit, fact.scope, fact.evidence.span): fact
        for fact in (*found, *stated(document, book, sentences))
    }
    facts = sorted(unique.values(), key=lambda fact: _place(document, fact))
    rows = [(fact.unit, fact.group, fact.evidence.surface) for fact in facts]
    return tuple(facts), units_of(rows, book), repairs


def _place(document: Document, fact: Responsibility) -> tuple[int, int]:
    """Where a reader meets the fact: at its words, but not before its clause begins."""
    start = document.by_id[fact.evidence.clause].span.start
    return max(start, fact.evidence.span.start), fact.evidence.span.end
