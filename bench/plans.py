"""Plans made up for measuring: as many as wanted, the same ones every time, each of its own place and field.

    python bench/plans.py 文件夹 [--clauses 10000] [--seed 0]

Words are in ``words.toml``, places are the counties and districts of ``corpus/places.csv``. A plan has some
sixty clauses, so that a million clauses are about sixteen thousand plans.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent
A_FOLDER = 1000
CLAUSES_A_PLAN = 62  # by the count of the parser
DIGITS = "一二三四五六七八九十"

Thing = TypeVar("Thing")


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((HERE / "words.toml").read_text("utf-8"))


@cache
def places() -> tuple[str, ...]:
    """Districts and counties with the city or province they are in, as their plans name them."""
    with (HERE.parent / "corpus" / "places.csv").open(encoding="utf-8", newline="") as rows:
        names = {row["code"]: row["name"] for row in csv.DictReader(rows)}
    return tuple(
        names[code[:4]] + name
        for code, name in names.items()
        if len(code) == 6 and code[:4] in names and names[code[:4]].endswith("市")
    )


class Writer:
    """One plan: its place, its field, its years, and the chance that chooses."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = Random(f"{seed}/{number}")
        self.number = number
        self.place = places()[number % len(places())]
        self.field = self.pick(words()["fields"])
        self.year = 2023 + self.upto(4)
        self.short = self.place[-1]
        self.common = words()["common"]

    def upto(self, limit: int) -> int:
        return int(self.chance.random() * limit)

    def pick(self, things: Sequence[Thing]) -> Thing:
        return things[self.upto(len(things))]

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        left = list(things)
        return [left.pop(self.upto(len(left))) for _ in range(count)]

    def text(self) -> str:
        subject = f"{self.place}{self.field['title']}行动方案（{self.year}—{self.year + 2}年）"
        parts = [
            f"{self.place}人民政府办公室关于印发《{subject}》的通知",
            f"{self.place[-3:-1]}政办发〔{self.year}〕{1 + self.number % 97}号",
            f"各乡镇人民政府，{self.short}政府各部门：",
            f"{self.short}政府定下了《{subject}》，现送各单位照办。",
            f"{self.place}人民政府办公室\n{self.year}年{1 + self.upto(12)}月{1 + self.upto(28)}日",
            subject,
            "一、行动目标",
            f"到{self.year + 2}年，" + "，".join(self.goals()) + "。",
            "二、重点任务",
            *self.tasks(),
            "三、保障措施",
            *self.safeguards(),
        ]
        return "\n\n".join(parts) + "\n"

    def goals(self) -> Iterator[str]:
        for indicator in self.some(self.field["indicators"], 3):
            yield f"{indicator}达到{60 + self.upto(390) / 10:g}%以上"
        thing, measure = self.pick(self.field["counts"])
        yield f"累计建成{thing}{2 + self.upto(400)}{measure}"

    def tasks(self) -> Iterator[str]:
        number = 0
        for at, heading in enumerate(self.some(self.field["tasks"], 5)):
            yield f"（{DIGITS[at]}）{heading}"
            for _ in range(4 + self.upto(3)):
                number += 1
                yield from self.task(number)

    def task(self, number: int) -> Iterator[str]:
        opening, closing = self.pick(self.common["openings"]), self.pick(self.common["closings"])
        means = "，".join(self.some(self.common["means"], 2))
        listed = self.units()
        in_line = listed if listed.startswith("（") else f"\n\n{listed}"
        yield (
            f"{number}.{self.pick(self.field['tasks'])}{self.pick(self.field['counts'])[0]}。"
            f"{opening}{means}。{self.measure()}{closing}{in_line}"
        )
        if not self.upto(4):
            yield from (f"{DIGITS[n]}是{self.pick(self.common['means'])}。{self.measure()}" for n in range(3))

    def measure(self) -> str:
        thing, measure = self.pick(self.field["counts"])
        return self.pick(self.common["measures"]).format(
            self.year + self.upto(3),
            self.pick(self.field["indicators"]),
            f"{50 + self.upto(490) / 10:g}",
            thing,
            2 + self.upto(300),
            measure,
            1 + self.upto(9),
            1 + self.upto(12),
        )

    def units(self) -> str:
        own = [self.short + unit for unit in self.some(self.field["units"] + self.common["units"], 3)]
        return self.pick(self.common["lists"]).format(*own, self.pick(self.common["groups"]))

    def safeguards(self) -> Iterator[str]:
        for at, heading in enumerate(self.some(self.common["safeguards"], 3)):
            means = "，".join(self.some(self.common["means"], 3))
            yield f"（{DIGITS[at]}）{heading}。{means}。{self.units()}"


def plan(number: int, seed: int = 0) -> str:
    return Writer(number, seed).text()


def write(folder: Path, plans: int, seed: int = 0) -> Path:
    """Write the first ``plans`` plans below ``folder``, a thousand in a folder; the folder itself."""
    for number in range(plans):
        file = folder / f"{number // A_FOLDER:03}" / f"方案{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plan(number, seed), "utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clauses", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    plans = max(1, round(given.clauses / CLAUSES_A_PLAN))
    write(given.folder, plans, given.seed)
    print(f"{given.folder}：{plans} 份方案")


if __name__ == "__main__":
    main()
