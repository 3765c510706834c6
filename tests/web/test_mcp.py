"""The MCP server, through the client of the SDK: in one process, and as the command over pipes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, ClientSession, MCPError, StdioServerParameters, stdio_client

from kb.store import Store
from qa import library
from web import mcp
from web.astray import METHODS
from web.mcp import make_server

from .conftest import EDUCATION

NAMES = ("ask", "search", "tasks", "owners", "targets", "deadlines", "trace", "plan", "matrix")
GIVEN: dict[str, tuple[dict[str, Any], ...]] = {
    "ask": ({"question": "区财政局负责哪些任务"}, {"question": "毛入学率", "today": "2025-03-01"}),
    "search": ({"words": "教育", "limit": 3}, {"words": "没有这样的词吧"}),
    "tasks": ({"unit": "区财政局"}, {"unit": "财政局", "everything": True}),
    "owners": ({"about": "平安校园"},),
    "targets": ({"about": "毛入学率"}, {}),
    "deadlines": ({"year": "2025"}, {"every": "季度"}, {"before": "2025-06"}),
    "trace": ({"unit": "区财政局", "clause": "3"}, {"unit": "区财政局", "offset": 2, "limit": 3}),
    "plan": ({"name": "江川"}, {"identity": "f71a6d4b4e2b"}, {"limit": 1}),
    "matrix": ({"unit": "区财政局"}, {"role": "牵头", "limit": 2}),
}
ENGLISH = re.compile(r"https?:|\b(?:error|validation|unknown|executing|input|should)\b", re.IGNORECASE)


def run(session: Callable[[], Awaitable[None]]) -> None:
    """In a thread of its own: that of the test may have the loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, session).result()


def with_client(kb: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    async def session() -> None:
        async with Client(make_server(kb, lambda: date(2025, 3, 1))) as client:
            await talk(client)

    run(session)


def proofs(value: Any) -> list[dict[str, Any]]:
    """Whatever bears the characters of a plan, wherever it stands in an answer."""
    if isinstance(value, list):
        return [found for each in value for found in proofs(each)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.keys() >= {"document", "clause", "start", "end", "surface", "rule"} else []
    return own + [found for each in value.values() for found in proofs(each)]


def test_every_tool_answers_in_its_shape_with_evidence(kb: Path) -> None:
    with Store.open(kb) as store:
        texts = {plan.document.id: plan.document.text for plan in store.plans()}

    async def talk(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert tuple(tool.name for tool in tools) == NAMES
        for tool in tools:
            assert tool.description
            assert all(one.get("description") for one in tool.input_schema["properties"].values()), tool.name
            assert tool.output_schema
            shape = Draft202012Validator(tool.output_schema)
            assert not shape.is_valid({"more": 1})
            for given in GIVEN[tool.name]:
                result = await client.call_tool(tool.name, given)
                assert not result.is_error, (tool.name, result.content)
                told = result.structured_content
                assert [error.message for error in shape.iter_errors(told)] == []
                assert json.loads(result.content[0].text) == told  # type: ignore[union-attr]
                if tool.name not in ("search", "plan") and told["status" if "status" in told else "total"]:
                    found = [proof for proof in proofs(told) if isinstance(proof["document"], str)]
                    assert found or tool.name == "trace", (tool.name, given)
                    for proof in found:
                        text = texts[proof["document"]]
                        assert text[proof["start"] : proof["end"]] == proof["surface"]

    with_client(kb, talk)


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("trace", {"unit": "火星局"}, "没有方案提到单位“火星局”"),
        ("trace", {"unit": "财政局", "clause": "999"}, "没有条款“999”"),
        ("plan", {"identity": "../../etc"}, "identity 写法不对"),
        ("plan", {"identity": "0" * 12}, "没有标识为"),
        ("ask", {}, "question 必须写"),
        ("ask", {"question": 7}, "question 要是文字"),
        ("ask", {"question": "财政局", "colour": "红"}, "colour 不是这里的参数"),
        ("ask", {"question": "财政局", "place": "火星"}, "没有地方“火星”"),
        ("ask", {"question": "今年要完成什么", "today": "abc"}, "today “abc”不是日期；请写成 2025-06-30"),
        ("ask", {"question": "今年要完成什么", "today": "2025-02-30"}, "日历上没有“2025-02-30”"),
        ("deadlines", {"before": "abc"}, "before “abc”不是年月"),
        ("deadlines", {"every": "P9Z"}, "every 没有周期“P9Z”；可写 年、"),
        ("deadlines", {"year": "二五"}, "year “二五”不是年份"),
        ("matrix", {"role": "主办"}, "role 没有角色“主办”"),
        ("tasks", {"unit": ""}, "unit 没有写要查什么"),
        ("search", {"words": "教育", "limit": 0}, "limit 太小"),
        ("erase", {}, "没有工具“erase”；有 ask、"),
    ],
)
def test_a_refusal_is_one_chinese_sentence(kb: Path, name: str, values: dict[str, Any], words: str) -> None:
    async def talk(client: Client) -> None:
        result = await client.call_tool(name, values)
        assert result.is_error
        (said,) = result.content
        text: str = said.text  # type: ignore[union-attr]
        assert words in text
        assert text.endswith("。")
        assert "\n" not in text
        assert not ENGLISH.search(text.replace("erase", "")), text

    with_client(kb, talk)


HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "试", "version": "1"}}
ASTRAY: tuple[tuple[str, Any, int, str], ...] = (
    ("tools/call", {"name": "ask"}, -32602, "还没有握手，不能用 tools/call；请先发 initialize。"),
    ("initialize", {}, -32602, "protocolVersion 必须写"),
    ("initialize", HELLO, 0, ""),
    ("tools/call", {}, -32602, "tools/call 的参数不对：name 必须写；"),
    ("tools/call", {"name": "ask", "arguments": "财政局"}, -32602, "arguments 要是对象"),
    ("resources/read", {"uri": 5}, -32602, "uri 要是文字"),
    ("resources/list", {"cursor": "x"}, -32602, "没有这一页（cursor x）；请从头列起。"),
    ("resources/read", {"uri": "policykb://plan"}, -32002, "没有资源“policykb://plan”"),
    ("prompts/list", {}, -32601, "没有方法“prompts/list”；有 initialize、ping、"),
    ("erase", None, -32601, "没有方法“erase”；有 initialize、ping、"),
    ("ping", None, 0, ""),
)


