"""What this machine offers: versions, the accelerators the code uses where installed, the knowledge base."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from corpus.errors import StoreError
from kb.database import explained
from kb.store import Store

REQUIRED = ("typer", "rich", "networkx", "spacy", "jieba", "rank-bm25", "XlsxWriter")

# distribution, module, what it speeds up, what does the same without it
ACCELERATORS = (
    ("rjieba", "rjieba", "分词", "jieba"),
    ("tantivy", "tantivy", "检索", "rank-bm25（内存）"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``policykb doctor``; ``state`` is ok, fallback or missing."""

    name: str
    state: str
    detail: str


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _required(name: str) -> Check:
    version = _version(name)
    if version is None:
        return Check(name, "missing", "未安装；请重新运行 pip install .")
    return Check(name, "ok", version)


def _accelerator(row: tuple[str, str, str, str]) -> Check:
    distribution, module, purpose, otherwise = row
    if util.find_spec(module) is None:
        return Check(distribution, "fallback", f"{purpose}：未安装，改用 {otherwise}，结果相同")
    return Check(distribution, "ok", f"{purpose}：{_version(distribution)} 可用")


def _old_word() -> Check:
    """Which program reads .doc, .wps and .rtf; the first that the reader would take."""
    found = next(filter(shutil.which, ("soffice", "libreoffice", "antiword")), None)
    if found is None:
        return Check(
            "LibreOffice", "fallback", "旧版 Word（.doc、.wps、.rtf）：未安装，这些格式先另存为 .docx"
        )
    return Check("LibreOffice", "ok", f"旧版 Word（.doc、.wps、.rtf）：用 {found} 读")


def checks() -> tuple[Check, ...]:
    """The environment, in a fixed order; reads no file of the user's."""
    return (
        Check("policykb", "ok", _version("policykb") or "源码运行"),
        Check("Python", "ok", platform.python_version()),
        Check("SQLite", "ok", sqlite3.sqlite_version),
        *(_required(name) for name in REQUIRED),
        *(_accelerator(row) for row in ACCELERATORS),
        _old_word(),
    )


def knowledge_base(path: Path) -> Check:
    """ok where ``path`` is whole and every plan in it can be read, fallback where there is none yet, missing
    where it cannot be used."""
    try:
        with explained(path):
            there = path.exists()
        if not there:
            return Check("知识库", "fallback", f"{path}：还没有")
        with Store.open(path) as store:
            return Check("知识库", "ok", f"{path}：完好，{len(store.plans())} 份方案")
    except StoreError as error:
        return Check("知识库", "missing", str(error))
