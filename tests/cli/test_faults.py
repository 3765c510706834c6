"""Whatever the machine does to the program, it ends with one Chinese sentence and never with a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from real_plans import BUNDLED

import cli
from kb.ingest import ingest_paths

SCRIPT = Path(sys.executable).with_name("policykb")
PLAN = sorted(BUNDLED.glob("*.txt"))[0]
QUESTION = "区财政局负责哪些任务"
NOBODY = [
    "setpriv",
    "--bounding-set=-all",
    "--inh-caps=-all",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
]

Arg = str | bytes | Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


@pytest.fixture
def kb(made: Path, tmp_path: Path) -> Path:
    return shutil.copy(made, tmp_path / "库.db")


def run(
    *args: Arg, cwd: Path, env: dict[str, str] | None = None, **streams: object
) -> subprocess.CompletedProcess[bytes]:
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **streams}
    return subprocess.run([SCRIPT, *args], cwd=cwd, env={**os.environ, **(env or {})}, check=False, **given)


@pytest.fixture
def inside(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """The command in this process, which is quicker where no stream and no power is at stake."""
    monkeypatch.chdir(tmp_path)

    def call(*args: Arg) -> subprocess.CompletedProcess[bytes]:
        monkeypatch.setattr("sys.argv", ["policykb", *map(str, args)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return subprocess.CompletedProcess(args, int(stop.value.code or 0), *capfdbinary.readouterr())

    return call


Inside = Callable[..., subprocess.CompletedProcess[bytes]]


def sentence(done: subprocess.CompletedProcess[bytes], code: int) -> str:
    said = done.stderr.decode("utf-8")
    assert done.returncode == code, said
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    assert said.endswith("。\n")
    return said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="没有 /dev/full")
@pytest.mark.parametrize("args", [["graph"], ["--help"]])
def test_a_full_disk_below_standard_output(kb: Path, args: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = run(*args, cwd=kb.parent, env={"POLICYKB": str(kb)}, stdout=full)
    assert "磁盘已满" in sentence(done, 1)


def test_a_closed_standard_output(kb: Path) -> None:
    command = '"$0" ask "$1" --kb "$2" >&-'
    done = subprocess.run(["sh", "-c", command, SCRIPT, QUESTION, kb], capture_output=True, check=False)
    assert "标准输出已经关闭" in sentence(done, 1)
    silent = subprocess.run(["sh", "-c", f"{command} 2>&-", SCRIPT, QUESTION, kb], check=False)
    assert silent.returncode == 1


def test_a_reader_that_goes_away_is_no_fault(kb: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$0" graph --kb "$1" | head -c 10', SCRIPT, kb], capture_output=True, check=False
    )
    assert done.stderr == b""


@pytest.mark.parametrize(
    "args", [["ask", b"\xff\xfe"], ["tasks", b"\xb2\xc6"], ["matrix", "-o", b"\xff.xlsx"]]
)
def test_bytes_that_are_no_text(kb: Path, args: list[Arg]) -> None:
    said = sentence(run(*args, cwd=kb.parent, env={"POLICYKB": str(kb)}), 2)
    assert "不是 UTF-8" in said
    assert "\\x" in said


def test_file_names_that_are_no_text_are_refused_one_by_one(tmp_path: Path) -> None:
    name = "方案.txt".encode("gb18030")
    shutil.copy(PLAN, os.path.join(os.fsencode(tmp_path), name))
    shutil.copy(PLAN, tmp_path / "好.txt")
    done = run("ingest", name, "好.txt", cwd=tmp_path)
    assert done.returncode == 2
    out = done.stdout.decode("utf-8")
    assert "新增 1" in out
    assert "\\xb7\\xbd\\xb0\\xb8.txt 的文件名不是 UTF-8" in out


def test_a_folder_whose_name_is_no_text_may_hold_plans(tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), "方案".encode("gb18030"))
    os.mkdir(folder)
    shutil.copy(os.fsencode(PLAN), folder)
    for state in ("新增 1", "未变 1"):
        done = run("ingest", folder, cwd=tmp_path)
        assert done.returncode == 0
        assert state in done.stdout.decode("utf-8")


def test_names_that_are_too_long(inside: Inside) -> None:
    name = "长" * 200 + ".txt"
    assert "文件名太长" in sentence(inside("extract", name), 2)
    assert "文件名太长" in inside("ingest", name).stdout.decode()
    assert "文件名太长" in sentence(inside("stats", "--kb", name), 3)
    assert "文件名太长" in sentence(inside("ingest", PLAN, "--kb", name), 3)
    assert "文件名太长" in inside("doctor", "--kb", name).stdout.decode()


def test_control_characters_are_shown_escaped(inside: Inside) -> None:
    assert "a\\n\\x1b[31mb.txt" in sentence(inside("extract", "a\n\x1b[31mb.txt"), 2)


def test_pipes_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert "不是普通文件" in sentence(run("extract", "管道.txt", cwd=tmp_path, timeout=20), 2)
    assert "不是知识库" in sentence(run("ask", QUESTION, "--kb", "管道.txt", cwd=tmp_path, timeout=20), 3)


def test_output_into_a_pipe(kb: Path) -> None:
    pipe = kb.parent / "管道"
    os.mkfifo(pipe)
    with (kb.parent / "读到").open("wb+") as got, subprocess.Popen(["cat", pipe], stdout=got) as reader:
        done = run("graph", "-o", pipe, "--kb", kb, cwd=kb.parent)
        reader.wait(timeout=20)
    assert done.returncode == 0
    assert (kb.parent / "读到").read_bytes() == run("graph", "--kb", kb, cwd=kb.parent).stdout
    assert pipe.is_fifo()


def test_the_knowledge_base_is_never_overwritten(kb: Path, inside: Inside) -> None:
    before = kb.read_bytes()
    for name in (kb, f"{kb}-wal"):
        assert "这是知识库" in sentence(inside("matrix", "-f", "xlsx", "-o", name, "--kb", kb), 1)
    assert kb.read_bytes() == before
    assert not Path(f"{kb}-wal").exists()


def test_only_a_file_can_be_a_knowledge_base(tmp_path: Path, inside: Inside) -> None:
    for name in (":memory:", "file:x.db", "."):
        sentence(inside("ingest", PLAN, "--kb", name), 3)
        sentence(inside("ask", QUESTION, "--kb", name), 3)
    assert list(tmp_path.iterdir()) == []


def test_utf8_whatever_the_locale(kb: Path) -> None:
    world = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    args = ("ask", QUESTION, "--kb", kb.name)
    done = run(*args, cwd=kb.parent, env=world)
    assert done.stderr == b""
    assert done.stdout == run(*args, cwd=kb.parent).stdout
    assert "没有.txt" in sentence(run("extract", "没有.txt", cwd=kb.parent, env=world), 2)


@cache
def powers_can_be_dropped() -> bool:
    trial = [*NOBODY, SCRIPT, "--version"]
    return bool(shutil.which("setpriv")) and not subprocess.run(trial, capture_output=True).returncode


def nobody(*args: Arg, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The command without the powers of root; skips where that cannot be had."""
    if os.geteuid() != 0:
        return run(*args, cwd=cwd)
    if not powers_can_be_dropped():
        pytest.skip("不能以普通用户运行")
    for folder in (cwd, *cwd.parents):
        if "pytest-" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)
    cwd.chmod(0o777)
    return subprocess.run([*NOBODY, SCRIPT, *args], cwd=cwd, capture_output=True, timeout=60, check=False)


