"""单位：organ names in lists and in running text, brought to one canonical name each."""

from corpus.model import Document, Repair, Span
from kb.units.aliases import units_of
from kb.units.book import book_of, organs_anywhere, organs_in, read_book
from kb.units.lists import locate
from kb.units.mentions import mentions_of
from kb.units.model import Located, Mention, Name, UnitBook
from kb.units.names import resolve

__all__ = [
    "Located",
    "Mention",
    "Name",
    "UnitBook",
    "book_of",
    "locate",
    "mentions_of",
    "organs_anywhere",
    "organs_in",
    "read_book",
    "resolve",
    "split_list",
    "units_of",
]


def split_list(
    document: Document, span: Span, book: UnitBook
) -> tuple[tuple[Mention, ...], tuple[Repair, ...]]:
    """The units of a list (the inside of a bracket, or what follows 责任单位：), complete, in order."""
    return resolve(document, locate(document, span), book)
