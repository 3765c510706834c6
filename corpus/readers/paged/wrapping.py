"""断行：whether a line ends where the next word did not fit, and how two lines go together."""

from __future__ import annotations

import re

from corpus.lazy import lazily

_FIRST_WORD = lazily(
    r"[(（\[【〔《〈“‘「『]*(?:[A-Za-z0-9.%+/—–~～-]+|.)[,，.。、;；:：!！?？)）\]】〕》〉”’」』%％]*",
    re.DOTALL,
)
SLACK = 0.6


def fits(line: str, room: float, em: float, *, slack: float = SLACK) -> bool:
    """Whether the first word of ``line`` and ``slack`` more would have had their place in ``room``."""
    match = _FIRST_WORD.match(line)
    word = match[0] if match else ""
    return room > (_width(word) + slack) * em


def _width(word: str) -> float:
    return sum(0.55 if char.isascii() and char.isalnum() else 1.0 for char in word)


def joined(before: str, after: str) -> str:
    """Two lines of one sentence: nothing comes between them but the blank of two Latin words."""
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after
