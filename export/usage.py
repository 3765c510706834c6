"""What is wrong with a command line, in Chinese."""

from __future__ import annotations

import re

from corpus.lazy import lazily

CHOOSING = "请用 --place、--plan 指明，或加 --all 全部读。"
"""How it is said on a command line which plans are meant."""
_FAULTS = {
    "NoSuchOption": "没有选项 {option_name}",
    "MissingParameter": "缺少参数 {hint}",
    "BadParameter": "{hint} 的值不对：{message}",
}
_PHRASES = tuple(
    (lazily(english, re.IGNORECASE), chinese)
    for english, chinese in (
        (r"No such command '?(.*?)'?\.?", r"没有这个命令 \1"),
        (r"Missing command\.?", "缺少命令"),
        (r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)", r"多出了参数 \1"),
        (r"Option '?(.*?)'? requires .*", r"选项 \1 后面缺少值"),
        (r"Option '?(.*?)'? does not take a value\.?", r"选项 \1 后面不带值"),
        (r"Input should be greater than or equal to (\S+)", r"不能小于 \1"),
        (r"Input should be less than or equal to (\S+)", r"不能大于 \1"),
        (r".*is not in the range (.*?)\.?", r"要在 \1 之内"),
        (r".*valid integer.*", "要写整数"),
        (r".*valid (?:number|float).*", "要写数字"),
        (r"(?:Value error, )?(.*) is not one of (.*?)\.?", r"没有 \1，可选 \2"),
        (r".*'(.*)' is not readable\.?", r"没有读取 \1 的权限"),
        (r".*'(.*)' is not writable\.?", r"没有写入 \1 的权限"),
        (r".*'(.*)' is a directory\.?", r"\1 是文件夹"),
        (r".*'(.*)' is a file\.?", r"\1 不是文件夹"),
        (r".*'(.*)' does not exist\.?", r"\1 不存在"),
    )
)
_CHINESE = lazily(r"[\u4e00-\u9fff]")


def usage_error(error: Exception) -> str:
    """The command line's fault in one sentence, with the help to ask for."""
    parameter = getattr(error, "param", None)
    said = _FAULTS.get(type(error).__name__, "{message}").format(
        hint=parameter.get_error_hint() if parameter is not None else "",
        option_name=getattr(error, "option_name", ""),
        message=_in_chinese(str(getattr(error, "message", error))),
    )
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "policykb"
    return f"命令写得不对：{said}。请看 {command} --help。"


def _in_chinese(message: str) -> str:
    """What the parser says, by the table; what the table does not know is not repeated in English."""
    for english, chinese in _PHRASES:
        found = english.fullmatch(message)
        if found:
            return found.expand(chinese)
    return message.rstrip(".。") if _CHINESE.search(message) else "写法不被接受"
