"""What outlasts new plans draws on the same plans as before: no plan that matters is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.arrivals import Arrivals
from kb.ingest import ingest_paths
from kb.store import Store
from qa import library, scope
from qa.library import Library, Within

PLAN = (
    "{place}{field}方案\n一、任务\n1. {field}。2025年底前{field}达到{n}项。\n"
    "责任单位：{unit}、县财政局\n2. 宣传{field}。\n责任单位：{place}宣传部\n"
)
PLACES = ("甲山县", "乙山县", "河州市东江区", "东江区", "东江镇", "石州市甲山区", "中江县")
FIELDS = ("绿化", "养老服务", "城市更新行动计划")
UNITS = ("县林草局", "东江区公安局", "甲山公司", "市民政局")
OTHERS = (
    "城市更新三年行动方案\n一、任务\n1. 更新。2025年底前完成。\n责任单位：住房城乡建设局\n",
    "石州市养老方案\n一、任务\n1. 养老。2025年底前完成。\n责任单位：甲山县财政局、市民政局\n",
)
"""One that is of no place and has its title in a question; one that lists a unit of another place by its full name."""
QUESTIONS = (
    "甲山县城市更新三年行动方案由谁负责",
    *(f"{place}{what}" for place in PLACES for what in ("种树多少棵", "财政局负责哪些任务", "谁负责绿化")),
    "东江区公安局负责什么",
    "甲山县和乙山县的绿化谁负责",
    "甲山县绿化方案有几条任务",
    "《养老服务方案》里甲山县谁负责养老服务",
    "甲山公司牵头的有哪些",
    "绿化由谁负责",
    "甲山县怎么样？乙山县财政局负责什么？",
    "城市更新行动计划里谁负责宣传",
)


def plans(folder: Path) -> Iterator[Path]:
    for number in range(len(PLACES) * len(FIELDS)):
        place, field = PLACES[number % len(PLACES)], FIELDS[number // len(PLACES)]
        file = folder / f"{number}.txt"
        unit = UNITS[number % len(UNITS)]
        file.write_text(PLAN.format(place=place, field=field, unit=unit, n=number + 1), "utf-8")
        yield file
    for number, text in enumerate(OTHERS):
        file = folder / f"别的{number}.txt"
        file.write_text(text, "utf-8")
        yield file


@pytest.fixture(autouse=True)
def a_small_store_is_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (scope, library):
        monkeypatch.setattr(module, "FEW", 3)


def test_nothing_that_matters_is_passed_over(tmp_path: Path) -> None:
    """Plan after plan comes in: what its names leave standing rests on the same plans when it is found anew."""
    kb, (first, second, *rest) = tmp_path / "库.db", plans(tmp_path)
    ingest_paths(kb, [first, second], watch=iter)
    seen, outlasted, fell = Arrivals(), 0, 0
    with Store.open(kb) as store:
        asked = Library(store)
        version, known = seen.look(store), {q: asked.basis(q) for q in QUESTIONS}
        for file in rest:
            ingest_paths(kb, [file], watch=iter)
            now = seen.look(store)
            new, fresh = seen.since(version, now), {q: asked.basis(q) for q in QUESTIONS}
            assert new
            for question in QUESTIONS:
                if all(map(known[question].outlasts, new)):
                    outlasted += 1
                    assert fresh[question].seals == known[question].seals, (question, file.read_text("utf-8"))
                else:
                    fell += known[question].seals != fresh[question].seals
            version, known = now, fresh
    assert outlasted > 100  # else nothing was tried
    assert fell > 20


def test_only_names_leave_an_answer_standing(tmp_path: Path) -> None:
    kb = tmp_path / "库.db"
    ingest_paths(kb, list(plans(tmp_path)), watch=iter)
    with Store.open(kb) as store:
        asked = Library(store)
        assert asked.basis("乙山县种树多少棵").standing
        assert not asked.basis("绿化由谁负责").standing
        assert not asked.basis("《养老服务方案》里甲山县谁负责养老服务").standing
        assert not asked.basis("乙山县种树多少棵", Within(place="乙山县")).standing
