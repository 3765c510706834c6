"""Texts that a spreadsheet would run as a formula (OWASP, CSV injection)."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_formula_like(text: str) -> bool:
    return text.startswith(_STARTS)


def inert(text: str) -> str:
    """Led by an apostrophe where it looks like a formula, for files that hold nothing but text.

    So is what looks like one behind apostrophes of its own, or it would not come back with all of them.
    """
    return f"'{text}" if is_formula_like(text.lstrip("'")) else text


def restored(text: str) -> str:
    """What ``inert`` was given."""
    return text[1:] if text.startswith("'") and is_formula_like(text.lstrip("'")) else text
