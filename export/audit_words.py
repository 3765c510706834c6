"""账目措辞: the completeness ledger in words, the same on the terminal and on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from export.place import path_at, quote_in_context
from graph.wording import plan_title
from kb.audit import Item, Kind, Ledger, Place, Share

PLACES = {
    Place.BODY: "条款正文",
    Place.HEADING: "标题",
    Place.MARKER: "序号",
    Place.LIST: "责任单位名单",
    Place.TABLE: "表格",
    Place.ANNEX: "附件",
    Place.HEADER: "文件头",
    Place.SIGNATURE: "落款",
    Place.CHROME: "网页外壳",
    Place.BLANK: "空白",
    Place.UNPLACED: "未归类",
}
KINDS = {Kind.UNIT: "单位", Kind.NUMBER: "数字", Kind.TIME: "时间词"}
FACTS = {"responsibility": "责任", "deadline": "时限", "target": "指标"}


def title(ledger: Ledger) -> str:
    return plan_title(ledger.document)


def percent(share: Share) -> str:
    """One decimal, rounded down: 100.0% means all."""
    return f"{int(share.percent * 10) / 10:.1f}%"


def places(ledger: Ledger) -> Iterator[tuple[str, int]]:
    """Each place that has characters, with how many."""
    return ((name, count) for place, name in PLACES.items() if (count := ledger.count(place)))


def shares(ledger: Ledger) -> tuple[tuple[str, Share], ...]:
    """单位、数字、时间词、字符, in this order."""
    found = [(name, ledger.share(kind)) for kind, name in KINDS.items()]
    return (*found, ("字符", ledger.characters))


def total(ledgers: Sequence[Ledger]) -> tuple[tuple[str, Share], ...]:
    """The same over several plans."""
    columns = zip(*(shares(ledger) for ledger in ledgers), strict=True)
    return tuple(
        (
            column[0][0],
            Share(
                sum(share.total for _, share in column),
                sum(share.used for _, share in column),
                sum(share.explained for _, share in column),
            ),
        )
        for column in columns
    )


def reasons(ledger: Ledger) -> tuple[tuple[str, str, int], ...]:
    """Kind, reason and how often, the most frequent first."""
    counts = Counter((KINDS[item.kind], item.reason.text) for item in ledger.items if item.reason)
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple((kind, reason, count) for (kind, reason), count in ordered)


def path(ledger: Ledger, item: Item) -> str:
    return path_at(ledger.document, item.clause) or "（条款之外）"


def context(ledger: Ledger, item: Item) -> str:
    return quote_in_context(ledger.document.text, item.span)


def account(item: Item) -> str:
    """What became of an item, in one line."""
    if item.uses:
        return "；".join(f"{FACTS[use.fact]}，条款 {use.clause}，规则 {use.rule}" for use in item.uses)
    return f"{item.reason.text}，规则 {item.reason.rule}" if item.reason else "未说明"
