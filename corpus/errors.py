"""Everything that can go wrong, said in one Chinese sentence.

    PolicyError              退出码 1
    ├── InputError           退出码 2  给的东西不能用
    │   ├── NotReadable      不存在、无权限、空、二进制、编码不明、过大
    │   ├── NotAPlan         能读，但不是方案
    │   ├── UnknownUnit      问到的单位不在知识库里
    │   └── TooMany          要读的方案太多，要指明哪些
    └── StoreError           退出码 3  知识库文件打不开、已损坏、版本过新

The message names the thing, the place and the way out; ``cli.py`` prints it and nothing else. What the way
out is depends on where a person stands: the errors that are met in a browser or by an assistant, too, say
what is wrong apart from it.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence

_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTDIR: "路径当中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ELOOP: "符号链接绕成了圈",
    errno.EEXIST: "文件已经存在",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EPIPE: "接收的一方已经关闭",
    errno.EBADF: "已经关闭",
    errno.ENXIO: "没有程序在接收",
    errno.ENOMEM: "内存不够",
    errno.EINVAL: "系统不接受这样的路径或操作",
}
# Control characters, line separators, the marks that reorder text, and bytes that were no text.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def printable(text: str) -> str:
    """``text`` on one line, with every character that cannot be shown written as an escape."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the file system's encoding could not read
        return f"\\x{code - 0xDC00:02x}"
    return _SHORT.get(char) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def reason(error: OSError) -> str:
    """What the operating system objects to, in Chinese; its number where it is a rare one."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else "系统不接受")


class PolicyError(Exception):
    """Root of the tree; ``str(error)`` is what a person reads: one line, nothing unprintable."""

    exit_code = 1

    def __str__(self) -> str:
        return printable(super().__str__())


class InputError(PolicyError):
    exit_code = 2


class NotReadable(InputError):
    """The bytes cannot be had or cannot be text."""


class NotAPlan(InputError):
    """Text without a numbered clause and without a unit."""


class UnknownUnit(InputError):
    """A unit that no plan in the knowledge base names."""


class TooMany(InputError):
    """More plans than are read without all of them being asked for; ``places`` are where they are of.

    Which are wanted is said where the question is put, with ``what`` before it.
    """

    def __init__(self, count: int, places: Sequence[tuple[str, int]] = ()) -> None:
        self.what, self.places = f"要读 {count} 份方案", tuple(places)
        super().__init__(f"{self.what}；请指明是哪个地方的或哪份方案，或要求全部读。")


class StoreError(PolicyError):
    """``what`` is wrong with the file at ``place``, and what its keeper can do about it."""

    exit_code = 3

    def __init__(self, place: object, what: str, remedy: str) -> None:
        super().__init__(str(place), what, remedy)
        self.what = printable(what)

    def __str__(self) -> str:
        return printable("{}：{}；{}。".format(*self.args))
