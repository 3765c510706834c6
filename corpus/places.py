"""行政区划：which place a name begins with, from province down to township (GB/T 2260 codes)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.lazy import lazily

_LONGEST = 15
_LEVELS = {2: "province", 4: "city", 6: "county"}
_NATIONAL = lazily(
    "中共中央|国务院|国家|中央|中国|全国|最高人民|(?![^、]{0,8}[省市县区州旗]委)[\u4e00-\u9fff、]{2,14}(?:部|总局|总署|海关总署|人民银行|证监会|银保监会)$"
)
_TOWNSHIP = lazily("[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡)")
_UNLISTED = lazily(
    "(?P<province>[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,6}自治区)?(?P<city>[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    "(?P<county>[\u4e00-\u9fff]{1,7}?(?:新区|区|自治县|县|旗))?(?P<township>[\u4e00-\u9fff]{1,6}?(?:街道|镇|乡))?"
)


_COMMON = lazily(
    "关于|印发|推进|推动|加快|促进|加强|深化|支持|全面|进一步|实施|贯彻|落实|开展|建设|打造|完善|健全|优化|提升|强化|规范|做好|深入|大力|扎实"
    "|[一-鿿]{0,3}?(?:社|园|校|小|景|城|郊|片|库|老|山|灾|牧|矿|港|辖|街|商|厂|地|学|市)区|[一-鿿]{0,2}?(?:城|都|超)市"
    "|[一-鿿]{0,4}?(?:县域|城镇|乡镇|集镇|小镇|古镇|村镇|城乡)"
)
"""Words that end in a level word but name no place, at the beginning of a title."""
_WITHIN = lazily("[市县区镇乡](?:域|级|际|直|属|内|外|场|民|政|容|委)")


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` as a plan's jurisdiction is written (city and county together); None for the nation."""

    name: str | None
    level: str


@cache
def _names() -> Mapping[str, str]:
    with (files("corpus") / "places.csv").open(encoding="utf-8") as table:
        return {row["code"]: row["name"] for row in csv.DictReader(table)}


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in _names().items():
        found[name] = (*found.get(name, ()), code)
    return found


def local_names() -> tuple[str, ...]:
    """The names of all listed cities and counties that cannot be a common word (three characters or more)."""
    return tuple(sorted({name for code, name in _names().items() if len(code) > 2 and len(name) > 2}))


def place_of(organ: str) -> Place | None:
    """The place whose organ (or whose plan, by its title) ``organ`` is; None where no place begins it."""
    name = organ.removeprefix("中共")
    codes, end = _chain(name)
    if codes:
        return _listed(codes, name[end:])
    if _NATIONAL.match(organ):
        return Place(None, "national")
    return _unlisted(name)


def _chain(name: str) -> tuple[tuple[str, ...], int]:
    """The codes that fit the run of listed places at the start of ``name``, and where the run ends."""
    codes: tuple[str, ...] = ()
    end = 0
    step = _step(name, end, codes)
    while step:
        end, codes = step
        step = _step(name, end, codes)
    return codes, end


def _step(name: str, start: int, codes: tuple[str, ...]) -> tuple[int, tuple[str, ...]] | None:
    """The end and the codes of the longest listed place at ``start`` that lies in one of ``codes``."""
    for stop in range(min(len(name), start + _LONGEST), start + 1, -1):
        fitting = tuple(
            code
            for code in _codes().get(name[start:stop], ())
            if not codes or any(code.startswith(upper) and code != upper for upper in codes)
        )
        if fitting:
            return stop, fitting
    return None


def _listed(codes: tuple[str, ...], rest: str) -> Place:
    code = codes[0]
    own = _names()[code]
    upper = _names().get(code[:4]) or _names()[code[:2]]
    known = len(code) == 6 and len(codes) == 1 and code[2:4] != "90"
    name = upper + own if known else own
    township = _TOWNSHIP.match(rest)
    if township and len(code) >= 4:
        return Place(name + township.group(), "township")
    return Place(name, _LEVELS[len(code)])


def _unlisted(name: str) -> Place | None:
    """A place by its suffixes alone, for names the table does not hold."""
    match = _UNLISTED.match(name)
    if match is None or not match.group() or _COMMON.match(name) or _WITHIN.match(name, match.end() - 1):
        return None
    level = next(level for level in ("township", "county", "city", "province") if match[level])
    province = match["province"] or ""
    local = match.group()[len(province) :]
    return Place(local or province, level)
