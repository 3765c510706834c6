"""出错：what went wrong as problem+json (RFC 9457) for programs, as a page for people, in one Chinese sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from corpus.errors import InputError, PolicyError, StoreError, UnknownUnit
from web.shelf import NotHeld

TITLES = {
    400: "请求不对",
    401: "要出示口令",
    403: "不允许",
    404: "没有找到",
    405: "不支持这种请求方法",
    413: "太大了",
    421: "不是给这台主机的请求",
    422: "参数不对",
    429: "请求太密",
    500: "程序出错",
    503: "知识库暂时不能用",
}
_OPTIONS = {"--place": "地方", "--plan": "方案", "--all": "“全部”"}
_PARAMETERS = {
    "missing": "必须写",
    "string_too_short": "太短",
    "string_too_long": "太长",
    "string_pattern_mismatch": "写法不对",
    "int_parsing": "要是整数",
    "bool_parsing": "要是 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
}


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    title = TITLES.get(status) or HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(text, status, headers, media_type="application/problem+json")


def verdict(error: Exception, path: str) -> tuple[int, str]:
    """The status and the sentence; the place of the store on the disk is nobody's business but the owner's."""
    if isinstance(error, NotHeld):
        return 404, f"{error}。"
    if not isinstance(error, PolicyError):
        return 500, f"程序出错（{type(error).__name__}），没有做完；请把这次的操作报给开发者。"
    status = {StoreError: 503, UnknownUnit: 404}.get(
        type(error), 400 if isinstance(error, InputError) else 500
    )
    return status, for_pages(str(error).replace(path, "知识库"))


def for_pages(said: str) -> str:
    """The options of the commands by what stands for them on a page."""
    return re.sub("--(?:place|plan|all)", lambda option: _OPTIONS[option[0]], said)


def parameters(errors: Any) -> str:
    """Which parameters are wrong, and how."""
    said = [f"{error['loc'][-1]} {_PARAMETERS.get(error['type'], '不能用')}" for error in errors]
    return f"参数不对：{'；'.join(said)}。"
