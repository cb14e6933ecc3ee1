"""An archive of articles: a full build, with several processes, and with one new article among those known.

Run: python benchmarks/archive.py [ARTICLES …]     (default: 1000)

Makes archives of this many articles out of the paragraphs of the sample texts, mixed anew in each, with a few made-up
names, and builds each in processes of their own with an empty cache. Prints for every build the processor time and the
time on the clock, the most memory that one process held, and words per second of processor time; and whether all builds
of an archive gave the same bytes. Where a machine has other work, the clock says little.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from glossary.corpus import read_documents
from glossary.records import Document
from glossary.romanization import SYLLABLES
from glossary.tables import data_dir

SEED, PARAGRAPHS, WORKERS = 7, 12, 2
BUILD = (sys.executable, "-c", "from glossary.cli import main; main()", "build")


def write_articles(folder: Path, numbers: range) -> int:
    """Write made-up articles; the number of their words."""
    texts = [d.text for d in read_documents([data_dir() / "texts"]) if isinstance(d, Document) and d.lang == "en"]
    paragraphs = [line for text in texts for line in text.splitlines() if len(line.split()) > 5]
    syllables, words = sorted(SYLLABLES), 0
    folder.mkdir(exist_ok=True)
    for number in numbers:
        chance = random.Random(SEED + number)
        name, place = ("".join(chance.choices(syllables, k=2)).capitalize() for _ in range(2))
        lines = [f"Weavers of {place} visit the {name} Group", *chance.sample(paragraphs, PARAGRAPHS)]
        words += sum(len(line.split()) for line in lines)
        (folder / f"{number:06}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return words


def measure(what: str, words: int, folder: Path, target: Path, cache: Path, *options: str) -> bytes:
    """Build in a process of its own and print what it took; the bytes of the database."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    started = time.perf_counter()
    command = [*BUILD, str(folder), "--db", str(target), *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    seconds = used.ru_utime + used.ru_stime
    print(f"  {what:24} {seconds:7.1f} s processor {time.perf_counter() - started:7.1f} s clock "
          f"{used.ru_maxrss / 1024:6.0f} MB {words / seconds:8,.0f} words/s")  # fmt: skip
    return target.read_bytes()


def main(articles: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "articles", Path(place) / "cache"
        words = write_articles(folder, range(articles))
        print(f"{articles:,} articles, {words:,} words")
        few = Path(place) / "few"
        write_articles(few, range(2))
        measure("two articles", 0, few, Path(place) / "few.db", cache)  # compiles what we know, for all that follow
        one, two = Path(place) / "one.db", Path(place) / "two.db"
        measure("all new", words, folder, one, cache)
        words += write_articles(folder, range(articles, articles + 1))
        known = measure("one new", words, folder, one, cache)
        whole = measure(f"all new, {WORKERS} workers", words, folder, two, cache, "--workers", str(WORKERS))
        print(f"  database {len(whole) / 1e6:.0f} MB; the same bytes: {'yes' if known == whole else 'NO'}")


if __name__ == "__main__":
    for count in sys.argv[1:] or ("1000",):
        main(int(count))
