"""The desk over a store of the bundled plans, in the process of the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from real_plans import BUNDLED
from starlette.testclient import TestClient

from kb.ingest import ingest_paths
from kb.store import Store
from web.app import make_app
from web.settings import Settings

EDUCATION, PARK = "江川区", "云溪县"


def settings_of(kb: Path, **changed: Any) -> Settings:
    return Settings(kb, **{"clock": lambda: date(2025, 3, 1), "rate": 0, **changed})


def client_of(kb: Path, **changed: Any) -> TestClient:
    """What gets past the guard fails the test."""
    return TestClient(make_app(settings_of(kb, **changed)), base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


@pytest.fixture(scope="session")
def client(kb: Path) -> TestClient:
    return client_of(kb)


@pytest.fixture(scope="session")
def page(client: TestClient) -> Callable[[str], str]:
    """The text of a page that must be there."""

    def get(address: str) -> str:
        found = client.get(address, headers={"accept": "text/html"})
        assert found.status_code == 200, (address, found.text[:300])
        return found.text

    return get


@pytest.fixture(scope="session")
def ids(kb: Path) -> dict[str, str]:
    """The ids of the two plans by a part of their titles."""
    with Store.open(kb) as store:
        plans = store.contents().plans
    return {part: next(p.id for p in plans if part in p.title) for part in (EDUCATION, PARK)}
