"""The office programs that the tests open files with; absent on many machines."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="没有装 LibreOffice（soffice），跳过")


def converted(path: Path, form: str, folder: Path) -> Path:
    """What headless LibreOffice makes of the file, under a profile of its own."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / '.profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder / f"{path.stem}.{form.split(':')[0]}"
