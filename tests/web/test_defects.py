"""One defect is one row, whoever finds it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from kb.ingest import ingest_paths
from kb.model import Plan
from kb.store import Store
from web.checks import check, summaries
from web.defects import grouped

from .conftest import client_of

TEXT = """乙县绿化方案
一、任务
1. 巡查。每月巡查不超2次，联系12件。
牵头单位：县林草局、县财政局；配合单位：县林草局
"""
SPANS = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 8))
)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("defects")
    (folder / "乙.txt").write_text(TEXT, "utf-8")
    ingest_paths(folder / "库.db", [folder / "乙.txt"], watch=iter)
    return folder / "库.db"


@pytest.fixture(scope="module")
def plan(damaged: Path) -> Plan:
    with Store.open(damaged) as store:
        (found,) = store.plans()
    return found


def test_a_doubtful_place_is_one_row_of_all_its_kinds(plan: Plan) -> None:
    found = check(plan)
    places = [one.span for one in found.doubts]
    assert all(a.end <= b.start for a, b in pairwise(places))
    (place,) = [one for one in found.doubts if "不超2次" in one.quote[1]]
    assert {row.kind for row in place.rows} == {"target", "repair"}
    assert {row.word for row in place.kinds} == {"指标", "修补"}
    assert not any(one.code == "source.doubtful" for fault in found.faults for one in fault.findings)


def test_nothing_doubtful_is_left_out(plan: Plan) -> None:
    found = check(plan)
    repairs = [repair.span for repair in plan.facts.repairs if not repair.certain]
    targets = [target.evidence.span for target in plan.facts.targets if target.uncertain]
    assert repairs
    assert targets
    for span in (*repairs, *targets):
        assert sum(span in [row.span for row in one.rows] for one in found.doubts) == 1


def test_the_list_and_the_page_count_alike(plan: Plan, damaged: Path) -> None:
    (summary,) = summaries([plan])
    found = check(plan)
    assert summary.doubts == len(found.doubts) > 0
    assert summary.errors + summary.others == len(found.faults) > 0
    text = client_of(damaged).get(f"/checks/{plan.document.id}", headers={"accept": "text/html"}).text
    shown = re.search('id="doubts">待核 <small>([0-9]+) 处.*?</section>', text, re.S)
    assert shown
    assert shown[0].count('<li class="proof">') == int(shown[1]) == summary.doubts
    assert f"{len(found.faults)} 处</small></h2>" in text


@given(SPANS)
def test_groups_share_no_character_and_lose_no_span(spans: list[Span]) -> None:
    groups = [*grouped(spans)]
    assert sorted(span for own in groups for span in own) == sorted(set(spans))
    for at, own in enumerate(groups):
        others = [span for group in groups[at + 1 :] for span in group]
        assert not any(a.overlaps(b) for a in own for b in others)
