"""Files and folders into the knowledge base: a bad file never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus import bundle
from corpus.errors import InputError, NotReadable, reason
from corpus.readers import READERS
from corpus.source import STDIN, digest, load
from kb.carrying import NOTHING, reports
from kb.crew import Job, results
from kb.database import explained
from kb.intake import Intake
from kb.model import Plan
from kb.outcomes import Outcome, Report, placed_outcome
from kb.pipeline import ensure_plan, extract
from kb.rows import Record, record

# Formats that people keep plans in and that no text reader can make sense of.
_SHEETS = frozenset({".xls", ".xlsx", ".et", ".csv"})
_FOREIGN = _SHEETS | frozenset(
    (
        *(".odt", ".mht", ".mhtml"),
        *(".ppt", ".pptx", ".dps"),
        *(".rar", ".7z", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
    )
)

_WORTH_A_PROCESS = 8
_REWRITTEN = ("replaced", "updated")  # what was reported on the clauses before may not stand


Settle = Callable[[Intake, Path], Path]


def at_its_path(_: Intake, path: Path) -> Path:
    """A file stays where it is."""
    return path.resolve()


@dataclass(frozen=True, slots=True)
class Harvest:
    """What became of a file before it is written: its rows, why there are none, or its bytes are held."""

    record: Record | None = None
    refusal: str | None = None
    held: str | None = None


def refuse_unsupported(path: Path) -> None:
    """Raises NotReadable for a file whose ending names a format that no reader takes."""
    if path.suffix.lower() in _FOREIGN - _endings() and _is(path.is_file):
        sheet = path.suffix.lower() in _SHEETS
        way = "在表格软件里另存为“Unicode 文本”（.txt，列之间是制表符）" if sheet else "另存为纯文本（.txt）"
        raise NotReadable(f"{path.name}：不支持该格式（{path.suffix}）；请先{way}再读入。")


def _endings() -> frozenset[str]:
    return frozenset(ending for endings, _ in READERS for ending in endings)


def _is(question: Callable[[], bool]) -> bool:
    """False too where the system will not tell; reading the file then says why."""
    try:
        return question()
    except OSError:
        return False


def _found(paths: Iterable[Path]) -> Iterator[Path | Outcome]:
    """The files to read, in order; what is not read stands in its place as an Outcome."""
    for given in paths:
        if _is(given.is_dir):
            yield from _below(given)
        elif bundle.is_package(given):
            yield from _packed(given)
        else:
            yield given


def _packed(package: Path) -> Iterator[Path | Outcome]:
    """The members of a zip; one that may not be read or that no reader takes stands as an Outcome."""
    try:
        members = bundle.members(package)
    except NotReadable as error:
        yield Outcome(str(package), "refused", str(error))
        return
    if not any(member.fault is None and member.path.suffix.lower() in _endings() for member in members):
        known = "、".join(sorted(_endings()))
        yield Outcome(
            str(package), "refused", f"{package}：压缩包里没有能读的方案（{known}）；请换一个压缩包。"
        )
    for member in members:
        if member.fault:
            yield Outcome(str(member.path), "refused", member.fault)
        else:
            yield _readable(member.path)


def _readable(path: Path) -> Path | Outcome:
    if path.suffix.lower() in _endings():
        return path
    return Outcome(str(path), "skipped", f"{path}（不支持的格式）")


def _below(folder: Path) -> Iterator[Path | Outcome]:
    """The files below ``folder`` sorted by path, hidden ones left out; what may not be searched is refused."""
    closed: list[Outcome] = []

    def refuse(error: OSError) -> None:
        at = str(error.filename)
        closed.append(Outcome(at, "refused", f"{at}：打不开（{reason(error)}）；请检查文件夹的权限。"))

    def is_file(path: Path) -> bool:
        try:
            return path.is_file()
        except OSError as error:
            refuse(error)
            return False

    below = (Path(at) / name for at, _, names in os.walk(folder, onerror=refuse) for name in names)
    inside = sorted(path for path in below if not _hidden(path, folder) and is_file(path))
    known = "、".join(sorted(_endings()))
    yield from closed
    wanted = _endings() | {bundle.ENDING}
    if not closed and not any(path.suffix.lower() in wanted for path in inside):
        yield Outcome(
            str(folder), "refused", f"{folder}：文件夹里没有能读的方案（{known}）；请换一个文件夹。"
        )
    for path in inside:
        yield from _packed(path) if bundle.is_package(path) else (_readable(path),)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)


def ingest_paths(
    kb: Path,
    paths: Iterable[Path],
    *,
    watch: Callable[[tuple[Path, ...]], Iterator[Path]],
    jobs: int | None = 1,
    settle: Settle = at_its_path,
) -> Report:
    """Ingest every file, read by ``jobs`` processes (None: as many as are of use) and written in order.

    ``watch`` passes the files on one by one, so that progress can be shown. A knowledge base that does
    not exist yet is made with the first good plan, so that refused files leave nothing behind. ``settle``
    says where a file that could be read is to stand, just before it is put in. Raises StoreError where
    ``kb`` cannot be written.
    """
    found = tuple(_found(paths))
    files = tuple(entry for entry in found if isinstance(entry, Path))
    with ExitStack() as stack:

        @cache
        def store() -> Intake:
            opened = stack.enter_context(Intake.open(kb))
            stack.enter_context(opened.in_bulk())
            return opened

        def known(path: Path) -> Harvest | None:
            return _known(store(), path) if there else None

        with explained(kb):
            there = kb.exists() or not kb.parent.is_dir()
        if there:
            store()
        job = Job(read, known, _lost, "kb.warm")
        harvests = stack.enter_context(closing(results(job, files, _workers(jobs, len(files)))))
        done = iter([_put(store, settle, *each) for each in zip(watch(files), harvests, strict=False)])
        return Report(tuple(next(done) if isinstance(entry, Path) else entry for entry in found))


def _workers(jobs: int | None, files: int) -> int:
    """A process costs about as much as the reading of a few plans."""
    wanted = min(os.cpu_count() or 1, -(-files // _WORTH_A_PROCESS)) if jobs is None else jobs
    return max(1, min(wanted, files))


def plans_of(paths: Iterable[Path]) -> Iterator[Plan]:
    """The plans of files and folders, without a knowledge base; InputError at the first that is none."""
    for entry in _found(paths):
        if isinstance(entry, Path):
            yield plan_of(entry)
        elif entry.state == "refused":
            raise NotReadable(str(entry.reason))


def plan_of(path: Path) -> Plan:
    """The plan of one file; InputError where it cannot be read or is none."""
    refuse_unsupported(path)
    return ensure_plan(extract(load(path)))


def read(path: Path) -> Harvest:
    """One file read to rows, or why not; whatever a file does to the program, the next one is read."""
    try:
        if path == STDIN:
            raise NotReadable("标准输入没有文件名，不能入库；请存成文件再入库。")
        return Harvest(record(plan_of(path)))
    except InputError as error:
        return Harvest(refusal=str(error))
    except Exception as error:
        fault = f"读它时程序出错（{type(error).__name__}）"
        return Harvest(refusal=f"{path}：{fault}；请把这份文件报给开发者，其余文件不受影响。")


def _lost(path: Path) -> Harvest:
    return Harvest(refusal=f"{path}：读它时进程意外结束；请检查内存是否够用，或把这份文件报给开发者。")


def _known(store: Intake, path: Path) -> Harvest | None:
    """An empty harvest of what need not be read, because its bytes are held as this program reads them."""
    try:
        sha256 = digest(path)
    except InputError:
        return None
    return Harvest(held=sha256) if store.holds(sha256) else None


def _put(store: Callable[[], Intake], settle: Settle, path: Path, harvest: Harvest) -> Outcome:
    if harvest.held:
        standing = store().standing(settle(store(), path), harvest.held)
        if standing:
            return placed_outcome(path, *standing)
        harvest = read(path)  # it stood when the files were given out
    if harvest.record is None:
        return Outcome(str(path), "refused", harvest.refusal)
    placed, sha256 = store().put(harvest.record, settle(store(), path)), harvest.record.head["sha256"]
    reported = reports(store(), [sha256]) if placed.state in _REWRITTEN else {}
    return placed_outcome(path, placed, harvest.record, reported.get(sha256, NOTHING))
