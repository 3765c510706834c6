"""Which program made the facts: its version, and the rules and words it had."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from importlib.resources.abc import Traversable

_PARTS = ("corpus", "kb")
_KINDS = (".py", ".toml", ".csv", ".sql")


@cache
def fingerprint() -> str:
    """Differs as soon as a version, a rule, a word or a place name does; read once a process."""
    digest = sha256()
    for part in _PARTS:
        for name, file in _files(resources.files(part), part):
            digest.update(f"{name}\0".encode())
            digest.update(file.read_bytes())
    return f"{_version()}+{digest.hexdigest()[:16]}"


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The files that make facts, below ``folder``, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, path)
        elif entry.name.endswith(_KINDS):
            yield path, entry


def _version() -> str:
    try:
        return metadata.version("policykb")
    except metadata.PackageNotFoundError:
        return "源码"
