"""The options that several commands share, each said once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import InputError
from kb.model import ROLES
from qa import arguments


class Format(StrEnum):
    text = "text"
    json = "json"


def one_of(names: Iterable[str]) -> Callable[[str | None], str | None]:
    """Accepts one of ``names``, or nothing where nothing is given, and says which there are."""

    def check(given: str | None) -> str | None:
        if given is not None and given not in names:
            raise typer.BadParameter(f"没有“{given}”，可选 {'、'.join(names)}")
        return given

    return check


def file_format(formats: Collection[str]) -> Any:
    names = "|".join(formats)
    return typer.Option("--format", "-f", help="文件格式", metavar=names, callback=one_of(formats))


def format_of(form: str | None, output: Path | None, formats: Collection[str], *, otherwise: str) -> str:
    """The format that ``--format`` names, else the ending of ``--output``, else ``otherwise``.

    Raises InputError where the two contradict each other or the ending alone says nothing.
    """
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if form and ending in formats and ending != form:
        raise InputError(
            f"{output}：文件名的结尾与 --format {form} 矛盾；请去掉 --format，或把结尾改成 .{form}。"
        )
    if not form and ending and ending not in formats:
        known = "、".join(f".{name}" for name in formats)
        raise InputError(f"{output}：看不出要写成什么格式；请把结尾改成 {known} 之一，或用 --format 指明。")
    return form or ending or otherwise


KB = Annotated[
    Path, typer.Option("--kb", envvar="POLICYKB", help="知识库文件", metavar="文件", readable=False)
]
FORMAT = Annotated[
    Format, typer.Option("--format", "-f", help="text 给人读，json 给程序读", metavar="text|json")
]
OUTPUT = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="写到哪个文件；- 为标准输出", metavar="文件", readable=False),
]
DEFAULT_KB = Path("policykb.db")

YEAR = Annotated[
    str | None,
    typer.Option("--year", "-y", help="只看某一年，如 2025", metavar="年份", callback=arguments.year),
]
BEFORE = Annotated[
    str | None,
    typer.Option(
        "--before", help="某月之前（含当月），如 2025-06", metavar="年-月", callback=arguments.month
    ),
]
EVERY = Annotated[
    str | None,
    typer.Option(help="周期性任务：年、半年、季、月、周", metavar="周期", callback=arguments.period),
]
TODAY = Annotated[
    str | None,
    typer.Option(help="今年、逾期按哪一天算，默认当天", metavar="年-月-日", callback=arguments.day),
]
LIMIT = Annotated[
    int, typer.Option("--limit", "-n", parser=arguments.count, help="最多列几条", metavar="条数")
]
UNIT = Annotated[
    str, typer.Option("--unit", "-u", help="只要这个单位的任务，简称也可，如 财政局", metavar="单位")
]
ROLE = Annotated[
    str | None,
    typer.Option(
        "--role",
        help="只要单位以这种角色承担的任务",
        metavar="|".join(ROLES.values()),
        callback=one_of(ROLES.values()),
    ),
]
PLAN = Annotated[
    str, typer.Option("--plan", help="只要这份方案：标题、文件名或文号的一部分，或文件标识", metavar="方案")
]
PLACE = Annotated[str, typer.Option("--place", help="只要这个地方的方案，如 江川区", metavar="地方")]
ALL = Annotated[bool, typer.Option("--all", help="涉及的方案再多也全部读，不反问")]
