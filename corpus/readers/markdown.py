"""Markdown (.md): plain text, less the marks that would stand before or in a clause's number or words."""

from __future__ import annotations

import re

from corpus.readers import text as plain
from corpus.readers.reading import Reading

_RULES = (
    (re.compile(r"(?m)^[ \t]{0,3}(?:>[ \t]?)+"), ""),
    (re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+"), ""),
    (re.compile(r"(?m)(?<=\S)[ \t]+#{1,6}[ \t]*$"), ""),
    (re.compile(r"(?m)^[ \t]{0,3}(?:={3,}|`{3,}\w*|~{3,}\w*)[ \t]*$"), ""),
    (re.compile(r"(?m)^[ \t]*[-*+][ \t]+(?=\S)"), ""),
    (re.compile(r"(?<![\\*])\*{1,3}(?=[^\s*])([^*\n]{1,2000}+)(?<=\S)\*{1,3}(?!\*)"), r"\1"),
    (re.compile(r"(?<![\\\w])__(?=\S)([^_\n]{1,2000}+)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"!?\[([^\[\]\n]{0,500}+)\]\([^()\s]{0,2000}+(?:[ \t]+\"[^\"\n]{0,500}+\")?\)"), r"\1"),
    (re.compile(r"(?i)<br ?/?>"), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def read(data: bytes, name: str) -> Reading:
    """The text of ``data`` without marks of headings, stress, links, quotes, bullets and escapes."""
    reading = plain.read(data, name)
    text = _without_comments(reading.text.replace("\r\n", "\n"))
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return reading._replace(text=text)


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join(kept) + text[at:]
