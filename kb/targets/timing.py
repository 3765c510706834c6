"""指标的年度与频次：the year and the rhythm that govern an amount.

The last year of the same sentence counts; failing that, the year that opens the paragraph
(到2025年,…。…。), then the year that heads the clause (2023年:).
"""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.model import Document
from kb.model import Deadline
from kb.targets.scene import Scene, Setting

_OPENING = lazily(r"[\s\-·●(]*(?:[^,。;:\n]{0,24}[:。])?[“\"]?(?:力争)?\Z")
_PARAGRAPH = 1500
_YEARLY = lazily(r"年均|(?<!上)(?<!上一)年度(?!内|目标|投资|计划|任务)|每年")
_RATE = lazily(r"/(?P<unit>[年月季日])")
_HEADED = lazily(r"(20\d\d)年")


def _year(deadline: Deadline) -> str | None:
    year = deadline.value[:4]
    return year if deadline.kind in {"by", "in"} and year.isdecimal() else None


def year_of(scene: Scene, setting: Setting, document: Document) -> str | None:
    """Four digits, or None where nothing dates the amount."""
    at = scene.found.span.start
    years = (_year(deadline) for deadline in setting.dated_before(setting.sentence_start(at), at))
    said = next((year for year in years if year), None)
    repeated = said is None and _repeated(scene, setting) is not None
    return (
        said
        or (None if repeated else _opened(at, setting))
        or _headed(at, document)
        or _goal(at, setting, document)
    )


def listed_years(scene: Scene, setting: Setting) -> tuple[str, ...]:
    """The years of the amount's own clause, in order: 2023年、2024年、2025年…分别达."""
    at = scene.found.span.start
    years = [_year(deadline) for deadline in setting.dated_before(setting.clause_start(at), at)]
    return tuple(year for year in reversed(years) if year)


def _opened(at: int, setting: Setting) -> str | None:
    """The year that opens the paragraph, unless a later one has taken over; a month holds for its sentence."""
    floor = max(0, at - _PARAGRAPH)
    start = setting.text.rfind("\n", floor, at) + 1
    dated = [deadline for deadline in setting.deadlines_in(max(start, floor), at) if _year(deadline)]
    if not dated or start < floor:
        return None
    opening = setting.text[start : dated[0].evidence.span.start]
    if len(dated[-1].value) > 4:
        return None
    return _year(dated[-1]) if len(opening) < 60 and _OPENING.match(opening) else None


def _headed(at: int, document: Document) -> str | None:
    clause = document.clause_at(at)
    labels = [node.label for node in document.ancestors(clause)] if clause else []
    years = [headed[1] for label in labels if (headed := _HEADED.match(label))]
    return years[-1] if years else None


def _goal(at: int, setting: Setting, document: Document) -> str | None:
    """Under a heading of goals, the year that opens the first paragraph: 到2026年,… ——规模超过…."""
    clause = document.clause_at(at)
    section = document.by_id.get(clause.parent or "") if clause else None
    if clause is None or section is None or "目标" not in section.heading or clause.kind != "paragraph":
        return None
    first = document.children(section.id)[0].span.start
    dated = setting.deadlines_in(first, first + 20)
    return _year(dated[0]) if dated and dated[0].kind == "by" else None


def per_of(scene: Scene, setting: Setting) -> str | None:
    """The duration after which the amount is due again: ``P1Y``, ``P3M``; None where it is due once."""
    if rate := _RATE.match(scene.tail):
        return {"年": "P1Y", "月": "P1M", "季": "P3M", "日": "P1D"}[rate["unit"]]
    return _repeated(scene, setting) or ("P1Y" if _YEARLY.search(scene.left) else None)


def _repeated(scene: Scene, setting: Setting) -> str | None:
    """The rhythm that the sentence says before the amount (每季度)."""
    at = scene.found.span.start
    dated = setting.dated_before(setting.sentence_start(at), at)
    nearest = next((deadline for deadline in dated if deadline.kind != "from"), None)
    return nearest.value[2:] if nearest and nearest.kind == "every" else None
