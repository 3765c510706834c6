"""Large stores: the plans that are read for an answer are few, and the answer is that over all of them."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from real_plans import CORPUS, needs_corpus

from bench.plans import plan as made_up
from corpus.errors import InputError, StoreError
from corpus.source import from_text, load
from kb.ingest import ingest_paths
from kb.intake import Intake
from kb.model import Plan
from kb.pipeline import extract
from kb.store import Store
from qa import answer as qa
from qa import library, scope
from qa.library import Library, Within
from qa.model import Answer

COUNT = 24


def filled(path: Path, plans: list[Plan]) -> Path:
    with Intake.open(path) as store:
        for plan in plans:
            store.add(plan, Path("/方案") / plan.document.source.name)
    return path


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    return [extract(from_text(made_up(number, 0), f"方案{number}.txt")) for number in range(COUNT)]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory, plans: list[Plan]) -> Path:
    return filled(tmp_path_factory.mktemp("kb") / "kb.db", plans)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small store be narrowed as a large one is."""
    for module in (scope, library):
        monkeypatch.setattr(module, "FEW", 2)


class Reads(Library):
    """Knows which plans were read for the last answer."""

    def _read(self, keys):  # type: ignore[no-untyped-def]
        self.read = set(keys)
        return super()._read(keys)


def rows(answer: Answer) -> dict[str, object]:
    told = qa.to_json(answer)
    return {key: told[key] for key in ("status", "count", "clauses", "units", "targets", "deadlines")}


def place(plan: Plan) -> str:
    return plan.document.header.jurisdiction or ""


def test_every_unit_of_every_place_is_answered_as_over_all_plans(kb: Path, plans: list[Plan]) -> None:
    with Store.open(kb) as store:
        found = Reads(store)
        for plan in plans[::4]:
            for unit in list(dict.fromkeys(r.unit for r in plan.facts.responsibilities))[::3]:
                question = f"{place(plan)}{unit}负责哪些任务"
                assert rows(found.ask(question)) == rows(qa.ask(question, plans)), question
                assert len(found.read) < 4
                own = [p for p in plans if place(p) == place(plan)]
                asked = found.tasks(unit, Within(place=place(plan)))
                assert rows(asked) == rows(qa.tasks_of(own, unit))


def test_a_place_inside_the_name_of_a_unit_brings_no_other_plans_of_that_unit(tmp_path: Path) -> None:
    text = "{0}平安建设方案\n一、任务\n1. 巡逻。2025年底前巡逻{1}次。\n责任单位：{2}公安局\n"
    told = [("公安县", "县"), *((f"{name}区", "区") for name in ("江川", "河东", "南江", "云溪", "东城"))]
    plans = [
        extract(from_text(text.format(at, number, level), f"{at}.txt"))
        for number, (at, level) in enumerate(told)
    ]
    with Store.open(filled(tmp_path / "kb.db", plans)) as store:
        found = Reads(store)
        for question in ("河东区区公安局负责哪些任务", "公安县县公安局负责哪些任务", "区公安局负责哪些任务"):
            assert rows(found.ask(question)) == rows(qa.ask(question, plans)), question
        found.ask("河东区区公安局负责哪些任务")
        assert len(found.read) == 2


@pytest.mark.parametrize(
    "unit", ["园区管委会", "人社", "各有关单位", "财政", "融媒体", "乡镇", "学校", "国管局"]
)
def test_units_by_any_name_are_answered_as_over_all_plans(kb: Path, plans: list[Plan], unit: str) -> None:
    with Store.open(kb) as store:
        found = Library(store)
        everything = Within(everything=True)
        assert rows(found.tasks(unit, everything)) == rows(qa.tasks_of(plans, unit))
        question = f"{unit}负责哪些任务"
        assert rows(found.ask(question, everything)) == rows(qa.ask(question, plans))


def test_a_place_in_an_argument_is_the_place_asked(kb: Path, plans: list[Plan]) -> None:
    at = place(plans[4])
    own = [plan for plan in plans if place(plan) == at]
    unit = next(r.unit for r in own[0].facts.responsibilities if r.scope == "listed")
    with Store.open(kb) as store:
        found = Library(store)
        for asked in (
            found.tasks(at + unit),
            qa.tasks_of(plans, at + unit),
            found.tasks(unit, Within(place=at)),
        ):
            assert rows(asked) == rows(qa.tasks_of(own, unit))
        title = plans[4].document.header.title or ""
        assert (
            rows(found.targets(title)) == rows(qa.targets_of([plans[4]])) == rows(qa.targets_of(plans, title))
        )


def test_a_library_sees_what_another_has_put_back(tmp_path: Path, plans: list[Plan]) -> None:
    path = filled(tmp_path / "kb.db", plans[:4])
    with Store.open(path) as store:
        found = Library(store)
        assert len(found.plans()) == 4
        with Intake.open(path) as intake:
            intake.remove("/方案/方案1.txt")
            intake.add(plans[1], Path("/方案") / "方案1.txt")
        assert set(found.plans()) == set(plans[:4])


@pytest.mark.parametrize("about", ["校园安全", "毛入园率", "供水管网", "量子计算", "第3条"])
def test_topics_are_answered_as_over_all_plans(kb: Path, plans: list[Plan], about: str) -> None:
    with Store.open(kb) as store:
        found = Library(store)
        everything = Within(everything=True)
        assert rows(found.owners(about, everything)) == rows(qa.owners_of(plans, about))
        assert rows(found.targets(about, None, everything)) == rows(qa.targets_of(plans, about))
        assert rows(found.ask(f"谁负责{about}", everything)) == rows(qa.ask(f"谁负责{about}", plans))


