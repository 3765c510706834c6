"""读回: a workbook or a CSV that was exported, as people and their programs left it."""

from __future__ import annotations

import csv
import re
import warnings
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils import get_column_letter

from corpus.errors import InputError, NotReadable, printable, reason
from export.characters import printable as clean
from export.formula import restored
from export.tables.ledger import TITLE as LEDGER

FORMULA = "〔公式〕"
_ESCAPE = "x005F_"
_LARGEST = 50_000_000  # bytes of a file
_BOOKS = (".xlsx", ".xlsm")
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")  # what is no text whatever its name
_UNPACKED = 200_000_000  # bytes of all that a workbook unpacks to
_CELLS, _ROW = 4_000_000, 10  # cells of a sheet; what a row costs besides its own
_TAGS = 4 * 16_384 + 100  # of a row as wide as a sheet can be
_ROW_TAG = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
# Whatever a damaged package makes zipfile, zlib, expat and openpyxl say.
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
)

csv.field_size_limit(_LARGEST)  # a clause may be longer than the 131,072 characters it is at first


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is that of the row in the file, from 1; cells are texts, "" where there is nothing."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row is ``titles``; rows in which nothing is written are left out.

    ``origin`` is which file it was: its name and the beginning of its hash.
    """

    origin: str
    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def file(self) -> str:
        return self.origin.rpartition("#")[0]

    def at(self, title: str) -> int | None:
        return self.titles.index(title) if title in self.titles else None

    def cell(self, row: Row, title: str) -> str:
        """ "" where the sheet has no such column."""
        at = self.at(title)
        return row.cells[at] if at is not None else ""

    def place(self, row: Row, title: str) -> str:
        """As spreadsheets name it: 任务台账!G5."""
        at = self.at(title)
        return f"{self.name}!{get_column_letter(at + 1) if at is not None else ''}{row.number}"


def read_back(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx, or the one of a .csv; raises InputError where it can be neither."""
    data, ending = _bytes(path), path.suffix.lower()
    if data.startswith(b"PK") and (ending in _BOOKS or _is_workbook(data)):
        return _workbook(data, path)
    if ending in (".csv", ".txt") and not data.startswith(_PACKED):
        return (_csv(data, path),)
    locked = ending in _BOOKS
    raise _foreign(path, "不是工作簿，或加了密码" if locked else f"不认 {ending or '没有扩展名的'} 文件")


def _foreign(path: Path, said: str) -> InputError:
    return InputError(
        f"{path}：{said}；核对和收回只认 policykb matrix 写出的工作簿（.xlsx）和台账（.csv），请给出这样的文件。"
    )


def _is_workbook(data: bytes) -> bool:
    """Of a package: whether it has the part that every workbook has; a broken one has none."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except _BROKEN:
        return False


def _origin(path: Path, data: bytes) -> str:
    return f"{printable(path.name)}#{sha256(data).hexdigest()[:12]}"


def _bytes(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > _LARGEST:
            raise NotReadable(f"{path}：文件超过 {_LARGEST // 1_000_000} MB，不像是导出的表；请核对文件。")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        said = reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise NotReadable(f"{path}：读不出来（{said}）；请检查路径。") from None


def _workbook(data: bytes, path: Path) -> tuple[Sheet, ...]:
    origin = _origin(path, data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise _foreign(path, "不是工作簿")
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise NotReadable(f"{path}：解开后太大，不像是导出的表；请核对文件。")
            if any(_is_absurd(archive.read(name)) for name in archive.namelist()):
                raise NotReadable(f"{path}：有一行的单元格太多，不像是导出的表；请核对文件。")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(data), read_only=True)
            return tuple(_sheet(origin, sheet.title, _values(sheet, path)) for sheet in book.worksheets)
    except _BROKEN:
        raise NotReadable(f"{path}：工作簿已损坏，读不出来；请用 Excel 或 WPS 打开后另存一份。") from None


def _is_absurd(part: bytes) -> bool:
    """Whether a row has more cells than any sheet has columns: it would be held before it could be counted.

    Any part may be a sheet, for a workbook names its sheets as it likes; and without its zero bytes, UTF-16
    reads as the rest does.
    """
    plain = part.replace(b"\0", b"")
    rows = (found.start() for found in _ROW_TAG.finditer(plain))
    return any(plain.count(b"<", *row) > _TAGS for row in pairwise(chain(rows, (len(plain),))))


def _values(sheet: Any, path: Path) -> Iterator[tuple[str, ...]]:
    count = 0
    for cells in sheet.iter_rows():
        count += len(cells) + _ROW
        if count > _CELLS:
            raise NotReadable(f"{path}：工作表“{sheet.title}”的单元格太多，不像是导出的表；请核对文件。")
        yield tuple(map(_text, cells))


def _csv(data: bytes, path: Path) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    try:
        rows = [
            tuple(carried(restored(cell)) for cell in row) for row in csv.reader(StringIO(text, newline=""))
        ]
    except csv.Error:
        raise NotReadable(f"{path}：不是 CSV，或已损坏；请给出 policykb matrix 写出的文件。") from None
    return _sheet(_origin(path, data), LEDGER, rows)


def _sheet(origin: str, name: str, values: Iterable[tuple[str, ...]]) -> Sheet:
    lines = list(values)
    titles = lines[0] if lines else ()
    rows = (
        Row(number, (*cells, *[""] * (len(titles) - len(cells))))
        for number, cells in enumerate(lines[1:], 2)
        if any(cells)
    )
    return Sheet(origin, name, titles, tuple(rows))


def _text(cell: Any) -> str:
    """A cell as the text that was written; programs make 12.0 of 12 and a moment of a day.

    A formula is told from its text.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    text = carried(str(value))
    return f"{FORMULA}{text}" if cell.data_type == "f" else text


def carried(text: str) -> str:
    """What is left of a text after any way through a file: what programs lose or put in is in none.

    Line ends become one kind, and the escapes that workbooks have for what XML cannot hold go.
    """
    return clean(re.sub("\r\n?", "\n", _plain(text).replace("_x000D_", "")))


def _plain(text: str) -> str:
    """Without the escape of an underscore, in one pass: what stands around one may make another."""
    if _ESCAPE not in text:
        return text
    kept: list[str] = []
    for char in text:
        kept.append(char)
        if char == "_" and "".join(kept[-len(_ESCAPE) :]) == _ESCAPE:
            del kept[-len(_ESCAPE) :]
    return "".join(kept)
