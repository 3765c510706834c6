"""The version, looked up only when it is asked for."""

from __future__ import annotations

from importlib import metadata

from export.process import emit


def show() -> None:
    emit(f"policykb {metadata.version('policykb')}\n")
