"""Plans taken out of the knowledge base, by the names that a person has for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.errors import InputError, printable
from kb.database import explained
from kb.intake import Intake
from kb.store import Store, Version

_SHORTEST = 6  # characters of a digest that say which one is meant
_SHOWN = 10


def remove(kb: Path, names: Iterable[str], *, superseded_only: bool) -> list[tuple[str, int]]:
    """Each document named, and how many versions of it were dropped; nothing is where a name is unclear."""
    with Store.open(kb) as store:
        paths = dict.fromkeys(_meant(store, name) for name in names)
    with explained(kb), Intake.open(kb) as intake:
        return [(path, intake.remove(path, superseded_only=superseded_only)) for path in paths]


def _meant(store: Store, name: str) -> str:
    """The path of the document of that name, or that the name is part of; InputError where it is not one."""
    place = printable(str(Path(name).absolute()))
    versions = store.versions()
    found = list(dict.fromkeys(v.path for v in versions if _is_named(v, name, place)))
    if place in found or name in found:
        return place if place in found else name
    found = found or _with_part(store, name)
    if not found:
        raise InputError(
            f"{name}：知识库里没有这份方案，什么也没有移除；请用 policykb versions --kb {store.path} 查看。"
        )
    if len(found) > 1:
        shown = "、".join(found[:_SHOWN]) + "等" * (len(found) > _SHOWN)
        raise InputError(
            f"{name}：指的可以是 {len(found)} 份方案，什么也没有移除；请写明其中一份的路径：{shown}。"
        )
    return found[0]


def _is_named(version: Version, name: str, place: str) -> bool:
    digest = len(name) >= _SHORTEST and version.sha256.startswith(name)
    return digest or name in (version.path, version.name) or version.path == place


def _with_part(store: Store, name: str) -> list[str]:
    """The paths of the present plans that ``--plan`` would take; an old store knows no parts."""
    if not (name and store.catalogued):
        return []
    try:
        return store.paths(sorted(store.lookup.within(plan=name)))
    except InputError:
        return []
