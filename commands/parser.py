"""Typer in Chinese, and only as much of the program loaded as the command called needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from commands.table import COMMANDS, Entry
from corpus.errors import PolicyError


def loaded(module: str) -> ModuleType:
    """A module of this package, loaded at the first call: the one place where that is put off."""
    return import_module(f"commands.{module}")


@dataclass(frozen=True, slots=True)
class _AsGiven:
    """Makes a value of what was written, where the parser would load a library for validation."""

    make: Callable[[Any], Any]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            return None if value is None else self.make(value)
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx=ctx, param=param) from None


def as_given(parameter: Any) -> Any:
    """The parameter with its value made as given; this takes the place of a private part of typer."""
    if not hasattr(parameter, "get_runtime_param") or not hasattr(parameter, "type_descriptor"):
        raise PolicyError(
            f"装着的 typer {typer.__version__} 与本程序不合，请在程序的文件夹里重新安装：pip install ."
        )
    if parameter.metavar is None or parameter.param_type_name == "argument":
        parameter.display_type_rich = _nameless
    make = _making(parameter.type_descriptor.annotation)
    if make:
        parameter.get_runtime_param = partial(_AsGiven, make)
    return parameter


def _nameless(ctx: Any) -> None:
    """A switch or an argument has no word for its type in the help: bool tells people nothing."""


_MADE: dict[Any, Callable[[Any], Any]] = {
    bool: bool,
    str: str,
    Path: Path,
    list[str]: list,
    list[Path]: lambda values: [Path(value) for value in values],
}


def _making(kind: Any) -> Callable[[Any], Any] | None:
    """How to make a value of that kind; None where the parser must check more than a choice."""
    return _chosen(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else _MADE.get(kind)


def _chosen(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def choose(value: str) -> StrEnum:
        if value not in tuple(kind):
            raise ValueError(f"没有“{value}”，可选 {'、'.join(kind)}")
        return kind(value)

    return choose


class _Chinese:
    """What commands and their group have in common: values made as given, help titled in Chinese."""

    params: list[Any]

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params = [as_given(parameter) for parameter in self.params]

    def get_help_option(self, ctx: Any) -> Any:
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = "显示这份帮助"
        return as_given(option)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        loaded("panels")
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Chinese, TyperCommand):
    """A command of the program."""


class Group(_Chinese, TyperGroup):
    """The program itself."""


class Deferred(Command):
    """Stands for a command in the list of all; the command itself is loaded when it is called."""

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        return command(str(self.name)).make_context(info_name, args, parent=parent, **extra)


def command(name: str) -> Any:
    """The command of that name out of its module."""
    module = next(entry.module for entry in COMMANDS if entry.name == name)
    group: Any = typer.main.get_group(loaded(module).app)
    return group.commands[name]


def new_app(**settings: Any) -> typer.Typer:
    """An application, or a group of its commands, with the settings that all have in common."""
    return typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich", **settings
    )


def announce(app: typer.Typer, entry: Entry) -> None:
    """Put a command in the list of all without loading it."""
    app.command(entry.name, help=entry.line, rich_help_panel=entry.panel, cls=Deferred)(lambda: None)
