"""Ctrl-C while the program is still being loaded: one sentence and 130, as later; imported for its effect."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import TracebackType

INTERRUPTED = "已中断；已经入库的方案保留在库里。"


def _last_word(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    with suppress(OSError):
        os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(130)


sys.excepthook = _last_word
