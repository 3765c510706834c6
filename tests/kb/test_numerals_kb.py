"""数词：values of Chinese and Arabic numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.numerals import rounded, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一千二百万", 12_000_000),
        ("两", 2),
        ("廿三", 23),
        ("二〇二五", 2025),
        ("半", 0.5),
        ("三分之二", 2 / 3),
        ("百分之六十", 0.6),
        ("百分之负五", -0.05),
        ("百分百", 1),
        ("八成五", 0.85),
        ("三成半", 0.35),
        ("半成", 0.05),
        ("6.5成", 0.65),
        ("七点二成", 0.72),
        ("10成", 1),
        ("1.2亿", 120_000_000),
        ("12,000", 12_000),
        ("１２", 12),
        ("1万600", 10_600),
        ("九十二万四", 924_000),
        ("一百零五", 105),
        ("四万亿", 4e12),
        ("万亿", 1e12),
        ("两千万点五", 20_000_000.5),
        ("两点五亿", 250_000_000),
        ("负一百二", -120),
        ("-10.1万", -101_000),
        ("十", 10),
        ("千", 1000),
    ],
)
def test_value(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text", ["", "学校", "分之", "点", "三分之", "零分之一", "一个", "1-2", "百分之学", "点五点六"]
)
def test_no_value(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二十余万", 200_000),
        ("300多", 300),
        ("十几万", 100_000),
        ("一百零几", 100),
        ("3000余万", 30_000_000),
        ("八十几", 80),
        ("五万多亿", 5e12),
    ],
)
def test_rounded(text: str, expected: float) -> None:
    assert rounded(text) == expected


@pytest.mark.parametrize("text", ["二十万", "几", "多", "余三百", "几十万", "十多个"])
def test_not_rounded(text: str) -> None:
    assert rounded(text) is None


@given(st.text(alphabet="零〇一二两三十百千万亿点负分之成半廿0123456789,.- 个", max_size=20))
def test_never_raises(text: str) -> None:
    number = value(text)
    assert number is None or isinstance(number, float)
