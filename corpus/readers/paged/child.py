"""The child process that reads a PDF: bytes on standard input, one JSON object on standard output.

Arguments: the megabytes it may take, and ``ocr`` where it shall read scanned pages. It prints
``text`` and ``pages``, or ``scanned`` with the numbers of pages to be recognised first, or ``refused``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from corpus.readers.paged.pdfium import Refused, pages
from corpus.readers.paged.reflow import text_of
from corpus.readers.sandbox import confine


def told(data: bytes, *, ocr: bool) -> dict[str, Any]:
    try:
        read = pages(data)
    except Refused as refusal:
        return {"refused": refusal.args}
    scanned = [number for number, page in enumerate(read, 1) if page.scanned]
    if scanned and not ocr:
        return {"scanned": scanned}
    if scanned:
        from corpus.readers.paged.scan import recognised

        read = list(recognised(data, read))
    text, starts = text_of(read)
    return {"text": text, "pages": starts, "ocr": bool(scanned)}


def main() -> None:
    confine(int(sys.argv[1]))
    out, sys.stdout = sys.stdout, sys.stderr  # what libraries print must not come between
    json.dump(told(sys.stdin.buffer.read(), ocr="ocr" in sys.argv), out)


if __name__ == "__main__":
    main()
