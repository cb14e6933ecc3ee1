"""Speed and memory: loading, reading, a whole build, and a look-up as a whole process.

Run: python benchmarks/speed.py [FOLDER]     (default: the sample texts, repeated)

Prints, on this machine: seconds and memory to load all knowledge; words per second of one core for reading names once
it is loaded, for one copy of the texts and for twenty, so that growth with the number of documents would show; the
seconds of a build; and a look-up's time as a multiple of the bare interpreter's start.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.build import build
from glossary.corpus import read_documents
from glossary.names import Page
from glossary.reconcile import read_page
from glossary.records import Document
from glossary.tables import data_dir

COPIES = 20
RUNS = 7  # of a process; the least time is printed, since everything else on the machine only adds


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def words_per_second(documents: list[Document], authority: Authority) -> float:
    pages = [Page.read(document) for document in documents]
    words = sum(token.is_word for page in pages for token in page.tokens)
    return words / seconds(lambda: [read_page(page, authority) for page in pages])


def process_seconds(*arguments: str) -> float:
    """The least time of a Python process with these arguments."""
    command = [sys.executable, *arguments]
    return min(seconds(lambda: subprocess.run(command, check=False, capture_output=True)) for _ in range(RUNS))


def main(folder: Path) -> None:
    before = megabytes()
    authority: list[Authority] = []
    loading = seconds(lambda: authority.append(read_authority()))
    glosses = seconds(lambda: authority[0].glosses.pieces(()))
    print(f"knowledge: {loading:.1f} s, glosses {glosses:.1f} s, {megabytes() - before:.0f} MB")
    documents = [d for d in read_documents([folder]) if isinstance(d, Document) and d.lang == "en"]
    words_per_second(documents, authority[0])  # fills the caches of words
    copies = [replace(d, path=f"{n}/{d.path}") for n in range(COPIES) for d in documents]
    print(f"reading: {words_per_second(documents, authority[0]):,.0f} words/s, "
          f"{COPIES} copies {words_per_second(copies, authority[0]):,.0f} words/s")  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "glossary.db"
        print(f"build of {len(documents)} documents: {seconds(lambda: build([folder], target)):.1f} s, "
              f"peak {megabytes():.0f} MB")  # fmt: skip
        bare = process_seconds("-c", "pass")
        run = "from glossary.cli import main; main()"
        asked = process_seconds("-c", run, "lookup", "keqiao", "--db", str(target))
        print(f"look-up: {asked * 1000:.0f} ms, {asked / bare:.1f} times the bare interpreter ({bare * 1000:.0f} ms)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else data_dir() / "texts")
