"""图：the units of the same tasks, as a star for a screen and as a branch for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil

from markupsafe import Markup

from web.svg import WIDE, cut, line, svg, text

Href = Callable[[str], str]
_SHORT = 15
_NARROW = 310


def partners(name: str, others: Sequence[tuple[str, int]], href: Href) -> Markup:
    """Drawn twice: the style sheet shows the one that fits."""
    label = f"与{name}共同承担任务的单位"
    star = svg(WIDE, _high(others), label, _star(name, others, href))
    branch = svg(_NARROW, 34 * len(others) + 52, label, _branch(name, others, href), "branch")
    return star + branch


def _star(name: str, others: Sequence[tuple[str, int]], href: Href) -> Iterator[Markup]:
    """The unit in the middle, on both sides those of the same tasks: the more in common, the thicker the line."""
    rows, middle = ceil(len(others) / 2), _high(others) / 2
    places = [
        (150 if at % 2 else WIDE - 150, middle + (at // 2 - (rows - 1) / 2) * 38) for at in range(len(others))
    ]
    for (x, y), thick in zip(places, _thick(others), strict=True):
        yield line(WIDE / 2, middle, x, y, f"tie {thick}")
    for (x, y), (unit, count) in zip(places, others, strict=True):
        yield _node(x, y, unit, count, href(unit))
    yield _own(WIDE / 2, middle, name)


def _high(others: Sequence[tuple[str, int]]) -> int:
    return max(3, ceil(len(others) / 2)) * 38 + 24


def _branch(name: str, others: Sequence[tuple[str, int]], href: Href) -> Iterator[Markup]:
    """The unit above those of the same tasks, for a screen too narrow for the star."""
    width = _wide(cut(name, 12), 16)
    yield line(20, 40, 20, 34 * len(others) + 31, "tie t1")
    for at, ((unit, count), thick) in enumerate(zip(others, _thick(others), strict=True)):
        y = 65 + 34 * at
        yield line(20, y, 50, y, f"tie {thick}")
        yield _node(50 + _wide(cut(unit, _SHORT), 13) / 2 + 10, y, unit, count, href(unit))
    yield _own(8 + width / 2, 24, name)


def _thick(others: Sequence[tuple[str, int]]) -> list[str]:
    most = max((count for _, count in others), default=1)
    return [f"t{ceil(4 * count / most)}" for _, count in others]


def _wide(words: str, size: int) -> int:
    return size * len(words) + 24


def _own(x: float, y: float, name: str) -> Markup:
    width = _wide(cut(name, 12), 16)
    return Markup('<g class="node me"><rect x="{}" y="{}" width="{}" height="32" rx="4"/>{}</g>').format(
        f"{x - width / 2:.0f}", f"{y - 16:.0f}", width, text(x, y + 5, cut(name, 12), "mid")
    )


def _node(x: float, y: float, unit: str, count: int, address: str) -> Markup:
    words = f"{cut(unit, _SHORT)} {count}项"
    width = _wide(cut(unit, _SHORT), 13) + 20
    return Markup(
        '<a href="{}"><g class="node"><title>{}：共同任务{}项</title>'
        '<rect x="{}" y="{}" width="{}" height="26" rx="4"/>{}</g></a>'
    ).format(
        address, unit, count, f"{x - width / 2:.0f}", f"{y - 13:.0f}", width, text(x, y + 4, words, "mid")
    )
