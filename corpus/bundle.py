"""压缩包 (.zip): a package of plans, whose members have paths of their own, such as ``方案.zip/甲.docx``.

Nothing is unpacked onto the disk. A member that tries a trick is refused by itself.
"""

from __future__ import annotations

import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import NotReadable, printable, reason
from corpus.readers.archive import Archive, opened

_MB = 1024 * 1024
LIMIT = 100 * _MB
TOTAL = 500 * _MB
MEMBERS = 1_000
ENDING = ".zip"
_NESTED = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
_UTF8, _ENCRYPTED = 0x800, 0x1
_TRICK = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Member:
    """``fault`` says why a member is not read; None where it may be."""

    path: Path
    fault: str | None = None


def is_package(path: Path) -> bool:
    """Whether ``path`` is a zip file; False too where the system will not tell."""
    try:
        return path.suffix.lower() == ENDING and path.is_file()
    except (OSError, ValueError):
        return False


def package_of(path: Path) -> Path | None:
    """The zip file that ``path`` leads into; None where it leads into none."""
    return next((above for above in path.parents if is_package(above)), None)


def members(package: Path) -> tuple[Member, ...]:
    """The files in ``package`` by their names; hidden ones and folders left out."""
    found = _entries(_opened(package))
    return tuple(
        Member(package / name.lstrip("/"), _fault(package.name, name, found[name]))
        for name in sorted(found)
        if not _hidden(name)
    )


def only_member(package: Path) -> Path:
    """The one member of ``package``; NotReadable, naming them, where there are more or none."""
    found = members(package)
    if len(found) == 1:
        if found[0].fault:
            raise NotReadable(found[0].fault)
        return found[0].path
    if not found:
        raise NotReadable(f"{package.name} 里没有文件，请换一个压缩包。")
    raise NotReadable(
        f"{package.name} 里有 {len(found)} 个文件，请指明一个，如 {found[0].path}，或用 ingest 全部入库。"
    )


def member(package: Path, path: Path, limit: int) -> bytes:
    """The bytes of the member at ``path``."""
    archive = _opened(package)
    wanted = path.relative_to(package).as_posix()
    info = _entries(archive).get(wanted)
    if info is None:
        raise NotReadable(f"{package.name} 里没有 {wanted}，请检查路径。")
    fault = _fault(package.name, wanted, info)
    if fault:
        raise NotReadable(fault)
    return archive.part(info.filename, limit)


def _entries(archive: Archive) -> dict[str, zipfile.ZipInfo]:
    found = ((_name(info).replace("\\", "/"), info) for info in archive.zip.infolist())
    return {name: info for name, info in found if not name.endswith("/")}


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: UTF-8 where the entry says so, else GB18030 as on Chinese Windows."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in name.split("/"))


def _fault(package: str, name: str, info: zipfile.ZipInfo) -> str | None:
    shown = f"{package}/{printable(name)}"
    if _TRICK.search(name) or stat.S_ISLNK(info.external_attr >> 16):
        return f"{shown} 的路径指向压缩包之外，不安全，请重新打包后再读入。"
    if info.flag_bits & _ENCRYPTED:
        return f"{shown} 加了密码，请解压后再读入。"
    if Path(name).suffix.lower() in _NESTED:
        return f"{shown} 是压缩包里的压缩包，请先解压再读入。"
    return None


def _opened(package: Path) -> Archive:
    try:
        size = package.stat().st_size
        if size > LIMIT:
            raise NotReadable(
                f"{package.name} 有 {size / _MB:.1f} MB，超过上限 {LIMIT // _MB} MB，请拆分后再读入。"
            )
        archive = opened(package.read_bytes(), package.name)
    except OSError as error:
        raise NotReadable(f"{package} 读不出来（{reason(error)}），请检查路径和权限。") from None
    sizes = [info.file_size for info in archive.zip.infolist()]
    if len(sizes) > MEMBERS:
        raise NotReadable(f"{package.name} 里有 {len(sizes)} 个文件，超过上限 {MEMBERS} 个，请拆分后再读入。")
    if sum(sizes) > TOTAL:
        raise NotReadable(f"{package.name} 解开后超过上限 {TOTAL // _MB} MB，请拆分后再读入。")
    return archive
