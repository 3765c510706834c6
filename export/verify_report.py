"""What ``policykb verify-export`` says: verify-export/1 for programs, a line a fault for people."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from export.verify import Verdict


def as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "schema": "verify-export/1",
        "holds": not verdict.faults,
        "rows": verdict.rows,
        "cells": verdict.cells,
        "faults": [asdict(fault) for fault in verdict.faults],
    }


def as_text(verdict: Verdict, name: str) -> str:
    head = f"{name}：核对 {verdict.rows} 行 {verdict.cells} 格，"
    if not verdict.faults:
        return f"{head}都与方案相符。"
    lines = [f"  {fault.kind}  {fault.place}  {fault.message}" for fault in verdict.faults]
    return "\n".join([f"{head}{len(verdict.faults)} 处不符：", *lines])
