"""schemathesis over the whole OpenAPI: whatever is asked, no fault of the server and what was described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from web.app import make_app

from .conftest import client_of, settings_of

HOST = {"host": "127.0.0.1"}
ADDRESSES = tuple(client_of(Path("没有.db")).get("/api/v1/openapi.json").json()["paths"])
"""They are described whatever store there is."""


@pytest.fixture(scope="session")
def told(kb: Path) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", make_app(settings_of(kb)), headers=HOST)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_operation(told: Any, address: str) -> None:
    @given(case=told[address]["GET"].as_strategy())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(
            headers=HOST,
            checks=[
                not_a_server_error,
                status_code_conformance,
                content_type_conformance,
                response_schema_conformance,
            ],
        )

    holds()
