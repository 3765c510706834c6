"""The shapes that are told: every answer has its own, no key more and none less, and so have the examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from starlette.testclient import TestClient

from web.contracts import answers, checks, facts, lists
from web.contracts.shape import Page, example_of, schema_of
from web.listings import LISTINGS
from web.queries import QUERIES, name_of
from web.shapes import Problem

from .conftest import EDUCATION, PARK

ASKED = {
    "ask": [
        "q=区财政局负责哪些任务",
        "q=毛入学率目标是多少",
        "q=每季度要做什么",
        "q=审计局承担哪些任务",
        "q=？",
    ],
    "search": ["q=教育", "q=没有这样的词吧"],
    "tasks": ["unit=财政局"],
    "owners": ["about=平安校园", "about=第14条"],
    "targets": ["", "about=毛入学率&year=2025"],
    "deadlines": ["", "year=2025", "before=2025-06", "every=季"],
    "trace": ["unit=区财政局", "unit=财政局&clause=3"],
    "matrix": ["limit=1000", "role=牵头"],
    "plans": [""],
    "units": ["limit=1000"],
    "partners": ["unit=区财政局"],
    "indicators": ["limit=1000"],
    "series": ["indicator=高中阶段毛入学率"],
    "calendar": ["limit=1000"],
    "checks": [""],
}


def faults(shape: type[BaseModel], value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema_of(shape)).iter_errors(value)]


def loose(schema: Any, path: str = "") -> Iterator[str]:
    """Where a schema lets anything pass."""
    if isinstance(schema, dict):
        kind = schema.get("type")
        if kind == "array" and not schema.keys() & {"items", "prefixItems"}:
            yield f"{path}: an array of anything"
        if kind == "object" and schema.get("additionalProperties", True) is True and "anyOf" not in schema:
            yield f"{path}: an object of anything"
        for name, own in schema.items():
            yield from loose(own, f"{path}/{name}")
    elif isinstance(schema, list):
        for own in schema:
            yield from loose(own, path)


def test_everything_asked_is_here() -> None:
    assert set(ASKED) == {name_of(query) for query in (*QUERIES, *LISTINGS)}


@pytest.mark.parametrize("query", [*QUERIES, *LISTINGS], ids=name_of)
def test_an_answer_has_its_shape(client: TestClient, query: Any) -> None:
    for given in ASKED[name_of(query)]:
        told = client.get(f"/api/v1/{name_of(query)}?{given}")
        assert told.status_code == 200, told.text
        assert faults(query.gives, told.json()) == []
    assert faults(query.gives, {**told.json(), "more": 1})


@pytest.mark.parametrize(
    ("part", "shape"),
    [
        ("", facts.Facts),
        ("/clauses?limit=1000", Page[facts.Clause]),
        ("/audit", checks.Audit),
        ("/lint", checks.Lint),
    ],
)
@pytest.mark.parametrize("plan", [EDUCATION, PARK])
def test_what_a_plan_has_has_its_shape(
    client: TestClient, ids: dict[str, str], plan: str, part: str, shape: type[BaseModel]
) -> None:
    assert faults(shape, client.get(f"/api/v1/plans/{ids[plan]}{part}").json()) == []


def test_every_clause_has_its_shape(client: TestClient, ids: dict[str, str]) -> None:
    plan = f"/api/v1/plans/{ids[EDUCATION]}/clauses"
    for clause in client.get(f"{plan}?limit=1000").json()["items"][::7]:
        assert faults(lists.Whole, client.get(f"{plan}/{clause['id']}").json()) == []


def test_a_refusal_has_its_shape(client: TestClient) -> None:
    assert faults(Problem, client.get("/api/v1/trace?unit=火星局").json()) == []


def test_state_and_completions_have_their_shapes(client: TestClient) -> None:
    assert faults(lists.State, client.get("/api/v1/state").json()) == []
    assert faults(lists.Completions, client.get("/api/v1/complete?q=区财").json()) == []


@pytest.mark.parametrize(
    "shape",
    [query.gives for query in (*QUERIES, *LISTINGS)]
    + [facts.Facts, answers.Answer, checks.Audit, checks.Lint, lists.Whole, lists.State, Problem],
)
def test_an_example_is_of_its_shape(shape: type[BaseModel]) -> None:
    assert faults(shape, example_of(shape)) == []


def test_no_shape_is_hollow(client: TestClient) -> None:
    told = client.get("/api/v1/openapi.json").json()
    ours = {name: own for name, own in told["components"]["schemas"].items() if "Validation" not in name}
    assert list(loose(ours)) == []
    assert len(ours) > 30
