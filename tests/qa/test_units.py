"""Unit names in questions: every way people write them, and no common word taken for one."""

from __future__ import annotations

import pytest

from corpus.fold import fold
from kb.called import bare_names, core, places, strong_names
from kb.model import Plan, Unit
from qa.units import distance, mentions, named, nearest


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("区财政局", ["区财政局"]),
        ("财政局和教体局", ["区财政局", "区教育体育局"]),
        ("区教体局", ["区教育体育局"]),
        ("临江区发改局", ["区发展和改革局"]),
        ("河州市临江区卫健局", ["区卫生健康局"]),
        ("财政局、应急管理局", ["区财政局", "区应急局"]),
        ("财财政局", ["区财政局"]),
        ("区财政居民", []),
        ("市场供应充足", []),
        ("财政收入增长", []),
        ("怎么办理", []),
        ("工作布局", []),
        ("各乡镇〈街道〉", ["各乡镇(街道)"]),
        ("乡镇要做什么", ["各乡镇(街道)"]),
        ("乡镇卫生院", []),
        ("河省河州市临江区财政局", ["区财政局"]),
        ("玉山市财政局", []),
    ],
)
def test_mentions(plan: Plan, question: str, units: list[str]) -> None:
    found = mentions(fold(question), [plan])
    assert [unit for _, one in found for unit in one.units] == units


def test_a_committee_is_also_called_by_its_kind() -> None:
    assert "工委" in bare_names(Unit("区委教育体育工委", (), "county", False))
    assert "工委" not in bare_names(Unit("区关工委", (), "county", False))


def test_slips_are_marked(plan: Plan) -> None:
    ((_, slip),) = mentions("区财证局", [plan])
    assert slip.corrected
    assert slip.units == ("区财政局",)
    ((_, right),) = mentions("区财政局", [plan])
    assert not right.corrected


def test_known_organs_are_never_taken_for_slips(plan: Plan) -> None:
    for organ in ("民政局", "审计局", "区民政局", "统计局"):
        ((_, one),) = mentions(organ, [plan])
        assert one.units == ()


def test_negation_belongs_to_its_unit(plan: Plan) -> None:
    (_, first), (_, second) = mentions("有财政局但没有发改局", [plan])
    assert (first.negated, second.negated) == (False, True)


def test_named_argument(plan: Plan) -> None:
    assert named("财政局", [plan]).units == ("区财政局",)
    assert named("财政", [plan]).units == ("区财政局",)
    assert named("教体局", [plan]).units == ("区教育体育局",)
    assert named("审计局", [plan]).units == ()
    assert named("", [plan]).units == ()
    assert named("财政局长", [plan]).units == ()


def test_nearest_names_come_first(plan: Plan) -> None:
    assert nearest("区财政厅", [plan])[0] == "区财政局"
    assert len(nearest("区财政厅", [plan])) <= 3
    assert nearest("某某", []) == ()


def test_cores_and_places() -> None:
    assert core("区委宣传部") == "宣传部"
    assert core("各学校") == "学校"
    assert core("市场监管局") == "市场监管局"
    assert core("区委办") == "委办"
    assert places("河州市临江区") == ("河州市临江区", "临江区", "临江")
    assert places(None) == ()
    assert places("某地") == ("某地",)


def test_branches_and_leagues() -> None:
    branch = strong_names(Unit("市公安局临江分局", (), "county", False), ("临江区", "临江"))
    assert {"公安局", "公安分局", "临江公安分局"} <= set(branch)
    assert "团委" in strong_names(Unit("团区委", (), "county", False), ())
    assert "职业中学" in strong_names(Unit("临江职中", (), None, False), ("临江区", "临江"))


def test_distance() -> None:
    assert distance("财政局", "财证局") == 1
    assert distance("", "财政") == 2


@pytest.mark.parametrize(
    ("jurisdiction", "names"),
    [
        ("河州市临江区", ("河州市临江区", "临江区", "临江")),
        ("石家庄市赵县", ("石家庄市赵县", "赵县")),
        ("石家庄市晋州市", ("石家庄市晋州市", "晋州市", "晋州")),
        ("云南省", ("云南省", "云南")),
        (None, ()),
    ],
)
def test_the_names_of_a_place_are_those_of_its_last_part(
    jurisdiction: str | None, names: tuple[str, ...]
) -> None:
    assert places(jurisdiction) == names
