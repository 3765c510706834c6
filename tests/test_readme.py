"""Every ``$ policykb …`` of README.md, run in order in an empty folder, prints what the README shows.

Lines of a session are read from what is shown of it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from real_plans import BUNDLED

README = Path(__file__).resolve().parents[1] / "README.md"
SCRIPT = Path(sys.executable).with_name("policykb")
INDENT, PROMPT, OMITTED, ASKED = "    ", "$ policykb ", "…", "问> "


def shown() -> list[tuple[str, list[str]]]:
    """(arguments, lines of output) of each command shown, in the order of the README."""
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in README.read_text("utf-8").splitlines():
        text = line.removeprefix(INDENT)
        if line.startswith(INDENT + PROMPT):
            found.append((text.removeprefix(PROMPT), []))
            inside = True
        elif inside and (line.startswith(INDENT) or not line):
            found[-1][1].append(text)
        else:
            inside = False
    return [(arguments, _trimmed(lines)) for arguments, lines in found]


def _trimmed(lines: list[str]) -> list[str]:
    return "\n".join(line.rstrip() for line in lines).strip("\n").split("\n")


def matches(expected: list[str], printed: list[str]) -> bool:
    """Line by line; a line that is only … stands for any lines, also for none."""
    if not expected:
        return not printed
    if expected[0] == OMITTED:
        return any(matches(expected[1:], printed[at:]) for at in range(len(printed) + 1))
    return printed[:1] == expected[:1] and matches(expected[1:], printed[1:])


def test_omitted_lines() -> None:
    assert matches(["甲", "…"], ["甲", "乙", "丙"])
    assert matches(["甲", "…", "丙"], ["甲", "丙"])
    assert not matches(["甲", "…", "丙"], ["甲", "乙"])
    assert not matches(["甲"], ["甲", "乙"])


def test_the_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED, tmp_path / "corpus" / "plans")
    env = {name: value for name, value in os.environ.items() if name != "POLICYKB"}
    commands = shown()
    assert [arguments.split()[0] for arguments, _ in commands][:3] == ["ingest", "ask", "matrix"]
    for arguments, expected in commands:
        done = subprocess.run(
            [SCRIPT, *shlex.split(arguments)],
            cwd=tmp_path,
            env=env,
            input="".join(f"{line[len(ASKED) :]}\n" for line in expected if line.startswith(ASKED)).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
        )
        printed = _trimmed(done.stdout.decode().splitlines())
        assert matches(expected, printed), f"policykb {arguments}\n" + "\n".join(printed)
