"""The catalogue: it finds every plan that writes a thing, stays in step with the documents, and is checked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_plans import BUNDLED

from corpus.errors import InputError
from corpus.source import from_text, load
from kb.catalogue import calls_of, pairs_of, plain
from kb.intake import Intake
from kb.pipeline import extract
from kb.rows import record
from kb.store import Store
from kb.verify import verify

TEXT = (
    "{place}水务工作方案\n一、主要任务\n1.修好{what}。2026年6月底前修好3处{what}。"
    "（县水利局、县发展和改革局）\n{place}人民政府\n2025年3月2日\n"
)


def plan(place: str = "云山县", what: str = "堤防", name: str = "水务.txt"):
    return extract(from_text(TEXT.format(place=place, what=what), name))


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    path = tmp_path / "kb.db"
    with Intake.open(path) as store:
        store.add(plan(), tmp_path / "甲.txt")
        store.add(plan("河口县", "水闸", "水闸.txt"), tmp_path / "乙.txt")
    return path


def sound(kb: Path) -> bool:
    return verify(kb).problems == ()


@given(st.text(alphabet="堤防 修好\n，5G龘𠮷ÀİⅧ、.%", max_size=40), st.data())
def test_what_a_text_writes_has_only_pairs_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert pairs_of(text[start:end]) <= pairs_of(text)


def test_a_store_finds_whatever_a_plan_writes(tmp_path: Path) -> None:
    files = sorted(BUNDLED.glob("*.txt"))
    with Intake.open(tmp_path / "kb.db") as store:
        for file in files:
            store.add(extract(load(file)), file)
        for key, written in zip(store.keys(), store.plans(), strict=True):
            text = written.document.text
            for start in range(0, len(text) - 12, 37):
                found = store.lookup.writing(text[start : start + 12])
                assert found is None or key in found
            for unit in written.facts.units:
                assert key in store.lookup.with_units([unit.name])


def test_rare_characters_and_latin_words_are_found(tmp_path: Path) -> None:
    with Intake.open(tmp_path / "kb.db") as store:
        store.add(plan(what="𠮷龘桥5G基站Wi-Fi"), tmp_path / "甲.txt")
        for words in ("𠮷龘", "5g基站", "WiFi", "桥5G"):
            assert store.lookup.writing(words) == frozenset((1,)), words
        assert store.lookup.writing("桥6G") == frozenset()
        assert store.lookup.writing("桥") is None
    assert sound(tmp_path / "kb.db")


def test_plans_are_found_by_place_title_and_unit(kb: Path) -> None:
    with Store.open(kb) as store:
        lookup = store.lookup
        assert lookup.marked("place", ["云山县", "云山", "河口"]) == {
            "云山县": frozenset((1,)),
            "云山": frozenset((1,)),
            "河口": frozenset((2,)),
        }
        assert lookup.within(place="云山") == frozenset((1,))
        assert lookup.within(plan="水闸.txt") == frozenset((2,))
        assert lookup.within(plan="工作方案") == frozenset((1, 2))
        strong, bare = lookup.called(["水利局", "发改局", "审计局"])
        assert strong == {
            "水利局": frozenset(("县水利局",)),
            "发改局": frozenset(("县发展和改革局",)),
        }
        assert bare == {}
        assert lookup.within_text(plain("请问《云山县水务工作方案》何时完成")) == frozenset((1,))


@pytest.mark.parametrize(
    ("asked", "said"), [({"plan": "林业"}, "没有方案“林业”"), ({"place": "…"}, "没有地方“…”")]
)
def test_what_is_not_there_is_said_with_what_is(kb: Path, asked: dict[str, str], said: str) -> None:
    with Store.open(kb) as store, pytest.raises(InputError, match=f"{said}；知识库里有：.*云山县"):
        store.lookup.within(**asked)


def test_the_catalogue_follows_the_documents(kb: Path, tmp_path: Path) -> None:
    with Intake.open(kb) as store:
        assert store.add(plan(what="水库"), tmp_path / "甲.txt") == "replaced"
        assert store.lookup.writing("水库") == frozenset((3,))
        assert store.lookup.writing("堤防") == frozenset()  # only an older version writes it
        store.add(plan(), tmp_path / "甲.txt")
        assert store.lookup.writing("堤防") == frozenset((1,))
        assert sound(kb)
        store.remove(str(tmp_path / "乙.txt"))
        assert store.lookup.marked("place", ["河口"]) == {}
        assert store.lookup.writing("水闸") == frozenset()
    assert sound(kb)


def test_the_names_of_the_place_are_left_out(kb: Path) -> None:
    given = record(plan("河州市临江县"))
    names = {name for name, _, _ in calls_of(given.head, given.tables["units"])}
    assert "县水利局" in names
    assert not [name for name in names if name.startswith(("河州市", "临江"))]


@pytest.mark.parametrize(
    "command",
    [
        "DELETE FROM marks WHERE kind = 'place'",
        "DELETE FROM calls WHERE name = '水利局'",
        "INSERT INTO pairs (pairs) VALUES ('delete-all')",
        "UPDATE marks SET document = 2 WHERE document = 1 AND kind = 'plan' AND name LIKE '%txt'",
    ],
)
def test_a_catalogue_out_of_step_is_noticed_and_made_anew(kb: Path, command: str) -> None:
    with closing(sqlite3.connect(kb)) as connection:
        connection.execute(command)
        connection.commit()
    (problem,) = verify(kb).problems
    assert problem.what.startswith("目录里的")
    assert "policykb reindex" in problem.remedy
    with Intake.open(kb) as store:
        store.redraw()
    assert sound(kb)


def test_a_damaged_plan_leaves_nothing_when_it_is_read_again(kb: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(kb)) as connection:
        connection.execute("UPDATE documents SET text = replace(text, '堤防', '长城') WHERE id = 1")
        connection.commit()
    with Intake.open(kb) as store:
        assert store.add(plan(), tmp_path / "甲.txt") == "updated"
    assert sound(kb)


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE documents SET header = '{' WHERE id = 2",
        "UPDATE units SET aliases = '[' WHERE document = 2",
        "UPDATE documents SET text = CAST(x'ff' || text AS TEXT) WHERE id = 2",
    ],
)
def test_one_damaged_plan_keeps_no_other_from_being_mended(kb: Path, tmp_path: Path, command: str) -> None:
    with closing(sqlite3.connect(kb)) as connection:
        connection.execute(command)
        connection.execute("UPDATE documents SET text = replace(text, '堤防', '长城') WHERE id = 1")
        connection.commit()
    with Intake.open(kb) as store:
        assert store.add(plan(), tmp_path / "甲.txt") == "updated"
        assert store.add(plan("河口县", "水闸", "水闸.txt"), tmp_path / "乙.txt") == "updated"
    assert sound(kb)


def test_the_catalogue_of_another_program_is_not_asked_and_made_anew(kb: Path) -> None:
    with closing(sqlite3.connect(kb)) as connection:
        connection.execute("UPDATE drawn SET program = '旧'")
        connection.execute("DELETE FROM calls")
        connection.commit()
    with Store.open(kb) as store:
        assert not store.catalogued
    (problem,) = verify(kb).problems
    assert problem.what == "目录是别的版本的程序编的"
    Intake.open(kb).__exit__()
    assert sound(kb)


def test_writing_in_bulk_waits_for_the_disk_again_whatever_happens(kb: Path) -> None:
    with Intake.open(kb) as store:
        with pytest.raises(ZeroDivisionError), store.in_bulk():
            raise ZeroDivisionError
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
