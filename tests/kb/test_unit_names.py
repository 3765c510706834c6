"""Names of organs as public lists give them: each is read as one name, none as unknown."""

from __future__ import annotations

import json

import pytest
from real_plans import SHARED, needs_corpus

from corpus.fold import fold
from kb.units.lists import segment

SUITES = SHARED / "suites"


def kinds(name: str) -> list[str]:
    return [part.kind for _, _, part in segment("".join(fold(name).split()))]


@needs_corpus
def test_departments_of_a_province_are_one_name_each() -> None:
    names = (SUITES / "guangdong_department.txt").read_text("utf-8").split()
    read = [kinds(name) for name in names]
    assert len(names) > 150
    assert sum(len(one) == 1 and one != ["unknown"] for one in read) >= 0.98 * len(names)


@needs_corpus
def test_units_of_a_catalogue_hold_nothing_unknown() -> None:
    catalogue = json.loads((SUITES / "guangxi_responsibility_catalog.json").read_text("utf-8"))
    names = catalogue["responsible_units"]
    strange = [name for name in names if "unknown" in kinds(name)]
    assert len(names) > 20
    assert len(strange) <= 0.02 * len(names), strange


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县环境与国土资源局", ["generic"]),
        ("县财政局国库科", ["vertical"]),
        ("县委组织部(人才办)", ["known"]),
        ("各片区管理局", ["group"]),
        ("县财政局县水务局", ["known", "known"]),
    ],
)
def test_shapes(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected
