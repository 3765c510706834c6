"""The desk as the command starts it, and Debian's Chromium; skipped where there is no browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from real_plans import BUNDLED

from kb.ingest import ingest_paths

CHROMIUM = os.environ.get("POLICYKB_BROWSER") or shutil.which("chromium") or ""
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@dataclass(frozen=True)
class Site:
    """Where the desk is, over which store, and what went wrong on its pages."""

    address: str
    kb: Path
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("POLICYKB_REQUIRE_BROWSER") == "1":
            pytest.fail("没有 chromium；请先 make test-browser")
        pytest.skip("没有 chromium：用 make test-browser 装好再测")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    kb = tmp_path_factory.mktemp("browser") / "示例.db"
    ingest_paths(kb, [BUNDLED], watch=iter)
    with started(kb, "--allow-upload") as found:
        yield found


@contextmanager
def started(kb: Path, *options: str, **environment: str) -> Iterator[Site]:
    """The desk over that store, until it is no longer needed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port), "--rate", "0"]
    server = subprocess.Popen(
        [*command, *options], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/healthz")
        yield Site(address, kb)
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("服务没有起来")


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose errors, and requests off the machine, fail the test."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1366, "height": 768})
    shown, faults = context.new_page(), list[str]()
    shown.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.on("request", lambda sent: None if sent.url.startswith(site.address) else faults.append(sent.url))
    yield shown
    context.close()
    assert faults == []
