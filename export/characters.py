"""Characters that every file format can hold."""

from __future__ import annotations

import re

CELL_LIMIT = 32767
"""UTF-16 units that a cell of Excel holds."""
# XML 1.0 section 2.2 (Char), less the carriage return, which XML readers turn into a line end.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` without the characters that XML cannot carry (controls, lone surrogates)."""
    return _FORBIDDEN.sub("", text)


def size(text: str) -> int:
    """UTF-16 units: those of a character beyond the first plane are two."""
    return len(text) + sum(char > "\uffff" for char in text)


def fit(text: str) -> str:
    """Excel drops a longer text without a word: where it is cut, its first line says so."""
    if size(text) <= CELL_LIMIT:
        return text
    mark = f"〔共{len(text)}字，一格放不下，下面只是开头；全文见原文或 csv〕\n"
    room = 2 * (CELL_LIMIT - size(mark) - 1)
    return f"{mark}{text.encode('utf-16-le')[:room].decode('utf-16-le', 'ignore')}…"
