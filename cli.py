"""policykb 的入口：命令表、进程的边界；唯一捕获错误的地方。命令各在 ``commands/`` 的一个模块里。"""

from __future__ import annotations

import corpus.interrupt  # noqa: F401  before what takes long to load

# isort: split

import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from commands.parser import Group, announce, loaded, new_app
from commands.table import COMMANDS
from export.process import INTERRUPTED_CODE, check_arguments, emit, flush, leave, prepare, verdict

app = new_app(
    name="policykb",
    help=(
        "把政府方案变成可查、可证的知识库：每条任务连到责任单位、时限和指标，每个结论都能指回原文。\n\n"
        "先 [bold]policykb ingest 方案.txt[/bold]，再 [bold]policykb ask 区财政局负责哪些任务[/bold]。"
    ),
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for entry in COMMANDS:
    announce(app, entry)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="版本号", is_eager=True)] = False,
) -> None:
    if version:
        loaded("version").show()
    elif context.invoked_subcommand is None:
        emit(context.get_help())


def main() -> None:
    """The console script: one Chinese sentence and an exit code for whatever goes wrong."""
    prepare()
    try:
        check_arguments(sys.argv[1:])
        code = app(standalone_mode=False)
        if code == INTERRUPTED_CODE:
            raise KeyboardInterrupt
        flush()
    except BrokenPipeError:
        leave(0)
    except SystemExit:
        raise
    except BaseException as error:
        fail(*verdict(error))
    leave(code if isinstance(code, int) else 0)


def fail(message: str, code: int) -> NoReturn:
    with suppress(OSError):
        sys.stderr.write(f"{message}\n")
    leave(code)


if __name__ == "__main__":
    main()
