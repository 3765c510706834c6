"""What docs/architecture.md says of every module of the room."""

from __future__ import annotations

import subprocess
import sys
from pkgutil import walk_packages

import qa

MODULES = tuple(name for _, name, _ in walk_packages(qa.__path__, "qa."))

WATCHED = """
import re, sys
from importlib import import_module
compiled, compile = [], re.compile
def watching(*given, **settings):
    compiled.append(sys._getframe(1).f_globals["__name__"])
    return compile(*given, **settings)
re.compile = watching
for name in sys.argv[1:]:
    import_module(name)
print(*sorted({name for name in compiled if name.startswith("qa.")}))
"""


def test_no_pattern_is_compiled_where_a_module_is_loaded() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, *MODULES], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
