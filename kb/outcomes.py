"""What became of the files that were given to the knowledge base."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.carrying import NOTHING, Reports
from kb.intake import Placed
from kb.remarks import Remark
from kb.rows import Record


@dataclass(frozen=True, slots=True)
class Counts:
    """What was read: ``responsibilities`` are duties, ``chrome`` the characters of page chrome cut off."""

    clauses: int
    units: int
    responsibilities: int
    chrome: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file or folder.

    ``state`` is one of ``kb.intake.Placed``, refused, or skipped for a file in a folder whose format no
    reader takes; ``reason`` says why refused or skipped, or of which file this is a copy or the new name;
    ``counts`` is None for refused and skipped. Of what was reported on older versions, ``carried`` is how
    much stands of the new one, ``left`` what does not.
    """

    path: str
    state: str
    reason: str | None = None
    counts: Counts | None = None
    carried: int = 0
    left: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    def as_json(self) -> dict[str, Any]:
        """ingest-report/1: one object a file, in the order of reading."""
        return {"schema": "ingest-report/1", "files": [asdict(outcome) for outcome in self.outcomes]}

    def count(self, state: str) -> int:
        return sum(outcome.state == state for outcome in self.outcomes)


_OTHERS = {
    "same": "与已入库的 {} 内容相同，没有重复入库",
    "moved": "内容同已入库的 {}，原文件已不在，视为改名",
}


def placed_outcome(path: Path, placed: Placed, found: Record, reported: Reports = NOTHING) -> Outcome:
    said = _OTHERS[placed.state].format(placed.other) if placed.other else ""
    return Outcome(
        str(path),
        placed.state,
        f"{path}（{said}）" if said else None,
        _counts(found),
        reported.carried,
        reported.left,
    )


def _counts(found: Record) -> Counts:
    tables = found.tables
    return Counts(
        clauses=len(tables["clauses"]),
        units=len(tables["units"]),
        responsibilities=len(tables["responsibilities"]),
        chrome=sum(row["end"] - row["start"] for row in tables["chrome"]),
    )
