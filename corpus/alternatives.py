"""Many words as one pattern: a tree of their characters, so that a search reads each character once.

``re`` tries alternatives one by one; some hundred unit names at every place of a text are slow so. At a
place the longest word that stands there is tried first, then the shorter ones that it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

Tree = dict[str, "Tree"]
_END = ""
_FEW = 32


def any_of(words: Iterable[str], not_before: Mapping[str, str] = MappingProxyType({})) -> str:
    """A pattern, in a group of its own, for any of ``words``; the same whatever their order.

    ``not_before`` says of a word which characters may not follow it, as they are written in a set.
    """
    root: Tree = {}
    for word in sorted(set(words)):
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {not_before.get(word, ""): {}}
    return f"(?:{_branches(root)})"


def _branches(tree: Tree) -> str:
    """The pattern of a node's children; a word that ends at the node makes them optional."""
    chars = sorted(char for char in tree if char != _END)
    first = f"(?={_set(chars)})" if len(chars) > 4 else ""
    return first + _split(tree, chars) if chars else ""


def _split(tree: Tree, chars: Sequence[str]) -> str:
    """The children ``chars``, halved until they are few, for alternatives are tried one by one."""
    if len(chars) > _FEW:
        half = len(chars) // 2
        left, right = chars[:half], chars[half:]
        return f"(?:(?={_set(left)}){_split(tree, left)}|{_split(tree, right)})"
    parts = [re.escape(char) + _below(tree[char]) for char in chars]
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else parts[0]


def _set(chars: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, chars))}]"


def _below(tree: Tree) -> str:
    inner = _branches(tree)
    if _END not in tree:
        return inner
    guard = "".join(f"(?![{barred}])" for barred in tree[_END] if barred)
    if not inner:
        return guard
    return f"(?:{inner}|{guard})" if guard else f"(?:{inner})?"
