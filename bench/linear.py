"""线性：time per character on many plans joined against that on one copy of them, in one run.

    python bench/linear.py [--times 20] [--rounds 3] [PLAN…]

Reads the plans named, else the bundled ones; the two sizes alternate, and the medians are compared.
Each line: part of the extraction, microseconds a character at both sizes, their ratio.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.document import parse
from corpus.source import from_text, load
from kb.pipeline import COMPONENTS, Draft, extract

BUNDLED = Path(__file__).resolve().parents[1] / "corpus" / "plans"


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def costs(text: str) -> dict[str, float]:
    """Microseconds a character of each part, and of the whole."""
    source = from_text(text, "bench")
    document = parse(source)
    parts = {"条款树": timed(lambda: parse(source))}
    parts |= {name: timed(lambda find=find: find(Draft(document))) for name, find in COMPONENTS}  # type: ignore[misc]
    parts["全部"] = timed(lambda: extract(source))
    return {name: seconds / len(text) * 1e6 for name, seconds in parts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("plans", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    one = "\n".join(load(path).text for path in given.plans or sorted(BUNDLED.glob("*.txt"))) + "\n"
    extract(from_text(one, "warm"))
    rounds = [(costs(one), costs(one * given.times)) for _ in range(given.rounds)]
    print(
        f"一份 {len(one)} 字，{given.times} 份 {len(one) * given.times} 字；每字微秒，{given.rounds} 轮的中位数"
    )
    for name in rounds[0][0]:
        small, large = (
            statistics.median(costs[name] for costs in column) for column in zip(*rounds, strict=True)
        )
        print(f"{name:18}{small:8.2f}{large:8.2f}  比值 {large / small:.2f}")


if __name__ == "__main__":
    main()
