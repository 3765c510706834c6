"""What docs/architecture.md says of every module of the room."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from pkgutil import walk_packages

import qa

FOUND = tuple(walk_packages(qa.__path__, "qa."))
MODULES = tuple(found.name for found in FOUND)

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


ROOT = Path(__file__).parents[2]
HEAVY = {"spacy", "opencc", "xpinyin", "rank_bm25", "jieba", "rjieba", "tantivy"}
EXTRAS = {  # what loads a module that needs an extra: [ocr], [web] and [mcp]
    ROOT / "corpus" / "readers" / "paged" / "child.py": {"corpus"},
    ROOT / "commands" / "serving.py": {"web"},
}


def test_the_architecture_names_every_module_and_no_other() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| (`.*?) \|", text.split("| 模块（`qa/`） |")[1].split("\n\n")[0])
    named = [name for row in rows for name in re.findall(r"`([a-z_/]+)\.py`", row)]
    there = [found.name.removeprefix("qa.").replace(".", "/") for found in FOUND if not found.ispkg]
    assert sorted(named) == sorted(there)


def test_libraries_alone_are_imported_inside_functions() -> None:
    found = set()
    for room in ("corpus", "kb", "graph", "qa", "export", "web", "commands"):
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            inside = {name for node in tree.body if _is_function(node) for name in _imported(node)}
            found |= inside - EXTRAS.get(path, set())
    assert found == HEAVY


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef)


def _imported(tree: ast.AST) -> set[str]:
    """The packages that are imported anywhere below."""
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | named}
