"""A crew of processes that work on many things at once; results come in the order of the things."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

_AT_ONCE = 2  # things a worker has in hand, so that it need not wait for the next
_AHEAD = 8  # things a worker may be ahead of the one whose turn it is: what bounds the memory
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@dataclass(frozen=True, slots=True)
class Job(Generic[Thing, Result]):
    """What to do with each thing.

    ``work`` runs in the workers; ``known`` gives the result of what need not be worked on, or None;
    ``lost`` gives the result of a thing that ended two workers that had it in hand; ``warm`` names a
    module that loads what the workers have in common, once for all where the system can.
    """

    work: Callable[[Thing], Result]
    known: Callable[[Thing], Result | None]
    lost: Callable[[Thing], Result]
    warm: str


def results(job: Job[Thing, Result], things: Iterable[Thing], workers: int) -> Generator[Result, None, None]:
    """A result a thing, in order, whatever the number of ``workers``; with one, all in this process.

    A worker that ends takes nothing with it but the thing in its hand, which is tried once more.
    """
    if workers == 1:
        for thing in things:
            result = job.known(thing)
            yield job.work(thing) if result is None else result
        return
    crew = _Crew(job, workers)
    try:
        yield from crew.run(iter(things))
    finally:
        crew.dismiss()


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    in_hand: deque[tuple[int, Any]] = field(default_factory=deque)


class _Crew(Generic[Thing, Result]):
    def __init__(self, job: Job[Thing, Result], workers: int) -> None:
        self._job = job
        self._again: deque[tuple[int, Thing]] = deque()
        self._tried: set[int] = set()
        self._done: dict[int, Result] = {}
        self._given, self._over = 0, False
        self._context = multiprocessing.get_context(_METHOD)
        self._context.set_forkserver_preload([job.warm])
        self._size = workers
        self._workers: list[_Worker] = []

    def run(self, things: Iterator[Thing]) -> Iterator[Result]:
        turn = 0
        while True:
            self._give_out(things, turn + _AHEAD * self._size)
            while turn in self._done:
                yield self._done.pop(turn)
                turn += 1
            busy = {worker.pipe: worker for worker in self._workers if worker.in_hand}
            if busy:
                for pipe in wait(list(busy)):
                    self._take_in(busy[pipe])  # type: ignore[index]
            elif self._over and turn == self._given:
                return

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _give_out(self, things: Iterator[Thing], limit: int) -> None:
        while len(self._workers) < self._size or any(len(w.in_hand) < _AT_ONCE for w in self._workers):
            task = self._next(things, limit)
            if task is None:
                return
            try:
                worker = self._least_busy()
            except OSError:  # no process can be had, as where there is no room for temporary files
                self._done[task[0]] = self._job.work(task[1])
                continue
            worker.in_hand.append(task)
            with suppress(OSError):  # it has ended, as ``_take_in`` will find
                worker.pipe.send(task[1])

    def _least_busy(self) -> _Worker:
        """A worker is hired when there is work for it, for often all is known."""
        worker = min(self._workers, key=lambda worker: len(worker.in_hand), default=None)
        if worker is None or (worker.in_hand and len(self._workers) < self._size):
            worker = self._hired()
            self._workers.append(worker)
        return worker

    def _next(self, things: Iterator[Thing], limit: int) -> tuple[int, Thing] | None:
        """The next thing to be worked on, before ``limit``; what is known is done with on the way."""
        if self._again:
            return self._again.popleft()
        while self._given < limit:
            try:
                thing = next(things)
            except StopIteration:
                self._over = True
                return None
            at, self._given = self._given, self._given + 1
            result = self._job.known(thing)
            if result is None:
                return at, thing
            self._done[at] = result
        return None

    def _take_in(self, worker: _Worker) -> None:
        try:
            result, fault = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        at, _ = worker.in_hand.popleft()
        if fault is not None:
            raise fault
        self._done[at] = result

    def _replace(self, worker: _Worker) -> None:
        """Another worker in the place of one that ended; the first thing it had in hand is what ended it."""
        (at, thing), *rest = worker.in_hand
        if at in self._tried:
            self._done[at] = self._job.lost(thing)
        else:
            self._tried.add(at)
            self._again.append((at, thing))
        self._again.extend(rest)
        worker.pipe.close()
        worker.process.join()
        self._workers[self._workers.index(worker)] = self._hired()

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._job.work, theirs))  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _serve(work: Callable[[Any], Any], pipe: Connection) -> None:
    """Work until nobody is left at the other end; Ctrl-C is for the process that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        while True:
            thing = pipe.recv()
            try:
                pipe.send((work(thing), None))
            except Exception as error:
                pipe.send((None, RuntimeError(f"{type(error).__name__}: {error}")))
