"""Whatever the text: parsing never raises, the tree nests, and the leaves give the text back."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from nesting import check_tree

from corpus.document import parse
from corpus.source import from_text

SHARDS = st.sampled_from(
    [
        *[
            "一、",
            "二、",
            "、",
            "（一）",
            "(二)",
            ")",
            "1.",
            "2.",
            ".",
            "（1）",
            "①",
            "第一条",
            "第一章",
            "一是",
            "二是",
            "三是",
            "附件1",
        ],
        *[
            "具体目标：",
            "具体目标",
            "2025年：",
            "序号\n1\n2\n",
            "首页\n",
            "来源：",
            "扫一扫\n",
            "国务院\n",
            "2025年1月2日\n",
            "20250102\n",
        ],
        *[
            "关于印发《",
            "》的通知\n",
            "〔2025〕7号",
            "〔20257号",
            "提升",
            "5%",
            "（县财政局）",
            "。",
            "，",
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "”“",
        ],
        *["推进工作", "为此，依据《", "》", "县", "省", "市", "a", "\U0001f600", "\u3000"],
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(SHARDS, max_size=80).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_parses_into_a_nested_tree(text: str) -> None:
    check_tree(parse(from_text(text, "随机")))
