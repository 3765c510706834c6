"""参数：what may be asked, told once for the API and for the assistant, and checked by what checks the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from corpus.errors import InputError
from corpus.model import IDENTITY
from kb.model import ROLES
from qa import arguments
from web.stock import ORDERS, SORTS

_SAID = "said"
_FAULTS = {
    "missing": "必须写",
    "extra_forbidden": "不是这里的参数",
    "string_type": "要是文字",
    "dict_type": "要是对象",
    "model_type": "要是对象",
    "string_too_short": "太短",
    "string_too_long": "太长",
    "string_pattern_mismatch": "写法不对",
    "int_type": "要是整数",
    "int_parsing": "要是整数",
    "int_from_float": "要是整数",
    "bool_type": "要是 true 或 false",
    "bool_parsing": "要是 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
}


def faults(errors: Iterable[Mapping[str, Any]]) -> str:
    """Which parameters are wrong, and how, in one sentence."""
    said = "；".join(dict.fromkeys(map(_fault, errors)))
    return f"参数不对：{said}。"


def _fault(error: Mapping[str, Any]) -> str:
    name = error["loc"][-1] if error["loc"] else "参数"
    if error["type"] == _SAID:
        return f"{name} {error['ctx']['words'].removesuffix('。')}"
    return f"{name} {_FAULTS.get(error['type'], '不能用')}"


def like(check: Callable[[str], str | None]) -> AfterValidator:
    """What the command would take for it; "" where nothing is given."""

    def checked(given: str) -> str:
        try:
            return (check(given) or "") if given else ""
        except InputError as error:
            raise PydanticCustomError(_SAID, "{words}", {"words": str(error)}) from error

    return AfterValidator(checked)


def _written(words: str, pattern: str) -> Any:
    return Field(description=words, json_schema_extra={"pattern": f"^({pattern})?$"})


def _one_of(words: str, names: Iterable[str]) -> Any:
    return Field(description=words, json_schema_extra={"enum": ["", *names]})


def _text(most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=most)


def _something(example: str) -> AfterValidator:
    """Which must be given and say something."""

    def checked(given: str) -> str:
        try:
            return arguments.words(given, example)
        except InputError as error:
            raise PydanticCustomError(_SAID, "{words}", {"words": str(error)}) from error

    return AfterValidator(checked)


QUESTION = Annotated[
    str, Field(min_length=1, max_length=2000, description="中文问题，如 区财政局负责哪些任务")
]
WORDS = Annotated[str, Field(max_length=2000, description="要找的词"), _something("平安校园")]
PLAN = Annotated[str, _text(200), Field(description="只看这份方案：标题、文件名或文号的一部分，或文件标识")]
PLACE = Annotated[str, _text(100), Field(description="只看这个地方的方案，如 江川区")]
EVERYTHING = Annotated[bool, Field(description="涉及的方案再多也全部读，不反问")]
UNIT = Annotated[str, _text(100), Field(description="只要这个单位的，简称也可，如 财政局")]
WHOSE = Annotated[str, _text(100), Field(description="单位，简称也可，如 财政局"), _something("财政局")]
ABOUT = Annotated[
    str, _text(200), Field(description="主题或编号，如 平安校园、第14条"), _something("平安校园")
]
INDICATOR = Annotated[str, _text(200), Field(description="指标，如 毛入学率；不写则列全部")]
NAMED = Annotated[str, _text(200), Field(description="指标的全名，如 毛入学率"), _something("毛入学率")]
CLAUSE = Annotated[str, _text(200), Field(description="条款编号、路径或序号，如 8")]
TYPED = Annotated[str, Field(max_length=100, description="已经打的字，如 区财政")]
NAME = Annotated[str, _text(200), Field(description="名称里有的字")]
YEAR = Annotated[str, _written("年份，如 2025", arguments.YEAR), like(arguments.year)]
MONTH = Annotated[str, _written("某月之前（含当月），如 2025-06", arguments.MONTH), like(arguments.month)]
DAY = Annotated[str, _written("今年、逾期按哪一天算，默认当天", arguments.DAY), like(arguments.day)]
EVERY = Annotated[
    str,
    _one_of(
        "周期：年、半年、季、月、周，或 P3M 这样", [*arguments.PERIODS, *set(arguments.PERIODS.values())]
    ),
    like(arguments.period),
]
ROLE = Annotated[
    str,
    _one_of("角色：牵头、配合、责任", ROLES.values()),
    like(partial(arguments.one_of, "角色", ROLES.values())),
]
IDENTIFIED = Annotated[str, Field(pattern=f"^{IDENTITY}$", description="方案的文件标识：校验值的前 12 位")]
SORT = Annotated[
    str,
    _one_of(f"按什么排：{'、'.join(SORTS.values())}；不写则按入库先后", SORTS),
    like(partial(arguments.one_of, "排序", SORTS)),
]
ORDER = Annotated[
    str,
    _one_of("asc 升序，desc 降序；缺这一项的总在最后", ORDERS),
    like(partial(arguments.one_of, "次序", ORDERS)),
]
OFFSET = Annotated[int, Field(ge=0, le=10_000_000, description="从第几条起，从 0 计；一共几条见 total")]
LIMIT = Annotated[int, Field(ge=1, le=1000, description="最多几条")]
