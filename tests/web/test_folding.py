"""A long list in an answer is folded after its first entries; nothing of it is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from web.folding import stretches

NAMES = [
    f"县{name}局{at}" for at, name in enumerate(("财政", "水务(河长办)", "交通运输", "住房城乡建设") * 6)
]
WORDS = st.sampled_from(
    [*NAMES[:4], "、", "，", "。", "：", "\n", "（", "）", "(", "共12条", "、".join(NAMES)]
)


def joined(text: str) -> str:
    return "".join(own.text + own.folded for own in stretches(text))


@given(st.lists(WORDS, max_size=30).map("".join))
def test_every_character_is_there_in_its_place(text: str) -> None:
    assert joined(text) == text


def test_the_first_stay_in_sight_and_the_sentence_goes_on() -> None:
    text = f"任务最少的是{'、'.join(NAMES)}，各1条。\n下一行。"
    first, last = stretches(text)
    assert first.text == f"任务最少的是{'、'.join(NAMES[:8])}"
    assert first.folded == "、" + "、".join(NAMES[8:])
    assert first.entries == len(NAMES) - 8
    assert last.text == "，各1条。\n下一行。"
    assert not last.folded


def test_a_mark_within_brackets_parts_nothing() -> None:
    first, _ = stretches("任务数：" + "、".join(f"各县(市、区)政府{at}" for at in range(20)) + "。")
    assert first.text.endswith("各县(市、区)政府7")
    assert first.entries == 12


def test_what_is_short_stays_as_it_is() -> None:
    for text in ("第1、2、3、4、5、6、7、8、9、10、11、12、13、14条", "、".join(NAMES[:12]), "", "没有。"):
        (own,) = stretches(text)
        assert (own.text, own.folded) == (text, "")