def test_a_folder_that_may_not_be_searched(kb: Path) -> None:
    shut = kb.parent / "关"
    shut.mkdir()
    shutil.copy(PLAN, shut)
    shutil.copy(kb, shut / "库.db")
    try:
        for mode in (0o000, 0o444):
            shut.chmod(mode)
            done = nobody("ingest", "关", "--kb", "新.db", cwd=kb.parent)
            assert done.returncode == 2
            assert "没有权限" in done.stdout.decode()
        assert "没有权限" in sentence(nobody("stats", "--kb", "关/库.db", cwd=kb.parent), 3)
        assert "没有权限" in nobody("doctor", "--kb", "关/库.db", cwd=kb.parent).stdout.decode()
        assert "没有权限" in sentence(nobody("matrix", "-o", "关/表.xlsx", "--kb", kb, cwd=kb.parent), 1)
    finally:
        shut.chmod(0o755)


def test_a_file_that_may_not_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    shutil.copy(PLAN, tmp_path / "好.txt")
    shutil.copy(PLAN, tmp_path / "密.txt")
    (tmp_path / "密.txt").chmod(0)
    done = nobody("ingest", "密.txt", "好.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有读取 密.txt 的权限" in done.stdout.decode()
    assert "新增 1" in done.stdout.decode()


def test_a_knowledge_base_that_may_only_be_read(kb: Path) -> None:
    shelf = kb.parent / "架"
    shelf.mkdir()
    shutil.copy(kb, shelf / "库.db")
    (shelf / "库.db").chmod(0o444)
    for mode in (0o555, 0o755):
        shelf.chmod(mode)
        done = nobody("ask", QUESTION, "--kb", "架/库.db", cwd=kb.parent)
        assert done.returncode == 0, done.stderr.decode()
        assert "完好" in nobody("verify", "--kb", "架/库.db", cwd=kb.parent).stdout.decode()
        assert nobody("export-kb", "库.gz", "--kb", "架/库.db", cwd=kb.parent).returncode == 0
        assert [path.name for path in shelf.iterdir()] == ["库.db"]
    shelf.chmod(0o555)
    try:
        for command in (("ingest", PLAN), ("remove", PLAN.name), ("import-kb", "库.gz")):
            assert "只读" in sentence(nobody(*command, "--kb", "架/库.db", cwd=kb.parent), 3)
        assert "没有权限" in sentence(nobody("export-kb", "架/库.gz", "--kb", kb, cwd=kb.parent), 1)
    finally:
        shelf.chmod(0o755)


def test_an_unforeseen_fault_is_one_sentence(kb: Path) -> None:
    code = (
        "import sys, cli\nfrom qa import answer\n"
        "def broken(*_, **__): raise RuntimeError('secret')\n"
        "answer.ask = broken\n"
        f"sys.argv = ['policykb', 'ask', 'x', '--kb', {str(kb)!r}]\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", code]
    said = sentence(subprocess.run(command, capture_output=True, check=False), 1)
    assert "RuntimeError" in said
    assert "POLICYKB_DEBUG=1" in said
    shown = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "POLICYKB_DEBUG": "1"}
    )
    assert shown.returncode == 1
    assert b"Traceback" in shown.stderr


