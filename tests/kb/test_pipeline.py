"""The spaCy pipeline and the way without a ``Doc`` give the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_plans import BUNDLED

from corpus.document import parse
from corpus.source import load
from kb.pipeline import COMPONENTS, annotate, extract


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.txt")), ids=lambda path: path.stem)
def test_the_doc_holds_the_facts_of_the_plan(path: Path) -> None:
    facts = extract(load(path)).facts
    doc = annotate(parse(load(path)))
    for name, _ in COMPONENTS:
        found = getattr(facts, name)
        assert doc.user_data[name][name] == found
        assert [(span.start, span.end, span.text) for span in doc.spans[name]] == [
            (fact.evidence.span.start, fact.evidence.span.end, fact.evidence.surface) for fact in found
        ]
