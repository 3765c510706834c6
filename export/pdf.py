"""PDF: the Word table as LibreOffice prints it, where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import PolicyError
from export import docx_ledger
from export.matrix import Matrix

_SECONDS = 120
# What a PDF says of the moment it was made; what is put in its place has the same length, so that no
# offset of the file moves.
_MOMENTS = re.compile(
    rb"(?P<date>(?<=Date\(D:)\d{14}|(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"
    rb"|(?P<mark>(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>))"
)
_DAY = {14: b"20000101000000", 19: b"2000-01-01T00:00:00"}


def write(matrix: Matrix) -> bytes:
    """Raises PolicyError where LibreOffice is missing or fails."""
    return printed(docx_ledger.write(matrix))


def printed(document: bytes) -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise PolicyError(
            "写 PDF 要用 LibreOffice，这台机器上没有；请安装（如 apt install libreoffice-writer），"
            "或改用 .docx、.html 再打印成 PDF。"
        )
    with TemporaryDirectory(prefix="policykb-") as folder:
        made = _converted(program, document, Path(folder))
    mark = md5(document, usedforsecurity=False).hexdigest().upper().encode()
    return _MOMENTS.sub(lambda found: _DAY[len(found[0])] if found["date"] else mark, made)


def _converted(program: str, document: bytes, folder: Path) -> bytes:
    source = folder / "table.docx"
    source.write_bytes(document)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    environment = {**os.environ, "TZ": "UTC"}
    try:
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=_SECONDS)
        return source.with_suffix(".pdf").read_bytes()
    except (OSError, subprocess.SubprocessError):
        raise PolicyError(
            "LibreOffice 没能把表转成 PDF；请改用 .docx，用 Word 或 WPS 打开后另存为 PDF。"
        ) from None
