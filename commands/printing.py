"""What commands print and write, and the plans that they read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from export.files import STDOUT, save
from export.options import Format
from export.process import emit
from kb.facts_json import dumps
from kb.model import Plan
from kb.store import Store


def show(value: Any, text: str, form: Format) -> None:
    emit((dumps(value) if form is Format.json else text.rstrip("\n")) + "\n")


def write(data: bytes, path: Path) -> None:
    save(data, path)
    if path != STDOUT:
        sys.stderr.write(f"已写入 {path}\n")


def plans_in(kb: Path) -> tuple[Plan, ...]:
    with Store.open(kb) as store:
        return store.plans()
