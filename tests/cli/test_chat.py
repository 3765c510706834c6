"""``policykb chat`` through its entry point: lines through a pipe, and a person at a terminal."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pexpect
import pytest
from real_plans import BUNDLED

from commands.chat.history import LENGTH
from kb.database import writable
from kb.ingest import ingest_paths

SCRIPT = Path(sys.executable).with_name("policykb")
TASKS = "区财政局负责哪些任务"
COUNTY = "云溪县低碳园区建设行动方案（2025—2027年）"


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kb") / "示例.db"
    ingest_paths(path, [BUNDLED], watch=iter)
    return path


Piped = Callable[..., str]


@pytest.fixture
def piped(kb: Path, tmp_path: Path) -> Piped:
    def call(*typed: str | bytes, args: tuple[str, ...] = ()) -> str:
        sent = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in typed)
        done = subprocess.run(
            [SCRIPT, "chat", "--kb", kb, "--today", "2024-03-01", *args],
            input=sent,
            capture_output=True,
            cwd=tmp_path,
            check=True,
        )
        assert done.stderr == b""
        return done.stdout.decode()

    return call


def said(printed: str) -> list[str]:
    """What is printed for each line, the line itself left out."""
    return [part.partition("\n")[2].strip("\n") for part in f"\n{printed}".split("\n问> ")[1:]]


def test_each_line_of_a_pipe_is_answered_and_goes_on_from_the_one_before(piped: Piped) -> None:
    tasks, year, other, owner, when = said(
        piped(TASKS, "", "其中2024年的呢", "那教体局呢", "校园安全谁牵头", "什么时候完成")
    )
    assert "共10条" in tasks
    assert "接上一问" not in tasks
    assert "原文依据" not in tasks
    assert year.startswith("（接上一问，读作：2024年区财政局负责哪些任务）\n")
    assert "第16、24条" in year
    assert other.startswith("（接上一问，读作：2024年教体局负责哪些任务）\n")
    assert "第14条" in owner
    assert when.startswith("（接上一问，读作：校园安全什么时候完成）\n")


def test_a_question_that_has_nothing_to_go_on_from_does_not_break_the_thread(piped: Piped) -> None:
    first, _, lost, year = said(piped("其中2024年的呢", TASKS, "谁牵头", "其中2024年的呢"))
    assert "这里没有可以接的内容" in first
    assert "这里没有可以接的内容" in lost
    assert "读作：2024年区财政局负责哪些任务" in year


def test_the_plans_of_the_question_before_are_kept_until_all_are_asked_again(piped: Piped) -> None:
    _, number, _, again = said(piped("云溪县财政局负责什么", "文号是多少", "/方案 全部", "文号是多少"))
    assert f"只问《{COUNTY}》" in number
    assert "云政办发〔2025〕12号" in number
    assert "接上一问" not in again
    assert COUNTY in again
    assert "江川" in again


def test_the_plans_to_ask_are_chosen(piped: Piped) -> None:
    listed, told, marked, wrong, other, by_number = said(
        piped("/方案", "/plans　云溪", "/方案", "/方案 天上人间", TASKS, "/方案 1、2")
    )
    assert listed.count("\n  ●") == 2
    assert told == f"以后只问《{COUNTY}》。"
    assert (marked.count("\n  ●"), marked.count("\n  ○")) == (1, 1)
    assert wrong.startswith("没有方案“天上人间”；知识库里有：《")
    assert "区财政局" in other
    assert "10条" not in other
    assert by_number == "以后问全部2份方案。"
    assert piped(TASKS, args=("--plan", "云溪")) == piped("/方案 云溪", TASKS).partition("\n\n")[2]


def test_proofs_and_readings_on_demand(piped: Piped) -> None:
    nothing, _, proof, reading, _, year, *_ = said(
        piped("/依据", TASKS, "/依据", "/解释", "/依据 开", "其中2024年的呢", "/依据 也许")
    )
    assert nothing == "还没有问过；请先提一个问题，如 区财政局负责哪些任务。"
    assert proof.startswith("原文依据\n")
    assert "第1549—1552字" in proof
    assert "查询    查询任务，条件：责任单位含 区财政局" in reading
    assert "\n\n原文依据\n" in year


def test_help_tells_every_command_and_a_slash_may_come_from_any_keyboard(piped: Piped) -> None:
    plain, *others, unknown = said(piped("/帮助", "／帮助", "、帮助", "/HELP", "/什么"))
    assert others == [plain] * 3
    for name in ("/依据", "/解释", "/方案", "/导出", "/退出"):
        assert f"\n  {name}" in plain
        assert name in unknown


def test_the_session_ends_where_it_is_told_to(piped: Piped) -> None:
    assert said(piped("/退出", TASKS)) == [""]


def test_json_lines(piped: Piped) -> None:
    printed = piped(TASKS, "其中2024年的呢", "/什么", "/依据", "/退出", args=("--format", "json"))
    tasks, year, refused, proof = map(json.loads, printed.splitlines())
    assert tasks["schema"] == year["schema"] == "plan-answer/1"
    assert (tasks["question"], tasks["count"], tasks["read_as"]) == (TASKS, 10, None)
    assert (year["question"], year["count"]) == ("其中2024年的呢", 2)
    assert year["read_as"] == "2024年区财政局负责哪些任务"
    assert (refused["schema"], refused["line"], refused["status"]) == ("chat-remark/1", "/什么", "refused")
    assert proof["status"] == "done"


def test_the_last_answer_is_saved(piped: Piped, tmp_path: Path) -> None:
    piped(TASKS, "/导出 财政局.csv", "/导出 财政局.json", "/导出 财政局.docx")
    assert (tmp_path / "财政局.docx").read_bytes()[:2] == b"PK"
    rows = list(csv.DictReader(StringIO((tmp_path / "财政局.csv").read_text("utf-8-sig"))))
    assert len(rows) == 10
    source = sorted(BUNDLED.glob("*江川*"))[0].read_text("utf-8")
    for row in rows:
        assert row["内容"] == "区财政局"
        assert source[int(row["起"]) : int(row["止"])] == row["原文"]
    assert json.loads((tmp_path / "财政局.json").read_text("utf-8"))["count"] == 10


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("/导出", "没有写文件名"),
        ("/导出 表.exe", "看不出要写成什么格式"),
        ("/导出 没有/表.csv", "写不进去"),
        (b"\xb2\xc6\xd5\xfe\xbe\xd6", "不是 UTF-8 的字节"),
        ("/", "没有命令 /"),
        ("/方案 9", "没有方案“9”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_the_session_goes_on(
    piped: Piped, line: str | bytes, fault: str
) -> None:
    _, refused, year = piped(TASKS, line, "其中2024年的呢", args=("--format", "json")).splitlines()
    told = json.loads(refused)
    assert told["status"] == "refused"
    assert fault in told["text"]
    assert "\n" not in told["text"]
    assert json.loads(year)["count"] == 2


def test_a_knowledge_base_that_is_not_there_or_holds_nothing(tmp_path: Path) -> None:
    writable(tmp_path / "空.db").close()
    for name in ("没有.db", "空.db"):
        done = subprocess.run(
            [SCRIPT, "chat", "--kb", name],
            input="",
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        assert (done.returncode, done.stdout) == (3, "")
        assert "policykb ingest" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_closed_standard_input(kb: Path) -> None:
    command = ["sh", "-c", '"$0" chat --kb "$1" <&-', SCRIPT, kb]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("标准输入已经关闭")


Terminal = Callable[..., pexpect.spawn]


@pytest.fixture
def terminal(kb: Path, tmp_path: Path) -> Iterator[Terminal]:
    """Sessions at a terminal, which share a home; each ends with the test."""
    opened: list[pexpect.spawn] = []

    def call(*args: str) -> pexpect.spawn:
        env = {
            **os.environ,
            "TERM": "xterm",
            "XDG_STATE_HOME": str(tmp_path),
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        child = pexpect.spawn(
            str(SCRIPT),
            ["chat", "--kb", str(kb), *args],
            env=env,
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 120),
        )
        child.logfile_read = StringIO()
        opened.append(child)
        child.expect("Ctrl-D 退出")
        child.expect("问>")
        return child

    yield call
    for child in opened:
        child.close(force=True)


def shows(child: pexpect.spawn, sent: str, shown: str) -> None:
    """What is sent has that shown, and then the next prompt."""
    child.send(sent)
    child.expect(shown)
    child.expect("问>")


def ended(child: pexpect.spawn) -> int:
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


@pytest.fixture
def kept(tmp_path: Path) -> Callable[[], list[str]]:
    return lambda: (tmp_path / "policykb" / "history").read_text("utf-8").splitlines()


def test_a_name_is_completed_and_the_line_recalled_in_the_next_session(
    terminal: Terminal, kept: Callable[[], list[str]], tmp_path: Path
) -> None:
    first = terminal()
    first.send("区财\t")
    first.expect("政局")
    shows(first, "负责哪些任务\r", "共10条")
    first.send("/依\t")
    first.expect("据")
    shows(first, "\r", "第1549—1552字")
    assert ended(first) == 0
    assert kept() == [TASKS, "/依据"]
    assert (tmp_path / "policykb" / "history").stat().st_mode & 0o077 == 0
    second = terminal()
    second.send("区\x1b[A")
    second.expect("财政局负责哪些任务")
    shows(second, "\r", "共10条")
    assert ended(second) == 0


def test_ctrl_c_drops_the_line_and_ctrl_d_ends(terminal: Terminal, kept: Callable[[], list[str]]) -> None:
    child = terminal()
    child.send("审计局承担")
    child.expect("审计局承担")
    shows(child, "\x03", "这一行不要了")
    shows(child, f"{TASKS}\r", "共10条")
    assert ended(child) == 0
    assert kept() == [TASKS]


def test_ctrl_c_interrupts_an_answer_and_not_the_session(terminal: Terminal, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.csv")  # takes nothing as long as nobody reads it
    child = terminal()
    shows(child, f"{TASKS}\r", "共10条")
    child.send(f"/导出 {tmp_path / '管.csv'}\r")
    while child.expect(["这一问中断了", pexpect.TIMEOUT], timeout=0.5):
        child.sendintr()
    child.expect("问>")
    shows(child, "其中2024年的呢\r", "第16、24条")
    assert ended(child) == 0


def test_no_history_leaves_no_trace(terminal: Terminal, tmp_path: Path) -> None:
    child = terminal("--no-history")
    shows(child, f"{TASKS}\r", "共10条")
    assert ended(child) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_long_history_keeps_the_newest(
    terminal: Terminal, kept: Callable[[], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "policykb").mkdir()
    (tmp_path / "policykb" / "history").write_text("".join(f"第{n}问\n" for n in range(LENGTH + 5)), "utf-8")
    assert ended(terminal()) == 0
    assert (kept()[0], len(kept())) == ("第5问", LENGTH)


def test_a_history_that_cannot_be_kept_is_no_hindrance(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "policykb").write_text("", "utf-8")
    child = terminal()
    assert "这次只在会话里记着" in child.logfile_read.getvalue()
    shows(child, f"{TASKS}\r", "共10条")
    child.send("\x1b[A")
    child.expect(TASKS)
    shows(child, "\x03", "这一行不要了")
    assert ended(child) == 0
