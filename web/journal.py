"""日志：one line a request, without what was asked, and one a fault, without what it says."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote_plus

from starlette.types import Scope

from corpus.errors import printable

_ROOT = Path(__file__).resolve().parent.parent
_DEBUG = "POLICYKB_DEBUG"


def note(scope: Scope, status: int, seconds: float, *, questions: bool) -> None:
    """The address as the program knows it: what stands for its parts may be the name of what was asked for."""
    asked = scope.get("query_string", b"").decode("latin-1")
    words = f"?{unquote_plus(asked)}" if questions and asked else ""
    known = getattr(scope.get("route"), "path", "-")
    _write(f"{scope['method']} {known}{words} {status} {seconds * 1000:.0f}ms")


def fault(error: BaseException) -> None:
    """What kind it is and where in the program; what it says may be of a plan."""
    if os.environ.get(_DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    _write(f"程序出错 {type(error).__name__} {_place(error)}")


def _place(error: BaseException) -> str:
    """The innermost line of ours."""
    frames = [
        f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT) and "site-packages" not in frame.filename
    ]
    return frames[-1] if frames else "-"


def _write(line: str) -> None:
    sys.stderr.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {printable(line)}\n")
