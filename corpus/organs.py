"""机关名称：lines that are the name of an organ, at the head (版头) or the foot (落款) of a document."""

from __future__ import annotations

from corpus.lazy import lazily

_ORGAN = lazily(
    "(?!关于|根据|附件|抄送)[\u4e00-\u9fff、·()]{1,38}(?:办公厅|办公室|人民政府|委员会|国务院|办事处|中央|领导小组|指挥部|管委会|(?<=.{4})中心|[委部局厅办署院会行社处])"
)
_NOT = lazily("关于|印发|通知|工作$|的")


def organs(line: str) -> tuple[str, ...]:
    """The organs a line names and names alone; a letter-spaced name is closed up (中 国 → 中国)."""
    words = line.split()
    if words and all(len(word) <= 2 for word in words):
        words = ["".join(words)]
    if words and all(_ORGAN.fullmatch(word) and not _NOT.search(word) for word in words):
        return tuple(words)
    return ()
