"""中文数字：十二 ↔ 12, for the ordinals of headings (1 to 999)."""

from __future__ import annotations

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100}


def ordinal(text: str) -> int | None:
    """The number that Chinese or Arabic digits write; None where they write none."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total, digit = 0, 0
    for char in text:
        if char in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[char], 0
        elif char in DIGITS:
            digit = DIGITS[char]
        else:
            return None
    return total + digit or None


def numeral(number: int) -> str:
    """``number`` (1 to 999) as headings write it: 10 is 十, 21 is 二十一, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = "零一二三四五六七八九"[hundreds] + "百" if hundreds else ""
    middle = ("一" if hundreds and tens == 1 else "" if tens < 2 else "零一二三四五六七八九"[tens]) + "十"
    link = "零" if hundreds and ones else ""
    return head + (middle if tens else link) + ("零一二三四五六七八九"[ones] if ones else "")
