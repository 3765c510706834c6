"""互见：references of the plan to its own clauses and annexes (本方案第三部分, 见附件2)."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.lazy import lazily
from corpus.model import Document, Span
from corpus.numerals import ordinal
from kb.lint.annexes import annexes
from kb.lint.model import Note
from kb.lint.numbering import number_of
from kb.model import Plan

_N = "[一二三四五六七八九十百]{1,4}|\\d{1,3}"
_SELF = "本(?:方案|计划|意见|措施|办法|规划|通知|细则|规定|文件|清单)(?:中|的)?"
_OWN = f"(?:{_SELF}|上述|前述|(?:详?见|按照?|依照|参照|对照)(?:{_SELF})?)"
_CLAUSE = lazily(f"{_OWN}(?P<at>第(?P<n>{_N})(?P<kind>部分|条|章))")
_ANNEX = lazily(r"(?<![》号])(?P<at>附 ?件 ?(?P<n>\d{1,2}))(?!\d)(?![ ]*(?:\n|$))(?![ ]*[:.、])")
_TITLED = lazily("《[^《》\n]{0,160}》")


def missing(plan: Plan) -> Iterator[Note]:
    document = plan.document
    text = _TITLED.sub(lambda match: "》" * len(match[0]), document.folded)
    for pattern, numbers in ((_CLAUSE, _clauses(document)), (_ANNEX, {"附件": annexes(document)})):
        for match in pattern.finditer(text):
            span = Span(*match.span("at"))
            kind = match["kind"] if pattern is _CLAUSE else "附件"
            clause = document.clause_at(span.start)
            known = numbers.get(kind, set())
            if clause is not None and known and (ordinal(match["n"]) or 0) not in known:
                words = span.of(document.text)
                yield Note(clause.id, span, f"文中指向“{words}”，而全文没有{words}。")


def _clauses(document: Document) -> dict[str, set[int]]:
    """The numbers there are, by the word that a reference uses: 部分 for 一、, 条 for every task."""
    found: dict[str, set[int]] = {"部分": set(), "条": set(), "章": set()}
    for clause in document.clauses:
        form, number = number_of(clause) or ("", 0)
        if form == "一" and clause.parent is None:
            found["部分"].add(number)
        if clause.kind in {"section", "measure"}:
            found["条"].add(number)
        if form.endswith("章"):
            found["章"].add(number)
    return found
