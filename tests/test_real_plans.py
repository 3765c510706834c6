"""The main job on a real, damaged plan, held to floors by the scorer that also measures unseen plans."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from real_plans import CORPUS, GOLD, SHARED, needs_corpus, real_plan

from corpus.source import load
from kb.facts_json import dumps, plan_json
from kb.pipeline import extract
from qa.answer import ask

pytestmark = needs_corpus
SCORER = SHARED / "eval" / "score.py"
MAIN = "jiangchuan_education_2023"
FLOORS = {
    "clauses": 1.0,
    "listed": 0.99,
    "roles": 0.99,
    "stated": 0.80,
    "deadlines": 0.95,
    "targets": 0.95,
    "indicators": 0.90,
}  # fmt: skip


def figures(name: str, folder: Path) -> tuple[dict[str, float], str]:
    """F1 by kind as the scorer prints them, and all that it printed."""
    facts = folder / f"{name}.json"
    facts.write_text(dumps(plan_json(extract(load(real_plan(name))))), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            SCORER,
            "--gold",
            GOLD / f"{name}.json",
            "--facts",
            facts,
            "--text",
            real_plan(name),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in done.stdout.splitlines()]
    return {row[0]: float(row[3]) for row in rows if len(row) == 7 and row[0] in FLOORS}, done.stdout


def test_the_main_plan_reaches_its_floors(tmp_path: Path) -> None:
    found, said = figures(MAIN, tmp_path)
    assert "SPAN" not in said
    assert found.keys() == FLOORS.keys()
    assert {kind: f1 for kind, f1 in found.items() if f1 < FLOORS[kind]} == {}


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.json")) if GOLD.is_dir() else [], ids=lambda g: g.stem)
def test_every_plan_with_gold_quotes_its_source(gold: Path, tmp_path: Path) -> None:
    found, said = figures(gold.stem, tmp_path)
    assert "SPAN" not in said
    assert found["clauses"] == 1.0


@pytest.mark.parametrize("name", ["区财政局", "财政局", "区财政", "江川区财政局"])
def test_every_name_of_the_unit_finds_the_ten_measures(name: str) -> None:
    answer = ask(f"{name} 负责哪些任务", [extract(load(real_plan(MAIN)))])
    assert [row.clause.label for row in answer.rows.clauses] == [
        "3",
        "6",
        "8",
        "15",
        "16",
        "17",
        "18",
        "19",
        "20",
        "24",
    ]
    assert answer.count == 10
    assert len(answer.rows.units) == 10


def test_a_literal_search_would_have_missed_most() -> None:
    assert real_plan(MAIN).read_text("utf-8").count("区财政局") < 10


def test_the_negative_control_gives_no_listed_units() -> None:
    plan = extract(load(CORPUS / "10_beijing_lowalt_negative.txt"))
    assert [r for r in plan.facts.responsibilities if r.scope == "listed"] == []


def test_questions_of_the_suite_are_answered(tmp_path: Path) -> None:
    plan = extract(load(real_plan(MAIN)))
    questions = (SHARED / "eval" / "questions_jiangchuan.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line) for line in questions]
    texts = [
        (q["expect"].get("contains", []), ask(q["question"], [plan]).text.replace(" ", "")) for q in asked
    ]
    right = sum(all(word.replace(" ", "") in text for word in wanted) for wanted, text in texts)
    assert right >= 15
