"""Typer in Chinese: panel titles, the help option, and what is wrong with a command line."""

from __future__ import annotations

from typing import Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.DEFAULT_STRING = "[默认 {}]"
rich_utils.ENVVAR_STRING = "[环境变量 {}]"

_FAULTS = {
    "NoSuchOption": "没有选项 {option_name}",
    "MissingParameter": "缺少参数 {hint}",
    "BadParameter": "{hint} 的值不对：{message}",
    "BadOptionUsage": "选项 {option_name} 用法不对",
}
_NO_COMMAND = "No such command"


class Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))


class Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))


def _translated(option: Any) -> Any:
    option.help = "显示这份帮助"
    return option


def usage_error(error: Exception) -> str:
    """The command line's fault in one sentence, with the help to ask for."""
    message = str(getattr(error, "message", error)).replace(_NO_COMMAND, "没有这个命令").rstrip(".")
    parameter = getattr(error, "param", None)
    said = _FAULTS.get(type(error).__name__, "{message}").format(
        hint=parameter.get_error_hint() if parameter is not None else "",
        option_name=getattr(error, "option_name", ""),
        message=message,
    )
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "policykb"
    return f"命令写得不对：{said}。请看 {command} --help。"
