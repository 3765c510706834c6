"""The API: the contracts of the commands, totals, tags, refusals in Chinese."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kb.facts_json import plan_json
from kb.ingest import ingest_paths
from kb.store import Store
from qa.answer import to_json
from qa.library import Library
from web.app import make_app

from .conftest import EDUCATION, client_of, settings_of


def test_an_answer_is_that_of_the_command(client: TestClient, kb: Path) -> None:
    told = client.get("/api/v1/ask", params={"q": "区财政局负责哪些任务"}).json()
    with Store.open(kb) as store:
        expected = to_json(Library(store).ask("区财政局负责哪些任务", today="2025-03-01"))
    assert told == expected
    assert told["count"] == 10


def test_every_query_of_the_commands_is_answered(client: TestClient) -> None:
    asked = (
        ("tasks", {"unit": "财政局"}),
        ("owners", {"about": "平安校园"}),
        ("targets", {"about": "毛入学率", "year": "2025"}),
        ("deadlines", {"year": "2025"}),
    )
    for name, values in asked:
        told = client.get(f"/api/v1/{name}", params=values).json()
        assert told["schema"] == "plan-answer/1"
        assert told["status"] == "answered", name
        assert told["evidence"], name


def test_a_plan_is_whole(client: TestClient, kb: Path, ids: dict[str, str]) -> None:
    with Store.open(kb) as store:
        expected = next(plan for plan in store.plans() if plan.document.id == ids[EDUCATION])
    assert client.get(f"/api/v1/plans/{ids[EDUCATION]}").json() == json.loads(json.dumps(plan_json(expected)))


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search?q=教育",
        "/api/v1/plans?",
        "/api/v1/units?",
        "/api/v1/indicators?",
        "/api/v1/matrix?",
        "/api/v1/calendar?",
        "/api/v1/trace?unit=区财政局",
    ],
)
def test_parts_of_a_list_make_the_whole(client: TestClient, address: str) -> None:
    whole = client.get(f"{address}&limit=1000").json()
    assert whole["total"] == len(whole["items"]) > 0
    assert whole["next"] is None
    found, part = [], f"{address}&limit=7"
    while part:
        told = client.get(part).json()
        assert told["total"] == whole["total"]
        found += told["items"]
        part = told["next"]
    assert found == whole["items"]


def test_a_clause_has_what_stands_in_it(client: TestClient, ids: dict[str, str]) -> None:
    told = client.get(f"/api/v1/plans/{ids[EDUCATION]}/clauses/三/(一)/3").json()
    assert told["clause"]["heading"] == "补齐设施设备"
    assert "区财政局" in [fact["unit"] for fact in told["responsibilities"]]
    text = told["text"]
    first = told["responsibilities"][0]
    start = told["clause"]["start"]
    assert text[first["start"] - start : first["end"] - start] == first["surface"]


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    kb, plan = tmp_path / "库.db", tmp_path / "甲.txt"
    plan.write_text("甲县绿化方案\n一、任务\n1. 种树。2025年底前种树300棵。\n责任单位：县林草局\n", "utf-8")
    ingest_paths(kb, [plan], watch=iter)
    client = client_of(kb)
    first = client.get("/api/v1/units")
    tag = first.headers["etag"]
    again = client.get("/api/v1/units", headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    plan.write_text("甲县绿化方案\n一、任务\n1. 种树。2026年底前种树500棵。\n责任单位：县住建局\n", "utf-8")
    ingest_paths(kb, [plan], watch=iter)
    changed = client.get("/api/v1/units", headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert [unit["name"] for unit in changed.json()["items"]] != [u["name"] for u in first.json()["items"]]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/trace?unit=火星局", 404, "火星局"),
        ("/api/v1/trace?unit=区财政局&clause=999", 400, "没有条款"),
        ("/api/v1/ask?q=任务&place=火星", 400, "没有地方"),
        ("/api/v1/plans/000000000000", 404, "000000000000"),
        ("/api/v1/plans/xyz", 422, "plan"),
        ("/api/v1/ask", 422, "q 必须写"),
        ("/api/v1/search?q=财政&limit=0", 422, "limit 太小"),
        ("/api/v1/deadlines?year=二五", 422, "year"),
        ("/api/v1/nothing", 404, "没有这个地址"),
    ],
)
def test_a_refusal_is_a_sentence(client: TestClient, address: str, status: int, words: str) -> None:
    told = client.get(address)
    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    body = told.json()
    assert body["status"] == status
    assert words in body["detail"]
    assert body["detail"].endswith("。")


def test_a_missing_store_is_told_without_its_place_on_the_disk(tmp_path: Path) -> None:
    told = client_of(tmp_path / "无.db").get("/api/v1/state")
    assert told.status_code == 503
    assert "没有这个知识库文件" in told.json()["detail"]
    assert str(tmp_path) not in told.text
    assert client_of(tmp_path / "无.db").get("/healthz").status_code == 503


def test_every_operation_is_described_with_an_example(kb: Path) -> None:
    client = TestClient(make_app(settings_of(kb)), base_url="http://127.0.0.1")
    told = client.get("/api/v1/openapi.json").json()
    assert len(told["paths"]) >= 18
    for path, methods in told["paths"].items():
        for one in methods.values():
            answered = one["responses"]["200"]["content"]["application/json"]
            assert answered["example"], path
            assert one["summary"], path
            assert all(parameter["description"] for parameter in one.get("parameters", ())), path


def test_a_name_is_completed_where_it_begins_in_what_was_typed(client: TestClient) -> None:
    items = client.get("/api/v1/complete", params={"q": "请问区财政"}).json()["items"]
    assert {"value": "请问区财政局", "kind": "单位"} in items
