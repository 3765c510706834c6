"""地址：where the pages are that others lead to; each is written here and nowhere else."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def plan_link(plan: str, at: str = "") -> str:
    """The plan; with ``at`` (``1549-1552``) those characters in it."""
    return f"/plans/{plan}?at={at}#at" if at else f"/plans/{plan}"


def clause_link(plan: str, clause: str) -> str:
    return f"/plans/{plan}/clauses/{segment(clause)}"


def unit_link(name: str, kept: dict[str, str] | None = None) -> str:
    """``kept`` are the conditions that stay."""
    return _with(f"/units/{segment(name)}", kept or {})


def indicator_link(name: str) -> str:
    return f"/indicators/{segment(name)}"


def calendar_link(kept: dict[str, str], year: str) -> str:
    """What is due in the year; ``kept`` are the conditions that stay."""
    return _with("/calendar", {**kept, "year": year})


def segment(text: str) -> str:
    """As part of a path: a name may hold a slash."""
    return quote(text, safe="")


def query(values: dict[str, str]) -> str:
    """The part of an address after ``?``, what is empty left out."""
    return urlencode({name: value for name, value in values.items() if value})


def _with(path: str, values: dict[str, str]) -> str:
    asked = query(values)
    return f"{path}?{asked}" if asked else path
