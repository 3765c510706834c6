"""Rules tried together give what each gives alone; what patterns say of their beginnings holds."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_plans import BUNDLED

from corpus.alternatives import any_of
from corpus.fold import FOLD, fold
from corpus.lazy import lazily, opening_of, starts_of
from corpus.rule import Rule
from corpus.sweep import Choice, Sweep
from kb import deadlines, targets
from kb.responsibilities import roles, stated_nouns, stated_rules
from kb.units import grammar
from qa.rulebooks import BOOKS

RULED: dict[str, tuple[Rule[Any, Any], ...]] = {
    "deadlines": deadlines.RULES,
    "targets": targets.RULES,
    "roles": roles.RULES,
    "stated": stated_rules.RULES,
    "nouns": stated_nouns.RULES,
    "units": grammar.RULES,
}
CONTEXT = {"deadlines": "2024-03-01"}
WHOLE = fold("".join(path.read_text("utf-8") for path in sorted(BUNDLED.glob("*.txt"))))
PIECES = sorted({text for book in BOOKS for rule in book.rules for text in (*rule.examples, *rule.rejects)})
texts = st.lists(
    st.sampled_from([*PIECES, *"一二三十百半年月日季至到前后-2013 、,。到从自的上第每各县省委※"]), max_size=7
)


def alone(name: str, text: str) -> list[tuple[str, tuple[int, int], str]]:
    """What a pattern finds that knows nothing of its beginnings."""
    found = []
    for rule in RULED[name]:
        plain = Rule(rule.name, re.compile(rule.pattern.pattern), rule.read, rule.examples)
        readings = plain.readings(text, CONTEXT.get(name))
        found += [(rule.name, (span.start, span.end), str(reading)) for span, reading in readings]
    return found


def together(name: str, text: str) -> list[tuple[str, tuple[int, int], str]]:
    found = Sweep(RULED[name]).readings(text, CONTEXT.get(name))
    return [(rule.name, (span.start, span.end), str(reading)) for rule, span, reading in found]


@pytest.mark.parametrize("name", RULED)
def test_rules_together_read_a_plan_as_each_alone(name: str) -> None:
    assert together(name, WHOLE) == alone(name, WHOLE)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(RULED)), parts=texts)
def test_rules_together_read_any_text_as_each_alone(name: str, parts: list[str]) -> None:
    text = fold("".join(parts))
    assert together(name, text) == alone(name, text)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(("nouns", "units")), parts=texts, at=st.integers(0, 40))
def test_rules_that_match_at_a_place_are_those_whose_pattern_does(
    name: str, parts: list[str], at: int
) -> None:
    text = fold("".join(parts))
    found = [(rule.name, match.span()) for rule, match in Sweep(RULED[name]).matches(text, at)]
    each = [(rule.name, rule.pattern.match(text, at)) for rule in RULED[name]] if at < len(text) else []
    assert found == [(rule, match.span()) for rule, match in each if match]


@pytest.mark.parametrize("name", RULED)
def test_whatever_is_read_begins_as_its_pattern_says(name: str) -> None:
    for rule in RULED[name]:
        starts, opening = starts_of(rule.pattern), opening_of(rule.pattern)
        for match in re.finditer(rule.pattern.pattern, "\n".join((WHOLE, *PIECES))):
            if starts and rule.read(match, CONTEXT.get(name)) is not None:
                assert re.match(f"[{starts}]", match[0]), rule.name
                assert not opening or re.compile(opening).match(match.string, match.start()), rule.name


def test_a_choice_is_its_alternatives_joined() -> None:
    patterns = [lazily("甲乙|甲", starts="甲"), lazily("[甲丙]丁", starts="甲丙"), lazily("丁", starts="丁")]
    joined = re.compile("(?:甲乙|甲)|[甲丙]丁|丁")
    text = "甲丁丙丁甲乙丁丙甲"
    assert list(Choice(patterns).spans(text, 1, 9)) == [m.span() for m in joined.finditer(text, 1, 9)]


def test_a_needed_word_is_looked_for_first() -> None:
    pattern = lazily("各?部门", needs="部门")
    assert [match[0] for match in pattern.finditer("各部门、部门")] == ["各部门", "部门"]
    assert pattern.search("各部门", 2) is None
    assert pattern.fullmatch("各单位") is None
    assert pattern.search("各部门")
    assert pattern.fullmatch("各部门")


@given(
    st.sets(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", min_size=1, max_size=3), min_size=1, max_size=80),
    st.data(),
)
def test_a_tree_of_words_takes_the_longest_that_may_stand(words: set[str], data: st.DataObject) -> None:
    barred = data.draw(st.dictionaries(st.sampled_from(sorted(words)), st.just("甲乙")))
    text = data.draw(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", max_size=6))
    fitting = [
        w for w in words if text.startswith(w) and (w not in barred or text[len(w) :][:1] not in set("甲乙"))
    ]
    match = re.match(any_of(words, barred), text)
    assert (match[0] if match else None) == max(fitting, key=len, default=None)


@given(st.text(st.sampled_from("".join(map(chr, FOLD)) + "甲1 ")))
def test_folding_is_one_to_one(text: str) -> None:
    assert fold(text.replace("\t", "")) == text.replace("\t", "").translate(FOLD)
