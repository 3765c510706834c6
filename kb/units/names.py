"""单位全称：each name of a list brought to the plan's own full wording; every restoration noted."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.alternatives import any_of
from corpus.lazy import lazily
from corpus.model import Document, Repair
from kb.units.model import Located, Mention, Name, UnitBook
from kb.units.words import INHERITS, LEVELS, MASS, PROVINCES

_PLAIN = lazily("(?!.*(?:完成|分工|职责|详见|附件|以上|以下|同上|年底|长期))[\u4e00-\u9fff]{2,12}")
_SHORT_OFFICE = lazily(
    f"(?!{any_of([*PROVINCES, *LEVELS])})[\u4e00-\u9fff]{{1,7}}(?<!监管)(?<!分)(?:局|办|办公室|中心|委|支队|大队|处|站|馆)"
)
_PARTY_CORES = frozenset(
    {"组织部", "宣传部", "统战部", "社会工作部", "政法委", "网信办", "军民融合办", "编办"}
)
_STUBS = frozenset({"委", "团委", "团"})
_OWN = tuple(f"{whole}{level}" for whole in "全我本" for level in "省市县区州")


@dataclass(frozen=True, slots=True)
class _Full:
    """A name as restored: ``reason`` empty where nothing had to be."""

    unit: str
    group: bool
    basis: str = "explicit"
    reason: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in its list a name stands: the name before and after, the prefix to inherit, and
    whether a name before it bears that prefix."""

    before: Located | None
    after: Located | None
    prefix: str
    borne: bool


def own(name: Name, book: UnitBook) -> Name:
    """The name with the plan's own place taken off: 江川区财政局 → 区财政局."""
    if not name.place or name.place not in book.places:
        return name
    prefix = name.prefix or next((level for level in LEVELS if name.place.endswith(level)), "")
    return Name(
        name.kind,
        f"{prefix}{name.branch}{name.core}",
        "",
        prefix,
        name.branch,
        name.core,
        name.function,
        name.suffix,
    )


def fullest(name: Name, book: UnitBook) -> str:
    """The fullest wording of the same organ that the plan itself uses, else the name as it is."""
    best = None if name.place else book.fullest.get(name.key)
    return best.text if best is not None and len(best.core) > len(name.core) else name.text


def _lacks_prefix(name: Name, book: UnitBook) -> bool:
    if name.prefix or name.place or not book.prefix or name.kind not in {"known", "organ"}:
        return False
    return name.kind == "organ" or bool(name.branch) or name.core.endswith(tuple(INHERITS)) or _is_party(name)


def _is_party(name: Name) -> bool:
    return name.core in _PARTY_CORES


def _prefixed(name: Name, prefix: str) -> Name:
    branch = "委" if _is_party(name) else name.branch
    youth = "团" if name.function == "团委" else ""
    text = f"{youth}{prefix}{branch}{name.core}"
    return Name(name.kind, text, "", prefix, branch, name.core, name.function, name.suffix)


def _of_organ(item: Located, place: _Place, book: UnitBook) -> _Full:
    written = own(item.name, book)
    name = _prefixed(written, place.prefix) if _lacks_prefix(written, book) else written
    unit = fullest(name, book)
    if item.name.place and name.key in book.fullest:
        unit = book.fullest[name.key].text
    if item.glued:
        return _Full(unit, False, "separator_restored", "名单中两个单位之间丢了分隔符")
    if name is not written:
        lost = bool(written.branch)
        reason = f"丢了级别字样“{place.prefix}”" if lost else f"承前省略级别字样“{place.prefix}”"
        sure = place.prefix == book.prefix
        return _Full(unit, False, "character_restored" if lost else "prefix_inherited", reason, sure)
    return _Full(unit, False, "explicit" if unit == item.name.text else "alias")


def _of_group(item: Located) -> _Full:
    text = item.name.text
    if text.startswith(_OWN):
        text = text[2:]
    text = (
        text.replace("乡镇、街道", "乡镇(街道)").replace("镇、街道", "镇(街道)") if "、街道" in text else text
    )
    if item.glued:
        return _Full(text, True, "separator_restored", "名单中两个单位之间丢了分隔符")
    return _Full(text, True)


