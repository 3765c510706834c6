"""Work for a crew under test; a module of its own, because the workers load it by name."""

from __future__ import annotations

import os
import time
from pathlib import Path


def twice(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return 2 * number


def fatal(number: int) -> int:
    """The third thing ends whoever has it in hand."""
    if number == 3:
        os.kill(os.getpid(), 9)
    return number


def fatal_once(mark: Path) -> str:
    """The first try ends the worker, the next one finds the mark it left."""
    if mark.suffix == ".once" and not mark.exists():
        mark.touch()
        os._exit(1)
    return mark.name


def faulty(number: int) -> int:
    return 1 // number


def pid_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid()
