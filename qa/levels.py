"""层级：财政厅 and 市财政局 are units of their own, and not the 区财政局 of a district's plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.fold import fold
from corpus.lazy import lazily
from kb.called import core

_BY_KIND = ("厅", "省级"), ("总局", "国家级"), ("总署", "国家级"), ("署", "国家级")
_BY_NAME = {
    "省": "省级",
    "市": "市级",
    "州": "州级",
    "县": "县级",
    "区": "区级",
    "旗": "旗级",
    "国": "国家级",
}
_MINISTRIES = lazily(
    r"^(?:国家)?(?:财政|教育|公安|民政|司法|商务|水利|科技|科学技术|工信|工业和信息化|住建|住房和城乡建设|交通|交通运输"
    r"|人社|人力资源和社会保障|文旅|文化和旅游|农业农村|自然资源|生态环境|应急|应急管理|国防|外交)部$"
)


def level(name: str) -> str:
    """省级, 市级 …; empty where the name does not tell."""
    if _MINISTRIES.match(name):
        return "国家级"
    return _BY_NAME.get(name[:1], "") or next((said for kind, said in _BY_KIND if name.endswith(kind)), "")


def remark(words: str, nearest: Sequence[str]) -> str:
    """That the unit asked for is of another level than the one of that name in the plans."""
    asked = level(words)
    same = [unit for unit in nearest if _trade(unit) == _trade(words) and level(unit) not in ("", asked)]
    listed = "、".join(f"{unit}（{level(unit)}）" for unit in same)
    return f"“{words}”是{asked}单位，文中列的是{listed}。" if asked and same else ""


def _trade(name: str) -> str:
    return re.sub(r"(?:总局|总署|局|厅|部|署|委员会|委)$", "", core(fold(name)))
