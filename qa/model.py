"""Core types of questions: what was understood, what was looked up, what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Clause, Document, Span
from kb.model import Deadline, Evidence, Plan, Responsibility, Target
from qa.bounds import Bound


@dataclass(frozen=True, slots=True)
class Named:
    """A unit meant by the question: the words it used and every canonical name they fit.

    ``units`` has one name where the words are clear, several where they are ambiguous, none where
    no plan names such a unit; ``nearest`` are names to offer then. ``corrected`` marks a slip of
    the pen that was put right. ``negated``: the question wants the unit absent (但没有发改局).
    """

    words: str
    units: tuple[str, ...]
    nearest: tuple[str, ...] = ()
    corrected: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What the question is about, in pieces: ``groups`` are alternatives joined by 和 or 、.

    Each group is a tuple of word chunks that belong together; each chunk a tuple of wordings
    (the asked one first, then its synonyms).
    """

    groups: tuple[tuple[tuple[str, ...], ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    def __str__(self) -> str:
        return "、".join(" ".join(chunk[0] for chunk in group) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Slots:
    """The fixed points of a question; ``shape`` is the folded question with units, years and
    clause numbers replaced by ``U``, ``Y`` and ``N``, which is what the intent rules read.

    ``unroles`` are roles that the unit must not have (不牵头), ``position`` its place in the list,
    from 1, or -1 for the last; ``schedule`` is an ISO 8601 interval (每季度 ``R/P3M``); ``before`` and ``month`` are EDTF months
    (6月底前 ``XXXX-06``); ``phase`` is overdue or next, ``clock`` the date that such words and 今年 were
    reckoned from; ``measures`` are the units of measurement that 多少… asks for,
    ``amount`` says that a figure is asked for at all; ``headings`` are sections named word for word; ``quoted`` are
    words between quotation marks that a plan uses, ``each`` asks for a figure a head (每个学生多少);
    ``bounds`` are what the values of the targets asked for must be (90%以上的指标), ``after`` is the EDTF
    month after which (2025年以后 ``2025-12``).
    """

    text: str
    shape: str = ""
    units: tuple[Named, ...] = ()
    years: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    unroles: tuple[str, ...] = ()
    position: int | None = None
    schedule: str | None = None
    before: str | None = None
    month: str | None = None
    phase: str | None = None
    clock: str | None = None
    measures: tuple[str, ...] = ()
    topic: Topic = Topic()
    headings: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    each: bool = False
    amount: bool = False
    counting: bool = False
    bounds: tuple[Bound, ...] = ()
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """The question as a query over the facts; ``str()`` is what a person reads.

    ``select`` is the kind of row asked for, ``where`` the conditions that all hold, ``then`` what
    is done with the rows (计数, 排序 …).
    """

    select: str
    where: tuple[str, ...] = ()
    then: str = ""

    def __str__(self) -> str:
        where = f"，条件：{'；'.join(self.where)}" if self.where else ""
        return f"查询{self.select}{where}{f'，{self.then}' if self.then else ''}"


@dataclass(frozen=True, slots=True)
class ClauseRow:
    document: Document
    clause: Clause


@dataclass(frozen=True, slots=True)
class Rows:
    """The facts that an answer rests on, each kind in plan order."""

    clauses: tuple[ClauseRow, ...] = ()
    units: tuple[Responsibility, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quotes: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What the question was taken to mean; ``corrections`` read ``区财证局→区财政局``."""

    intent: str
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    topic: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What one intent found, before the question is put around it.

    ``status``: answered, not_stated, unknown_unit, unknown_topic, ambiguous, not_understood;
    ``count`` None means the number of rows where there are rows.
    """

    status: str
    text: str
    query: Query
    count: int | None = None
    rows: Rows = Rows()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; ``qa.answer.to_json`` gives it the form of plan-answer/1.

    ``needed``: how many plans would have to be read, where they are so many that it is asked back which;
    ``places`` are those that it may be about, with their plans. ``documents`` are those of every row.
    """

    question: str
    understood: Understood
    query: Query
    status: str
    text: str
    count: int | None
    rows: Rows
    needed: int = 0
    places: tuple[tuple[str, int], ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """What the next question of a conversation goes on from: the slots of the last one, and its plans.

    No slots where there is none; no ``scope`` where it was asked of whatever plans there are.
    """

    slots: Slots | None = None
    scope: tuple[Plan, ...] = ()


START = Thread()


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a conversation: its answer, and the thread to pass with the next.

    ``read_as`` are its questions in full where one of them was filled in from the question before;
    ``kept`` says that it was asked of the plans of that question alone.
    """

    answer: Answer
    thread: Thread
    read_as: tuple[str, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found by its words; ``highlights`` are the matched tokens in the source text."""

    document: Document
    clause: Clause
    score: float
    path: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything an intent needs: the plans, and the fixed points of the question."""

    plans: tuple[Plan, ...]
    slots: Slots
