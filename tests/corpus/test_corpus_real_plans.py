"""Clauses of the real plans against their gold, where they lie beside the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nesting import check_tree
from real_plans import GOLD, all_plans, needs_corpus, real_plan

from corpus.document import looks_like_plan, parse
from corpus.source import load

NAMES = sorted(path.stem for path in GOLD.glob("*.json")) if GOLD.is_dir() else []
MAIN = "jiangchuan_education_2023"


@needs_corpus
@pytest.mark.parametrize("name", NAMES)
def test_every_gold_clause_is_found_with_its_kind(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    document = parse(load(real_plan(name)))
    found = {(clause.label, clause.span.start): clause.kind for clause in document.clauses}
    for number, clauses in (("no", gold["measures"]), ("id", gold["sections"])):
        for clause in clauses:
            kind = found.get((str(clause[number]), clause["start"]))
            assert kind is not None, clause
            assert (kind == "measure") == (number == "no"), clause


@needs_corpus
def test_the_header_of_the_main_plan() -> None:
    gold = json.loads((GOLD / f"{MAIN}.json").read_text(encoding="utf-8"))["document"]
    header = parse(load(real_plan(MAIN))).header
    for key in ("title", "number", "issued", "published", "jurisdiction", "level"):
        assert getattr(header, key) == gold[key], key
    assert list(header.issuers) == gold["issuers"]
    assert [(cited.title, cited.number) for cited in header.basis] == [
        (cited["title"], cited["number"]) for cited in gold["basis"]
    ]


@pytest.mark.parametrize("path", all_plans(), ids=lambda path: path.stem)
def test_every_plan_is_a_nested_tree(path: Path) -> None:
    document = parse(load(path))
    check_tree(document)
    assert looks_like_plan(document)


@needs_corpus
@pytest.mark.parametrize(
    "path", [path for path in all_plans() if path.stem[:1].isdigit()], ids=lambda path: path.stem
)
def test_undamaged_plans_need_no_repair(path: Path) -> None:
    assert not [repair for repair in parse(load(path)).repairs if repair.certain]
