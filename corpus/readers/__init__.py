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
    ((".txt",), "text"),
    ((".md",), "markdown"),
    ((".docx",), "docx"),
    ((".html", ".htm"), "html"),
    ((".ofd",), "ofd"),
    ((".pdf",), "pdf"),
    ((".doc", ".wps", ".rtf"), "legacy"),
)
"""Endings and the module whose ``read`` turns (bytes, name) into a Reading."""

_OFFICE = frozenset({".doc", ".docx", ".wps", ".rtf", ""})
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<body")
_SIGNS = ((b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"), (b"%PDF", ".pdf"))


def reader_of(ending: str, data: bytes = b"") -> Reader:
    """The reader for a file that ends in ``ending`` such as ``.txt``; an unknown one is read as text.

    Many a .doc is a .docx, RTF or a web page: of those, and of what has no ending, the bytes decide.
    """
    meant = ending.lower()
    if meant in _OFFICE:
        meant = _ending_told(data) or meant
    module = next((module for endings, module in READERS if meant in endings), "text")
    return cast("Reader", import_module(f"corpus.readers.{module}").read)


def _ending_told(data: bytes) -> str | None:
    """The ending that the first bytes speak of; None where they might be anything."""
    if data.startswith(b"PK\x03\x04"):
        return ".ofd" if b"OFD.xml" in data and b"word/" not in data else ".docx"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(_PAGE_STARTS):
        return ".html"
    return next((ending for sign, ending in _SIGNS if data.startswith(sign)), None)
