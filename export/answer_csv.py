"""CSV: an answer, a line a fact, quote or clause."""

from __future__ import annotations

from export.answers import as_csv as write

__all__ = ["write"]
