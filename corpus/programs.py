"""外部程序：programs of this machine (LibreOffice, antiword) run for us and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


def run(
    command: Sequence[str],
    seconds: int,
    environment: Mapping[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
) -> bytes:
    """What the command prints, whatever its exit code.

    It leads a group of its own, which is killed whole when it ends, its time is over or we are
    interrupted: LibreOffice is a script whose child does the work. Raises OSError where it cannot be
    started, ``subprocess.TimeoutExpired`` where its time is over.
    """
    with subprocess.Popen(
        command,
        env=environment,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)[0]
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