def test_what_goes_astray_before_a_tool_is_told_in_chinese_too(kb: Path) -> None:
    command = [sys.executable, "-m", "cli", "mcp", "--kb", str(kb)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdin
        assert server.stdout
        for number, (method, params, code, words) in enumerate(ASTRAY):
            asked = {"jsonrpc": "2.0", "id": number, "method": method}
            server.stdin.write(json.dumps(asked | ({} if params is None else {"params": params})) + "\n")
            server.stdin.flush()
            told = json.loads(server.stdout.readline())
            error = told.get("error", {"code": 0, "message": ""})
            assert (told["id"], error["code"]) == (number, code), told
            assert words in error["message"]
            assert not code or error["message"].endswith("。")
        server.stdin.close()


def test_the_methods_that_are_named_are_those_that_are_there(kb: Path) -> None:
    server = make_server(kb, lambda: date(2025, 3, 1))
    there = [method for method in METHODS if server.get_request_handler(method)]
    assert ["initialize", *there] == list(METHODS)


def test_neither_options_nor_places_on_the_disk_are_told(
    kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(client: Client) -> None:
        result = await client.call_tool("ask", {"question": "财政局"})
        assert result.is_error
        said: str = result.content[0].text  # type: ignore[union-attr]
        assert said == "知识库暂时不能用：没有这个知识库文件；请告诉管理知识库的人。"

    with_client(tmp_path / "无.db", lost)
    monkeypatch.setattr(library, "MOST", 1)

    async def many(client: Client) -> None:
        refused = await client.call_tool("matrix", {})
        said: str = refused.content[0].text  # type: ignore[union-attr]
        assert "everything" in said
        assert "--" not in said
        assert str(kb.parent) not in said
        assert not (await client.call_tool("matrix", {"everything": True})).is_error

    with_client(kb, many)


def test_plans_and_clauses_are_resources(kb: Path, ids: dict[str, str]) -> None:
    identity = ids[EDUCATION]

    async def talk(client: Client) -> None:
        listed = await client.read_resource("policykb://plans")
        assert json.loads(listed.contents[0].text)["total"] == 2  # type: ignore[union-attr]
        text = (await client.read_resource(f"policykb://plans/{identity}")).contents[0].text  # type: ignore[union-attr]
        clause = await client.read_resource(f"policykb://plans/{identity}/clauses/三/(一)/3")
        told = json.loads(clause.contents[0].text)  # type: ignore[union-attr]
        place = told["clause"]
        assert text[place["start"] : place["end"]] == told["text"]
        for address in (
            "policykb://plans/000000000000",
            "policykb://plans/..%2f..%2fetc",
            f"policykb://plans/{identity}/clauses/九十九",
            "file:///etc/passwd",
        ):
            with pytest.raises(MCPError, match="没有"):
                await client.read_resource(address)

    with_client(kb, talk)


def test_resources_are_listed_in_pages_and_by_templates(
    kb: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mcp, "PAGE", 1)

    async def talk(client: Client) -> None:
        templates = (await client.list_resource_templates()).resource_templates
        assert [one.uri_template for one in templates] == [
            "policykb://plans/{plan}",
            "policykb://plans/{plan}/clauses/{+clause}",
        ]
        found, cursor = [], None
        while True:
            page = await client.list_resources(cursor=cursor)
            found += page.resources
            cursor = page.next_cursor
            if not cursor:
                break
        first, *plans = [one.uri for one in found]
        assert first == "policykb://plans"
        assert sorted(plans) == sorted(f"policykb://plans/{own}" for own in ids.values())
        for one in found:
            assert one.title
            assert (await client.read_resource(one.uri)).contents
        with pytest.raises(MCPError, match="没有这一页"):
            await client.list_resources(cursor="乙")

    with_client(kb, talk)


def test_the_command_speaks_over_pipes_and_says_nothing_else(kb: Path) -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "cli", "mcp", "--kb", str(kb)])

    async def session() -> None:
        async with Client(server) as client:
            assert client.server_info.name == "policykb"
            assert len((await client.list_tools()).tools) == len(NAMES)
            result = await client.call_tool("tasks", {"unit": "财政局"})
            assert result.structured_content
            assert result.structured_content["status"] == "answered"

    run(session)


