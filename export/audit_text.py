"""账目（文本）: shares explained, then every item that no fact uses and no reason explains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from export import audit_words as words
from kb.audit import Ledger, Share


def write(ledgers: Sequence[Ledger]) -> bytes:
    parts = [_plan(ledger) for ledger in ledgers]
    if len(ledgers) > 1:
        parts.append("\n".join([f"合计 {len(ledgers)} 份方案", *_shares(words.total(ledgers))]))
    return ("\n\n".join(parts or ["知识库是空的。"]) + "\n").encode("utf-8", "replace")


def _plan(ledger: Ledger) -> str:
    places = "，".join(f"{name} {count}" for name, count in words.places(ledger))
    lines = [words.title(ledger), *_shares(words.shares(ledger)), f"  其中：{places}"]
    return "\n".join([*lines, *_unexplained(ledger)])


def _shares(shares: Iterable[tuple[str, Share]]) -> Iterable[str]:
    for name, share in shares:
        if name == "字符":
            yield f"  {name} {share.total}，归类 {words.percent(share)}"
        else:
            reasoned, left = share.explained - share.used, share.total - share.explained
            yield (
                f"  {name} {share.total}，说明 {words.percent(share)}"
                f"（用于事实 {share.used}，另有原因 {reasoned}，未说明 {left}）"
            )


def _unexplained(ledger: Ledger) -> Iterable[str]:
    items = ledger.unexplained
    yield f"  未说明 {len(items)} 处{'：' if items else ''}"
    for item in items:
        yield f"    {words.KINDS[item.kind]}  {words.path(ledger, item)}  {words.context(ledger, item)}"
