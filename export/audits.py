"""The formats of the audit; a new one is a module with ``write`` and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from export import audit_html, audit_json, audit_text
from kb.audit import Ledger

AUDITS: Mapping[str, Callable[[Sequence[Ledger]], bytes]] = {
    "text": audit_text.write,
    "json": audit_json.write,
    "html": audit_html.write,
}
