"""Whole demonstration plans against golden files: any change of a fact shows as a difference.

After a change that is meant, write them anew with ``POLICYKB_WRITE_GOLDEN=1 pytest tests/test_golden.py``
and read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from real_plans import BUNDLED

from corpus.source import load
from kb.facts_json import dumps, plan_json
from kb.pipeline import extract

GOLDEN = Path(__file__).with_name("golden")
PLANS = sorted(BUNDLED.glob("*.txt"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_demonstration_plan_gives_its_golden_facts(path: Path) -> None:
    facts = plan_json(extract(load(path)))
    golden = GOLDEN / f"{path.stem}.json"
    if os.environ.get("POLICYKB_WRITE_GOLDEN") == "1":
        golden.write_text(dumps(facts) + "\n", encoding="utf-8")
    assert facts == json.loads(golden.read_text(encoding="utf-8"))


def test_there_are_plans_to_compare() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in PLANS} != set()