@pytest.mark.parametrize("wait", [0.2, 0.6])
def test_interrupted_at_any_moment(tmp_path: Path, wait: float) -> None:
    files = []
    for n in range(40):
        files.append(tmp_path / f"{n}.txt")
        files[-1].write_text(f"{PLAN.read_text('utf-8')}\n{n}", "utf-8")
    with subprocess.Popen(
        [SCRIPT, "ingest", *files], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    if running.returncode != -signal.SIGINT and b"site" not in err:  # else: before our first line
        assert running.returncode == 130
        assert "已中断" in err.decode()
        assert "Traceback" not in err.decode()


def test_interrupted_while_loading() -> None:
    code = "import corpus.interrupt\nraise KeyboardInterrupt"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert "已中断" in sentence(done, 130)


@pytest.mark.parametrize("wait", [0.9, 1.5])
def test_killed_during_the_first_ingest(tmp_path: Path, wait: float) -> None:
    with subprocess.Popen([SCRIPT, "ingest", BUNDLED], cwd=tmp_path, stdout=subprocess.PIPE) as running:
        time.sleep(wait)
        running.kill()
        running.communicate(timeout=60)
    done = run("ingest", BUNDLED, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_a_damaged_store_is_noticed_and_answers_nothing(kb: Path, inside: Inside) -> None:
    connection = sqlite3.connect(kb, isolation_level=None)
    connection.execute("UPDATE documents SET header = '{' WHERE id = 1")
    connection.close()
    said = sentence(inside("ask", QUESTION, "--kb", kb), 3)
    assert "库.db" in said
    assert "policykb ingest" in said
    shown = inside("doctor", "--kb", kb).stdout.decode()
    assert "损坏" in shown
    assert "完好" not in shown
    assert "重读 1" in inside("ingest", BUNDLED, "--kb", kb).stdout.decode()
    assert inside("ask", QUESTION, "--kb", kb).returncode == 0
