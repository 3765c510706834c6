"""服务台：what the routes have in common: the store, the templates, and how an answer is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Query
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from qa.library import Within
from web.kept import Address, Basis, Kept
from web.settings import Settings
from web.shelf import Reader, Shelf

Make = Callable[[Reader], Any]
Rests = Callable[[Reader], Basis]
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
    kept: Kept = field(default_factory=Kept)

    def json(self, request: Request, make: Make, basis: Rests | None = None) -> Response:
        """The value that ``make`` reads out of the store; ``basis`` tells what it rests on, else on all of it."""
        return self._sent(request, "json", lambda reader: dumped(make(reader)), basis)

    def page(self, request: Request, template: str, make: Make) -> Response:
        """The page of the values that ``make`` reads out of the store."""
        return self._sent(request, "html", lambda reader: self.rendered(template, request, **make(reader)))

    def file(self, request: Request, name: str, make: Callable[[Reader], bytes]) -> Response:
        """A file to be kept under that name; its ending tells its format."""
        sent = self._sent(request, name.rpartition(".")[2], make)
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

    def _sent(
        self, request: Request, form: str, make: Callable[[Reader], bytes], basis: Rests | None = None
    ) -> Response:
        """Not sent again to who has it: one address gives the same bytes while store, day and program are the same."""
        address = (request.url.path, request.url.query, self.settings.today)
        with self.shelf.open() as reader:
            tag = self._tag(address, reader.version)
            headers = {"etag": tag} if tag else {}
            if tag and tag in map(str.strip, request.headers.get("if-none-match", "").split(",")):
                return Response(status_code=304, headers=headers)
            return Response(self._body(address, reader, make, basis), headers=headers, media_type=TYPES[form])

    def _body(
        self, address: Address, reader: Reader, make: Callable[[Reader], bytes], basis: Rests | None
    ) -> bytes:
        """As it was sent before, where the store or what it rests on is as it was then; an old store has no version."""
        version = reader.version
        if not version:
            return make(reader)
        body = self.kept.of_version(address, version)
        if body is None:
            rests = basis(reader) if basis else ()
            body = self.kept.resting_on(address, rests, version) if rests else None
            if body is None:
                self.kept.keep(address, rests, version, body := make(reader))
        return body

    def _tag(self, address: Address, version: str) -> str:
        if not version:
            return ""
        told = repr((version, self.settings.secret, *address))
        return f'"{sha256(told.encode("utf-8", "replace")).hexdigest()[:24]}"'


def dumped(value: Any) -> bytes:
    """JSON in UTF-8; half characters, which some files hold, as escapes."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


async def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


PLAN = Annotated[
    str, Query(max_length=200, description="只看这份方案：标题、文件名或文号的一部分，或文件标识")
]
PLACE = Annotated[str, Query(max_length=100, description="只看这个地方的方案，如 江川区")]
EVERYTHING = Annotated[bool, Query(alias="all", description="涉及的方案再多也全部读，不反问")]


async def _within(plan: PLAN = "", place: PLACE = "", everything: EVERYTHING = False) -> Within:
    return Within(plan.strip(), place.strip(), everything)


DESK = Annotated[Desk, Depends(_desk)]
WITHIN = Annotated[Within, Depends(_within)]
QUESTION = Annotated[str, Query(min_length=1, max_length=2000, description="问题，如 区财政局负责哪些任务")]
UNIT = Annotated[str, Query(max_length=100, description="单位，简称也可，如 财政局")]
YEAR = Annotated[str, Query(pattern=r"^([0-9]{4})?$", description="年份，如 2025")]
ROLE = Annotated[str, Query(pattern="^(牵头|配合|责任)?$", description="角色：牵头、配合、责任")]
OFFSET = Annotated[int, Query(ge=0, le=10_000_000, description="从第几条起，从 0 计")]
LIMIT = Annotated[int, Query(ge=1, le=1000, description="最多几条；一共几条见 total")]
