"""命令表：every command with the module it lives in and its line in ``--help``, in the order shown there.

The lines are told here so that ``--help`` need not load the commands; a test holds them to the docstrings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, its panel in ``--help``, the module that has it, and its line."""

    name: str
    panel: str
    module: str
    line: str


COMMANDS: tuple[Entry, ...] = (
    Entry("ingest", "建库", "reading", "把方案读进知识库。读不了的文件逐个说明，不影响其余。"),
    Entry("extract", "建库", "reading", "不建库，直接打印一份方案的事实（plan-facts/1）。"),
    Entry("remove", "建库", "keeping", "把方案从知识库移除，连同旧版；--old 只移除旧版。"),
    Entry("export-kb", "建库", "keeping", "把整个知识库存成一个文件，含旧版；同样的内容，得到同样的字节。"),
    Entry("import-kb", "建库", "keeping", "把存档并入知识库：先查完整个存档，有一处不对就什么也不写。"),
    Entry(
        "reindex",
        "建库",
        "indexing",
        "重建检索索引：补上缺的，撤下多的；旧结构的知识库先升级。",
    ),
    Entry("stats", "建库", "stock", "库里有什么：每份方案的条款、责任、时限、指标和待核数。"),
    Entry("doctor", "建库", "stock", "检查环境：版本、加速器是否启用、知识库文件是否完好。"),
    Entry("ask", "查询", "asking", "提问。答案是全部而不是前几条，逐条附原文依据；文中没有的就说没有。"),
    Entry("chat", "查询", "chat.command", "一问一答，记得上一问：其中2024年的呢，那教体局呢。"),
    Entry("search", "查询", "searching", "按词检索条款（BM25），标出命中的词和条款路径。"),
    Entry("tasks", "查询", "asking", "一个单位负责的全部任务。"),
    Entry("owners", "查询", "asking", "一项任务由哪些单位负责。"),
    Entry("targets", "查询", "asking", "指标的目标值。"),
    Entry("deadlines", "查询", "asking", "什么事什么时候办完；周期性的任务用 --every。"),
    Entry(
        "verify",
        "核查",
        "keeping",
        "核对整个知识库：文件、总账、封条、摘要、原文位置、互相的指向、检索索引。",
    ),
    Entry("versions", "核查", "keeping", "每份方案入过库的各版，哪一版是现行的。"),
    Entry("trace", "核查", "checking", "这个单位为什么在这一条：原文、规则、依据和修补。"),
    Entry(
        "lint",
        "核查",
        "checking",
        "给方案本身体检：缺责任单位、两个牵头、时限过期、指标前后不一、序号缺漏、附表与正文不符等。",
    ),
    Entry(
        "audit",
        "核查",
        "checking",
        "读全了没有：每个字归到哪里，每处单位、数字、时间词用在哪个事实或为什么不用，哪些说明不了。",
    ),
    Entry(
        "matrix",
        "导出",
        "writing",
        "导出责任矩阵（任务×单位）和任务台账；docx、pdf 是责任分解表，csv 只有台账。",
    ),
    Entry(
        "brief",
        "导出",
        "writing",
        "一个单位一页：它的任务、角色、时限、指标和共同责任的单位。格式看 --output 的结尾，不写则为 docx。",
    ),
    Entry(
        "export",
        "导出",
        "writing",
        "导出事实给别的程序：ics 日历、ttl 和 jsonld 关联数据、akn 法规标准 XML、csv 一行一个事实。",
    ),
    Entry(
        "graph",
        "导出",
        "writing",
        "导出知识图谱：文件、条款、单位、时限、指标，每条边带原文依据。格式看 --output 的结尾，不写则为 json。",
    ),
    Entry(
        "verify-export",
        "导出",
        "returning",
        "核对导出的表：逐格与方案对照，改过的、缺的、多的、换了版本的，一处处指出；有不符则以 1 退出。",
    ),
    Entry(
        "import-ledger",
        "导出",
        "returning",
        "收回填好的台账：“进展”“备注”记进知识库，列出新增和修改；再导出时带着。",
    ),
    Entry(
        "remarks",
        "导出",
        "returning",
        "收回的进展、备注：写在哪一条、出自哪个文件哪一格，旧版的哪些沿用、哪些因条款已改没有沿用。",
    ),
    Entry(
        "serve", "服务", "serving", "在浏览器里用知识库：提问、看方案、矩阵、日历、核查；另有接口 /api/v1。"
    ),
    Entry(
        "mcp",
        "服务",
        "serving",
        "以 MCP 供助手使用：从标准输入收请求，往标准输出答；查询与原文依据都在结构化的结果里。",
    ),
)
