"""A module run as a child process within limits, so that a hostile file can take nothing else with it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows: time alone is limited there
    resource = None  # type: ignore[assignment]

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: int
    megabytes: int


class Exceeded(Exception):
    """The child took too long."""


class Broken(Exception):
    """The child crashed or wanted too much memory."""


def run(module: str, data: bytes, limits: Limits, *arguments: str) -> bytes:
    """What ``module``, run as a program, prints for ``data``; raises ``Exceeded`` or ``Broken``."""
    command = [sys.executable, "-P", "-m", module, str(limits.megabytes), *arguments]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=limits.seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise Exceeded from None
    if done.returncode:
        raise Broken(done.stderr.decode("utf-8", "replace")[-2000:])
    return done.stdout


def confine(megabytes: int) -> None:
    """In the child: no more memory than this, and no core file."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MB,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
