"""首页：one box for questions and for words; the answer, and the clauses that have the words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from export import hits
from export.formats import REPLIES
from qa.library import Within
from qa.search.finding import Results
from web import home
from web.desk import DESK, WITHIN
from web.reply import shown
from web.shelf import Reader

router = APIRouter(include_in_schema=False)
TYPED = Annotated[str, Query(max_length=2000)]
OFFSET = Annotated[int, Query(ge=0, le=10_000_000)]
HITS = 10
_SEARCHED = ("not_understood", "unknown_topic", "not_stated")


@router.get("/")
def front(request: Request, desk: DESK, within: WITHIN, q: TYPED = "", offset: OFFSET = 0) -> Response:
    words, today = q.strip(), desk.settings.today
    if not words:
        return desk.page(request, "home.html", lambda reader: _empty(reader, within))
    return desk.page(request, "home.html", lambda reader: _answered(reader, words, within, today, offset))


@router.get("/answer.{form}")
def answer(request: Request, desk: DESK, within: WITHIN, form: str, q: TYPED = "") -> Response:
    if form not in REPLIES:
        return desk.missing(request)
    return desk.file(
        request,
        f"回答.{form}",
        lambda reader: REPLIES[form](reader.library.ask(q.strip(), within, today=desk.settings.today)),
    )


def _empty(reader: Reader, within: Within) -> dict[str, Any]:
    return {"q": "", "within": within, **_choices(reader), "shown": None, "hits": (), "total": 0, "offset": 0}


def _answered(reader: Reader, words: str, within: Within, today: str, offset: int) -> dict[str, Any]:
    found = shown(reader.library.ask(words, within, today=today), reader)
    searched = found.status in _SEARCHED
    results = reader.search(words, within, offset, HITS) if searched else Results(())
    return {
        "q": words,
        "within": within,
        **_choices(reader),
        "shown": found,
        "searched": searched,
        "hits": [(hit, hits.snippet(hit)) for hit in results.hits],
        "total": results.total,
        "offset": offset,
        "page": HITS,
    }


def _choices(reader: Reader) -> dict[str, Any]:
    contents = reader.contents
    return {
        "contents": contents,
        "examples": home.examples(contents),
        "offered": home.offered(contents),
    }
