"""读上传的文件：run as ``python -m web.child 知识库 文件…``, with limits; prints ingest-report/1."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from corpus.errors import PolicyError
from export.process import emit
from kb.facts_json import dumps
from kb.ingest import ingest_paths

SECONDS = 300
MEMORY = 4_000_000_000
_FILE = 2_000_000_000


def main(arguments: list[str]) -> None:
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, _FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    kb, *paths = map(Path, arguments)
    try:
        emit(dumps(ingest_paths(kb, paths, watch=iter, jobs=2 if len(paths) > 1 else 1).as_json()))
    except PolicyError as error:
        emit(dumps({"error": str(error)}))


if __name__ == "__main__":
    main(sys.argv[1:])
