"""问过的话：the lines typed, kept in a file of the user's, a line each, the newest thousand."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit.history import History, InMemoryHistory

from corpus.errors import reason
from export.files import save

LENGTH = 1000


class Kept(History):
    """Raises OSError where the file cannot be had; a line that cannot be written later is let go."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._lines = path.read_text("utf-8", errors="replace").splitlines()
        if len(self._lines) > LENGTH:
            self._lines = self._lines[-LENGTH:]
            save("".join(f"{line}\n" for line in self._lines).encode(), path)

    def load_history_strings(self) -> Iterable[str]:
        return reversed(self._lines)

    def store_string(self, string: str) -> None:
        with suppress(OSError), self._path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{' '.join(string.splitlines())}\n")


def history(*, kept: bool) -> tuple[History, str]:
    """The history, and why it is not kept where it should be and cannot."""
    path = user_state_path("policykb", appauthor=False) / "history"
    try:
        return (Kept(path) if kept else InMemoryHistory()), ""
    except OSError as error:
        return InMemoryHistory(), f"{path}：记不下问过的话（{reason(error)}），这次只在会话里记着。"
