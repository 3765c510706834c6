"""非时限：years and dates that a plan mentions without setting a time by them.

The year in the name of a document or a programme (2025年工作要点), a baseline (较2024年下降), the date
on which a paper was signed or printed.
"""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.model import Span
from kb.deadlines.model import When

_ACTS = (
    "完成|制定|制订|出台|印发|编制|建成|建立|实现|启动|开展|修订|落实|推进|推动|实施|达到|新增|新建|形成|组织|举办"
    "|公布|报送|提交|做好|要|将"
)
_NAMED = lazily(
    f"(?:年度?)?(?:全[国省市县区州])?(?:(?!{_ACTS})[^,。;:、!?|\\n\\0()]){{0,30}}?"
    "(?:要点|方案|计划|规划|实施意见|工作报告|责任书|目标责任|责任制|任务分工|分工表|分解表|任务清单|项目清单)"
)
_BASELINE = lazily("(?:较|比|相比|比照|对比|同比|与)(?:上年|基期)?$")
_BASED = lazily("(?:底|末)?(?:年)?(?:水平|基础|同期|基数|为基[数期])")
_SIGNED = lazily(r"\s*(?:印发|发布|公布|发文|签发)")
_SIGNER = lazily(r"[部局委厅府室会院办心)]\s*$")
_REACH = 60


def mentioned(text: str, span: Span, when: When) -> bool:
    """Whether the reading at ``span`` is the name of something, a baseline or a date of signature."""
    after = text[span.end : span.end + _REACH]
    before = text[max(0, span.start - 4) : span.start]
    if when.kind != "in":
        return False
    if len(when.value) == 10:
        return bool(_SIGNED.match(text, span.end) or _SIGNER.search(before))
    if not when.value.isdecimal():
        return False
    return bool(_NAMED.match(after) or _BASELINE.search(before) or _BASED.match(after))
