"""上传：plans into the store, where the owner allows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus.errors import PolicyError
from web import csrf
from web.desk import DESK, TYPES, Desk
from web.quarantine import NoRoom, Sent, endings
from web.receiving import FILES, Received, Receiver, no_room
from web.settings import UPLOAD_LIMIT
from web.telling import told

router = APIRouter(include_in_schema=False)
_PARTS = 1000  # files of a form that are counted, so that it can be said that they are too many
_TOO_MANY = f"一次最多传 {FILES} 份文件，这次什么也没有收；请分几次，或打成一个 .zip 再传。"


@router.get("/upload")
async def form(request: Request, desk: DESK) -> Response:
    return _page(request, desk, 200 if desk.settings.allow_upload else 403)


@router.post("/upload")
async def upload(request: Request, desk: DESK) -> Response:
    if not desk.settings.allow_upload:
        return _page(request, desk, 403)
    receiver: Receiver = request.app.state.receiver
    try:
        receiver.check_queue()
        async with request.form(max_files=_PARTS, max_fields=4) as sent:
            status, error = _fault(request, desk, sent)
            if error:
                return _page(request, desk, status, error=error)
            results = await receiver.take(_files(sent), replacing=bool(sent.get("replace")))
    except PolicyError as error:
        return _page(request, desk, 507 if isinstance(error, NoRoom) else 503, error=str(error))
    except OSError as error:
        return _page(request, desk, 507, error=str(no_room(error)))
    except HTTPException:
        words = f"表单读不出来，或者一次传了 {_PARTS} 份以上；{_TOO_MANY}"
        return told(desk, request, 400, words)
    return _page(request, desk, 200, results=results)


def _fault(request: Request, desk: Desk, sent: FormData) -> tuple[int, str]:
    """Why nothing of the form is taken, or an empty sentence."""
    if not csrf.holds(desk.settings.secret, request, str(sent.get("token", ""))):
        return 403, "这张表单已经过期，什么也没有收；请重新选文件再传。"
    count = len(_files(sent))
    if not count:
        return 422, "没有选文件；请先选一份或几份方案。"
    return (413, _TOO_MANY) if count > FILES else (0, "")


def _files(sent: FormData) -> list[Sent]:
    chosen = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
    return [Sent(index, one.filename or "", one.file, one.size or 0) for index, one in enumerate(chosen)]


def _page(
    request: Request, desk: Desk, status: int, *, error: str = "", results: Sequence[Received] = ()
) -> Response:
    who = csrf.visitor(request)
    values: dict[str, Any] = {"error": error, "results": results, "endings": endings(), "most": FILES}
    made = desk.rendered(
        "upload.html",
        request,
        token=csrf.token(desk.settings.secret, who),
        limit=UPLOAD_LIMIT // 1_000_000,
        **values,
    )
    response = Response(made, status, media_type=TYPES["html"])
    csrf.remember(response, who)
    return response
