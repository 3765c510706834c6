"""外部程序：whatever a program starts ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.programs import run

LEAVES_A_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
child.wait()
"""


def _ended(pid: int) -> bool:
    """Whether the process is gone, or is a corpse that nobody has buried yet."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="要看 /proc")
def test_a_child_that_is_still_at_work_ends_when_the_time_is_over(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    with pytest.raises(subprocess.TimeoutExpired):
        run([sys.executable, "-c", LEAVES_A_CHILD, str(noted)], 2)
    assert _ended(int(noted.read_text()))


def test_what_is_printed_comes_back_whatever_the_exit_code() -> None:
    assert run([sys.executable, "-c", "print('yes'); raise SystemExit(3)"], 20) == b"yes\n"
