"""走错：what the SDK refuses in English before it reaches a tool, told in Chinese with the way out; codes stay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from mcp import MCPError
from mcp.server import ServerRequestContext
from mcp.types import INVALID_PARAMS, METHOD_NOT_FOUND
from pydantic import ValidationError

from web.parameters import faults

Context = ServerRequestContext[Any, Any]
Next = Callable[[Context], Awaitable[Any]]
METHODS = (
    *("initialize", "ping", "tools/list", "tools/call"),
    *("resources/list", "resources/templates/list", "resources/read"),
)
_WAYS = {
    METHOD_NOT_FOUND: f"没有方法“{{method}}”；有 {'、'.join(METHODS)}。",
    INVALID_PARAMS: "还没有握手，不能用 {method}；请先发 initialize。",
}


async def in_chinese(ctx: Context, call_next: Next) -> Any:
    """What is refused in words of ours is already Chinese and passes as it is."""
    try:
        return await call_next(ctx)
    except ValidationError as error:
        said = faults(error.errors(include_url=False)).removesuffix("。")
        raise MCPError(INVALID_PARAMS, f"{ctx.method} 的{said}；各方法的写法见 MCP 的规范。") from error
    except MCPError as error:
        way = _WAYS.get(error.code, "")
        if not way or not error.message.isascii():
            raise
        raise MCPError(error.code, way.format(method=ctx.method), error.data or None) from error
