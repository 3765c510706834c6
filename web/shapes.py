"""接口的说明：what the API says of an address: a line, the answer with an example, and how it refuses."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel
from starlette.responses import Response

from web.contracts.shape import Shape, example_of, told


class Problem(Shape):
    type: Annotated[str, told("种类", "about:blank")]
    title: Annotated[str, told("出了什么错", "没有找到")]
    status: Annotated[int, told("状态码", 404)]
    detail: Annotated[str, told("一句话：什么、哪里、怎么办", "没有方案提到单位“某局”；请核对单位名称。")]


_WRONG = {400: "给的东西不能用", 404: "没有找到", 422: "参数不对", 429: "请求太密", 503: "暂时不能用"}
_UNCHANGED = {304: {"description": "与 If-None-Match 写的相同"}}


def described(summary: str, shape: type[BaseModel]) -> dict[str, Any]:
    content = {"application/json": {"example": example_of(shape)}}
    answered = {200: {"description": "成功", "model": shape, "content": content}}
    return {"summary": summary, "response_model": None, "responses": {**answered, **_UNCHANGED, **_refused()}}


def filed(summary: str, *types: str) -> dict[str, Any]:
    """The same of an address that gives a file."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}
    answered = {200: {"description": "文件", "content": content}}
    responses = {**answered, **_UNCHANGED, **_refused()}
    return {"summary": summary, "response_class": Response, "responses": responses}


def _refused() -> dict[int, Any]:
    schema = {
        "application/problem+json": {"schema": Problem.model_json_schema(), "example": example_of(Problem)}
    }
    return {status: {"description": words, "content": schema} for status, words in _WRONG.items()}
