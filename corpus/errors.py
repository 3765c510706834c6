"""Everything that can go wrong, said in one Chinese sentence.

    PolicyError              退出码 1
    ├── InputError           退出码 2  给的东西不能用
    │   ├── NotReadable      不存在、无权限、空、二进制、编码不明、过大
    │   ├── NotAPlan         能读，但不是方案
    │   └── UnknownUnit      问到的单位不在知识库里
    └── StoreError           退出码 3  知识库文件打不开、已损坏、版本过新

The message names the thing, the place and the way out; ``cli.py`` prints it and nothing else.
"""

from __future__ import annotations


class PolicyError(Exception):
    """Root of the tree; ``str(error)`` is what a person reads."""

    exit_code = 1


class InputError(PolicyError):
    exit_code = 2


class NotReadable(InputError):
    """The bytes cannot be had or cannot be text."""


class NotAPlan(InputError):
    """Text without a numbered clause and without a unit."""


class UnknownUnit(InputError):
    """A unit that no plan in the knowledge base names."""


class StoreError(PolicyError):
    exit_code = 3
