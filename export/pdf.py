"""PDF: the Word table as LibreOffice prints it, where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from corpus.errors import PolicyError
from corpus.programs import run
from export import docx_ledger
from export.matrix import Matrix

_SECONDS = 120
# What a PDF says of the moment it was made; what is put in its place has the same length, so that no
# offset of the file moves.
_MOMENTS = re.compile(
    rb"(?P<date>(?<=Date\(D:)\d{14}|(?<=Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)"
    rb"|(?P<mark>(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>))"
)
# Faces of the standard and what may stand for them, as fontconfig is told; the system's own rules come first.
_FACES = (
    ("方正小标宋简体", "小标宋", "宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    ("仿宋_GB2312", "仿宋", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC"),
    ("黑体", "SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    ("宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
)
_FONTS = "/etc/fonts/fonts.conf"
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
    environment = {**os.environ, "TZ": "UTC", "FONTCONFIG_FILE": str(_faces(folder))}
    try:
        run(command, _SECONDS, environment)
        return source.with_suffix(".pdf").read_bytes()
    except subprocess.TimeoutExpired:
        raise PolicyError(
            f"LibreOffice 在 {_SECONDS} 秒里没有排完这张表；请用 --plan、--unit 少选一些，或改用 .docx。"
        ) from None
    except OSError:
        raise PolicyError(
            "LibreOffice 没能把表转成 PDF；请改用 .docx，用 Word 或 WPS 打开后另存为 PDF。"
        ) from None


def _faces(folder: Path) -> Path:
    """A fontconfig file by which a face that is not installed is set in one of its own kind."""
    aliases = "".join(
        f'<alias binding="same"><family>{face}</family><prefer>'
        + "".join(f"<family>{other}</family>" for other in others)
        + "</prefer></alias>"
        for face, *others in _FACES
    )
    system = escape(os.environ.get("FONTCONFIG_FILE", _FONTS))
    made = folder / "fonts.conf"
    made.write_text(
        f'<fontconfig><include ignore_missing="yes">{system}</include>{aliases}</fontconfig>', "utf-8"
    )
    return made
