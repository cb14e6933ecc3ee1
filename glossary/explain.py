"""The evidence trail of one rendering: what it was taken for and why, what else was weighed, what the measures say.

Comes in: a glossary.db and a rendering. Goes out: trails for the command line; of a term candidate that was
rejected, the reason. Standard library only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.english import fold_phrase

MEASURES = {  # name in the database -> name in the literature
    "c_value": "C-value, unithood (Frantzi, Ananiadou & Mima 2000)",
    "min_weirdness": "weirdness of the least weird word, termhood, log10 (Ahmad, Gillam & Tostevin 1999)",
    "frequency": "occurrences in the texts",
    "maximal": "occurrences in which no longer phrase held it",
    "coordinated": 'occurrences beside the "and" of a coordination',
    "capitalised": "occurrences written like a name",
    "in_field": "words that are terms of the trade by themselves",
}
MOST_LINES = 3  # of evidence that are shown


@dataclass(frozen=True)
class Weighed:
    """A Chinese form that was weighed for a rendering."""

    zh: str
    source: str
    score: float
    chosen: bool
    because: str


@dataclass(frozen=True)
class Trail:
    """Everything the database holds about how one rendering was judged."""

    text: str
    kind: str
    zh: str
    english: str
    issue: str
    role: str
    because: str
    status: str
    confidence: str
    why: str
    uses: int
    weighed: tuple[Weighed, ...]
    measures: tuple[tuple[str, float], ...]
    lines: tuple[str, ...]


def _weighed(db: sqlite3.Connection, designation: int) -> Iterator[Weighed]:
    sql = """SELECT zh, source, score, chosen, because FROM matches WHERE designation_id = ?
             ORDER BY chosen DESC, score DESC, zh"""
    for zh, source, score, chosen, because in db.execute(sql, (designation,)):
        yield Weighed(zh, source, score, bool(chosen), because)


def _lines(db: sqlite3.Connection, designation: int) -> Iterator[str]:
    sql = """SELECT o.path, m.line, m.left, m.node, m.right FROM mentions m JOIN documents o ON o.id = m.document_id
             WHERE m.designation_id = ? ORDER BY o.path, m.start LIMIT ?"""
    for path, line, left, node, right in db.execute(sql, (designation, MOST_LINES)):
        yield f"{path}:{line}: …{left.lstrip()}[{node}]{right.rstrip()}…"


@dataclass(frozen=True)
class Rejected:
    """A term candidate that is not published."""

    text: str
    uses: int
    score: float
    because: str
    measures: tuple[tuple[str, float], ...]


def find_rejected(db: sqlite3.Connection, text: str) -> Rejected | None:
    """The rejected candidate with this text, in any of its spellings; None where there is none."""
    key = " ".join(fold_phrase(text))
    row = db.execute("SELECT * FROM rejected WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    measures = tuple((MEASURES[name], row[name]) for name in ("c_value", "min_weirdness") if row[name] is not None)
    return Rejected(row["text"], row["uses"], row["score"], row["because"], measures)


def explain(db: sqlite3.Connection, text: str) -> list[Trail]:
    """The trails of all renderings that are this text, whatever its case, the most used first."""
    sql = """SELECT d.id, d.text, c.kind, c.zh, c.english, d.issue, d.role, d.because, c.status, c.confidence,
             c.because AS why, d.uses FROM designations d JOIN concepts c ON c.id = d.concept_id
             WHERE d.text = ? COLLATE NOCASE ORDER BY d.uses DESC, c.id"""
    trails = []
    for row in db.execute(sql, (" ".join(text.split()),)).fetchall():
        number = row["id"]
        found = db.execute("SELECT name, value FROM measures WHERE designation_id = ? ORDER BY name", (number,))
        trails.append(
            Trail(
                **{name: row[name] for name in row.keys() if name != "id"},  # noqa: SIM118  (rows iterate over values)
                weighed=tuple(_weighed(db, number)),
                measures=tuple((MEASURES.get(name, name), value) for name, value in found),
                lines=tuple(_lines(db, number)),
            )
        )
    return trails
