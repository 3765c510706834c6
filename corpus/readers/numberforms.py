"""自动编号的写法：a number as Word's ``numFmt`` prints it (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _digital(number: int, digits: str = _DIGITS) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _thousand(number: int, digits: str = "零一二三四五六七八九", units: str = "千百十") -> str:
    """一百零一, 二十, 十二; at most four digits."""
    if not 0 < number < 10_000:
        return _digital(number, digits)
    text = ""
    for digit, unit in zip(f"{number:04}", (*units, ""), strict=True):
        if digit != "0":
            text += digits[int(digit)] + unit
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    text = text.rstrip(digits[0])
    return text[1:] if text.startswith("一十") else text


def _counting(number: int) -> str:
    """Tens are counted up to 99, larger numbers are written digit by digit."""
    return _thousand(number) if number < 100 else _digital(number, "○" + _DIGITS[1:])


def _formal(number: int) -> str:
    return _thousand(number, _FORMAL, "仟佰拾")


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    repeats, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(repeats + 1, 30)


def _roman(number: int) -> str:
    if not 0 < number < 4_000:
        return str(number)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (number // size)
        number %= size
    return text


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _signs(first: str, most: int) -> Callable[[int], str]:
    """Characters that follow each other from ``first``; plain digits beyond ``most``."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= most else str(number)


def _circled(number: int) -> str:
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= last:
            return chr(ord(first) + number - start)
    return str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": _thousand,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _signs("㊀", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}


def written(number: int, form: str) -> str:
    """``number`` in ``form``; in plain digits where the form is unknown."""
    return _FORMS.get(form, str)(number)
