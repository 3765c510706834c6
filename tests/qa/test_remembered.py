"""What is kept of plans: once for each plan as it is, and nothing that a caller could change."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType, MappingProxyType
from typing import Any

import pytest

import qa
from kb.model import Facts, Plan
from qa import remembered
from qa.answer import ask
from qa.model import Topic
from qa.passages import reader
from qa.remembered import per_plan, per_plans
from qa.respelt import respelt

PLAIN = (str, bytes, int, float, bool, type(None), tuple, frozenset, MappingProxyType)


@dataclass(frozen=True)
class Kept:
    module: str
    view: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.module}.{self.view.__name__}"

    def of(self, plan: Plan) -> Any:
        kind = next(iter(self.view.__annotations__.values()))
        return self.view(plan if kind == "Plan" else [plan] if "Plan" in kind else plan.document)


def kept() -> Iterator[Kept]:
    """Every view of the room that ``remembered`` keeps."""
    for _, name, _ in walk_packages(qa.__path__, "qa."):
        for view in vars(import_module(name)).values():
            own = isinstance(view, FunctionType) and view.__module__ == name
            if own and view.__code__.co_filename == remembered.__file__ and name != remembered.__name__:
                yield Kept(name, view)


def changeable(value: Any) -> list[str]:
    """The kinds of what could be changed in a value."""
    if isinstance(value, PLAIN):
        inside = value.items() if isinstance(value, MappingProxyType) else value
        return [] if isinstance(value, (str, bytes)) or not hasattr(inside, "__iter__") else _inside(inside)
    if is_dataclass(value):
        frozen = value.__dataclass_params__.frozen  # type: ignore[attr-defined]
        own = [getattr(value, field.name) for field in fields(value)]
        return _inside(own) if frozen else [type(value).__name__]
    return [type(value).__name__]


def _inside(values: Any) -> list[str]:
    return [kind for value in values for kind in changeable(value)]


KEPT = tuple(kept())


def test_the_views_are_found() -> None:
    assert {"qa.views.tasks", "qa.directory.directory", "qa.passages.reader"} <= set(map(str, KEPT))


@pytest.mark.parametrize("view", [k for k in KEPT if str(k) != "qa.search.memory._engine"], ids=str)
def test_what_is_kept_cannot_be_changed(plan: Plan, view: Kept) -> None:
    assert changeable(view.of(plan)) == []


def test_changeable_finds_what_could_be_changed() -> None:
    assert changeable(([1], {"a": 1}, MappingProxyType({"a": {1}}))) == ["list", "dict", "set"]


def test_a_view_is_worked_out_once_a_plan(plan: Plan, ranked: Plan) -> None:
    seen: list[Plan] = []
    one = per_plan(lambda plan: seen.append(plan) or len(seen))  # type: ignore[func-returns-value]
    some = per_plans(lambda plans: seen.extend(plans) or len(seen))  # type: ignore[func-returns-value]
    assert (one(plan), one(plan), one(ranked), one(plan)) == (1, 1, 2, 1)
    assert (some([plan]), some((plan,)), some([plan, ranked])) == (3, 3, 5)


def test_plans_of_the_same_bytes_are_kept_apart(plan: Plan) -> None:
    """When the rules change, the same bytes give other facts, and answers must rest on these."""
    changed = replace(plan.facts.targets[0], indicator="托位利用率")
    other = Plan(plan.document, replace(plan.facts, targets=(changed,)))
    topic = Topic(((("托位力用率",),),))
    assert respelt(topic, [Plan(plan.document, Facts((), (), (), (), ()))]) == ()
    assert respelt(topic, [other]) == (("托位力用率", "托位利用率"),)


def test_what_a_reader_looked_up_goes_with_it(plan: Plan) -> None:
    made = type(reader(plan.document))(reader(plan.document).passages, reader(plan.document).text)
    assert made.knows("托位")
    gone = weakref.ref(made)
    del made
    gc.collect()
    assert gone() is None


def test_all_that_is_kept_of_a_plan_goes_at_once(plan: Plan) -> None:
    """Nothing is in a circle, so that no collection is needed, and none looks through plans that are held."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        fresh = Plan(replace(plan.document, header=replace(plan.document.header)), plan.facts)
        for view in KEPT:
            view.of(fresh)
        ask("谁负责托育服务", [fresh])
        del fresh
        for memory in (remembered._OF_ONE, remembered._OF_SEVERAL):
            memory._held.clear()
        gc.collect()
        left = {type(one).__module__ for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not {module for module in left if module.split(".")[0] in ("qa", "kb", "corpus")}


def test_plans_that_are_let_go_are_held_by_no_view(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    memory = remembered._Memory[Plan](2)
    monkeypatch.setattr(remembered, "_OF_ONE", memory)
    seldom, often = per_plan(lambda plan: plan.document.id), per_plan(lambda plan: len(plan.facts.targets))
    plans = [Plan(plan.document, plan.facts) for _ in range(4)]
    seldom(plans[0])
    for each in plans:
        often(each)
    assert [held[0] for held, _ in memory._held.values()] == plans[2:]
