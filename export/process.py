"""The process round the commands: streams in UTF-8, arguments that are text, a sentence for every end."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import typer

from corpus.errors import InputError, PolicyError, TooMany, printable, reason
from corpus.interrupt import INTERRUPTED
from export.usage import CHOOSING, usage_error

INTERRUPTED_CODE = 130
"""128 and the number of SIGINT, as shells have it; the parser gives it without a word."""
_DEBUG = "POLICYKB_DEBUG"


def prepare() -> None:
    """Have UTF-8 on every stream whatever the locale, and a place for what a closed stream would get."""
    if sys.getfilesystemencoding() == "ascii" and os.environ.get("PYTHONUTF8") != "1":
        # Neither arguments nor file names in Chinese can be told in such a locale: start again with UTF-8.
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def check_arguments(arguments: Iterable[str]) -> None:
    """Refuse bytes that are no text, except in the name of a file that is there."""
    for argument in arguments:
        if not _is_text(argument) and not os.path.lexists(argument):
            raise InputError(f"{argument}：命令行里有不是 UTF-8 的字节；请改用 UTF-8 编码输入。")


def _is_text(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def verdict(error: BaseException) -> tuple[str, int]:
    """The sentence and the exit code for whatever stopped a command."""
    if os.environ.get(_DEBUG):
        traceback.print_exception(error)
    if isinstance(error, PolicyError):
        said = f"{error.what}；{CHOOSING}" if isinstance(error, TooMany) else str(error)
        return said, error.exit_code
    if isinstance(error, typer.TyperException):
        return printable(usage_error(error)), 2
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return INTERRUPTED, INTERRUPTED_CODE
    if isinstance(error, OSError):
        where = printable(os.fsdecode(error.filename)) if _is_name(error.filename) else "读写文件"
        return f"{where}：系统报错（{reason(error)}）；请检查路径、权限和磁盘空间。", 1
    if isinstance(error, MemoryError):
        return "内存不够，没有做完；请关掉别的程序，或分几次处理。", 1
    return (
        f"程序出错（{type(error).__name__}），没有做完；"
        f"请设 {_DEBUG}=1 再运行一次，把显示的内容连同命令报给开发者。",
        1,
    )


def _is_name(name: object) -> bool:
    return isinstance(name, str | bytes | Path)


def flush() -> None:
    """What the help or a progress bar left in the buffer; OSError where it cannot be written."""
    if sys.stdout is not None:
        sys.stdout.flush()


def leave(code: int) -> NoReturn:
    """Exit, without a last word from the interpreter about a stream that cannot be flushed."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def emit(text: str) -> None:
    """Text to standard output as UTF-8, whatever the locale; newlines untouched."""
    put(text.encode("utf-8", "backslashreplace"))


def put(data: bytes) -> None:
    """Bytes to standard output, all of them or PolicyError."""
    if sys.stdout is None:
        raise PolicyError("标准输出已经关闭，结果没有地方可写；请不要关闭它，或用 --output 写到文件。")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PolicyError(
            f"标准输出：写不进去（{reason(error)}），结果不完整；请腾出空间或换一个地方再试。"
        ) from error
