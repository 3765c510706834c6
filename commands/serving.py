"""服务：the desk in a browser, and the tools for assistants; each needs an extra that most do without."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from commands.parser import Command, new_app
from corpus.errors import InputError
from export import options as opt

app = new_app()

HOST = Annotated[str, typer.Option(help="在哪个地址上听；本机以外的要有口令", metavar="地址")]
PORT = Annotated[int, typer.Option(min=1, max=65535, help="端口", metavar="端口")]
TOKEN = Annotated[
    str,
    typer.Option(
        envvar="POLICYKB_TOKEN",
        help="口令，至少 16 个字符：网页当密码填，程序放在 Bearer 里；写在命令行上别的用户看得见，最好用环境变量",
        metavar="口令",
    ),
]
NAMES = Annotated[
    list[str] | None,
    typer.Option(help="除地址和 localhost 外，认哪个主机名；几个就写几次", metavar="主机名"),
]
JOBS = Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, help="几个进程同时答", metavar="个数")]
RATE = Annotated[
    int,
    typer.Option(
        min=0, max=1_000_000, help="每个来处一分钟最多几次请求，各进程合计，0 为不限", metavar="次数"
    ),
]
PROXY = Annotated[
    str, typer.Option(help="前面的代理的地址：只有它写的 X-Forwarded-For 才算来处", metavar="地址")
]
UPLOAD = Annotated[bool, typer.Option("--allow-upload", help="开放上传方案；知识库还没有的，先建一个空的")]
QUOTA = Annotated[int, typer.Option(min=1, max=1_000_000, help="上传的文件一共最多占多少 MB", metavar="MB")]
PATIENCE = Annotated[int, typer.Option(min=0, max=86_400, help="一次请求最多等几秒，0 为不限", metavar="秒")]
LOGGED = Annotated[bool, typer.Option("--log-questions", help="日志里写出问了什么")]


@app.command(cls=Command)
def serve(
    host: HOST = "127.0.0.1",
    port: PORT = 8765,
    token: TOKEN = "",
    name: NAMES = None,
    jobs: JOBS = 1,
    rate: RATE = 1200,
    proxy: PROXY = "",
    allow_upload: UPLOAD = False,
    upload_quota: QUOTA = 2000,
    patience: PATIENCE = 30,
    log_questions: LOGGED = False,
    kb: opt.KB = opt.DEFAULT_KB,
) -> None:
    """在浏览器里用知识库：提问、看方案、矩阵、日历、核查；另有接口 /api/v1。"""
    try:
        from web.server import run
        from web.settings import Settings
    except ModuleNotFoundError as error:
        raise InputError(_lacking(error, "网页", "web")) from error
    settings = Settings(
        kb,
        date.today,
        token,
        tuple(name or ()),
        allow_upload,
        log_questions,
        rate,
        upload_quota * 1_000_000,
        proxy,
        patience,
    )
    run(settings, host, port, jobs)


@app.command(cls=Command)
def mcp(kb: opt.KB = opt.DEFAULT_KB) -> None:
    """以 MCP 供助手使用：从标准输入收请求，往标准输出答；查询与原文依据都在结构化的结果里。"""
    try:
        from web.mcp import run
    except ModuleNotFoundError as error:
        raise InputError(_lacking(error, "MCP", "mcp")) from error
    run(kb, date.today)


def _lacking(error: ModuleNotFoundError, what: str, extra: str) -> str:
    return f"没有装{what}部分（缺 {error.name}）；请运行 pip install '.[{extra}]'。"
