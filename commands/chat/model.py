"""A session as it stands, and what a line of it is answered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.model import Plan
from kb.remarks import Remark
from qa.model import START, Thread, Turn

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Session:
    """``held`` are all plans of the knowledge base, ``plans`` those asked, ``remarks`` what was reported on them.

    ``proofs``: show evidence unasked.
    """

    held: tuple[Plan, ...]
    plans: tuple[Plan, ...]
    last: Turn | None = None
    thread: Thread = START
    proofs: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is shown for a line: ``aside`` tells how it was taken, ``record`` is the same for a program.

    ``over``: the session ends here.
    """

    text: str
    record: Json
    aside: str = ""
    over: bool = False
