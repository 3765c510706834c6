"""读上传的文件：run as ``python -m web.child 知识库 add|replace``, with limits, over the files that lie apart.

Prints a JSON object: ``files`` with one object a plan, or the ``error`` that stopped it.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import PolicyError
from corpus.model import identity
from corpus.source import digest
from export.process import emit
from kb.facts_json import dumps
from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.outcomes import Outcome
from web.lifeline import hang_on
from web.quarantine import Folder
from web.refusals import sentence

SECONDS = 300
MEMORY = 4_000_000_000
_FILE = 2_000_000_000
_LACKING = ("refused", "skipped")


def main(arguments: list[str]) -> None:
    hang_on()
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    kb, replacing = Path(arguments[0]), arguments[1] == "replace"
    try:
        emit(dumps({"files": list(Batch(kb, Folder.of(kb), replacing).read())}))
    except PolicyError as error:
        emit(dumps({"error": sentence(error, "")}))


@dataclass
class Batch:
    """The files of one upload; with ``replacing`` each takes the place of an earlier upload of its name."""

    kb: Path
    folder: Folder
    replacing: bool
    made: set[Path] = field(default_factory=set)
    older: dict[str, list[str]] | None = None

    def read(self) -> Iterator[dict[str, object]]:
        files, unclear = self._sorted()
        for path in unclear:
            words = "这次或以前传过不止一份同名的，不知道它是哪份的新版；请不勾选再传，或改成不同的文件名。"
            yield self._row(Outcome(str(path), "refused", words))
        try:
            report = ingest_paths(
                self.kb, files, watch=iter, jobs=2 if len(files) > 1 else 1, settle=self.settle
            )
            yield from [self._row(outcome) for outcome in report.outcomes]
        finally:
            self._clear()

    def settle(self, store: Intake, path: Path) -> Path:
        final, is_new = self.folder.settle(path)
        if is_new:
            self.made.add(final)
        place = self.folder.place(path)
        for old in self.older.pop(path.name, []) if self.older else []:
            if old != str(place) and not store.holds(digest(path)):
                store.give_way(old, str(place))
        return place

    def _sorted(self) -> tuple[list[Path], list[Path]]:
        """Those to be read, and those of which it is not clear what they are to replace."""
        files = self.folder.files_apart()
        if not self.replacing or not self.kb.exists():
            return files, []
        sent = Counter(path.name for path in files)
        self.older = {name: [] for name in sent}
        with Intake.open(self.kb) as store:
            for path, name in store.below(self.folder.path).items():
                self.older.get(name, []).append(path)
        clear = {name for name, old in self.older.items() if len(old) < 2 and (sent[name] == 1 or not old)}
        return [f for f in files if f.name in clear], [f for f in files if f.name not in clear]

    def _row(self, outcome: Outcome) -> dict[str, object]:
        path, counts = Path(outcome.path), outcome.counts
        index = self.folder.index(path)
        first, *inside = path.relative_to(self.folder.apart).parts[1:]
        return {
            "index": index,
            "inside": "/".join(inside),
            "state": outcome.state,
            "reason": self._reason(outcome, "/".join((first, *inside))),
            "plan": "" if outcome.state in _LACKING else identity(digest(path)),
            "clauses": counts.clauses if counts else 0,
            "duties": counts.responsibilities if counts else 0,
        }

    def _reason(self, outcome: Outcome, name: str) -> str:
        if outcome.state in _LACKING:
            return self.folder.told(outcome.reason or "").removeprefix(name).lstrip("：:，, ")
        same = "同样内容的方案已经在库里，没有重复收。"
        return {"same": same, "unchanged": same, "replaced": "作为同名方案的新版，旧版留作历史。"}.get(
            outcome.state, ""
        )

    def _clear(self) -> None:
        """Of what was to stay, only that does which a plan of the store comes from."""
        if not self.made:
            return
        with suppress(PolicyError):
            standing: dict[str, str] = {}
            if self.kb.exists():
                with Intake.open(self.kb) as store:
                    standing = store.below(self.folder.path)
            kept = {
                self.folder.path.joinpath(*Path(p).relative_to(self.folder.path).parts[:2]) for p in standing
            }
            for final in self.made - kept:
                self.folder.drop(final)


if __name__ == "__main__":
    main(sys.argv[1:])
