"""Progress on long work: a bar on stderr where somebody watches, nothing elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from glossary.gathering import Progress as Report


@contextlib.contextmanager
def showing() -> Iterator[Report]:
    """A function that reports (what, documents done, share) to a bar for as long as the block lasts.

    The bar tells what is being done, how many documents are, how many a second, and the time left for it.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[documents]:,} documents"), TextColumn("{task.fields[rate]:,.0f}/s"),
        TextColumn("left"), TimeRemainingColumn(compact=True),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=1.0, documents=0, rate=0.0)

        def report(what: str, documents: int, share: float) -> None:
            shown = bar.tasks[0]
            if what != shown.description:
                bar.reset(task, description=what)
            rate = documents / shown.elapsed if shown.elapsed else 0.0
            bar.update(task, completed=share, documents=documents, rate=rate)

        yield report
