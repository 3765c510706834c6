"""Many spans looked up in order give what asking each of them gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from corpus.spans import Spans

ONE = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda pair: Span(pair[0], sum(pair)))


@given(st.lists(ONE), ONE)
def test_what_lies_inside_and_what_covers(every: list[Span], other: Span) -> None:
    spans = Spans.of(every)
    assert list(spans.inside(other)) == sorted({span for span in every if other.covers(span)})
    assert spans.any_inside(other) == any(other.covers(span) for span in every)
    assert spans.cover(other) == any(span.covers(other) for span in every)
