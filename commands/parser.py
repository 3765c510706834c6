"""Typer in Chinese, and only as much of the program loaded as the command called needs."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from commands.table import COMMANDS, Entry


def loaded(module: str) -> ModuleType:
    """A module of this package, loaded at the first call: the one place where that is put off."""
    return import_module(f"commands.{module}")


class Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        loaded("panels")
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> Any:
        return _translated(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        loaded("panels")
        super().format_help(ctx, formatter)


class Deferred(Command):
    """Stands for a command in the list of all; the command itself is loaded when it is called."""

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        return command(str(self.name)).make_context(info_name, args, parent=parent, **extra)


def _translated(option: Any) -> Any:
    option.help = "显示这份帮助"
    return option


def command(name: str) -> Any:
    """The command of that name out of its module."""
    module = next(entry.module for entry in COMMANDS if entry.name == name)
    group: Any = typer.main.get_command(loaded(module).app)
    return group.commands[name]


def new_app(**settings: Any) -> typer.Typer:
    """An application, or a group of its commands, with the settings that all have in common."""
    return typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich", **settings
    )


def announce(app: typer.Typer, entry: Entry) -> None:
    """Put a command in the list of all without loading it."""
    app.command(entry.name, help=entry.line, rich_help_panel=entry.panel, cls=Deferred)(lambda: None)