@needs_corpus
def test_questions_over_real_plans_are_answered_as_over_all_of_them(tmp_path: Path) -> None:
    plans = [extract(load(file)) for file in sorted(CORPUS.glob("*.txt"))]
    lines = (Path(__file__).parents[1] / "cli" / "gold_questions.jsonl").read_text("utf-8").splitlines()
    asked = [q["question"] for q in map(json.loads, lines) if q["plan"] == "all"]
    assert len(asked) > 15
    with Store.open(filled(tmp_path / "kb.db", plans)) as store:
        found = Library(store)
        for question in asked:
            answer = found.ask(question, today="2024-05-01")
            assert rows(answer) == rows(qa.ask(question, store.plans(), today="2024-05-01")), question


def test_deadlines_and_lists_are_of_the_plans_asked(kb: Path, plans: list[Plan]) -> None:
    only = place(plans[3])
    own = [p for p in plans if place(p) == only]
    with Store.open(kb) as store:
        found = Library(store)
        assert rows(found.deadlines(Within(place=only), year="2025")) == rows(
            qa.deadlines_of(own, year="2025")
        )
        assert found.plans(Within(place=only)) == tuple(own)
        assert found.plans(Within(plan=plans[5].document.header.title or "")) == (plans[5],)


def test_a_question_of_too_many_plans_is_asked_back(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST", 3)
    with Store.open(kb) as store:
        found = Library(store)
        answer = found.ask("2025年有哪些指标")
        assert answer.status == "ambiguous"
        assert f"要看其中{COUNT}份，分属" in answer.text
        assert (answer.needed, "--" in answer.text) == (COUNT, False)
        assert answer.rows.targets == ()
        assert found.ask("2025年有哪些指标", Within(everything=True)).status == "answered"
        assert found.ask("中国月球局负责哪些任务").status == "unknown_unit"
        for name in ("人社", "园区管委会", "区医疗保障局", "医保"):
            assert found.tasks(name).status in ("ambiguous", "answered"), name
        with pytest.raises(InputError, match=f"要读 {COUNT} 份方案；请指明是哪个地方的"):
            found.plans()


def test_a_slip_in_the_name_of_a_unit_finds_its_plans(kb: Path, plans: list[Plan]) -> None:
    place_, unit = place(plans[0]), "财证局"
    with Store.open(kb) as store:
        found = Library(store)
        question = f"{place_}{unit}负责哪些任务"
        assert rows(found.ask(question)) == rows(qa.ask(question, plans))


def test_plans_are_read_once_and_again_when_they_change(tmp_path: Path, plans: list[Plan]) -> None:
    path = filled(tmp_path / "kb.db", plans[:4])
    with Store.open(path) as store:
        found = Library(store)
        first = found.plans()
        assert all(a is b for a, b in zip(first, found.plans(), strict=True))
        with Intake.open(path) as intake:
            changed = extract(from_text(plans[0].document.text + "附：说明\n", "方案0.txt"))
            intake.add(changed, Path("/方案") / "方案0.txt")
        assert set(found.plans()) == {*first[1:], changed}


def test_a_store_without_a_catalogue_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "旧.db"
    data = Path(__file__).parents[1] / "data" / "schema-3.db.gz"
    path.write_bytes(gzip.decompress(data.read_bytes()))
    monkeypatch.setattr(library, "FEW", 1)
    with Store.open(path) as store:
        found = Library(store)
        assert len(found.plans()) == 2
        assert found.tasks("水利局").status == "answered"
        with pytest.raises(StoreError, match="policykb reindex"):
            found.tasks("水利局", Within(place="云山"))


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "？",
        "\ud800负责哪些任务",
        "《》",
        '"" OR *',
        "区" * 5000,
        "《" + "堤防" * 300 + "》谁负责",
        "\0" * 20,
        "𠮷" * 50,
    ],
)
def test_odd_questions_are_answered_too(kb: Path, odd: str) -> None:
    with Store.open(kb) as store:
        found = Library(store)
        for answer in (found.ask(odd), found.tasks(odd), found.owners(odd), found.targets(odd)):
            assert answer.status


def test_every_question_of_a_line_finds_its_own_plans(kb: Path, plans: list[Plan]) -> None:
    everything = Within(everything=True)
    with Store.open(kb) as store:
        found = Library(store)
        for line in (
            "校园安全谁负责，供水管网谁负责",
            "财政局负责什么，供水管网谁负责",
            "哪些任务有两个牵头单位",
            "发文机关是谁",
        ):
            assert rows(found.ask(line, everything)) == rows(qa.ask(line, plans)), line


@pytest.mark.parametrize("question", ["海淀区校园安全谁负责", "海淀区有哪些指标", "海淀区第3条谁负责"])
def test_another_place_is_not_answered_for_the_one_asked(kb: Path, plans: list[Plan], question: str) -> None:
    with Store.open(kb) as store:
        for answer in (Library(store).ask(question), qa.ask(question, plans)):
            assert answer.status == "unknown_topic"
            assert "海淀区" in answer.text
            assert answer.rows.clauses == ()


def test_a_ledger_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    kb, file = tmp_path / "库.db", tmp_path / "甲.txt"
    file.write_text("甲县绿化方案\n一、任务\n1. 种树。\n责任单位：县林草局\n", "utf-8")
    ingest_paths(kb, [file], watch=iter)
    with closing(sqlite3.connect(kb)) as connection, connection:
        connection.execute("UPDATE ledger SET digest = 'zz'")
    with Store.open(kb) as store, pytest.raises(StoreError, match="总账读不出来"):
        Library(store).ask("谁负责种树")
