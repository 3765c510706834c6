"""参数：what of an address its route reads; whatever else stands there changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.requests import Request


def used(request: Request) -> tuple[tuple[str, str], ...]:
    """The parameters that the route reads with their values, in the order of the route, each once."""
    given = request.query_params
    names = dict.fromkeys(_read(request.scope["route"].dependant))
    return tuple((name, given[name]) for name in names if name in given)


def _read(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (own.alias or name for name, own in model.model_fields.items())
        else:
            yield field.alias
    for below in dependant.dependencies:
        yield from _read(below)
