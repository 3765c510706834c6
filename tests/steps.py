"""步数：how many instructions of Python some work takes: the same on every machine, busy or idle."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_DIGITS = "甲乙丙丁戊己庚辛壬癸"


def steps(work: Callable[[], Any]) -> int:
    """Instructions run, those within loops and comprehensions of one line too."""
    count, before = 0, sys.gettrace()

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return watch

    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def wide(tasks: int) -> str:
    """A plan of so many tasks, each with a unit, a time limit and a target of its own."""
    names = ["".join(_DIGITS[int(digit)] for digit in f"{at:03}") for at in range(tasks)]
    lines = [
        f"{at}. 建设{name}工程。2025年底前完成，{name}覆盖率达到{at % 90 + 1}%。（责任单位：县{name}局）"
        for at, name in enumerate(names, 1)
    ]
    return "\n".join(["云溪县大矩阵方案", "一、任务", *lines])
