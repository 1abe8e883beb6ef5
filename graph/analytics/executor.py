"""Chunks of work on a few threads, their results in the order of the chunks.

The chunks depend on the network alone, never on the number of threads, and the caller adds their results in order: the
same sums on every machine. Compiled kernels give up the interpreter's lock; plain ones are run without threads.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

C = TypeVar("C")
R = TypeVar("R")

# Called with (chunks done, chunks in all) after each chunk. Whatever it raises stops the run: that is how one cancels.
Progress: TypeAlias = Callable[[int, int], None]

THOUSAND = 1_000  # steps that a progress of several stages counts
CHUNKS = 64  # enough for progress and for balance between threads; each costs one array of n sums

# How many threads an analysis may use where the caller does not say; a service leaves a processor to its requests.
THREADS: ContextVar[int | None] = ContextVar("threads", default=None)


def chunks(n: int, *, count: int = CHUNKS) -> list[range]:
    """The numbers 0 … n-1 in at most `count` runs of equal length (the last may be shorter)."""
    length = max(1, -(-n // count))
    return [range(start, min(start + length, n)) for start in range(0, n, length)]


def in_order(
    work: Callable[[C], R], parts: Sequence[C], *, threads: int | None = None, progress: Progress | None = None
) -> Iterator[R]:
    """Yields `work(part)` for each part, in order. `threads`: those of `THREADS`, else as many as there are processors.

    No more than two parts a thread are ahead of the caller, so that results do not pile up. When `work` or `progress`
    raises, or the caller stops asking, parts not yet begun are dropped and those running are waited for.
    """
    threads = threads or THREADS.get() or available()
    if threads == 1:
        for done, part in enumerate(parts, start=1):
            yield _told(work(part), done, len(parts), progress)
        return
    with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="analysis") as pool:
        waiting: deque[Future[R]] = deque()
        done = 0
        try:
            for part in parts:
                if len(waiting) >= 2 * threads:
                    done += 1
                    yield _told(waiting.popleft().result(), done, len(parts), progress)
                waiting.append(pool.submit(work, part))
            while waiting:
                done += 1
                yield _told(waiting.popleft().result(), done, len(parts), progress)
        finally:
            for future in waiting:
                future.cancel()


def part_of(progress: Progress | None, start: float, end: float) -> Progress | None:
    """The progress of one of several stages, as a stretch of the whole: `start` and `end` are shares of it."""
    if progress is None:
        return None

    def told(done: int, total: int) -> None:
        progress(round(THOUSAND * (start + (end - start) * (done / total if total else 0.0))), THOUSAND)

    return told


def available() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def _told(result: R, done: int, total: int, progress: Progress | None) -> R:
    if progress is not None:
        progress(done, total)
    return result
