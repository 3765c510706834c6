"""A file is decoded without a change or refused in one sentence that names the way out."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from corpus import source
from corpus.errors import NotReadable
from corpus.readers import reader_of
from corpus.source import from_text, load

TEXT = "一、总体要求\r\n坚持实干。\n\u3000(区财政局)\u00a0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_kept_exactly(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(TEXT.encode(encoding))
    read = load(path)
    assert read.text == TEXT
    assert (read.encoding, read.name) == (encoding, "方案.txt")
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b" \n\t\xe3\x80\x80", "空文件"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Office"),
        (b"\xd0\xcf\x11\xe0....", "旧版 Office"),
        (b"abc\x00def", "第 3 字节"),
        (b"abc\xff\xff\xffdef", "第 3 字节处不合法"),
    ],
)
def test_what_is_not_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(data)
    with pytest.raises(NotReadable, match=words) as refusal:
        load(path)
    assert "方案.txt" in str(refusal.value)
    assert "请" in str(refusal.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="找不到文件"):
        load(tmp_path / "无.txt")
    with pytest.raises(NotReadable, match="是文件夹"):
        load(tmp_path)
    with pytest.raises(NotReadable, match="读不出来"):
        load(Path("a\x00b.txt"))


def test_size_limit_is_checked_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LIMIT", 1024 * 1024)
    path = tmp_path / "大.txt"
    path.write_bytes(b"a" * (1024 * 1024 + 1))
    with pytest.raises(NotReadable, match=r"1\.0 MB，超过上限 1 MB"):
        load(path)


def test_size_is_checked_whatever_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Path("/proc/self/maps")
    if not endless.is_file() or endless.stat().st_size:
        pytest.skip("没有不报长度的文件")
    monkeypatch.setattr(source, "LIMIT", 100)
    with pytest.raises(NotReadable, match="超过上限"):
        load(endless)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(NotReadable, match="不是普通文件"):
        load(tmp_path / "管道.txt")


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xb7\xbd.txt")
    path.write_text(TEXT, "utf-8")
    with pytest.raises(NotReadable, match=r"\\xb7\\xbd\.txt 的文件名不是 UTF-8"):
        load(path)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.txt"
    path.write_text("一、目标", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotReadable, match="没有读取"):
        load(path)


LINE = "一、总体要求，坚持实干，由区财政局牵头。"


@pytest.mark.parametrize(
    ("data", "at"),
    [
        (LINE.encode("gb18030")[:-1], len(LINE) * 2 - 2),
        (LINE.encode("gb18030") + b"\xff" + LINE.encode("gb18030"), len(LINE) * 2),
        (LINE.encode("utf-8")[:-1], len(LINE) * 3 - 3),
        (LINE.encode("utf-8")[:-2], len(LINE) * 3 - 3),
        (LINE.encode("utf-8") + b"\xff" + LINE.encode("utf-8"), len(LINE) * 3),
        (b"\xef\xbb\xbf" + LINE.encode("utf-8")[:-1], len(LINE) * 3),
        (b"\xff\xfe" + LINE.encode("utf-16-le")[:-1], len(LINE) * 2),
        (b"\xfe\xff" + LINE.encode("utf-16-be") + b"\xd8\x00", len(LINE) * 2 + 2),
    ],
)
def test_the_byte_at_fault_is_named(tmp_path: Path, data: bytes, at: int) -> None:
    path = tmp_path / "断.txt"
    path.write_bytes(data)
    with pytest.raises(NotReadable, match=f"第 {at} 字节处不合法"):
        load(path)


def test_a_gb18030_file_may_begin_like_utf8(tmp_path: Path) -> None:
    path = tmp_path / "岚皋.txt"
    path.write_bytes("岚皋县实施方案".encode("gb18030"))
    assert load(path).text == "岚皋县实施方案"


def test_unknown_ending_is_read_as_text() -> None:
    assert reader_of(".abc") is reader_of(".TXT")


def test_source_from_no_file() -> None:
    made = from_text("一、目标", "粘贴")
    assert made.sha256 == hashlib.sha256("一、目标".encode()).hexdigest()
