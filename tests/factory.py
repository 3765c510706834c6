"""Plans made by hand: text first, then clauses and facts that point at their characters in it."""

from __future__ import annotations

from hashlib import sha256

from corpus.fold import fold
from corpus.model import Clause, Document, Header, Repair, Source, Span
from kb.model import Deadline, Evidence, Facts, Plan, Responsibility, Target, Unit

TEXT = """青禾区公园建设行动方案
一、重点任务
1. 建设口袋公园。2025年底前新建口袋公园12个。
一是开展巡查。每季度巡查不少于2次，由各街道负责上报。
责任单位：区住房城乡建设局、财政局区林草局
2. 完善步道。到2026年步道覆盖率提高3个百分点以上。
责任单位：区交通运输局牵头，区财政局配合
二、保障措施
鼓励社会参与，2026年6月前完成评估。
"""


class Maker:
    """Gathers the parts of one plan; places are found by their characters."""

    def __init__(self, text: str, *, name: str = "示例.txt", jurisdiction: str | None = "青禾区") -> None:
        self.text, self.name = text, name
        self.header = Header(title=text.split("\n", 1)[0], jurisdiction=jurisdiction)
        self.clauses: list[Clause] = []
        self.duties: list[Responsibility] = []
        self.deadlines: list[Deadline] = []
        self.targets: list[Target] = []
        self.units: dict[str, Unit] = {}
        self.repairs: list[Repair] = []

    def span(self, surface: str, after: str = "") -> Span:
        start = self.text.index(surface, self.text.index(after))
        return Span(start, start + len(surface))

    def clause(self, path: str, kind: str, first: str, last: str, heading: str = "") -> None:
        """A clause from the characters ``first`` to the end of the characters ``last``."""
        start = self.text.index(first)
        parent, _, label = path.rpartition("/")
        end = self.text.index(last, start) + len(last)
        self.clauses.append(Clause(path, parent or None, kind, label, path, heading, Span(start, end)))

    def evidence(self, clause: str, surface: str, *, rule: str, after: str = "") -> Evidence:
        identity = sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]
        return Evidence(identity, clause, self.span(surface, after), surface, rule)

    def duty(
        self,
        clause: str,
        surface: str,
        *,
        unit: str = "",
        after: str = "",
        aliases: tuple[str, ...] = (),
        **how: str,
    ) -> None:
        """``how``: role, scope, basis, level; a ``?`` at the end of the basis makes it uncertain."""
        name, group = unit or surface, surface.startswith("各")
        basis = how.get("basis", "explicit")
        self.units.setdefault(name, Unit(name, aliases, how.get("level"), group))
        self.duties.append(
            Responsibility(
                name,
                group,
                how.get("role", "responsible"),
                how.get("scope", "listed"),
                basis.removesuffix("?"),
                not basis.endswith("?"),
                self.evidence(clause, surface, rule="unit.list", after=after),
            )
        )

    def deadline(self, clause: str, surface: str, kind: str, value: str) -> None:
        self.deadlines.append(Deadline(kind, value, self.evidence(clause, surface, rule="deadline.test")))

    def target(
        self,
        clause: str,
        surface: str,
        indicator: str,
        value: float | tuple[float, float],
        measure: str,
        **how: str,
    ) -> None:
        """``how``: comparator, change, year, per, uncertain (any text)."""
        self.targets.append(
            Target(
                indicator,
                how.get("comparator", "="),
                value,
                measure,
                how.get("change"),
                how.get("year"),
                how.get("per"),
                "uncertain" in how,
                self.evidence(clause, surface, rule="target.test"),
            )
        )

    def repair(self, span: Span, restored: str, reason: str, *, certain: bool = True) -> None:
        self.repairs.append(Repair(span, span.of(self.text), restored, reason, certain))

    def plan(self) -> Plan:
        source = Source(
            self.name, sha256(self.text.encode("utf-8", "replace")).hexdigest(), self.text, "utf-8"
        )
        document = Document(source, fold(self.text), self.header, (), tuple(self.clauses))
        facts = Facts(
            tuple(self.duties),
            tuple(self.deadlines),
            tuple(self.targets),
            tuple(self.units.values()),
            tuple(self.repairs),
        )
        return Plan(document, facts)


def park_plan(*, name: str = "公园.txt", jurisdiction: str | None = "青禾区") -> Plan:
    """Two measures with lists, an item with a stated duty, a paragraph with a deadline and no unit."""
    made = Maker(TEXT.replace("青禾区", jurisdiction or "某区", 1), name=name, jurisdiction=jurisdiction)
    made.clause("一", "section", "一、", "区财政局配合", "重点任务")
    made.clause("一/1", "measure", "1. ", "财政局区林草局", "建设口袋公园")
    made.clause("一/1/一是", "item", "一是", "负责上报。")
    made.clause("一/2", "measure", "2. ", "区财政局配合", "完善步道")
    made.clause("二", "section", "二、", "完成评估。", "保障措施")
    made.duty("一/1/一是", "各街道", scope="stated")
    made.duty("一/1", "区住房城乡建设局", aliases=("区住建局",))
    made.duty("一/1", "财政局", unit="区财政局", basis="prefix_inherited")
    made.duty("一/1", "区林草局", basis="separator_restored?")
    made.duty("一/2", "区交通运输局", role="lead")
    made.duty("一/2", "区财政局", role="support", after="2. ")
    made.deadline("一/1", "2025年底前", "by", "2025")
    made.deadline("一/1/一是", "每季度", "every", "R/P3M")
    made.deadline("二", "2026年6月前", "by", "2026-06")
    made.target("一/1", "新建口袋公园12个", "口袋公园", 12.0, "个", year="2025")
    made.target("一/1/一是", "不少于2次", "巡查", 2.0, "次", comparator=">=", per="P3M", uncertain="是")
    made.target(
        "一/2",
        "提高3个百分点以上",
        "步道覆盖率",
        3.0,
        "百分点",
        comparator=">=",
        change="increase",
        year="2026",
    )
    at = made.span("区林草局").start
    made.repair(Span(at, at), "、", "两个单位之间缺少分隔", certain=False)
    return made.plan()


def odd_plan() -> Plan:
    """Headings and names that break a careless writer, a duty outside every clause, no jurisdiction."""
    text = "怪\x0b异\ud800方案\n1. 甲\n2. 乙\n3. 丙\n4. 丁\n"
    made = Maker(text, name="怪异.txt", jurisdiction=None)
    for label, heading in (
        ("1", "=1+1"),
        ("2", "甲|乙\n`丙`"),
        ("3", "<script>alert(1)</script>&"),
        ("4", "-丁"),
    ):
        made.clause(
            label, "measure", f"{label}. ", {"1": "甲", "2": "乙", "3": "丙", "4": "丁"}[label], heading
        )
    made.clauses[0] = Clause("1", None, "paragraph", "", "", "=1+1", made.clauses[0].span)
    made.duty("1", "甲", unit="=SUM(A1:A9)")
    made.duty("2", "乙", unit="联合|工作<组>")
    made.duty("3", "丙", unit="超长" * 200 + "局")
    made.duty("缺", "丁", unit="区水务局")
    made.target("4", "丁", "比\x00例", (1.0, 2.5), "%", comparator="range")
    return made.plan()


def empty_plan() -> Plan:
    return Maker("只有一句话的文件。\n", name="空.txt").plan()
