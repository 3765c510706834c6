"""形状：what the shapes have in common: no key that is not told, each told in words and by an example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
Schema = dict[str, Any]


def plain(schema: Schema) -> None:
    """Without the names that pydantic makes up out of ours, and without what is said here to who reads this."""
    schema.pop("description", None)
    for told in (schema, *schema.get("properties", {}).values()):
        told.pop("title", None)


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=plain)


def told(words: str, example: Any = None) -> Any:
    """A field in words, by an example where its type alone gives none."""
    return Field(description=words, examples=None if example is None else [example])


def one_of(words: str, names: Iterable[str]) -> Any:
    """A field that is one of those codes."""
    return Field(description=words, json_schema_extra={"enum": list(names)})


COUNT = Annotated[int, Field(ge=0, description="几个", examples=[1])]


class Part(Shape):
    """Part of a list: of ``total`` those from ``offset`` on, ``limit`` of them at most."""

    total: Annotated[int, Field(ge=0, description="一共几条", examples=[1])]
    offset: Annotated[int, Field(ge=0, description="从第几条起，从 0 计", examples=[0])]
    limit: Annotated[int, Field(ge=1, description="最多几条", examples=[100])]
    next: Annotated[str | None, told("接口里是下一段的地址，没有下一段则为 null")] = None


class Page(Part, Generic[Item]):
    items: list[Item]


def schema_of(shape: type[BaseModel]) -> Schema:
    """Without the examples, which are many words."""
    return {name: _without_examples(own) for name, own in shape.model_json_schema().items()}


def _without_examples(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_examples(own) for name, own in value.items() if name != "examples"}
    return [_without_examples(own) for own in value] if isinstance(value, list) else value


def example_of(shape: type[BaseModel]) -> Any:
    """A value of that shape, of one item a list, put together from the examples of its fields."""
    schema = shape.model_json_schema()
    return _example(schema, schema.get("$defs", {}))


def _example(schema: Schema, parts: Schema) -> Any:
    if "$ref" in schema:
        return _example(parts[schema["$ref"].rpartition("/")[2]], parts)
    if "examples" in schema:
        return schema["examples"][0]
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return None if {"type": "null"} in schema["anyOf"] else _example(schema["anyOf"][0], parts)
    if schema["type"] == "object":
        return {name: _example(own, parts) for name, own in schema.get("properties", {}).items()}
    if schema["type"] == "array":
        return [_example(schema["items"], parts)]
    return {"string": "", "integer": 0, "number": 0, "boolean": False}[schema["type"]]
