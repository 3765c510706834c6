"""接口说明：the operations of an OpenAPI description as the page of the reference shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kb.facts_json import dumps

_TRIED = {"q": "财政局负责哪些任务", "unit": "财政局", "about": "资金"}


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: str
    required: bool
    words: str
    limits: str


@dataclass(frozen=True, slots=True)
class Operation:
    """``tried`` is an address that can be opened as it is, "" where it names something of a store."""

    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    example: str
    tried: str


def operations(told: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """By the heading that each stands under."""
    found: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            found.setdefault(one.get("tags", ["其他"])[0], []).append(_operation(path, method, one))
    return found


def _operation(path: str, method: str, one: Mapping[str, Any]) -> Operation:
    answered = one["responses"]["200"]["content"].get("application/json")
    parameters = tuple(map(_parameter, one.get("parameters", ())))
    return Operation(
        method.upper(),
        path,
        one.get("summary", ""),
        parameters,
        dumps(answered["example"]) if answered else "（文件）",
        _tried(path, parameters),
    )


def _tried(path: str, parameters: tuple[Parameter, ...]) -> str:
    wanted = [one.name for one in parameters if one.required]
    if "{" in path or not _TRIED.keys() >= set(wanted):
        return ""
    given = "&".join(f"{name}={quote(_TRIED[name])}" for name in wanted)
    return f"{path}?{given}" if given else path


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one.get("schema", {})
    limits = {
        "minLength": "最短",
        "maxLength": "最长",
        "minimum": "最小",
        "maximum": "最大",
        "pattern": "写法",
        "default": "默认",
    }
    said = [f"{word} {schema[name]}" for name, word in limits.items() if schema.get(name) not in (None, "")]
    where = {"query": "参数", "path": "路径", "header": "首部"}.get(one["in"], one["in"])
    return Parameter(
        one["name"], where, bool(one.get("required")), one.get("description", ""), "，".join(said)
    )
