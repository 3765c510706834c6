"""Look-alike characters made one, without moving any (one-to-one, so offsets hold).

Full-width digits, letters and punctuation become ASCII; dashes and tildes become ``-``; angle
brackets 〈〉 become parentheses; every blank becomes a space. Book-title marks 《》 and the 〔〕 of
document numbers (GB/T 9704) keep their form. Not NFKC: it changes lengths.
"""

from __future__ import annotations

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MARKS = str.maketrans(
    "〈〉—–―‐‑−﹣~～﹙﹚﹪﹕﹔﹐．·•・\r\t\u00a0\u3000\u2002\u2003\u2009\u202f\ufeff\u200b",
    "()--------" + "-()%:;,.···" + " " * 10,
)
FOLD = {**_WIDE, **_MARKS}


def fold(text: str) -> str:
    """``text`` with look-alikes made one; the length is unchanged."""
    return text.translate(FOLD)
