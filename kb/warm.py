"""What all workers of an ingest have in common, loaded; imported for its effect in the process they split off from."""

from __future__ import annotations

from corpus.source import from_text
from kb.ingest import plan_of  # noqa: F401  with all that it needs
from kb.pipeline import extract

extract(
    from_text("工作方案\n一、主要任务\n1.修好堤防3处。2026年底前完成。（县水利局牵头，县财政局配合）\n", "例")
)
