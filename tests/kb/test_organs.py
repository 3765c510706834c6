"""The names of one national organ are one unit in lists, as in questions."""

from __future__ import annotations

from pathlib import Path

from kb.ingest import ingest_paths
from kb.store import Store
from qa.library import Library

PLAN = "林业方案{}\n一、任务\n1. 种树{}棵。\n责任单位：{}、财政部\n2. 浇水{}次。\n责任单位：{}\n"


def test_the_list_of_units_has_one_line_for_an_organ_of_several_names(tmp_path: Path) -> None:
    for number, name in enumerate(("国家林草局", "林草局", "国家林草局"), 1):
        text = PLAN.format(number, number, name, number, name)
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    ingest_paths(tmp_path / "库.db", [tmp_path], watch=iter)
    with Store.open(tmp_path / "库.db") as store:
        listed = {unit.name: (unit.plans, unit.facts) for unit in store.contents().units}
        assert listed == {"国家林草局": (3, 6), "财政部": (3, 3)}
        assert Library(store).tasks("林草局").count == Library(store).tasks("国家林草局").count == 6
