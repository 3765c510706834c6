"""不能照办：why something was not done, in one Chinese sentence, for who asks from elsewhere.

Where the store lies on the disk and which command mends it is the business of its keeper alone.
"""

from __future__ import annotations

from corpus.errors import PolicyError, StoreError, TooMany
from web.shelf import NotHeld


def sentence(error: Exception, choosing: str) -> str:
    """``choosing`` says how it is told which plans are meant."""
    if isinstance(error, NotHeld):
        return f"{error}。"
    if isinstance(error, StoreError):
        return f"知识库暂时不能用：{error.what}；请告诉管理知识库的人。"
    if isinstance(error, TooMany):
        return f"{error.what}；{choosing}"
    if isinstance(error, PolicyError):
        return str(error)
    return f"程序出错（{type(error).__name__}），没有做完；请把这次的操作报给开发者。"
