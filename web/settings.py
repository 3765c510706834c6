"""设置：what the desk is told when it is started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_bytes

UPLOAD_LIMIT = 30_000_000
"""Bytes of all files of one upload."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``names`` are the host names it answers to besides addresses and localhost; ``rate`` are requests a
    minute of one client, 0 for any number; ``quota`` are the bytes that uploaded files may take; ``proxy``
    is who is believed when it says for whom it asks; ``patience`` are the seconds that a request may take, 0
    for any number; ``clock`` says what day it is; ``secret`` signs forms.
    """

    kb: Path
    clock: Callable[[], date]
    token: str = ""
    names: tuple[str, ...] = ()
    allow_upload: bool = False
    log_questions: bool = False
    rate: int = 1200
    quota: int = 2_000_000_000
    proxy: str = ""
    patience: int = 30
    secret: bytes = field(default_factory=lambda: token_bytes(32))

    @property
    def today(self) -> str:
        return self.clock().isoformat()