def _of_class(item: Located, place: _Place) -> _Full:
    text = f"各{item.name.text}"
    if item.glued:
        return _Full(text, True, "character_restored", "名单中丢了分隔符和“各”字")
    if place.before is not None and place.before.name.kind == "group":
        return _Full(text, True, "prefix_inherited", "承前省略“各”字")
    return _Full(text, True)


def _of_field(item: Located, book: UnitBook) -> _Full:
    """财政 of 市发展改革、财政部门: the plan's own full name of it where it writes one, else 市财政部门."""
    name = item.name
    wanted = (name.prefix or book.prefix, name.branch, name.function)
    full = [
        best.text
        for key, best in book.fullest.items()
        if best.kind == "known" and (*key[:2], best.function) == wanted
    ]
    return _Full(full[0], False, "alias") if len(full) == 1 else _Full(name.text, True, "alias")


def _missing_one(short: str, full: str) -> bool:
    """Whether ``short`` is ``full`` less one character."""
    return len(short) + 1 == len(full) and any(short == full[:at] + full[at + 1 :] for at in range(len(full)))


def _damaged(item: Located, place: _Place, book: UnitBook) -> _Full | None:
    """A name that only the plan's other mentions or its neighbours explain."""
    text = item.name.text
    if text in _STUBS and any(
        near and near.name.function in MASS.values() for near in (place.before, place.after)
    ):
        return _Full(
            f"团{book.prefix}委", False, "character_restored", "只剩“委”字，前后都是群团组织，应为团委", False
        )
    full = {
        name.text
        for name, count in book.names
        if name.text.startswith(book.prefix) and (name.firm or count > 1)
    }
    if len(text) < 3 or text in full:
        return None
    candidates = sorted(
        name
        for name in full
        if name.endswith(text) or _missing_one(text, name) or _missing_one(book.prefix + text, name)
    )
    if len(candidates) == 1:
        return _Full(candidates[0], False, "character_restored", "名称残缺，据同一文件别处的全称补足", False)
    return None


def _of_other(item: Located, place: _Place, book: UnitBook) -> _Full | None:
    text = item.name.text
    if text in book.short:
        return _Full(book.short[text], False, "alias")
    damaged = _damaged(item, place, book)
    if damaged is not None:
        return damaged
    if item.name.kind == "unknown":
        return _Full(text, False, certain=False) if item.whole and _PLAIN.fullmatch(text) else None
    if item.glued:
        return _Full(text, False, "separator_restored", "名单中两个单位之间丢了分隔符", False)
    if item.name.kind == "generic" and _SHORT_OFFICE.fullmatch(text) and place.borne:
        unit = f"{place.prefix}{text}"
        sure = any(name.text == unit for name, _ in book.names)
        if not sure and len(text) < 4:
            return _Full(text, False)
        return _Full(unit, False, "prefix_inherited", f"承前省略级别字样“{place.prefix}”", sure)
    return _Full(text, False)


def _full(item: Located, place: _Place, book: UnitBook) -> _Full | None:
    match item.name.kind:
        case "group":
            return _of_group(item)
        case "class":
            return _of_class(item, place)
        case "field":
            return _of_field(item, book)
        case "known" | "organ" if item.name.text not in book.short:
            return _of_organ(item, place, book)
        case "fixed":
            return _Full(fullest(item.name, book), False, "separator_restored" if item.glued else "explicit")
        case _:
            return _of_other(item, place, book)


def resolve(
    document: Document, items: tuple[Located, ...], book: UnitBook
) -> tuple[tuple[Mention, ...], tuple[Repair, ...]]:
    """The names of one list, in order, as canonical mentions with a repair for each restoration."""
    mentions: list[Mention] = []
    repairs: list[Repair] = []
    prefix, borne = book.prefix, False
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        full = _full(item, _Place(items[at - 1] if at else None, after, prefix, borne), book)
        if item.name.kind in {"known", "organ"} and not item.name.place and item.name.prefix in LEVELS:
            prefix, borne = item.name.prefix, True
        if full is None:
            continue
        mentions.append(Mention(item.span, full.unit, full.group, full.basis, full.certain))
        if full.reason:
            surface = item.span.of(document.text)
            repairs.append(Repair(item.span, surface, _restored(full), full.reason, full.certain))
    return tuple(mentions), tuple(repairs)


def _restored(full: _Full) -> str:
    return f"、{full.unit}" if "分隔符" in full.reason else full.unit
