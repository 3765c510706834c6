"""A plan set as a PDF, or scanned, says what its text says: the same clauses and the same facts."""

from __future__ import annotations

import subprocess
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from pdfs import office_text, scanned, set_as_plan
from real_plans import BUNDLED

from corpus.source import load
from kb.facts_json import plan_json
from kb.pipeline import extract

PLANS = sorted(BUNDLED.glob("*.txt"))
KINDS = ("responsibilities", "deadlines", "targets")
_FILE = frozenset({"name", "encoding", "sha256", "characters", "start", "end"})


def facts_of(path: Path) -> dict[str, Any]:
    return plan_json(extract(load(path)))


def unplaced(value: Any) -> Any:
    """Facts without what belongs to the file and not to the plan."""
    if isinstance(value, dict):
        return {key: unplaced(part) for key, part in value.items() if key not in _FILE}
    return [unplaced(part) for part in value] if isinstance(value, list) else value


def made(folder: Path, data: bytes) -> Path:
    path = folder / "方案.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("look", [{}, {"indent": 0}, {"titled": True}], ids=["plain", "flush", "titled"])
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_pdf_says_what_its_text_says(tmp_path: Path, path: Path, look: dict[str, Any]) -> None:
    pdf = made(tmp_path, set_as_plan(path.read_text("utf-8"), **look))
    assert unplaced(facts_of(pdf)) == unplaced(facts_of(path))


@pytest.mark.skipif(which("soffice") is None, reason="没有安装 LibreOffice")
@pytest.mark.parametrize(
    ("path", "border"),
    [*((path, "fo:border='0.5pt solid #000000'") for path in PLANS)]
    + [
        (path, border)
        for path in PLANS
        if "云溪" in path.name
        for border in ("", "fo:border-top='0.5pt solid #000000'")
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else value[:13] or "bare",
)
def test_a_pdf_of_an_office_program_says_what_its_text_says(tmp_path: Path, path: Path, border: str) -> None:
    source = tmp_path / "方案.fodt"
    source.write_text(office_text(path.read_text("utf-8"), border=border), "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert unplaced(facts_of(tmp_path / "方案.pdf")) == unplaced(facts_of(path))


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="没有安装文字识别 policykb[ocr]")
def test_a_scan_says_nearly_all_that_its_text_says(tmp_path: Path) -> None:
    path = next(path for path in PLANS if "云溪" in path.name)
    pdf = made(tmp_path, scanned(set_as_plan(path.read_text("utf-8"))))
    whole, read = (Counter(_keys(facts_of(file))) for file in (path, pdf))
    assert (whole & read).total() >= 0.98 * whole.total()
    assert (whole & read).total() >= 0.98 * read.total()


def _keys(facts: dict[str, Any]) -> list[str]:
    dropped = ("start", "end", "surface", "rule")
    return [
        repr((kind, sorted((key, value) for key, value in fact.items() if key not in dropped)))
        for kind in KINDS
        for fact in facts[kind]
    ]
