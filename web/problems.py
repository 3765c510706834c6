"""出错：what went wrong as problem+json (RFC 9457) for programs, as a page for people, in one Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from corpus.errors import InputError, StoreError, UnknownUnit
from kb.facts_json import dumped
from web.refusals import sentence
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
    503: "暂时不能用",
    507: "存不下",
}
CHOOSING = "请用参数 plan、place 指明，或写 all=true。"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    title = TITLES.get(status) or HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(dumped(body), status, headers, media_type="application/problem+json")


def verdict(error: Exception) -> tuple[int, str]:
    """The status and the sentence."""
    kinds = {NotHeld: 404, UnknownUnit: 404, StoreError: 503, InputError: 400}
    status = next((status for kind, status in kinds.items() if isinstance(error, kind)), 500)
    return status, sentence(error, CHOOSING)
