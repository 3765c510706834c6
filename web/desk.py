"""服务台：what the routes have in common: the store, the templates, and how an answer is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Query
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from kb.facts_json import dumped
from qa.library import Within
from web import parameters, tags
from web.kept import Address, Basis, Kept
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
        sent = self._sent(request, name.rpartition(".")[2], lambda reader: Made(make(reader)))
        sent.headers["content-disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return sent

    def missing(self, request: Request) -> Response:
        """Where there is nothing at this address."""
        words = "没有这个地址。"
        made = self.rendered("error.html", request, status=404, title="没有找到", words=words)
        return Response(made, 404, media_type=TYPES["html"])

    def rendered(self, template: str, request: Request, **values: Any) -> bytes:
        made = self.templates.get_template(template)
        return made.render(path=request.url.path, settings=self.settings, **values).encode("utf-8", "replace")

    def _sent(self, request: Request, form: str, make: Write, basis: Rests | None = None) -> Response:
        """Not sent again to who has it: one address gives the same bytes while store, day and program are the same."""
        address = (request.url.path, urlencode(used(request)), self.settings.today)
        with self.turns.taken(), self.shelf.open() as reader:
            tag = self._tag(address, reader.version)
            headers = {"etag": tag} if tag else {}
            if tags.has(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers=headers)
            made = self._body(address, reader, make, basis)
            return Response(made.body, headers=headers if made.lasting else {}, media_type=TYPES[form])

    def _body(self, address: Address, reader: Reader, make: Write, basis: Rests | None) -> Made:
        """As it was sent before, where the store or what it rests on is as it was then; an old store has no version."""
        version = reader.version
        if not version:
            return make(reader)
        body = self.kept.of_version(address, version)
        if body is None:
            rests = basis(reader) if basis else ()
            body = self.kept.resting_on(address, rests, version) if rests else None
            if body is None:
                made = make(reader)
                if made.lasting:
                    self.kept.keep(address, rests, version, made.body)
                return made
        return Made(body)

    def _tag(self, address: Address, version: str) -> str:
        if not version:
            return ""
        told = repr((version, self.settings.secret, *address))
        return f'"{sha256(told.encode("utf-8", "replace")).hexdigest()[:24]}"'


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
