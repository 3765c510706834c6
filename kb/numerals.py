"""数词：一千二百万、两、廿、三分之二、百分之六十、1.2亿、12,000 → float.

Mixed forms follow cn2an and duckling: ``1万600`` is 10600, ``九十二万四`` is 924000, ``二〇二三`` is
read digit by digit. A percentage is its fraction (``百分之六十`` is 0.6).
"""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.fold import fold

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "俩": 2}
_TENS = {"廿": 20, "卅": 30}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_ZERO = frozenset("零〇")

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = "".join(_DIGITS) + "".join(_TENS) + "".join(_SMALL)
HAN_CHARACTERS = f"{_HAN}万亿"
HAN = f"[{HAN_CHARACTERS}]+(?:点[{_HAN}]+[万亿]*)?"
_TOKEN = re.compile(
    rf"{ARABIC}|[{''.join(_DIGITS)}]+|[{''.join(_TENS)}]|[{''.join(_SMALL)}{''.join(_LARGE)}]"
)
_SIMPLE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FRACTION = re.compile(r"(?P<whole>.+?)分之(?P<sign>[负-]?)(?P<part>.+)")
_POINT = re.compile(rf"(?P<whole>[^点]*)点(?P<part>[{''.join(_DIGITS)}\d]+)(?P<scale>[十百千万亿]*)")
_TENTHS = re.compile(r"(?P<tenths>[^成]+)成(?P<rest>[一二三四五六七八九半]?)")
_ROUNDING = re.compile(r"(?<=[十百千])零?几|(?<=[\d十百千万亿])[余多]")


def value(text: str) -> float | None:
    """The number that ``text`` writes and nothing else; None where it writes none. Never raises."""
    if _SIMPLE.fullmatch(text):
        return float(text)
    plain = fold(text).replace(" ", "")
    sign = -1.0 if plain[:1] in {"负", "-"} else 1.0
    number = _unsigned(plain[1:] if sign < 0 else plain)
    return None if number is None else sign * number


def rounded(text: str) -> float | None:
    """The floor of a number that says it is rounded: 二十余万, 500多亿, 十几万; None where it says none."""
    plain = fold(text)
    exact = _ROUNDING.sub("", plain)
    return None if exact == plain else value(exact)


def _unsigned(text: str) -> float | None:
    if text in {"半", "一半"}:
        return 0.5
    if text == "百分百":
        return 1.0
    if tenths := _TENTHS.fullmatch(text):
        return _tenths(tenths)
    if fraction := _FRACTION.fullmatch(text):
        return _ratio(fraction)
    if point := _POINT.fullmatch(text):
        return _decimal(point)
    return _whole(text)


def _tenths(match: re.Match[str]) -> float | None:
    """八成五 is 0.85, 三成半 0.35, 半成 0.05, 9.5成 0.95."""
    tenths, rest = _unsigned(match["tenths"]), match["rest"]
    return None if tenths is None else (tenths * 10 + (5 if rest == "半" else _DIGITS.get(rest, 0))) / 100


def _ratio(fraction: re.Match[str]) -> float | None:
    below, above = _whole(fraction["whole"]), value(fraction["part"])
    if not below or above is None:
        return None
    return (-above if fraction["sign"] else above) / below


def _decimal(point: re.Match[str]) -> float | None:
    whole = _whole(point["whole"] or "零")
    digits = "".join(str(_DIGITS[char]) if char in _DIGITS else char for char in point["part"])
    scale = _whole(point["scale"]) if point["scale"] else 1.0
    if whole is None or scale is None or not digits.isascii():
        return None
    return (whole + float(f"0.{digits}")) * scale


def _tokens(text: str) -> list[str] | None:
    """``text`` cut into numbers and powers; None where a character is neither."""
    found = list(_TOKEN.finditer(text))
    whole = bool(found) and found[0].start() == 0 and found[-1].end() == len(text)
    joined = whole and all(left.end() == right.start() for left, right in pairwise(found))
    return [match[0] for match in found] if joined else None


def _plain(token: str) -> float:
    if token in _TENS:
        return float(_TENS[token])
    if token[0] in _DIGITS:
        return float("".join(str(_DIGITS[char]) for char in token))
    return float(token.replace(",", ""))


def _whole(text: str) -> float | None:
    """An integer or an Arabic decimal with its powers; a last bare digit stands one power lower (三万四)."""
    tokens = _tokens(text)
    if tokens is None:
        return None
    total, section, number, power = 0.0, 0.0, None, 1
    for token in tokens:
        if token in _SMALL:
            section, number = section + (1.0 if number is None else number or 1.0) * _SMALL[token], None
            power = _SMALL[token]
        elif token in _LARGE:
            section += number or 0.0
            total, section, number, power = _raised(total, section, _LARGE[token]), 0.0, None, _LARGE[token]
        else:
            number = _plain(token) + (number or 0.0)
    if number is not None and tokens[-1] in _DIGITS and tokens[-2:-1] and tokens[-2] in (_SMALL | _LARGE):
        number *= power / 10
    return total + section + (number or 0.0)


def _raised(total: float, section: float, power: int) -> float:
    """万 raises its own section, 亿 all that stands before it (四万亿)."""
    if power == _LARGE["亿"]:
        return ((total + section) or 1.0) * power
    return total + (section or 1.0) * power
