"""Formats that place characters on pages (PDF, scans): from places back to running text.

A child process (``pdfium``, ``scan``) says what stands where; everything after it is pure:
``glyphs`` makes lines, ``rulings`` makes cells, ``furniture`` cuts heads and page numbers,
``tablets`` joins tables over pages, ``reflow`` joins lines to paragraphs.
"""
