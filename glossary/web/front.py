"""What the home page shows: counts, the names most often wrong, open names, fields, places.

Comes in: a connection. Goes out: a Front and its map. They are the same for every visitor, so they are read and drawn
once for each edition of the database file.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from typing import Any
from weakref import WeakKeyDictionary

from markupsafe import Markup

from glossary.search import IS_WRONG
from glossary.web.atlas import Spot
from glossary.web.lists import Field, OpenName, read_fields, read_open
from glossary.web.site import Site

MOST_MISTRANSLATED = 9
MOST_OPEN = 10
MOST_SPOTS = 300  # more dots would hide each other


@dataclass(frozen=True, slots=True)
class Counts:
    """The row of the table stats."""

    documents: int
    words: int
    concepts: int
    seen: int
    renderings: int
    wrong: int
    open: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Mistranslated:
    """An entry with its most frequent wrong rendering."""

    slug: str
    zh: str
    pinyin: str
    english: str
    kind: str
    wrong_text: str
    wrong_issue: str
    wrong_uses: int  # of all its wrong renderings


@dataclass(frozen=True, slots=True)
class Front:
    counts: Counts | None
    mistranslated: tuple[Mistranslated, ...]
    open_names: tuple[OpenName, ...]
    fields: tuple[Field, ...]
    spots: tuple[Spot, ...]


def read_counts(db: sqlite3.Connection) -> Counts | None:
    row = db.execute(f"SELECT {', '.join(field.name for field in fields(Counts))} FROM stats").fetchone()
    return Counts(*row) if row else None


def read_mistranslated(db: sqlite3.Connection) -> tuple[Mistranslated, ...]:
    """The names that texts get wrong most often; terms are left out."""
    sql = f"""WITH wrong AS (
              SELECT concept_id, text, issue, uses, sum(uses) OVER (PARTITION BY concept_id) AS total,
               row_number() OVER (PARTITION BY concept_id ORDER BY uses DESC, text) AS rank
              FROM designations d WHERE lang = 'en' AND uses > 0 AND {IS_WRONG})
             SELECT c.slug, c.zh, c.pinyin, c.english, c.kind, w.text, w.issue, w.total
             FROM wrong w JOIN concepts c ON c.id = w.concept_id WHERE w.rank = 1 AND c.kind != 'term'
             ORDER BY w.total DESC, c.english, c.id LIMIT ?"""
    return tuple(Mistranslated(*row) for row in db.execute(sql, (MOST_MISTRANSLATED,)))


def read_spots(db: sqlite3.Connection) -> tuple[Spot, ...]:
    """Places that texts mention and that can be drawn; one without a coordinate counts at its nearest parent."""
    sql = """WITH RECURSIVE above(id, uses, at) AS (
              SELECT id, uses, id FROM concepts WHERE kind = 'place' AND uses > 0
              UNION
              SELECT a.id, a.uses, c.parent_id FROM above a JOIN concepts c ON c.id = a.at
              WHERE c.latitude IS NULL AND c.parent_id IS NOT NULL)
             SELECT c.slug, c.zh, c.english, c.latitude, c.longitude, sum(a.uses), c.uses
             FROM above a JOIN concepts c ON c.id = a.at WHERE c.latitude IS NOT NULL AND c.longitude IS NOT NULL
             GROUP BY c.id ORDER BY 6 DESC, c.slug LIMIT ?"""
    return tuple(Spot(*row) for row in db.execute(sql, (MOST_SPOTS,)))


def read_front(db: sqlite3.Connection) -> Front:
    names = [name for name in read_open(db) if name.kind != "term"]
    return Front(
        read_counts(db), read_mistranslated(db), tuple(names[:MOST_OPEN]), tuple(read_fields(db)), read_spots(db)
    )


_drawn: WeakKeyDictionary[Any, tuple[Front, Markup]] = WeakKeyDictionary()  # by Datasette


async def front_of(site: Site) -> tuple[Front, Markup]:
    """The front page's contents and the map of its places, from memory where the file has not changed."""
    front = await site.read_once(read_front)
    kept = _drawn.get(site.datasette)
    if kept is None or kept[0] is not front:
        kept = front, await site.map(front.spots, "Map of the places that the texts mention")
        _drawn[site.datasette] = kept
    return kept
