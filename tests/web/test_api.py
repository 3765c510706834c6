"""The API: the contracts of the commands, totals, tags, refusals in Chinese."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from export.matrix import matrix
from graph.trace import as_json, trace
from kb.facts_json import plan_json
from kb.ingest import ingest_paths
from kb.model import ROLES
from kb.store import Store
from qa import library
from qa.answer import to_json
from qa.library import Library
from qa.search.finding import Results, find
from web import shelf
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
        "/api/v1/partners?unit=区财政局",
        "/api/v1/series?indicator=高中阶段毛入学率",
        "/api/v1/checks?",
    ],
)
def test_parts_of_a_list_make_the_whole(client: TestClient, address: str) -> None:
    items = "traces" if "/trace" in address else "items"
    whole = client.get(f"{address}&limit=1000").json()
    assert whole["total"] == len(whole[items]) > 0
    assert whole["next"] is None
    found, part = [], f"{address}&limit=7"
    while part:
        told = client.get(part).json()
        assert told["total"] == whole["total"]
        found += told[items]
        part = told["next"]
    assert found == whole[items]


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
        ("/api/v1/deadlines?year=二五", 422, "year “二五”不是年份"),
        ("/api/v1/deadlines?before=abc", 422, "before “abc”不是年月"),
        ("/api/v1/deadlines?every=P9Z", 422, "every 没有周期“P9Z”；可写 年、半年"),
        ("/api/v1/ask?q=任务&today=abc", 422, "today “abc”不是日期"),
        ("/api/v1/ask?q=任务&today=2025-02-30", 422, "日历上没有“2025-02-30”这一天"),
        ("/api/v1/matrix?role=主办", 422, "role 没有角色“主办”；可写 牵头、配合、责任"),
        ("/api/v1/matrix?sort=1", 422, "sort 不是这里的参数"),
        ("/api/v1/tasks?unit=，", 422, "unit 没有写要查什么"),
        ("/api/v1/series?indicator=登月次数", 404, "登月次数"),
        ("/api/v1/files/matrix.exe", 422, "没有格式“exe”"),
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
    assert len(told["paths"]) >= 25
    for path, methods in told["paths"].items():
        for one in methods.values():
            answered = one["responses"]["200"]["content"]
            assert ("application/json" in answered) is ("/files/" not in path), path
            assert "/files/" in path or answered["application/json"]["example"], path
            assert one["summary"], path
            assert all(parameter["description"] for parameter in one.get("parameters", ())), path


def test_every_unit_of_a_row_is_proved(client: TestClient, kb: Path) -> None:
    with Store.open(kb) as store:
        plans = store.plans()
    texts = {plan.document.id: plan.document.text for plan in plans}
    grids = matrix(plans).grids
    cells = [
        {column.title for column, cell in zip(grid.columns, row.cells, strict=True) if cell}
        for grid in grids
        for row in grid.rows
    ]
    rows = client.get("/api/v1/matrix?limit=1000").json()["items"]
    assert [{own["unit"] for own in row["units"]} for row in rows] == cells
    for own in (own for row in rows for own in row["units"]):
        assert own["role"] in ROLES
        assert own["evidence"]
        for proof in own["evidence"]:
            assert texts[proof["document"]][proof["start"] : proof["end"]] == proof["surface"]
            assert proof["clause"]
            assert proof["rule"]


def test_a_trace_is_that_of_the_command(client: TestClient, kb: Path) -> None:
    told = client.get("/api/v1/trace?unit=区财政局&clause=3").json()
    with Store.open(kb) as store:
        expected = json.loads(as_json(trace(store.plans(), "区财政局", "3")))
    assert {name: told[name] for name in expected} == expected


def test_a_tag_is_compared_weakly_and_any_will_do(client: TestClient) -> None:
    tag = client.get("/api/v1/units").headers["etag"]
    for known in (tag, f"W/{tag}", f'"x,y", W/{tag}', "*", f'W/"x",{tag}'):
        assert client.get("/api/v1/units", headers={"if-none-match": known}).status_code == 304, known
    for other in ('"x"', tag.strip('"'), ""):
        assert client.get("/api/v1/units", headers={"if-none-match": other}).status_code == 200, other


@pytest.mark.parametrize("address", ["/api/v1/units", "/", "/plans", "/static/desk.css", "/api/v1/nothing"])
def test_head_is_get_without_the_body(client: TestClient, address: str) -> None:
    got, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers.get("etag") == got.headers.get("etag")


def test_a_search_with_an_index_out_of_step_says_so_and_is_not_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def behind(*given: Any, **more: Any) -> Results:
        return replace(find(*given, **more), note="检索索引比知识库旧")

    for address in ("/api/v1/search?q=校园&limit=3", "/?q=校园三年行动怎么样"):
        monkeypatch.setattr(shelf, "find", behind)
        told = client.get(address, headers={"accept": "text/html"})
        assert "etag" not in told.headers, address
        assert "检索索引比知识库旧。" in told.text
        if "/api" in address:
            assert told.json()["note"] == "检索索引比知识库旧。"
        monkeypatch.setattr(shelf, "find", find)
        again = client.get(address, headers={"accept": "text/html"})
        assert again.headers["etag"], address
        if "/api" in address:
            assert again.json()["note"] == ""


def test_where_plans_are_too_many_the_parameters_are_told_and_no_option(
    kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(kb)
    monkeypatch.setattr(library, "MOST", 1)
    refused = client.get("/api/v1/matrix")
    assert refused.status_code == 400
    assert "all=true" in refused.json()["detail"]
    asked_back = client.get("/api/v1/ask?q=2025年有哪些指标要完成").json()
    assert asked_back["status"] == "ambiguous"
    assert "--" not in refused.text + asked_back["answer"]
    assert client.get("/api/v1/matrix?all=true").status_code == 200


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("matrix.csv", "\ufeff".encode()),
        ("matrix.xlsx", b"PK"),
        ("answer.docx?q=区财政局负责哪些任务", b"PK"),
        ("calendar.ics", b"BEGIN:VCALENDAR"),
        ("brief.docx?unit=区财政局", b"PK"),
    ],
)
def test_files_have_addresses_of_the_interface(client: TestClient, file: str, begins: bytes) -> None:
    told = client.get(f"/api/v1/files/{file}")
    assert told.content.startswith(begins)
    assert told.headers["content-disposition"].startswith("attachment")
    assert told.headers["etag"]


def test_a_name_is_completed_where_it_begins_in_what_was_typed(client: TestClient) -> None:
    items = client.get("/api/v1/complete", params={"q": "请问区财政"}).json()["items"]
    assert {"value": "请问区财政局", "kind": "单位"} in items
    assert client.get("/api/v1/complete", params={"q": "？"}).json() == {"items": []}
