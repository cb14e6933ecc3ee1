"""How quick the site is with 100,000 entries and 450,000 mentions: p50 and p99 a page, one request at a time.

What is measured is processor time, which is what a visitor waits on a machine that does nothing else.

    python benchmarks/web.py [FOLDER]

The database is made of random syllables with a fixed seed and kept in FOLDER (default: a temporary one). Requests go
through Datasette's whole application in this process, so that templates and threads count and the network does not.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from datasette.app import Datasette

from glossary.database import write_database
from glossary.judgements import Decided
from glossary.records import (
    Confidence,
    Document,
    Entry,
    Form,
    Issue,
    Kind,
    Mention,
    Rendering,
    Role,
    Status,
    identifier,
)
from glossary.romanization import SYLLABLES as SYLLABLE_KEYS
from glossary.serving import metadata_file

CONCEPTS, MENTIONS, ROUNDS, SEED = 100_000, 450_000, 200, 7
_FIRST_HAN = 0x4E00
# One made-up character and word for each syllable of pinyin: about as many readings as there are, fewer words.
SYLLABLES = tuple((chr(_FIRST_HAN + at), key, f"{key}ness") for at, key in enumerate(sorted(SYLLABLE_KEYS)))
TARGETS = {"entry": (15, 80), "search": (15, 80), "home": (20, 80)}  # milliseconds: p50, p99


def _name(chance: random.Random) -> tuple[str, str, str]:
    """Chinese, pinyin, English of two to five syllables."""
    parts = [chance.choice(SYLLABLES) for _ in range(chance.randint(2, 5))]
    return "".join(p[0] for p in parts), "'".join(p[1] for p in parts), " ".join(p[2] for p in parts)


def _uses(chance: random.Random) -> int:
    return int(chance.expovariate(2 * CONCEPTS / MENTIONS) + 0.5)


def _mentions(document: Document, entries: Iterable[Entry]) -> Iterator[Mention]:
    place = 0
    for rendering in (r for entry in entries for r in entry.renderings):
        for _ in range(rendering.uses):
            (key,) = rendering.keys
            yield Mention(key, document.path, place, place + 1, 1, "left " * 10, rendering.text, "right " * 10)
            place += 1


def _entries() -> Iterator[Entry]:
    chance = random.Random(SEED)
    for number in range(CONCEPTS):
        zh, pinyin, english = _name(chance)
        renderings = []
        named = ((english, Issue.OK, Role.PREFERRED), (f"{english} {number}", Issue.CALQUE, Role.DEPRECATED))
        for text, issue, role in named:
            uses = _uses(chance)
            keys = (f"{number} {text}",) if uses else ()
            renderings.append(Rendering("en", text, Form.FULL, role, issue, "", keys, uses))
        renderings.append(Rendering("zh-Hans", zh, Form.FULL, Role.PREFERRED, None, ""))
        renderings.append(Rendering("zh-Latn-pinyin", pinyin, Form.FULL, Role.PREFERRED, None, ""))
        yield Entry(
            identifier("benchmark", str(number)), f"entry-{number}", chance.choice(list(Kind)), "benchmark", zh, zh,
            pinyin, english, Status.LISTED, Confidence.HIGH, 0.9, "", "", tuple(renderings),
            latitude=chance.uniform(20, 50), longitude=chance.uniform(80, 130),
        )  # fmt: skip


async def _times(site: Any, paths: Callable[[], str]) -> list[float]:  # noqa: ANN401
    """Milliseconds of ROUNDS requests."""
    taken = []
    for _ in range(ROUNDS):
        path = paths()
        start = time.process_time()
        answer = await site.client.get(path)
        taken.append((time.process_time() - start) * 1000)
        assert answer.status_code == 200, path
    return sorted(taken)


async def measure(database: Path) -> None:
    metadata = yaml.safe_load(metadata_file().read_text(encoding="utf-8"))
    site = Datasette([], immutables=[str(database)], metadata=metadata)
    chance = random.Random(SEED)

    with sqlite3.connect(database) as db:
        names = db.execute("SELECT zh, pinyin, english FROM concepts WHERE id % 50 = 0 ORDER BY id").fetchall()
    db.close()

    def query() -> str:
        zh, pinyin, english = chance.choice(names)
        return str(chance.choice([zh[:1], zh[:2], zh, pinyin, english.split()[0], english]))

    kinds: dict[str, Callable[[], str]] = {
        "entry": lambda: f"/term/entry-{chance.randrange(CONCEPTS)}",
        "search": lambda: f"/search?q={query()}",
        "suggest": lambda: f"/search/suggest?q={query()[:4]}",
        "miss": lambda: f"/search?q={query()}{query()}",
        "home": lambda: "/",
        "wrong": lambda: "/wrong",
        "overview": lambda: "/overview",
        "forms": lambda: "/renderings",
        "places": lambda: "/places",
        "table": lambda: f"/glossary/concepts.json?_search={query()}&_shape=array",
    }
    print(f"{'page':8} {'first':>7} {'p50':>7} {'p99':>7}  ms")
    for name, paths in kinds.items():
        start = time.process_time()
        await site.client.get(paths())
        first = (time.process_time() - start) * 1000
        taken = await _times(site, paths)
        p50, p99 = statistics.median(taken), taken[int(0.99 * len(taken))]
        wanted = TARGETS.get(name)
        verdict = "" if wanted is None else "ok" if p50 < wanted[0] and p99 < wanted[1] else f"wanted {wanted}"
        print(f"{name:8} {first:7.1f} {p50:7.1f} {p99:7.1f}  {verdict}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    database = folder / "glossary.db"
    if not database.exists():
        document = Document("benchmark.txt", "x" * 100, "00")
        entries = tuple(_entries())
        write_database(database, [(document, 1)], Decided(entries), _mentions(document, entries))
    print(f"{database}: {database.stat().st_size / 1e6:.0f} MB")
    asyncio.run(measure(database))


if __name__ == "__main__":
    main()
