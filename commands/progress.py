"""How far a long command has come, on a terminal and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Thing = TypeVar("Thing")


def watching(title: str) -> Callable[[tuple[Thing, ...]], Iterator[Thing]]:
    """Passes things on one by one and shows how many are done."""

    def watch(things: tuple[Thing, ...]) -> Iterator[Thing]:
        console = Console(stderr=True)
        yield from track(things, title, console=console, transient=True, disable=not console.is_terminal)

    return watch
