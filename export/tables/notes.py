"""字段说明: what the columns mean, what was selected, and the files behind the rows."""

from __future__ import annotations

from export.characters import printable
from export.matrix import Matrix
from export.tables.model import PARTED, UNSTATED, Field, Table
from graph.wording import plan_title

TITLE = "字段说明"
WANTED, FILE = "选取条件", "文件"
_NOTES = (
    (
        "责任矩阵",
        "一份方案一张，一行一项任务，一列一个单位：先是列入责任单位名单的，后是只见于正文的，统称（各学校等）列在最后。",
    ),
    ("牵头、配合、责任", "方案写明的角色；方案不分主次时写“责任”；一个单位有几种角色时写最重的。"),
    ("述", "名单里没有、由正文表述的职责。"),
    ("?", "单位名出自补回的字，可能有误，须核对原文。"),
    ("任务台账", "一行一项任务，每项任务都在；单位按角色分三栏，名单里的在前，只见于正文的在后。"),
    ("工作内容", "条款原文，不含自成一项任务的分项；太长而显示不全的，点开单元格看全文。"),
    ("完成时限、指标", "整条任务的时限和指标，并非每个单位各自承担；括号里是读出的规范值。"),
    ("出处", "条款在方案中的编号，从章到条；有页的文件（PDF、OFD 等）再写依据在第几页。"),
    ("进展、备注", "留给填报；填好后可用 policykb import-ledger 收回。"),
    (
        "责任明细",
        "一行是一项任务中的一个单位：角色、名称怎样读出、出自名单还是正文，几处都有的逐一列出。",
    ),
    ("单位汇总", "一行一个单位：各种角色的任务各有几项，是哪些。"),
    (
        "时限表",
        "一行一处时限。日期是期限的最后一天，“起”的是第一天，周期的是方案成文后第一个周期的最后一天；推不出日期的空着。",
    ),
    ("指标表", "一行一个目标值；增减一栏有字的，目标值是变化的幅度。"),
    ("待核", "原文缺损、单位名或数值出自补回之处，一处一行；其后是方案自身的毛病（体检）。"),
    (UNSTATED, "方案没有写明。"),
    (PARTED, "方案把这一条的单位写在它下面的各分项，分项各占一行。"),
    ("文件标识", "文件校验值（SHA-256）的前12位；全长见下。"),
    ("条款编号", "条款在这份文件中的编号；policykb trace 单位 编号 可查来历。"),
    ("位置", "起—止，文件文字中的字符位置，从0计，不含止；几处的以“；”隔开。"),
    (
        "原文、原文字样",
        "上述位置的原文，一字不动。policykb verify-export 逐格核对这份文件与原文是否仍然相符。",
    ),
)


def tables(matrix: Matrix) -> tuple[Table, ...]:
    documents = [share.document for share in matrix.shares]
    files = [
        (FILE, f"{plan_title(document)}（{document.source.name}），SHA-256 {document.source.sha256}")
        for document in documents
    ]
    rows = (*_NOTES, (WANTED, str(matrix.wanted) or "全部"), *files)
    cells = tuple(tuple(map(printable, row)) for row in rows)
    return (Table(TITLE, (Field("项目", 20), Field("含义", 80)), cells, pinned=1),)
