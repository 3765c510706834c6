"""lint/1: the findings of some plans as JSON values (the contract of ``policykb lint --format json``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.model import Document
from kb.lint import lint
from kb.lint.model import ERROR, SEVERITIES, Finding
from kb.model import Plan


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan with its findings."""

    document: Document
    findings: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        return tally((self,))


def checked(plans: Sequence[Plan]) -> tuple[Checked, ...]:
    return tuple(Checked(plan.document, lint(plan)) for plan in plans)


def tally(plans: Sequence[Checked]) -> dict[str, int]:
    """How many findings of each severity, the gravest first."""
    found = Counter(finding.severity for plan in plans for finding in plan.findings)
    return {severity: found[severity] for severity in SEVERITIES}


def has_error(plans: Sequence[Checked]) -> bool:
    return tally(plans)[ERROR] > 0


def as_json(plans: Sequence[Checked]) -> dict[str, Any]:
    return {"schema": "lint/1", "counts": tally(plans), "plans": [_plan_json(plan) for plan in plans]}


def _plan_json(plan: Checked) -> dict[str, Any]:
    document = plan.document
    return {
        "title": document.header.title,
        "name": document.source.name,
        "sha256": document.source.sha256,
        "counts": plan.counts(),
        "findings": [finding_json(finding) for finding in plan.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "title": finding.title,
        "clause": finding.clause,
        "path": finding.path,
        "start": finding.span.start,
        "end": finding.span.end,
        "surface": finding.surface,
        "message": finding.message,
    }
