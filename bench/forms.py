"""一稿多式：the same plan in every format, and how many of its facts are read from each.

    python bench/forms.py [--scan] [PLAN…]

Writes each plan (the bundled ones where none is named) as a Word file with automatic numbers, a web page
that says gb2312, Markdown, OFD, a PDF by ReportLab and, where LibreOffice is installed, a PDF and RTF by
it; with ``--scan`` also as pictures of 200 dpi, which takes a second or two a page. A fact counts where all
it says is equal, its place aside.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from office import FORMATS
from pdfs import office_text, scanned, set_as_plan

from corpus.source import load
from kb.facts_json import plan_json
from kb.pipeline import extract

BUNDLED = Path(__file__).resolve().parents[1] / "corpus" / "plans"
KINDS = ("responsibilities", "deadlines", "targets")
_ASIDE = frozenset({"start", "end", "surface", "rule"})


def facts(path: Path) -> Counter[str]:
    made = plan_json(extract(load(path)))
    told = (
        (kind, sorted((k, str(v)) for k, v in fact.items() if k not in _ASIDE))
        for kind in KINDS
        for fact in made[kind]
    )
    return Counter(map(repr, told))


def forms(text: str, folder: Path, *, scan: bool) -> Iterator[tuple[str, Path]]:
    made = {form: make(text) for form, make in FORMATS.items()} | {"pdf": set_as_plan(text)}
    if scan:
        made["scan.pdf"] = scanned(made["pdf"])
    for form, data in made.items():
        path = folder / f"稿.{form}"
        path.write_bytes(data)
        yield form, path
    if which("soffice"):
        source = folder / "办公.fodt"
        source.write_text(office_text(text), "utf-8")
        for form in ("pdf", "rtf"):
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, source]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            yield f"{form} (LibreOffice)", source.with_suffix(f".{form}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("plans", nargs="*", type=Path)
    parser.add_argument("--scan", action="store_true")
    given = parser.parse_args()
    for plan in given.plans or sorted(BUNDLED.glob("*.txt")):
        wanted = facts(plan)
        print(f"{plan.stem}：{wanted.total()} 个事实")
        with TemporaryDirectory() as folder:
            for form, path in forms(load(plan).text, Path(folder), scan=given.scan):
                found = facts(path)
                same = (wanted & found).total()
                print(f"  {form:20}{same}/{wanted.total()}  多出 {found.total() - same}", flush=True)


if __name__ == "__main__":
    main()
