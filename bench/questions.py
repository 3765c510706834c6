"""How long a question takes: in a warm process, and from the start of the program.

    python bench/questions.py 方案… [--questions 问题.jsonl …]

Every time is told beside one measured in the same run, for machines differ and are busy: warm questions
beside reading the same facts from JSON, cold ones beside a Python that does nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter

from kb.facts_json import plan_json
from kb.ingest import ingest_paths
from kb.model import Plan
from kb.store import Store
from qa.answer import ask, to_json

OWN = Path(__file__).parents[1] / "tests" / "qa" / "questions.jsonl"
TODAY, RUNS = "2025-10-01", 7
COLD = ("区财政局负责哪些任务", "校园安全谁负责")
STEPS = """
import time; at = [time.perf_counter()]
def step(): at.append(time.perf_counter())
import cli; step()
from pathlib import Path; import commands.asking as asking, commands.printing as printing; step()
plans = printing.plans_in(Path({kb!r})); step()
answer = asking.qa.ask({question!r}, plans, today={today!r}); step()
printing.dumps(asking.qa.to_json(answer)); step()
print(*(b - a for a, b in zip(at, at[1:])))
"""


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def best(work: Callable[[], object]) -> float:
    """The quickest of some runs: what else the machine does only ever adds."""
    return min(timed(work) for _ in range(RUNS))


def run(*command: str) -> str:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout


def spread(times: Iterable[float]) -> tuple[float, float, float]:
    found = sorted(times)
    return found[len(found) // 2], found[int(len(found) * 0.95)], found[-1]


def warm(plans: tuple[Plan, ...], questions: Sequence[str]) -> None:
    facts = json.dumps([plan_json(plan) for plan in plans], ensure_ascii=False)
    unit = best(lambda: json.loads(facts))
    print(f"{len(plans)} 份方案，{len(questions)} 问；同样的事实读一遍 JSON 用 {unit * 1000:.1f} 毫秒")
    for name in ("头一遍", "再一遍"):
        times = [timed(lambda q=question: to_json(ask(q, plans, today=TODAY))) for question in questions]
        shown = "  ".join(
            f"{label} {value * 1000:6.2f} 毫秒（{value / unit:.2f} 倍）"
            for label, value in zip(("中位", "95%", "最长"), spread(times), strict=True)
        )
        print(f"{name}  {shown}")


def cold(kb: Path) -> None:
    unit = best(lambda: run("-c", "pass"))
    print(f"什么也不做的 Python 用 {unit * 1000:.0f} 毫秒")
    for words in (("--version",), ("--help",), *(("ask", q, "--kb", str(kb), "-f", "json") for q in COLD)):
        code = f"import sys, cli; sys.argv = ['policykb', *{list(words)!r}]; cli.main()"
        took = best(lambda code=code: run("-c", code))
        print(f"{took * 1000:5.0f} 毫秒（{took / unit:4.1f} 倍）  {' '.join(words[:2])}")
    for question in COLD:
        code = STEPS.format(kb=str(kb), question=question, today=TODAY)
        taken = [[float(word) for word in run("-c", code).split()] for _ in range(RUNS)]
        steps = (min(times) for times in zip(*taken, strict=True))
        names = ("装载命令行", "装载问答", "读出方案", "作答", "写成 JSON")
        parts = "，".join(f"{name} {step * 1000:.0f}" for name, step in zip(names, steps, strict=True))
        print(f"      {question}：起动 {unit * 1000:.0f}，{parts} 毫秒")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plans", nargs="+", type=Path)
    parser.add_argument("--questions", nargs="*", type=Path, default=[OWN])
    given = parser.parse_args()
    lines = [line for path in given.questions for line in path.read_text("utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder) / "kb.db"
        ingest_paths(kb, given.plans, watch=iter)
        with Store.open(kb) as store:
            warm(store.plans(), [json.loads(line)["question"] for line in lines])
        cold(kb)


if __name__ == "__main__":
    main()
