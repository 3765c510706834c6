"""Characters that every file format can hold."""

from __future__ import annotations

import re

# XML 1.0 section 2.2 (Char), less the carriage return, which XML readers turn into a line end.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` without the characters that XML cannot carry (controls, lone surrogates)."""
    return _FORBIDDEN.sub("", text)
