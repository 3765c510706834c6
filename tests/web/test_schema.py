"""schemathesis over the whole OpenAPI: whatever is asked, no fault of the server and what was described."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import schemathesis
from hypothesis import HealthCheck, settings
from real_plans import BUNDLED
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kb.ingest import ingest_paths
from web.app import make_app
from web.settings import Settings

KB = Path(mkdtemp()) / "示例.db"
ingest_paths(KB, [BUNDLED], watch=iter)
schema = schemathesis.openapi.from_asgi(
    "/api/v1/openapi.json",
    make_app(Settings(KB, lambda: date(2025, 3, 1), rate=0)),
    headers={"host": "127.0.0.1"},
)


@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation(case: schemathesis.Case) -> None:
    case.call_and_validate(
        headers={"host": "127.0.0.1"},
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
