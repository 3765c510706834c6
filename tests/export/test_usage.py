"""A command line that is wrong is told so in Chinese, whatever the parser's own words."""

from __future__ import annotations

import re

import pytest

import cli
from corpus.errors import PolicyError, printable, reason
from export.process import check_arguments
from export.usage import _in_chinese


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["extract", "a", "b"], "多出了参数 b"),
        (["search", "x", "--limit", "0"], "请写 1 以上的整数"),
        (["search", "x", "--limit", "q"], "请写 1 以上的整数"),
        (["ask", "x", "--format", "xml"], "没有“xml”，可选 text、json"),
        (["ask", "x", "--kb"], "后面缺少值"),
        (["ask", "x", "--explain=3"], "后面不带值"),
        (["没有这个"], "没有这个命令 没有这个"),
    ],
)
def test_the_parser_speaks_chinese(
    line: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["policykb", *line])
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    said = capsys.readouterr().err
    assert words in said
    assert not re.search(r"[A-Z][a-z]+ [a-z]+", said)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("path 'f.txt' is not readable.", "没有读取 f.txt 的权限"),
        ("Directory 'd' is a directory.", "d 是文件夹"),
        ("'50x' is not a valid integer.", "要写整数"),
        ("0 is not in the range x>=1.", "要在 x>=1 之内"),
        ("Something new went wrong", "写法不被接受"),
        ("没有“doc”，可选 xlsx", "没有“doc”，可选 xlsx"),
    ],
)
def test_phrases_of_other_versions(english: str, chinese: str) -> None:
    assert _in_chinese(english) == chinese


def test_messages_are_one_printable_line() -> None:
    assert printable("a\nb\t\x1b[0m\udcff\u202e中文") == "a\\nb\\t\\x1b[0m\\xff\\u202e中文"
    assert str(PolicyError("a\r\nb")) == "a\\r\\nb"


def test_rare_faults_of_the_system_have_a_number() -> None:
    assert reason(OSError(28, "No space left on device")) == "磁盘已满"
    assert reason(OSError(9999, "?")) == "系统错误 9999"
    assert reason(OSError("?")) == "系统不接受"


def test_arguments_must_be_text() -> None:
    check_arguments(["ask", "财政局"])
    with pytest.raises(PolicyError, match="不是 UTF-8"):
        check_arguments(["ask", "\udcff"])