def like(expected: Any, told: Any) -> bool:
    """Equal, but for what the document leaves out: ``…`` stands for any value, for the rest of a list, and as
    a key for the other keys.
    """
    if expected == "…":
        return True
    if isinstance(expected, dict) and isinstance(told, dict):
        same = all(name in told and like(own, told[name]) for name, own in expected.items() if name != "…")
        return same and ("…" in expected or expected.keys() == told.keys())
    if isinstance(expected, list) and isinstance(told, list):
        head = expected[:-1] if expected[-1:] == ["…"] else expected
        enough = len(head) <= len(told) if head != expected else len(head) == len(told)
        return enough and all(map(like, head, told))
    return bool(expected == told)


def test_what_is_left_out_of_a_transcript() -> None:
    assert like({"a": [1, "…"], "…": ""}, {"a": [1, 2], "b": 3})
    assert like(["…"], [])
    assert not like({"a": 1}, {"a": 1, "b": 2})
    assert not like([1, 2, "…"], [1])
    assert not like({"a": 1, "…": ""}, {"b": 1})


def test_the_transcript_in_the_documents_is_true(kb: Path) -> None:
    """Every request of it is sent anew over pipes, by the client of the SDK."""
    text = (Path(__file__).parents[2] / "docs" / "mcp.md").read_text("utf-8")
    pairs = [
        (json.loads(sent), json.loads(told))
        for sent, told in re.findall(r"^    → (.*)\n    ← (.*)$", text, re.M)
    ]
    methods = [sent["method"] for sent, _ in pairs]
    assert methods[:3] == ["initialize", "tools/list", "resources/list"]
    assert methods.count("tools/call") >= 3
    server = StdioServerParameters(command=sys.executable, args=["-m", "cli", "mcp", "--kb", str(kb)])

    async def session() -> None:
        async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as client:
            ask = {
                "initialize": client.initialize,
                "tools/list": client.list_tools,
                "resources/list": client.list_resources,
                "resources/templates/list": client.list_resource_templates,
                "tools/call": client.call_tool,
                "resources/read": client.read_resource,
            }
            for sent, expected in pairs:
                result = await ask[sent["method"]](**sent.get("params", {}))  # type: ignore[operator]
                told = result.model_dump(mode="json", by_alias=True, exclude_none=True)
                assert like(expected, told), (sent, told)

    run(session)
