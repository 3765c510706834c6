"""Titles and marks of the help in Chinese; imported for its effect, when help is shown."""

from __future__ import annotations

from typer import rich_utils

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.REQUIRED_LONG_STRING = "[必填]"
rich_utils.DEFAULT_STRING = "[默认 {}]"
rich_utils.ENVVAR_STRING = "[环境变量 {}]"
