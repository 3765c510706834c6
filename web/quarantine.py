"""隔离：an uploaded file lies apart until it is known to be a plan, and only then comes to stay.

库.db.上传/.收/001/方案.txt           while it is read; gone afterwards, whatever came of it
库.db.上传/8d1f0c3a5b7e9d24/方案.txt   for good: the folder is named after the bytes, so that two plans
                                      never lie at one place, whatever they are called
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import IO
from unicodedata import normalize

from corpus import bundle, source
from corpus.errors import InputError, PolicyError, printable
from corpus.readers import READERS

_LONGEST = 200  # bytes of a name; file systems take 255
_UNFIT = re.compile(r"[^\w\-（）()《》〈〉〔〕【】“”、，。—·]+")
_MB = 1_000_000
_OFTEN = 0.1  # seconds between two looks whether another process is through


class NoRoom(PolicyError):
    """The folder, or the disk, takes no more."""


class Busy(PolicyError):
    """Others are being read; it may be tried again later."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent; ``index`` tells those apart that have one name."""

    index: int
    name: str
    file: IO[bytes]
    size: int


def endings() -> tuple[str, ...]:
    return (*sorted({ending for endings, _ in READERS for ending in endings}), bundle.ENDING)


def safe_name(given: str) -> str:
    """A name without a path, of letters, digits and a few marks; InputError where no plan can be so named."""
    last = re.split(r"[/\\]", normalize("NFC", given))[-1]
    stem, _, ending = last.rpartition(".")
    if f".{ending.lower()}" not in endings():
        raise InputError(f"不支持的格式；能收的有 {'、'.join(endings())}。")
    kept = _UNFIT.sub("_", stem).encode()[:_LONGEST].decode("utf-8", "ignore").strip("_. ")
    return f"{kept or '未命名'}.{ending.lower()}"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the uploaded files of a knowledge base lie."""

    path: Path

    @classmethod
    def of(cls, kb: Path) -> Folder:
        at = kb.resolve()
        return cls(at.with_name(f"{at.name}.上传"))

    @property
    def apart(self) -> Path:
        return self.path / ".收"

    @contextmanager
    def alone(self, patience: float, is_over: Callable[[], bool]) -> Iterator[None]:
        """No other process receives meanwhile; what one that died left apart is cleared away."""
        self.path.mkdir(exist_ok=True)
        with (self.path / ".锁").open("w") as lock:
            end = monotonic() + patience
            while not _taken(lock):
                if monotonic() > end or is_over():
                    raise Busy("别的上传还没有读完，这次什么也没有收；请过几分钟再传。")
                sleep(_OFTEN)
            try:
                shutil.rmtree(self.apart, ignore_errors=True)
                yield
            finally:
                shutil.rmtree(self.apart, ignore_errors=True)

    def check_room(self, size: int, quota: int) -> None:
        """NoRoom where the folder would hold more than ``quota`` bytes."""
        held = sum(_size(Path(at) / name) for at, _, names in os.walk(self.path) for name in names)
        if held + size > quota:
            raise NoRoom(
                f"上传的文件已有 {held / _MB:.1f} MB，加上这次的超过上限 {quota // _MB} MB，这次什么也没有收；"
                "请告诉管理知识库的人清理，或用 --upload-quota 放宽。"
            )

    def set_apart(self, sent: Sent) -> Path:
        """The file under a harmless name; InputError where it is none that can be a plan."""
        name = safe_name(sent.name)
        most = bundle.LIMIT if name.endswith(bundle.ENDING) else source.LIMIT
        if sent.size > most:
            raise InputError(
                f"有 {sent.size / 1024**2:.1f} MB，超过上限 {most // 1024**2} MB；请拆分后再传。"
            )
        place = self.apart / f"{sent.index:04d}" / name
        place.parent.mkdir(parents=True)
        with place.open("wb") as stream:
            sent.file.seek(0)
            shutil.copyfileobj(sent.file, stream)
        return place

    def files_apart(self) -> list[Path]:
        return sorted(self.apart.glob("*/*"))

    def index(self, path: Path) -> int:
        """Which of the files that were sent a path leads to, or into."""
        return int(path.relative_to(self.apart).parts[0])

    def place(self, path: Path) -> Path:
        """Where a file that lies apart, or a member of a package, is to stay."""
        file = self.apart.joinpath(*path.relative_to(self.apart).parts[:2])
        with file.open("rb") as stream:
            told = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
        return self.path / told / file.name / path.relative_to(file)

    def settle(self, path: Path) -> tuple[Path, bool]:
        """Have the file lie where it is to stay, too; whether it did not before."""
        file = self.apart.joinpath(*path.relative_to(self.apart).parts[:2])
        final = self.place(file)
        if final.exists():
            return final, False
        final.parent.mkdir(exist_ok=True)
        try:
            final.hardlink_to(file)
        except OSError:  # a file system without links
            shutil.copyfile(file, final)
        return final, True

    def drop(self, final: Path) -> None:
        with suppress(OSError):
            final.unlink(missing_ok=True)
            final.parent.rmdir()

    def told(self, words: str) -> str:
        """Without where on the disk things lie."""
        apart = re.compile(f"{re.escape(printable(str(self.apart)))}/[0-9]+/")
        return apart.sub("", words).replace(f"{printable(str(self.path))}/", "")


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
