"""服务进程：the address it listens on, one process or several."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from contextlib import suppress
from ipaddress import ip_address
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from time import sleep
from typing import Any

import uvicorn

from corpus.errors import InputError, PolicyError, printable, reason
from kb.intake import Intake
from kb.store import Store
from web.app import make_app
from web.connections import protocol
from web.settings import Settings
from web.settling import Settling

_TURN = 0.0002  # seconds that a thread goes on while others wait
_PAUSE = 0.5  # seconds before a process that died is replaced
_SHORTEST = 16  # characters of a token


def run(settings: Settings, host: str, port: int, jobs: int) -> None:
    """Serve until interrupted; InputError where the address may not be served, or is not to be had."""
    check_address(host, settings.token)
    (Intake if settings.allow_upload and not settings.kb.exists() else Store).open(settings.kb).__exit__()
    with _listening(host, port) as listener:
        sys.stderr.write(f"已打开 {_address(listener)} ，按 Ctrl-C 停下。\n")
        app = make_app(settings)
        with suppress(KeyboardInterrupt):
            _serve(app, settings, listener) if jobs == 1 else _serve_together(app, settings, listener, jobs)


def check_address(host: str, token: str) -> None:
    if token and len(token) < _SHORTEST:
        raise InputError(f"口令太短，至少要 {_SHORTEST} 个字符。")
    if not token and not _is_own(host):
        raise InputError(
            f"{host}：不是本机地址，别的机器也连得上；请用环境变量 POLICYKB_TOKEN 设一个口令，至少 {_SHORTEST} 个字符。"
        )


def _serve(app: Any, settings: Settings, listener: socket.socket) -> None:
    """A question that takes long gives way often: others wait for it at each of their calls to SQLite."""
    sys.setswitchinterval(_TURN)
    gc.callbacks.append(Settling())
    options: dict[str, Any] = {
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "proxy_headers": bool(settings.proxy),
        "forwarded_allow_ips": settings.proxy or None,
        "http": protocol(behind_proxy=bool(settings.proxy)),
        "timeout_graceful_shutdown": 3,
    }
    with suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, **options)).run(sockets=[listener])


def _serve_together(app: Any, settings: Settings, listener: socket.socket, jobs: int) -> None:
    """Several processes until interrupted; one that dies is replaced.

    They are forked off, since each would take a second to load the program anew.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.freeze()

    def started() -> ForkProcess:
        one = get_context("fork").Process(target=_serve, args=(app, settings, listener))
        one.start()
        return one

    crew = [started() for _ in range(jobs)]
    try:
        while wait([one.sentinel for one in crew]):
            sleep(_PAUSE)
            crew = [one if one.is_alive() else started() for one in crew]
    finally:
        for one in crew:
            one.terminate()
        for one in crew:
            one.join()


def _is_own(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, UnicodeError) as error:
        said = "正被别的程序占用" if getattr(error, "errno", 0) == 98 else reason(OSError(*error.args))
        raise PolicyError(
            f"{printable(host)}:{port}：听不了（{said}）；请换一个 --port 或 --host。"
        ) from error


def _address(listener: socket.socket) -> str:
    """What can be typed into a browser: where it listens everywhere, that is here and elsewhere."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        return f"http://127.0.0.1:{port}/ （别的机器把 127.0.0.1 换成这台机器的地址）"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
