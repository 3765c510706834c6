"""一段：part of a list with the number of all and the way on, so that nothing is cut without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

from web.used import used

Item = TypeVar("Item")
Json = dict[str, Any]


def part(items: Sequence[Item], shape: Callable[[Item], Any], offset: int, limit: int) -> Json:
    return part_of([shape(item) for item in items[offset : offset + limit]], offset, limit, len(items))


def part_of(items: Sequence[Any], offset: int, limit: int, total: int) -> Json:
    """The same where only that part of so many is at hand."""
    return {"total": total, "offset": offset, "limit": limit, "items": list(items)}


def linked(request: Request, found: Json) -> Json:
    """``next`` is the address of the following part, null where this is the last; what is no part stays as it is."""
    if "total" not in found:
        return found
    end = found["offset"] + found["limit"]
    following = address(request, offset=end, limit=found["limit"]) if end < found["total"] else None
    return {**found, "next": following}


def address(request: Request, **changed: object) -> str:
    """This address with those parameters changed, those of None left out, and what no route reads."""
    kept = [(name, value) for name, value in used(request) if value and name not in changed]
    wanted = [*kept, *((name, str(value)) for name, value in changed.items() if value is not None)]
    return f"{request.url.path}?{urlencode(wanted)}"
