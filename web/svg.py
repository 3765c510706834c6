"""矢量图：SVG shapes with classes, coloured by the style sheet; words are escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

WIDE = 760


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def line(x1: float, y1: float, x2: float, y2: float, name: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        name, *(f"{value:.1f}" for value in (x1, y1, x2, y2))
    )


def text(x: float, y: float, words: str, name: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(name, f"{x:.1f}", f"{y:.1f}", words)


def svg(wide: float, high: float, label: str, body: Iterable[Markup], kind: str = "") -> Markup:
    """In a region that scrolls by itself. What is of a ``kind`` is drawn as large as it is, else as wide as its place."""
    size = Markup(' width="{}" height="{}"').format(f"{wide:g}", f"{high:g}") if kind else ""
    return Markup(
        '<div class="frame draw {4}" tabindex="0" role="region" aria-label="{2}">'
        '<svg class="drawing" viewBox="0 0 {0} {1}"{5} role="group" aria-label="{2}">{3}</svg></div>'
    ).format(f"{wide:g}", f"{high:g}", label, Markup("").join(body), kind, size)
