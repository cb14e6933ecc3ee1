"""The entries around an entry: what it lies in, what lies in it, what it may be confused with, what is like it.

Comes in: a connection and an entry. Goes out: Neighbours, as lines that link to their pages.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from glossary.romanization import plain
from glossary.search import find_ids

MOST_RELATED = 12
MOST_CHILDREN = 60
LONGEST_HEAD = 4  # characters at the end of a name that may be its head: 服装市场


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entry, as a line that links to it."""

    id: int
    slug: str
    zh: str
    pinyin: str
    english: str
    kind: str
    uses: int
    latitude: float | None
    longitude: float | None


_NEIGHBOUR = "c.id, c.slug, c.zh, c.pinyin, c.english, c.kind, c.uses, c.latitude, c.longitude"


def _neighbours(db: sqlite3.Connection, numbers: list[int]) -> tuple[Neighbour, ...]:
    """Entries in the order of their numbers."""
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT {_NEIGHBOUR} FROM concepts c WHERE c.id IN ({marks})", numbers)
    found = {row[0]: Neighbour(*row) for row in rows}
    return tuple(found[number] for number in numbers if number in found)


def read_parents(db: sqlite3.Connection, concept: int) -> tuple[Neighbour, ...]:
    """What an entry belongs to, the nearest first."""
    numbers = [concept]
    while True:
        row = db.execute("SELECT parent_id FROM concepts WHERE id = ?", (numbers[-1],)).fetchone()
        if row is None or row[0] is None or row[0] in numbers:
            return _neighbours(db, numbers[1:])
        numbers.append(row[0])


def read_children(db: sqlite3.Connection, concept: int) -> tuple[Neighbour, ...]:
    """What belongs to an entry, the most used first."""
    sql = f"SELECT {_NEIGHBOUR} FROM concepts c WHERE c.parent_id = ? ORDER BY c.uses DESC, c.english, c.id LIMIT ?"
    return tuple(Neighbour(*row) for row in db.execute(sql, (concept, MOST_CHILDREN)))


def read_confusable(db: sqlite3.Connection, concept: int, zh: str, pinyin: str, english: str) -> tuple[Neighbour, ...]:
    """Other entries with the same Chinese, the same toneless pinyin or the same English."""
    numbers: list[int] = []
    for text in (zh, plain(pinyin), english):
        if text:
            found, exactly = find_ids(db, text, MOST_RELATED)
            numbers += found if exactly else []
    distinct = [number for number in dict.fromkeys(numbers) if number != concept]
    return _neighbours(db, distinct[:MOST_RELATED])


def read_related(db: sqlite3.Connection, zh: str, kind: str, shown: set[int]) -> tuple[Neighbour, ...]:
    """Entries whose Chinese holds this one's, then those of its kind that end in the same head."""
    if len(zh) < 2:
        return ()
    found = [each for each in _holding(db, zh) if each.id not in shown]
    for size in range(min(LONGEST_HEAD, len(zh) - 1), 1, -1):
        head = zh[-size:]
        same = [each for each in _holding(db, head) if each.zh.endswith(head) and each.kind == kind]
        others = [each for each in same if each.id not in shown and each not in found]
        if others:
            found += others
            break
    return tuple(found[:MOST_RELATED])


def _holding(db: sqlite3.Connection, zh: str) -> list[Neighbour]:
    """Entries in whose Chinese these characters stand together, the most used first."""
    sql = f"""SELECT {_NEIGHBOUR} FROM concepts_fts f JOIN concepts c ON c.id = f.rowid
              WHERE concepts_fts MATCH ? ORDER BY c.uses DESC, c.english, c.id LIMIT ?"""
    asked = 'zh : "' + zh.replace('"', "") + '"'
    return [Neighbour(*row) for row in db.execute(sql, (asked, MOST_RELATED * 4))]
