"""来处：whether a request is meant for this desk, comes from one of its own pages, and shows the token."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode
from binascii import Error as NotBase64
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

_HOST = re.compile(r"(?P<name>[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)


def is_ours(host: str, names: tuple[str, ...]) -> bool:
    """Whether ``Host`` is an address, localhost, or one of the names that the owner gave."""
    found = _HOST.fullmatch(host)
    if not found:
        return False
    name = found["name"].strip("[]").lower()
    if name in ("localhost", *(own.lower() for own in names)):
        return True
    try:
        return f"{ip_address(name).version}" == ("6" if "[" in host else "4")
    except ValueError:
        return False


def is_foreign(headers: Headers, host: str) -> bool:
    """Whether a page of another site sent this; browsers say so, programs say nothing.

    A page that tells nobody where it is has the origin null; that it is ours the browser says beside it.
    """
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is None:
        return site not in (None, "none", "same-origin")
    if origin == "null":
        return site != "same-origin"
    try:
        return urlsplit(origin).netloc != host
    except ValueError:
        return True


def admits(given: str, token: str) -> bool:
    """Whether the token is shown, as Bearer or as the password of Basic."""
    if not token:
        return True
    scheme, _, value = given.partition(" ")
    if scheme.lower() == "basic":
        try:
            value = b64decode(value, validate=True).decode().partition(":")[2]
        except (NotBase64, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(value.strip().encode("utf-8", "replace"), token.encode("utf-8", "replace"))
