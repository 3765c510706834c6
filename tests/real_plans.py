"""Where the real plans are: a folder beside the repository, absent on most machines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus"
GOLD = SHARED / "gold"
BUNDLED = Path(__file__).resolve().parents[1] / "corpus" / "plans"


def required() -> bool:
    """In CI a missing corpus is a failure, elsewhere a reason to skip."""
    return os.environ.get("POLICYKB_REQUIRE_CORPUS") == "1"


needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir() and not required(), reason="真实方案不在仓库旁的 shared/corpus，跳过"
)


def real_plan(name: str) -> Path:
    """The path of a real plan; fails where it is required and missing."""
    path = CORPUS / f"{name}.txt"
    assert path.is_file(), f"缺少真实方案 {path}"
    return path


def all_plans() -> list[Path]:
    """The bundled plans and, where they are at hand, the real ones."""
    return sorted(BUNDLED.glob("*.txt")) + (sorted(CORPUS.glob("*.txt")) if CORPUS.is_dir() else [])
