"""What a page is on paper."""

from __future__ import annotations

from playwright.sync_api import Page
from pypdfium2 import PdfDocument


def printed(page: Page) -> PdfDocument:
    return PdfDocument(page.pdf(prefer_css_page_size=True))


def words_of(file: PdfDocument) -> str:
    return "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in file)
