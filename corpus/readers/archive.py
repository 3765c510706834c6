"""A zip container opened within limits: what it declares is not believed, what it holds is measured."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.errors import NotReadable

_MB = 1024 * 1024
MEMBERS = 5_000
PART = 40 * _MB
TOTAL = 100 * _MB
_ENTRY = b"PK\x01\x02"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip whose parts are read one by one; ``name`` is what messages call it."""

    name: str
    zip: zipfile.ZipFile

    def holds(self, path: str) -> bool:
        return path in self.zip.NameToInfo

    def check_sizes(self, paths: Iterable[str]) -> None:
        """NotReadable where parts together pass the limit; no part is longer than it declares."""
        sizes = (self.zip.NameToInfo[path].file_size for path in paths if self.holds(path))
        if sum(sizes) > TOTAL:
            raise NotReadable(f"{self.name} 解开后超过上限 {TOTAL // _MB} MB，不像一份方案，请拆分后再读入。")

    def part(self, path: str, limit: int = PART) -> bytes:
        """The bytes of one part, never more than ``limit``; NotReadable where they cannot be had."""
        info = self.zip.NameToInfo.get(path)
        if info is None:
            raise NotReadable(f"{self.name} 里缺少 {path}，文件可能已损坏，请重新保存或下载后再读入。")
        if info.flag_bits & _ENCRYPTED:
            raise NotReadable(f"{self.name} 里的 {path} 加了密码，请去掉密码后再读入。")
        if info.compress_type not in _PLAIN:
            raise NotReadable(f"{self.name} 的压缩方法不认识，请用普通的 zip 重新打包后再读入。")
        try:
            with self.zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN:
            raise NotReadable(f"{self.name} 里的 {path} 已损坏，请重新保存或下载后再读入。") from None
        if len(data) > limit:
            raise NotReadable(
                f"{self.name} 里的 {path} 解开后超过上限 {limit // _MB} MB，不像一份方案，请拆分后再读入。"
            )
        return data


def opened(data: bytes, name: str) -> Archive:
    """The zip that ``data`` is; NotReadable where it is none or lists too many members."""
    if data.count(_ENTRY) > MEMBERS:  # before zipfile makes an object of every entry
        raise NotReadable(f"{name} 里的文件超过上限 {MEMBERS} 个，请拆分后再读入。")
    try:
        return Archive(name, zipfile.ZipFile(io.BytesIO(data)))
    except _BROKEN:
        raise NotReadable(f"{name} 打不开，文件已损坏或没有传完，请重新保存或下载后再读入。") from None
