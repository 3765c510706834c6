"""首页：one box for questions and for words: the answer, or the clauses that have the words (``how``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import InputError
from export import hits
from export.formats import REPLIES
from export.selection import Selection
from graph.titles import titles
from qa.library import Within
from web import home
from web.asked import Asked, named
from web.desk import DESK, WITHIN
from web.parameters import OFFSET
from web.problems import verdict
from web.reply import shown
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
TYPED = Annotated[str, Query(max_length=2000)]
HOW = Annotated[str, Query(pattern="^(words)?$")]
HITS = 10
_SEARCHED = ("not_understood", "unknown_topic", "not_stated")


@router.get("/")
def front(
    request: Request, desk: DESK, within: WITHIN, q: TYPED = "", how: HOW = "", offset: OFFSET = 0
) -> Response:
    asked = Front(q.strip(), how, within, offset)
    return desk.page(request, "home.html", lambda reader: _page(reader, asked, desk.settings.today))


@router.get("/answer.{form}")
def answer(request: Request, desk: DESK, within: WITHIN, form: str, q: TYPED = "") -> Response:
    if form not in REPLIES:
        return desk.missing(request)
    return desk.file(
        request,
        named("回答", Asked(Selection(q.strip(), plan=within.plan, place=within.place)), form),
        lambda reader: REPLIES[form](reader.library.ask(q.strip(), within, today=desk.settings.today)),
    )


@dataclass(frozen=True, slots=True)
class Front:
    """What the address asks: an answer, or with ``how`` the clauses that have the words."""

    q: str
    how: str
    within: Within
    offset: int

    @property
    def values(self) -> dict[str, str]:
        """As they stand in an address."""
        everything = "true" if self.within.everything else ""
        own = self.within
        return {"q": self.q, "how": self.how, "plan": own.plan, "place": own.place, "all": everything}


def _page(reader: Reader, asked: Front, today: str) -> dict[str, Any]:
    found, remark = None, ""
    try:
        if asked.q and not asked.how:
            found = shown(reader.library.ask(asked.q, asked.within, today=today))
        searching = asked.q and (asked.how or (found and found.status in _SEARCHED))
        results = _hits(reader, asked) if searching else None
    except InputError as error:
        results, remark = None, verdict(error)[1]
    note = results["note"] if results else ""
    told = {"asked": asked, "shown": found, "hits": results, "remark": remark, "page": HITS, "note": note}
    return {**told, "forms": tuple(REPLIES), **_choices(reader)}


def _hits(reader: Reader, asked: Front) -> dict[str, Any]:
    results = reader.search(asked.q, asked.within, asked.offset, HITS)
    note = f"{results.note}。" if results.note else ""
    return {
        "list": [(hit, hits.snippet(hit)) for hit in results.hits],
        "titles": titles(hit.document for hit in results.hits),
        "total": results.total,
        "note": note,
    }


def _choices(reader: Reader) -> dict[str, Any]:
    contents = reader.contents
    return {
        "contents": contents,
        "examples": home.examples(contents),
        "offered": home.offered(contents),
    }
