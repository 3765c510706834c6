"""Word: the page for one unit, in the look of GB/T 9704."""

from __future__ import annotations

from export.brief import Brief
from export.word import Page


def write(brief: Brief) -> bytes:
    page = Page(brief.name)
    for section in brief.sections:
        page.heading(section.heading)
        page.text(section.sentence)
        page.table(section.titles, section.widths, section.rows)
    return page.bytes()
