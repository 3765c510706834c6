"""图：the order of time limits, and the graph of partners."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from markupsafe import Markup

from export.agenda import Entry
from web.addresses import plan_link
from web.svg import WIDE, cut, line, svg, text

Href = Callable[[str], str]
_SHORT = 15


def timeline(entries: Sequence[Entry]) -> Markup:
    """Days that are due once on one line, those of a month above each other."""
    dated = [entry for entry in entries if entry.day and not entry.rule]
    months = sorted({entry.month for entry in dated})
    stacks = {month: [entry for entry in dated if entry.month == month] for month in months}
    deepest = max(map(len, stacks.values()), default=1)
    high = 70 + min(deepest, 12) * 16
    first, last = (_count(months[0]), _count(months[-1])) if months else (0, 0)
    base = high - 44
    body = [line(40, base, WIDE - 40, base, "base")]
    for at, month in enumerate(months):
        x = 60 + (WIDE - 120) * ((_count(month) - first) / (last - first) if last > first else 0.5)
        for up, entry in enumerate(stacks[month][:12]):
            body.append(_dot(x, base - 12 - up * 16, entry))
        if len(stacks[month]) > 12:
            body.append(text(x, base - 10 - 12 * 16, f"共{len(stacks[month])}", "axis mid"))
        body.append(text(x, base + 18 + 15 * (at % 2), month.replace("-", "."), "axis mid"))
    return svg(WIDE, high, "时限的先后", body)


def partners(name: str, others: Sequence[tuple[str, int]], href: Href) -> Markup:
    """The unit in the middle, on both sides those of the same tasks: the more in common, the thicker the line."""
    rows = ceil(len(others) / 2)
    high = max(3, rows) * 38 + 24
    cx, cy = WIDE / 2, high / 2
    most = max((count for _, count in others), default=1)
    ties: list[Markup] = []
    nodes: list[Markup] = []
    for at, (unit, count) in enumerate(others):
        x, y = (150 if at % 2 else WIDE - 150), high / 2 + (at // 2 - (rows - 1) / 2) * 38
        ties.append(line(cx, cy, x, y, f"tie t{ceil(4 * count / most)}"))
        nodes.append(_node(x, y, unit, count, href(unit)))
    width = 16 * len(cut(name, 12)) + 24
    middle = Markup('<g class="node me"><rect x="{}" y="{}" width="{}" height="32" rx="4"/>{}</g>').format(
        f"{cx - width / 2:.0f}", f"{cy - 16:.0f}", width, text(cx, cy + 5, cut(name, 12), "mid")
    )
    return svg(WIDE, high, f"与{name}共同承担任务的单位", [*ties, *nodes, middle])


def _node(x: float, y: float, unit: str, count: int, address: str) -> Markup:
    words = f"{cut(unit, _SHORT)} {count}"
    width = 13 * len(cut(unit, _SHORT)) + 40
    return Markup(
        '<a href="{}"><g class="node"><title>{}：共同任务{}项</title>'
        '<rect x="{}" y="{}" width="{}" height="26" rx="4"/>{}</g></a>'
    ).format(
        address, unit, count, f"{x - width / 2:.0f}", f"{y - 13:.0f}", width, text(x, y + 4, words, "mid")
    )


def _dot(x: float, y: float, entry: Entry) -> Markup:
    return Markup(
        '<a href="{}"><title>{}　{}　{}</title><circle class="dot" cx="{}" cy="{}" r="6"/></a>'
    ).format(
        plan_link(entry.plan, entry.at),
        entry.day,
        entry.words,
        entry.task,
        f"{x:.1f}",
        f"{y:.1f}",
    )


def _count(month: str) -> int:
    year, part = month.split("-")
    return int(year) * 12 + int(part)
