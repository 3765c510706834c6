"""以文号指方案：川府发〔2022〕4号里… means the plan of that number, whichever brackets the question writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.fold import fold
from corpus.lazy import lazily
from corpus.model import Span
from kb.model import Plan
from qa.remembered import per_plan

_NUMBER = lazily(
    r"(?P<office>[一-鿿]{1,16})\s*[〔\[(【]\s*(?P<year>(?:19|20)\d\d)\s*[〕\])】]\s*第?\s*(?P<serial>\d{1,4})\s*号"
)
_BEFORE = lazily(r"(?:发文字号|文件号|文号|字号)(?:是|为)?[“\"]?$")
_AFTER = lazily(r"^[”\"]?(?:(?:的?(?:文件|通知|方案|意见)|文)?(?:里头|里面|里|中(?!心)|当中)|文(?!件)|的)?")
_LEADING = lazily(r"^(?:请问|问|根据|按照|按|依据|关于|查|在|和|与|、)+")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a document as a question writes it; ``office`` may begin with words of talk."""

    office: str
    year: str
    serial: int
    span: Span

    def __str__(self) -> str:
        return f"{_LEADING.sub('', self.office)}〔{self.year}〕{self.serial}号"

    def names(self, plan: Plan) -> int:
        """Characters of the office in the plan's own number, 0 where it has another."""
        own = _own(plan)
        same = own and (own.year, own.serial) == (self.year, self.serial) and self.office.endswith(own.office)
        return len(own.office) if own and same else 0

    def cited(self, plan: Plan) -> bool:
        """The plan writes the number of what may be another document."""
        return any(
            (other.year, other.serial) == (self.year, self.serial)
            and other.office[-_SHORTEST:] == self.office[-_SHORTEST:]
            for other in _written(plan)
        )


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        yield Number(match["office"], match["year"], int(match["serial"]), Span(*match.span()))


@per_plan
def _own(plan: Plan) -> Number | None:
    return next(_numbers(fold(plan.document.header.number or "")), None)


@per_plan
def _written(plan: Plan) -> tuple[Number, ...]:
    return tuple(_numbers(plan.document.folded))


def numbered(text: str, plans: Sequence[Plan]) -> tuple[tuple[Plan, ...], str] | None:
    """The plans whose numbers folded ``text`` gives, and the text without them; None where it gives none."""
    found: dict[int, None] = {}
    rest = text
    for number in reversed([*_numbers(text)]):
        own = [(size, at) for at, plan in enumerate(plans) if (size := number.names(plan))]
        if own:
            found.update((at, None) for size, at in own if size == max(own)[0])
            rest = _without(rest, Span(number.span.start + len(number.office) - max(own)[0], number.span.end))
    return (tuple(plans[at] for at in sorted(found)), rest) if found else None


def _without(text: str, span: Span) -> str:
    before, after = text[: span.start], text[span.end :]
    return _BEFORE.sub("", before) + _AFTER.sub("", after)


def unnumbered(text: str, plans: Sequence[Plan]) -> tuple[str, ...]:
    """The numbers that no plan has or writes."""
    return tuple(str(n) for n in _numbers(text) if not any(n.names(p) or n.cited(p) for p in plans))
