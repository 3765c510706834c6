"""词表：one TOML file per subject beside this module; words are data, patterns are code."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `<name>.toml`, read once; callers must not change what they get."""
    with (_FOLDER / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)
