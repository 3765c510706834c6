"""Look-alike characters made one, without moving any (one-to-one, so offsets hold).

Full-width digits, letters and punctuation become ASCII; dashes and tildes become ``-``; angle
brackets 〈〉 become parentheses; every blank becomes a space, but the tabs
of a line with two or more of them become the ``|`` of a table. Book-title marks 《》 and the 〔〕 of
document numbers (GB/T 9704) keep their form. Not NFKC: it changes lengths.
"""

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS = str.maketrans(
    "〈〉—–―‐‑−﹣~～﹙﹚﹪﹕﹔﹐．·•・\r\t\u00a0\u3000\u2002\u2003\u2009\u202f\ufeff\u200b",
    "()--------" + "-()%:;,.···" + " " * 10,
)
FOLD = {**_WIDE, **_MARKS}
_PLAIN = {chr(code): chr(plain) for code, plain in FOLD.items()}
_FOLDED = frozenset(_PLAIN)


_TABBED = re.compile("(?m)^[^\\S\\n]*\\S[^\\t\\n]*\\t[^\\n\\t]*\\t[^\\n]*$")


def fold(text: str) -> str:
    """``text`` with look-alikes made one; the length is unchanged."""
    if "\t" in text:
        text = _TABBED.sub(lambda match: match[0].replace("\t", "|"), text)
    for char in _FOLDED.intersection(text):
        text = text.replace(char, _PLAIN[char])
    return text
