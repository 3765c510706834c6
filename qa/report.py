"""给人看的回答：the answer, its proof in one row a list or a sentence, and how it was understood.

Codes of intents and rules appear here by their Chinese names; the JSON keeps the codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corpus.model import Document, Span
from graph.titles import quoted_titles
from graph.wording import describe_basis, describe_pages, one_line
from kb.model import Deadline, Evidence, Responsibility, Target
from qa.lexicon import load
from qa.model import Answer
from qa.show import DOUBT, role_name

_CONTEXT = 16
_GAP = 20


def text(found: Answer, *, explain: bool = False) -> str:
    proofs = proof(found)
    parts = [said(found), *(["", proofs] if proofs else [])]
    return "\n".join([*parts, *(["", explanation(found)] if explain else [])])


def said(found: Answer) -> str:
    """The answer alone."""
    if found.status == "answered":
        return found.text
    following = "，以下是检索结果" if found.status == "not_understood" else ""
    return f"〔{status_name(found.status)}{following}〕{found.text}"


def status_name(status: str) -> str:
    names: Mapping[str, str] = load("labels")["statuses"]
    return names.get(status, status)


def count_name(intent: str) -> str:
    """What the number of an answer counts."""
    names: Mapping[str, str] = load("labels")["counted"]
    return names.get(intent, "处")


def proof(found: Answer) -> str:
    """What the answer rests on, word for word; "" where it rests on nothing that a plan says."""
    proofs = evidence_lines(found)
    return "\n".join(["原文依据", *proofs]) if proofs else ""


def explanation(found: Answer) -> str:
    """What the question was taken to mean, and the query made of it."""
    return f"理解为  {_understood(found)}\n查询    {found.query}"


def rule_name(rule: str) -> str:
    names: Mapping[str, str] = load("labels")["rules"]
    return names.get(rule) or names.get(rule.partition(".")[0], rule)


def _understood(found: Answer) -> str:
    read = found.understood
    slots = {
        "单位": read.units,
        "角色": tuple(map(role_name, read.roles)),
        "年份": read.years,
        "条款": read.labels,
        "指标": read.indicators,
        "更正": read.corrections,
        "主题": (read.topic,) if read.topic else (),
    }
    shown = [f"{name} {'、'.join(words)}" for name, words in slots.items() if words]
    return "；".join([load("labels")["intents"].get(read.intent, read.intent), *shown])


def evidence_lines(found: Answer) -> list[str]:
    """A row for every list, figure and sentence; a sentence that the answer quotes is not said again."""
    rows = found.rows
    documents = {document.id: document for document in found.documents}
    words = one_line(found.text)
    proofs = [(own[0].evidence.document, _list_row(documents, own)) for own in _lists(rows.units)]
    facts: tuple[Target | Deadline, ...] = (*rows.targets, *rows.deadlines)
    proofs += [(f.evidence.document, _row(documents, f.evidence)) for f in facts]
    for quote in rows.quotes:
        seen = quote.rule == "qa.quote" and one_line(quote.surface).strip() in words
        said_already = "见上" if seen else f"“{one_line(quote.surface)}”"
        proofs.append((quote.document, _place(documents, quote, said_already)))
    return _by_document(documents, proofs)


def _by_document(documents: Mapping[str, Document], found: Sequence[tuple[str, str]]) -> list[str]:
    """Each row once, under the title of its document where there are several."""
    ids = dict.fromkeys(document for document, _ in found)
    named = quoted_titles(documents[own] for own in ids)
    lines = []
    for own in ids:
        lines += [f" {named[own]}"] * (len(ids) > 1)
        lines += dict.fromkeys(line for document, line in found if document == own)
    return lines


def _lists(units: Sequence[Responsibility]) -> Iterator[list[Responsibility]]:
    """Mentions that stand side by side in one list of one clause."""
    own: list[Responsibility] = []
    for first, fact in pairwise((None, *units)):
        if first is not None and fact is not None and not _beside(first, fact):
            yield own
            own = []
        own += [fact] if fact else []
    if own:
        yield own


def _beside(first: Responsibility, fact: Responsibility) -> bool:
    a, b = first.evidence, fact.evidence
    same = (a.document, a.clause, first.scope) == (b.document, b.clause, fact.scope)
    return same and 0 <= b.span.start - a.span.end <= _GAP


def _list_row(documents: Mapping[str, Document], own: Sequence[Responsibility]) -> str:
    """One mention in its surroundings, or a whole list, with what had to be inferred in it."""
    first, last = own[0].evidence, own[-1].evidence
    inferred = [
        f"{r.unit} {describe_basis(r.basis)}{'' if r.certain else DOUBT}"
        for r in own
        if r.basis != "explicit" or not r.certain
    ]
    note = f"，{'；'.join(inferred) or describe_basis('explicit')}"
    if len(own) == 1:
        return _row(documents, first, note)
    span = Span(first.span.start, last.span.end)
    surface = span.of(documents[first.document].text)
    whole = Evidence(first.document, first.clause, span, surface, first.rule)
    return _place(documents, whole, f"【{one_line(surface)}】", note)


def _row(documents: Mapping[str, Document], proof: Evidence, note: str = "") -> str:
    span, quote = proof.span, f"【{one_line(proof.surface)}】"
    if len(span) < _CONTEXT:
        whole = documents[proof.document].text
        before, after = (
            whole[max(0, span.start - _CONTEXT) : span.start],
            whole[span.end : span.end + _CONTEXT],
        )
        quote = one_line(f"…{before}{quote}{after}…")
    return _place(documents, proof, quote, note)


def _place(documents: Mapping[str, Document], proof: Evidence, quote: str, note: str = "") -> str:
    span = proof.span
    page = describe_pages(documents[proof.document], [span])
    where = f"第{span.start}—{span.end}字{page and f'（{page}）'}"
    return f"  {proof.clause or '正文'}  {quote}  {where}{note}，{rule_name(proof.rule)}"
