"""One module a file format; a new format is a new module and one line in ``READERS``.

A module is loaded when the first file of its format comes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from corpus.readers.reading import Reading

Reader = Callable[[bytes, str], Reading]

READERS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((".txt", ".md"), "text"),
    ((".pdf",), "pdf"),
)
"""Endings and the module whose ``read`` turns (bytes, name) into a Reading."""


def reader_of(ending: str) -> Reader:
    """The reader for a file ending such as ``.txt``; an unknown ending is read as text."""
    module = next((module for endings, module in READERS if ending.lower() in endings), "text")
    return cast("Reader", import_module(f"corpus.readers.{module}").read)
