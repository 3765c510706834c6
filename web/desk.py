"""服务台：what the routes have in common: the store, the templates, and how an answer is sent."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Query
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from corpus.errors import PolicyError
from kb.facts_json import dumped
from qa.library import NOTHING, Basis, Within
from web import parameters, tags
from web.kept import Kept, Sent, Target
from web.settings import Settings
from web.shelf import Reader, Shelf
from web.turns import Turns
from web.used import used

Make = Callable[[Reader], Any]
Rests = Callable[[Reader], Basis]


@dataclass(frozen=True, slots=True)
class Made:
    """What is sent; not ``lasting`` where it bears a ``note`` and is so at this moment only: it gets no tag and
    is not kept.
    """

    body: bytes
    lasting: bool = True


Write = Callable[[Reader], Made]
TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Desk:
    settings: Settings
    shelf: Shelf
    templates: Environment
    turns: Turns
    kept: Kept = field(default_factory=Kept)

    def json(self, request: Request, make: Make, basis: Rests | None = None) -> Response:
        """The value that ``make`` reads out of the store; ``basis`` tells what it rests on, else on all of it."""
        return self._sent(request, "json", lambda reader: _made(make(reader), dumped), basis)

    def page(self, request: Request, template: str, make: Make) -> Response:
        """The page of the values that ``make`` reads out of the store."""

        def write(values: dict[str, Any]) -> bytes:
            return self.rendered(template, request, **values)

        return self._sent(request, "html", lambda reader: _made(make(reader), write))

    def file(self, request: Request, name: str, make: Callable[[Reader], bytes]) -> Response:
        """A file to be kept under that name; its ending tells its format."""
        return self._sent(request, name.rpartition(".")[2], lambda reader: Made(make(reader)), file=name)

    def missing(self, request: Request) -> Response:
        """Where there is nothing at this address."""
        words = "没有这个地址。"
        made = self.rendered("error.html", request, status=404, title="没有找到", words=words)
        return Response(made, 404, media_type=TYPES["html"])

    def rendered(self, template: str, request: Request, **values: Any) -> bytes:
        made = self.templates.get_template(template)
        return made.render(path=request.url.path, settings=self.settings, **values).encode("utf-8", "replace")

    def at_once(self, scope: Scope) -> Response | None:
        """What the very same request was answered with, where it is so still.

        Nothing is read of the store but what came in since, so that no thread is needed.
        """
        target = _target(scope)
        if not self.kept.knows(target):
            return None
        with suppress(PolicyError):
            version = self.shelf.look()
            sent = self.kept.sent_to(target, version, partial(self.shelf.arrivals.since, now=version))
            if sent and sent.address[-1] == self.settings.today:
                scope["route"] = sent.route
                return self._answered(Request(scope), sent, lambda: Made(sent.body))
        return None

    def _sent(
        self, request: Request, form: str, make: Write, basis: Rests | None = None, *, file: str = ""
    ) -> Response:
        """Not sent again to who has it: one address gives the same bytes while store, day and program are the same."""
        address = (request.url.path, urlencode(used(request)), self.settings.today)
        with self.turns.taken(), self.shelf.open() as reader:
            route = request.scope["route"]
            frame = Sent(address, _target(request.scope), route, reader.version, form, file)
            return self._answered(request, frame, lambda: self._body(frame, reader, make, basis))

    def _answered(self, request: Request, frame: Sent, body: Callable[[], Made]) -> Response:
        tag = self._tag(frame)
        headers = {"etag": tag} if tag else {}
        if frame.file:
            headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(frame.file, safe='')}"
        known = request.headers.get("if-none-match", "")
        same = Response(status_code=304, headers=headers, media_type=TYPES[frame.form])
        if known.strip() != "*" and tags.has(known, tag):
            return same
        made = body()
        if tags.has(known, tag):  # for * is the tag of what there is
            return same
        if not made.lasting:
            headers.pop("etag", None)
        return Response(made.body, headers=headers, media_type=TYPES[frame.form])

    def _body(self, frame: Sent, reader: Reader, make: Write, basis: Rests | None) -> Made:
        """As it was sent before, where the store or what it rests on is as it was then; an old store has no version."""
        if not frame.version:
            return make(reader)
        sent = self.kept.of_version(frame.address, frame.version)
        if sent:
            return Made(sent.body)
        if basis is None:
            return self._anew(frame, reader, make, NOTHING)
        with self.turns.one_by_one():
            sent = self.kept.of_version(frame.address, frame.version)
            rests = NOTHING if sent else basis(reader)
            sent = sent or (
                self.kept.resting_on(frame.address, rests, frame.version) if rests.seals else None
            )
            return Made(sent.body) if sent else self._anew(frame, reader, make, rests)

    def _anew(self, frame: Sent, reader: Reader, make: Write, rests: Basis) -> Made:
        made = make(reader)
        if made.lasting:
            self.kept.keep(replace(frame, body=made.body, basis=rests))
        return made

    def _tag(self, frame: Sent) -> str:
        if not frame.version:
            return ""
        told = repr((frame.version, self.settings.secret, *frame.address))
        return f'"{sha256(told.encode("utf-8", "replace")).hexdigest()[:24]}"'


def _target(scope: Scope) -> Target:
    return scope["path"], scope["query_string"]


def _made(value: Any, write: Callable[[Any], bytes]) -> Made:
    return Made(write(value), lasting=not (isinstance(value, dict) and value.get("note")))


async def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


EVERYTHING = Annotated[parameters.EVERYTHING, Query(alias="all")]


async def _within(
    plan: parameters.PLAN = "", place: parameters.PLACE = "", everything: EVERYTHING = False
) -> Within:
    return Within(plan, place, everything)


DESK = Annotated[Desk, Depends(_desk)]
WITHIN = Annotated[Within, Depends(_within)]
