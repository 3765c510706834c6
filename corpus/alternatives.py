"""Many words as one pattern: a tree of their characters, so that a search reads each character once.

``re`` tries alternatives one by one; some hundred unit names at every place of a text are slow so. At a
place the longest word that stands there is tried first, then the shorter ones that it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

Tree = dict[str, "Tree"]
_END = ""


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
    chars = [char for char in tree if char != _END]
    parts = [re.escape(char) + _below(tree[char]) for char in chars]
    if not parts:
        return ""
    first = f"(?=[{''.join(map(re.escape, chars))}])" if len(chars) > 4 else ""
    return f"{first}(?:{'|'.join(parts)})" if len(parts) > 1 else parts[0]


def _below(tree: Tree) -> str:
    inner = _branches(tree)
    if _END not in tree:
        return inner
    guard = "".join(f"(?![{barred}])" for barred in tree[_END] if barred)
    if not inner:
        return guard
    return f"(?:{inner}|{guard})" if guard else f"(?:{inner})?"
