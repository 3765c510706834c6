"""One answer: what a person asks on the command line, a program of the API and an assistant over MCP is answered alike."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from starlette.testclient import TestClient

from cli import app

from .test_mcp import with_client

TESTS = Path(__file__).parents[1]
LINES = (TESTS / "qa" / "questions.jsonl").read_text("utf-8").splitlines()
COMMANDS = re.findall(
    r"^    (?:\$ )?policykb ask (.*)$", (TESTS.parent / "README.md").read_text("utf-8"), re.M
)
IN_README = tuple(" ".join(shlex.split(command)) for command in COMMANDS)
QUESTIONS = tuple(json.loads(line)["question"] for line in LINES[:: len(LINES) // 30])
TODAY = "2025-03-01"

Printed = Callable[..., Any]


@pytest.fixture
def printed(kb: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Printed:
    """What a command prints as JSON."""

    def told(*arguments: str) -> Any:
        app([*arguments, "--kb", str(kb), "--format", "json"], standalone_mode=False)
        return json.loads(capfdbinary.readouterr().out)

    return told


def test_enough_is_asked() -> None:
    assert len(IN_README) >= 6
    assert len(QUESTIONS) >= 30
    assert len(set(QUESTIONS)) == len(QUESTIONS)


@pytest.mark.parametrize("asked", [IN_README, QUESTIONS], ids=["README", "questions"])
def test_the_answer_is_the_same_wherever_it_is_asked(
    printed: Printed, client: TestClient, kb: Path, asked: tuple[str, ...]
) -> None:
    expected = {question: printed("ask", question, "--today", TODAY) for question in asked}
    assert {told["status"] for told in expected.values()} > {"answered"}

    async def talk(assistant: Client) -> None:
        for question, told in expected.items():
            result = await assistant.call_tool("ask", {"question": question, "today": TODAY})
            assert result.structured_content == told, question

    with_client(kb, talk)
    for question, told in expected.items():
        assert client.get("/api/v1/ask", params={"q": question, "today": TODAY}).json() == told, question


@pytest.mark.parametrize(
    ("command", "given"),
    [
        (("tasks", "财政局"), {"unit": "财政局"}),
        (("owners", "平安校园"), {"about": "平安校园"}),
        (("targets", "毛入学率", "--year", "2025"), {"about": "毛入学率", "year": "2025"}),
        (("deadlines", "--every", "季度"), {"every": "季度"}),
        (("deadlines", "--before", "2025-06", "--place", "江川"), {"before": "2025-06", "place": "江川"}),
    ],
)
def test_the_other_commands_have_the_same_answers(
    printed: Printed, client: TestClient, kb: Path, command: tuple[str, ...], given: dict[str, str]
) -> None:
    expected = printed(*command)
    assert client.get(f"/api/v1/{command[0]}", params=given).json() == expected

    async def talk(assistant: Client) -> None:
        assert (await assistant.call_tool(command[0], given)).structured_content == expected

    with_client(kb, talk)
