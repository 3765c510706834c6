"""An export replaces what it may replace, whole, and nothing else."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from corpus.errors import PolicyError
from export.files import save
from kb.intake import Intake


def test_a_new_file_and_its_replacement(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    save(b"1", path)
    path.chmod(0o640)
    save(b"2", path)
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    target, link = tmp_path / "里" / "表.csv", tmp_path / "链接.csv"
    link.symlink_to(target)
    for data in (b"new", b"again"):
        save(data, link)
        assert link.is_symlink()
        assert target.read_bytes() == data


def test_a_circle_of_links(tmp_path: Path) -> None:
    link = tmp_path / "圈"
    link.symlink_to(link)
    with pytest.raises(PolicyError, match="绕成了圈"):
        save(b"1", link)
    assert link.is_symlink()


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe, data = tmp_path / "管道", bytes(range(256)) * 1024
    os.mkfifo(pipe)
    writer = threading.Thread(target=save, args=(data, pipe))
    writer.start()
    assert pipe.read_bytes() == data
    writer.join()
    assert pipe.is_fifo()


def test_a_socket_and_a_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("s")
        with pytest.raises(PolicyError, match="套接字"):
            save(b"1", Path("s"))
    with pytest.raises(PolicyError, match="是文件夹"):
        save(b"1", tmp_path)


def test_a_read_only_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "定稿.csv"
    path.write_bytes(b"1")
    path.chmod(0o444)
    with pytest.raises(PolicyError, match="只读"):
        save(b"2", path)
    assert path.read_bytes() == b"1"


def test_a_knowledge_base_stays(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    link = tmp_path / "表.csv"
    link.symlink_to(path)
    with Intake.open(path):
        before = path.read_bytes()
        for name in (path, link, Path(f"{path}-wal"), Path(f"{path}-shm")):
            with pytest.raises(PolicyError, match="这是知识库"):
                save(b"1", name)
        assert path.read_bytes() == before


def test_what_cannot_be_written_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="不存在"):
        save(b"1", tmp_path / "没有" / "表.csv")
    with pytest.raises(PolicyError, match="文件名太长"):
        save(b"1", tmp_path / ("长" * 100))
    with pytest.raises(PolicyError, match="不能用的字符"):
        save(b"1", Path("a\x00b"))
    save(b"1", tmp_path / ("长" * 80))
