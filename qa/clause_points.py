"""问句里的条款与角色：clause numbers, roles and places in a list, which are fixed points of a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.lazy import lazily
from corpus.numerals import ordinal
from corpus.rule import Rule
from qa.shapes import NUMERAL


@dataclass(frozen=True, slots=True)
class Point:
    """One fixed point: its kind, its values, and the letter that stands for it in the shape."""

    kind: str
    values: tuple[str, ...]
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {'、'.join(self.values)}"


def _labels(match: re.Match[str], today: str | None) -> Point | None:
    pieces = re.findall(NUMERAL, match["numbers"])
    numbers = [n for piece in pieces if (n := ordinal(piece))]
    return Point("label", tuple(map(str, numbers)), "N") if numbers else None


_FURTHEST = 200  # clauses in a range


_LEAD = frozenset(("牵头", "主办", "主责", "领衔", "挑头"))


def _label_range(match: re.Match[str], today: str | None) -> Point | None:
    first, last = ordinal(match["from"]), ordinal(match["to"])
    if not first or not last or not first < last <= first + _FURTHEST:
        return None
    return Point("label", tuple(map(str, range(first, last + 1))), "N")


def _role(match: re.Match[str], today: str | None) -> Point:
    role = "lead" if match["role"] in _LEAD else "support"
    return Point("not-role" if match["not"] else "role", (role,))


_LAST = lazily("最后|末|垫底|殿后")


def _position(match: re.Match[str], today: str | None) -> Point | None:
    if not match["nth"]:
        return Point("position", ("-1" if _LAST.search(match[0]) else "1",))
    number = ordinal(match["nth"])
    return Point("position", (str(number),)) if number else None


NUMBERS: tuple[Rule[str | None, Point], ...] = (
    Rule(
        "question.label-range",
        lazily(rf"第?(?P<from>{NUMERAL})(?:条|项)?(?:[-—~]|到|至)第?(?P<to>{NUMERAL})(?:条|项)(?!政策|措施)"),
        _label_range,
        {"16到20条里": "label 16、17、18、19、20", "第三至五条": "label 3、4、5"},
        ("20到16条", "3到5年"),
    ),
    Rule(
        "question.label",
        lazily(
            rf"第(?P<numbers>\(?{NUMERAL}\)?(?:[、,和与及]第?\(?{NUMERAL}\)?)*)"
            r"(?:条|项(?!目)|款|个?措施|个?任务|号任务)"
        ),
        _labels,
        {"第14条谁负责": "label 14", "第十四条": "label 14", "第8、9条": "label 8、9"},
        ("第一书记", "14条"),
    ),
)
ROLES: tuple[Rule[str | None, Point], ...] = (
    Rule(
        "question.position",
        lazily(
            rf"(?:排在?|列在?|位居|居)[^,。;?!]{{0,6}}?(?:第(?P<nth>{NUMERAL})(?:个|位|名)?|首位|首个|最前|最后|末位|头一个)|"
            r"打头|排头|排首|(?<![0-9])首位(?:责任)?(?:单位|部门)?"
        ),
        _position,
        {"排在第一个的": "position 1", "列第二位": "position 2", "排在责任单位最后": "position -1"},
        ("第一书记", "第1条"),
    ),
    Rule(
        "question.role",
        lazily(
            r"(?P<not>(?:不|非|未|(?<=[头合]没)有|(?<=[头合])没(?!有))(?:是|当|作|做|作为|担任|任|列为|为)?)?"
            r"(?P<role>牵头|主办|主责|领衔|挑头|配合|协助|协办|参与单位)(?!单位是(?:谁|哪|什么|啥)|的?是谁)"
        ),
        _role,
        {
            "牵头哪些任务": "role lead",
            "配合哪些": "role support",
            "不当牵头单位": "not-role lead",
            "牵头单位是区财政局的": "role lead",
        },
        ("负责哪些", "牵头单位是谁"),
    ),
)
