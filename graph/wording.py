"""措辞: the facts in words for a person, the same in every answer, table and file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Clause, Document, Span
from kb.model import ROLES, Deadline, Responsibility, Target

SCOPES = {"listed": "列入责任单位", "stated": "正文表述"}
BASES = {
    "explicit": "原文写明",
    "prefix_inherited": "层级前缀沿用",
    "separator_restored": "补回分隔",
    "character_restored": "补回缺字",
    "alias": "简称",
    "inherited": "继承",
}
CLAUSE_KINDS = {
    "section": "章节",
    "measure": "措施",
    "item": "分项",
    "goal": "目标",
    "paragraph": "段落",
    "table_row": "表格行",
}

_EXPLANATIONS = {
    "explicit": "文中写作“{surface}”",
    "prefix_inherited": "文中作“{surface}”，前面单位的层级前缀沿用到此，即“{unit}”",
    "separator_restored": "文中“{surface}”前后缺少分隔，补回后读出“{unit}”",
    "character_restored": "文中作“{surface}”，有字缺失，补回后为“{unit}”",
    "alias": "文中作“{surface}”，是“{unit}”的简称或别称",
    "inherited": "“{surface}”写在上级标题或所在表格中，“{unit}”的责任由此继承",
}
COMPARATORS = {"=": "=", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "≈", "range": "="}
_CHANGES = {"increase": ("增加", "提高"), "decrease": ("减少", "下降")}
_DEADLINES = {"by": "不晚于{}", "from": "{}起", "every": "每{}", "within": "{}内"}
_PERIODS = {"P1Y": "年", "P6M": "半年", "P3M": "季度", "P1M": "月", "P1W": "周", "P1D": "日", "PT1H": "小时"}
# The month's place in EDTF: seasons 21-24, quarters 33-36, halves 40 and 41.
_PARTS = {
    **{str(21 + at): f"{name}季" for at, name in enumerate("春夏秋冬")},
    **{str(33 + at): f"第{name}季度" for at, name in enumerate("一二三四")},
    "40": "上半年",
    "41": "下半年",
}
_DATE = lazily(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?")
_AMOUNT = r"\d{1,9}(?:\.\d{1,3})?"
_DURATION = lazily(rf"P(?=.)(?:{_AMOUNT}[YMWD]){{0,4}}(?:T(?:{_AMOUNT}[HM]){{1,2}})?")
_PART = lazily(rf"({_AMOUNT})([A-Z])")
_MEASURES = {"Y": "年", "M": "个月", "W": "周", "D": "日", "TH": "小时", "TM": "分钟"}
_NUMBER = lazily(r"\d+")
_CHINESE_NUMBER = lazily(r"[一二三四五六七八九十百〇零]+")
_EXCERPT = lazily(r"[^。；;!?！？]{0,40}")


def plan_title(document: Document) -> str:
    """The title of the plan on one line, its file name where it has none."""
    return one_line(document.header.title or "") or document.source.name


def one_line(text: str) -> str:
    """``text`` with every run of blanks and line ends made one space."""
    return " ".join(text.split())


def describe_role(role: str) -> str:
    return ROLES.get(role, role)


def describe_scope(scope: str) -> str:
    return SCOPES.get(scope, scope)


def describe_basis(basis: str) -> str:
    return BASES.get(basis, basis)


def explain(fact: Responsibility) -> str:
    """How the unit was read out of the characters, as a sentence that quotes both."""
    surface = one_line(fact.evidence.surface)
    return _EXPLANATIONS.get(fact.basis, "文中作“{surface}”").format(surface=surface, unit=fact.unit)


def describe_clause_kind(kind: str) -> str:
    return CLAUSE_KINDS.get(kind, kind)


def describe_number(value: float | tuple[float, float]) -> str:
    """``95.96``, ``1000`` or ``1—2``; never in exponent form where the value is whole."""
    if isinstance(value, tuple):
        return "—".join(describe_number(bound) for bound in value)
    return str(int(value)) if float(value).is_integer() else str(value)


def describe_period(duration: str) -> str:
    """What follows 每: ``P1Y`` 年, ``P3M`` 季度, ``P2Y`` 两年, ``P0.5M`` 半个月, ``PT24H`` 24小时."""
    length = _PERIODS.get(duration) or _length(duration)
    return f"两{length[1:]}" if re.match(r"2[^\d.]", length) else length


def _length(duration: str) -> str:
    """``P1Y6M`` is 1年6个月; a duration in a form that no rule gives stays as it is."""
    if _DURATION.fullmatch(duration) is None:
        return duration
    dated, _, clocked = duration.removeprefix("P").partition("T")
    parts = [(number, letter) for number, letter in _PART.findall(dated)]
    parts += [(number, f"T{letter}") for number, letter in _PART.findall(clocked)]
    return "".join(_measured(float(number), _MEASURES[letter]) for number, letter in parts)


def _measured(number: float, measure: str) -> str:
    if number == 0.5:
        return f"半{measure}"
    return "一个半月" if number == 1.5 and measure == "个月" else f"{number:.10g}{measure}"


def describe_target(target: Target) -> str:
    """``高中阶段毛入学率 = 95.96%（2025年）``; a value that rests on a damaged place says 待核."""
    share = target.measure.endswith(("%", "‰", "百分点"))
    amount = describe_number(target.value) + ("个百分点" if target.measure == "百分点" else target.measure)
    change = _CHANGES.get(target.change or "", ("", ""))[share]
    plain = target.comparator in ("=", "range")
    sign = "" if change and plain else f"{COMPARATORS.get(target.comparator, target.comparator)} "
    notes = [
        f"每{describe_period(target.per)}" if target.per else "",
        f"{target.year}年" if target.year else "",
        "待核" if target.uncertain else "",
    ]
    said = "，".join(note for note in notes if note)
    return f"{one_line(target.indicator)}{change} {sign}{amount}".strip() + (f"（{said}）" if said else "")


def describe_deadline(deadline: Deadline) -> str:
    """The words of the plan, and in brackets what they were read as: ``2025年底前（不晚于2025年）``."""
    surface, reading = one_line(deadline.evidence.surface), describe_time(deadline)
    return surface if reading == surface else f"{surface}（{reading}）"


def describe_time(deadline: Deadline) -> str:
    """The normalised value in words: ``不晚于2025年``, ``2023年9月起``, ``每季度``, ``3年内``.

    A length of days in the plan's 工作日 stays one of 工作日: the value alone no longer tells.
    """
    match deadline.kind:
        case "every":
            words = describe_period(deadline.value.removeprefix("R/"))
        case "within":
            words = _length(deadline.value)
            if "工作日" in deadline.evidence.surface:
                words = words.replace("日", "个工作日")
        case "by" if deadline.value == "XXXX":
            words = "每年年底"
        case _:
            first, *rest = map(describe_date, deadline.value.split("/"))
            words = "—".join([first, *(date.removeprefix("每年") for date in rest)])
    return _DEADLINES.get(deadline.kind, "{}").format(words)


def describe_date(edtf: str) -> str:
    """An EDTF date in words: ``2024年6月30日``, ``2023年秋季`` (2023-23), ``2025年上半年`` (2025-40)."""
    match = _DATE.fullmatch(edtf)
    if match is None:
        return edtf
    year, month, day = match.groups()
    words = "每年" if year == "XXXX" else f"{year}年"
    if month:
        words += _PARTS.get(month, f"{int(month)}月")
    return words + (f"{int(day)}日" if day else "")


def task_name(clause: Clause, *, text: str = "") -> str:
    """Label and heading: ``8. 加强统筹``, ``三、保障措施``, ``(一)加强领导``.

    Where there is no heading, the beginning of the clause in ``text`` (the text of the document)
    stands for it; without ``text``, the word for the kind of clause.
    """
    heading = one_line(clause.heading)
    if heading:
        return _labelled(clause.label, heading)
    excerpt = _excerpt(clause, text)
    if not excerpt:
        return clause.label or describe_clause_kind(clause.kind)
    return excerpt if fold(excerpt).startswith(clause.label) else _labelled(clause.label, excerpt)


def _labelled(label: str, heading: str) -> str:
    if _NUMBER.fullmatch(label):
        return f"{label}. {heading}"
    if _CHINESE_NUMBER.fullmatch(label):
        return f"{label}、{heading}"
    return f"{label} {heading}" if label.endswith(("条", "章", "节")) else label + heading


def _excerpt(clause: Clause, text: str) -> str:
    start = clause.span.start
    words = one_line(text[start : min(clause.span.end, start + 200)])
    match = _EXCERPT.match(words)
    found = match[0] if match else ""
    return f"{found}…" if len(found) == 40 and len(words) > 40 else found


def describe_pages(document: Document, spans: Iterable[Span]) -> str:
    """第3页, 第3、5页; "" where the file has no pages or says nothing of them."""
    found = sorted({page for span in spans if (page := document.source.page_at(span.start))})
    return f"第{'、'.join(map(str, found))}页" if found else ""
