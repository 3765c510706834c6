"""Plans taken out of the knowledge base, by the names that a person has for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.errors import InputError, printable
from kb.database import explained
from kb.intake import Intake
from kb.store import Store, Version

_SHORTEST = 6  # characters of a digest that say which one is meant


def remove(kb: Path, names: Iterable[str], *, superseded_only: bool) -> list[tuple[str, int]]:
    """Each document named, and how many versions of it were dropped; nothing is where a name is unclear."""
    with Store.open(kb) as store:
        versions = store.versions()
    paths = dict.fromkeys(_meant(kb, versions, name) for name in names)
    with explained(kb), Intake.open(kb) as intake:
        return [(path, intake.remove(path, superseded_only=superseded_only)) for path in paths]


def _meant(kb: Path, versions: Iterable[Version], name: str) -> str:
    """The path of the document of that name; InputError where there is none or more than one."""
    place = printable(str(Path(name).absolute()))
    found = list(dict.fromkeys(v.path for v in versions if _is_named(v, name, place)))
    if not found:
        raise InputError(
            f"{name}：知识库里没有这份方案，什么也没有移除；请用 policykb versions --kb {kb} 查看。"
        )
    if place in found or name in found:
        return place if place in found else name
    if len(found) > 1:
        raise InputError(
            f"{name}：有 {len(found)} 份方案叫这个，什么也没有移除；请写明其中一份的路径：{'、'.join(found)}。"
        )
    return found[0]


def _is_named(version: Version, name: str, place: str) -> bool:
    digest = len(name) >= _SHORTEST and version.sha256.startswith(name)
    return digest or name in (version.path, version.name) or version.path == place
