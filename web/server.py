"""服务进程：the address it listens on, one process or several."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from corpus.errors import InputError, PolicyError, printable, reason
from kb.store import Store
from web.app import make_app
from web.settings import Settings

_TOLD = "POLICYKB_SERVE"
_SHORTEST = 16  # characters of a token


def run(settings: Settings, host: str, port: int, jobs: int) -> None:
    """Serve until interrupted; InputError where the address may not be served, or is not to be had."""
    check_address(host, settings.token)
    if settings.kb.exists() or not settings.allow_upload:
        Store.open(settings.kb).__exit__()
    with _listening(host, port) as listener:
        sys.stderr.write(f"已打开 {_address(listener)} ，按 Ctrl-C 停下。\n")
        with suppress(KeyboardInterrupt):
            _serve(settings, listener, jobs)


def check_address(host: str, token: str) -> None:
    if token and len(token) < _SHORTEST:
        raise InputError(f"口令太短，至少要 {_SHORTEST} 个字符。")
    if not token and not _is_own(host):
        raise InputError(
            f"{host}：不是本机地址，别的机器也连得上；请用 --token 或 POLICYKB_TOKEN 设一个口令。"
        )


def from_environment() -> Any:
    """The application in a process of several; they are told the settings by the first one."""
    told = json.loads(os.environ[_TOLD])
    told |= {
        "kb": Path(told["kb"]),
        "names": tuple(told["names"]),
        "secret": bytes.fromhex(told["secret"]),
        "clock": date.today,
    }
    return make_app(Settings(**told))


def _serve(settings: Settings, listener: socket.socket, jobs: int) -> None:
    options: dict[str, Any] = {
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "limit_concurrency": 256,
        "timeout_graceful_shutdown": 3,
    }
    if jobs == 1:
        uvicorn.Server(uvicorn.Config(make_app(settings), **options)).run(sockets=[listener])
        return
    told = asdict(settings) | {"kb": str(settings.kb), "secret": settings.secret.hex()}
    del told["clock"]
    os.environ[_TOLD] = json.dumps(told)
    config = uvicorn.Config("web.server:from_environment", factory=True, workers=jobs, **options)
    Multiprocess(config, sockets=[listener]).run()


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
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
