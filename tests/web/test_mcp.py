"""The MCP server, through the client of the SDK: in one process, and as the command over pipes."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters

from kb.store import Store
from web.mcp import make_server

from .conftest import EDUCATION

NAMES = ("ask", "search", "tasks", "owners", "targets", "deadlines", "trace", "plan", "matrix")


def run(session: Callable[[], Awaitable[None]]) -> None:
    """In a thread of its own: that of the test may have the loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, session).result()


def with_client(kb: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    async def session() -> None:
        async with Client(make_server(kb, lambda: date(2025, 3, 1))) as client:
            await talk(client)

    run(session)


def test_every_tool_has_schemas_and_answers_with_evidence(kb: Path) -> None:
    given: dict[str, dict[str, Any]] = {
        "ask": {"question": "区财政局负责哪些任务"},
        "search": {"words": "教育", "limit": 3},
        "tasks": {"unit": "区财政局"},
        "owners": {"about": "平安校园"},
        "targets": {"about": "毛入学率"},
        "deadlines": {"year": "2025"},
        "trace": {"unit": "区财政局", "clause": "3"},
        "plan": {"name": "江川"},
        "matrix": {"unit": "区财政局"},
    }

    async def talk(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert tuple(tool.name for tool in tools) == NAMES
        for tool in tools:
            assert tool.description
            assert tool.output_schema
            assert all(one.get("description") for one in tool.input_schema["properties"].values()), tool.name
            result = await client.call_tool(tool.name, given[tool.name])
            assert not result.is_error, tool.name
            told = result.structured_content
            assert told
            if "evidence" in told:
                with Store.open(kb) as store:
                    texts = {plan.document.id: plan.document.text for plan in store.plans()}
                for proof in told["evidence"]:
                    assert texts[proof["document"]][proof["start"] : proof["end"]] == proof["surface"]
            else:
                assert told.get("items") or told.get("traces"), tool.name

    with_client(kb, talk)


def test_what_cannot_be_done_is_told_in_a_sentence(kb: Path) -> None:
    async def talk(client: Client) -> None:
        for name, values in (("trace", {"unit": "火星局"}), ("plan", {"identity": "../../etc"}), ("ask", {})):
            result = await client.call_tool(name, values)
            assert result.is_error
            assert "Traceback" not in result.content[0].text  # type: ignore[union-attr]
        result = await client.call_tool("ask", {"question": "财政局", "place": "火星"})
        assert "没有地方" in result.content[0].text  # type: ignore[union-attr]

    with_client(kb, talk)


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
            "file:///etc/passwd",
        ):
            with pytest.raises(MCPError):
                await client.read_resource(address)

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


def test_the_transcript_in_the_documents_is_true(kb: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "mcp.md").read_text("utf-8")
    pairs = re.findall(r"^    → (.*)\n    ← (.*)$", text, re.M)
    assert len(pairs) == 3

    async def talk(client: Client) -> None:
        for sent, expected in pairs:
            result = await client.call_tool(**json.loads(sent))
            told = result.structured_content or [one.model_dump(exclude_none=True) for one in result.content]
            assert told == json.loads(expected)

    with_client(kb, talk)
