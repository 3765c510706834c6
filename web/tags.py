"""实体标签：whether who asks has the answer already (RFC 9110, 13.1.2)."""

from __future__ import annotations

import re

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def has(header: str, tag: str) -> bool:
    """``header`` is that of If-None-Match: weak tags are as good as strong ones, ``*`` is any of them."""
    return bool(tag) and (header.strip() == "*" or tag in _TAG.findall(header))
