"""What commands print and write, and the plans that they read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from export.files import STDOUT, save
from export.options import Format
from export.process import emit
from kb.facts_json import dumps
from kb.model import Plan
from kb.store import Store
from qa.library import ANYWHERE, Library, Within


def show(value: Any, text: str, form: Format) -> None:
    emit((dumps(value) if form is Format.json else text.rstrip("\n")) + "\n")


def write(data: bytes, path: Path) -> None:
    save(data, path)
    if path != STDOUT:
        sys.stderr.write(f"已写入 {path}\n")


def plans_in(kb: Path, within: Within = ANYWHERE, unit: str = "") -> tuple[Plan, ...]:
    """The plans asked, or those of them that may name the unit."""
    with library(kb) as found:
        return found.plans(within, unit)


@contextmanager
def library(kb: Path) -> Iterator[Library]:
    with Store.open(kb) as store:
        yield Library(store)
