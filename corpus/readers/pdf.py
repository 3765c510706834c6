"""PDF: pages with text by PDFium, scanned ones by text recognition where it is installed.

The library runs in a child process with limits of time and memory (``corpus.readers.sandbox``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any

from corpus.errors import NotReadable
from corpus.readers.reading import Reading
from corpus.readers.sandbox import Broken, Exceeded, Limits, run

_TEXT = Limits(seconds=20, megabytes=500)
_MORE, _LONGEST = 5, 120  # seconds for every megabyte, and at most
_SCAN = Limits(seconds=60, megabytes=4000)
_MOST_SCANS = 100
_RUN = 3
_MB = 1024 * 1024
_MAGIC = b"%PDF-"
_HEAD = 1024  # bytes in which PDF readers look for the beginning

_REFUSALS = {
    "none": "{name} 不是 PDF 文件（开头没有 PDF 标记），请换一份完好的文件。",
    "library": "读 PDF 要先安装 policykb[pdf]（pip install 'policykb[pdf]'）；也可以把 {name} 另存为文本（.txt）再读入。",
    "encrypted": "{name} 加了密码，打不开，请先去掉密码另存一份再读入。",
    "damaged": "{name} 已损坏或没有传完，打不开，请换一份完好的文件。",
    "page": "{name} 的第 {more} 页已损坏，读不出来，请换一份完好的文件。",
    "pages": "{name} 有 {more} 页，超过上限 1000 页，请拆分后再读入。",
    "crowded": "{name} 的第 {more} 页上字太多，不像一份方案，请用别的程序另存为文本（.txt）再读入。",
    "characters": "{name} 到第 {more} 页已超过上限 500 万字，不像一份方案，请拆分后再读入。",
    "time": "{name} 太复杂，{more} 秒内读不完，请用别的程序另存为新的 PDF 或文本（.txt）再读入。",
    "broken": "{name} 已损坏，或者要用的内存超过 {more} MB，读不下去，请换一份完好的文件或另存为文本（.txt）。",
    "scanned": "{name} 的第 {more} 页是扫描图片，没有文字，请先安装文字识别（pip install 'policykb[ocr]'）再读入，"
    "或者换一份带文字的文件。",
    "scans": "{name} 有 {more} 页扫描图片，超过文字识别的上限 100 页，请拆分后再读入。",
    "empty": "{name} 的页面上没有文字，请换一份有内容的文件。",
}


def read(data: bytes, name: str) -> Reading:
    """A paragraph or a row of a table a line; ``NotReadable`` says why not."""
    if _MAGIC not in data[:_HEAD]:
        raise _refusal("none", name)
    if find_spec("pypdfium2") is None:
        raise _refusal("library", name)
    seconds = min(_LONGEST, _TEXT.seconds + _MORE * len(data) // _MB)
    told = _told(data, name, Limits(seconds, _TEXT.megabytes))
    if "scanned" in told:
        told = _recognised(data, name, told["scanned"])
    if not told["text"]:
        raise _refusal("empty", name)
    return Reading(told["text"], "pdf+ocr" if told["ocr"] else "pdf", tuple(told["pages"]))


def _recognised(data: bytes, name: str, scans: Sequence[int]) -> dict[str, Any]:
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        raise _refusal("scanned", name, _runs(scans))
    if len(scans) > _MOST_SCANS:
        raise _refusal("scans", name, len(scans))
    return _told(data, name, Limits(_SCAN.seconds * (1 + len(scans)), _SCAN.megabytes), "ocr")


def _told(data: bytes, name: str, limits: Limits, *arguments: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(run("corpus.readers.paged.child", data, limits, *arguments))
    except Exceeded:
        raise _refusal("time", name, limits.seconds) from None
    except Broken:
        raise _refusal("broken", name, limits.megabytes) from None
    if "refused" in told:
        raise _refusal(told["refused"][0], name, *told["refused"][1:])
    return told


def _refusal(key: str, name: str, more: object = "") -> NotReadable:
    return NotReadable(_REFUSALS[key].format(name=name, more=more))


def _runs(numbers: Iterable[int]) -> str:
    """Page numbers as people write them: 1、4—8、10."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) >= _RUN else "、".join(map(str, run)) for run in runs)
