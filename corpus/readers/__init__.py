"""One module a file format; a new format is a new module and one line in ``READERS``."""

from __future__ import annotations

from collections.abc import Callable

from corpus.readers import text

Reader = Callable[[bytes, str], tuple[str, str]]

READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (((".txt", ".md"), text.read),)
"""Endings and their reader, which turns (bytes, name) into (text, encoding)."""


def reader_of(ending: str) -> Reader:
    """The reader for a file ending such as ``.txt``; an unknown ending is read as text."""
    return next((reader for endings, reader in READERS if ending.lower() in endings), text.read)
