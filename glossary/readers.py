"""Who reads: this process, or several that each know all we know.

Comes in: texts, unread, each with its key. Goes out: their dossiers, packed, or Skipped with the reason, as they are
done. What is read does not depend on who reads it. The other processes are started anew and not forked, so that they
are the same on every system.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context, resource_tracker
from pathlib import Path

from glossary.authority import read_authority
from glossary.corpus import Text
from glossary.dossier import Reader
from glossary.pinyin import read_readings
from glossary.records import Document, Skipped
from glossary.shelf import Packed, pack
from glossary.tables import GlossaryError, data_dir

Task = tuple[str, Text]
Done = tuple[str, Text, Packed | Skipped]
_AHEAD = 4  # texts waiting for each process: enough to keep it busy, few enough to hold
_reader: Reader | None = None  # of a process that does nothing but read


def read_text(reader: Reader, text: Text) -> Packed | Skipped:
    """The dossier of a text, packed. An original that cannot be read is none."""
    document = text.read()
    if isinstance(document, Skipped):
        return document
    original = text.original.read() if text.original else None
    if not isinstance(original, Document):
        return pack(reader.read(replace(document, original="")))
    return pack(reader.read(document, original))


def _start(project: Path | None) -> None:
    global _reader
    _reader = Reader(read_authority(project=project), read_readings(data_dir()))


def _is_ready() -> bool:
    return _reader is not None


def _read(text: Text) -> Packed | Skipped:
    assert _reader is not None
    return read_text(_reader, text)


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes started meanwhile never hear Ctrl-C; the one that starts them hears it when the block ends."""
    if sys.platform == "win32":
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
        return
    resource_tracker.ensure_running()  # started later, it would let the signal through again
    heard: list[int] = []  # threads of numpy do not share the mask, and would pass the signal on at once
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
    if heard:
        signal.raise_signal(signal.SIGINT)


def read_here(tasks: Iterable[Task], reader: Reader) -> Iterator[Done]:
    """Read one text after the other."""
    for key, text in tasks:
        yield key, text, read_text(reader, text)


def read_together(tasks: Iterable[Task], workers: int, project: Path | None) -> Iterator[Done]:
    """Read several texts at a time; GlossaryError where a process is ended from outside."""
    running: dict[Future[Packed | Skipped], Task] = {}
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (project,))
    try:
        with _without_interrupts():
            for _ in range(workers):  # none is idle yet, so each of these starts a process
                pool.submit(_is_ready)
        for task in tasks:
            running[pool.submit(_read, task[1])] = task
            if len(running) >= workers * _AHEAD:
                yield from _done(running)
        while running:
            yield from _done(running)
    except BrokenProcessPool:
        remedy = "give fewer --workers, since each needs memory of its own"
        raise GlossaryError(f"a process that reads was ended from outside\n    to mend: {remedy}") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _done(running: dict[Future[Packed | Skipped], Task]) -> Iterator[Done]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        key, text = running.pop(future)
        yield key, text, future.result()
