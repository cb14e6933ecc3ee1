"""Looking things up: a query in any dress → the entries it means, exact forms first.

Comes in: a glossary.db and a query. Goes out: answers for the command line, the site and the checker alike. Standard
library only, so that a look-up is over in a blink; fuzzy matching is loaded when everything else found nothing.
"""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glossary.index import match_expression, slips
from glossary.romanization import older_keys, pinyin_key, query_keys
from glossary.tables import SCHEMA_VERSION, WRONG_ROLES, GlossaryError

MOST_FOUND = 20  # entries a look-up shows
MOST_SUGGESTED = 5
RANKED = """
SELECT c.id FROM concepts_fts f JOIN concepts c ON c.id = f.rowid WHERE concepts_fts MATCH :match
ORDER BY c.zh = :query DESC, lower(c.english) = lower(:query) DESC, c.uses > 0 DESC,
 bm25(concepts_fts, 10, 6, 8, 2), c.uses DESC, c.id LIMIT :limit
"""
ADVICE = {"preferred": "use", "admitted": "also fine", "deprecated": "avoid", "lookup": "error"}  # by role
IS_WRONG = f"d.role IN {WRONG_ROLES}"  # in SQL, of designations d
_WITHOUT_ARTICLE = frozenset("mistranslated misspelt garbled untranslated outdated unofficial".split())


@dataclass(frozen=True)
class Found:
    """One designation of an answer."""

    lang: str
    text: str
    form: str
    role: str
    issue: str
    because: str
    uses: int


@dataclass(frozen=True)
class Answer:
    """One entry a query means, with the designation it met, if it met one exactly."""

    id: int
    slug: str
    kind: str
    subject_field: str
    zh: str
    pinyin: str
    english: str
    status: str
    confidence: str
    because: str
    parent: str
    note: str
    uses: int
    designations: tuple[Found, ...]
    met: Found | None = None
    example: str = ""
    example_document: str = ""
    parents: tuple[str, ...] = field(default=())

    def verdict(self) -> str:
        """The answer in one line: whether what was asked for is right, and what to write.

        >>> met = Found("en", "Loko", "full", "lookup", "misspelt", "", 1)
        >>> Answer(1, "", "place", "", "泺口", "Luòkǒu", "Luokou", "", "", "", "", "", 1, (met,), met).verdict()
        "'Loko' is misspelt: use Luokou"
        """
        if self.met is not None and self.met.role in WRONG_ROLES:
            article = "" if self.met.issue in _WITHOUT_ARTICLE else "a "
            return f"{self.met.text!r} is {article}{self.met.issue}: {self._advice(self.met.text)}"
        if not self.zh:
            return f"{self.english}: found in the texts, its Chinese is not known"
        if self.met is not None and self.met.lang == "en" and self.met.issue == "variant":
            return f"{self.met.text!r} is fine; {self.english} is preferred"
        return f"{self.english or self.pinyin} is {self.zh}"

    def _advice(self, wrong: str) -> str:
        return f"use {self.english}" if self.english not in ("", wrong) else "no better English is known"


def open_database(path: Path) -> sqlite3.Connection:
    """Open a glossary for reading; GlossaryError where it is missing, no database, or of another version."""
    if not path.is_file():
        raise GlossaryError(f"{path}: no such database\n    to mend: run glossary build, or name one with --db")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError:
        connection.close()
        raise GlossaryError(f"{path}: no SQLite database\n    to mend: build it anew with glossary build") from None
    if version != SCHEMA_VERSION or "concepts" not in names:
        connection.close()
        problem = f"a database of version {version}, this release reads {SCHEMA_VERSION}"
        raise GlossaryError(f"{path}: {problem}\n    to mend: build it anew with glossary build")
    connection.row_factory = sqlite3.Row
    return connection


def _exact(db: sqlite3.Connection, query: str) -> list[int]:
    """Entries with a designation that is the query, whatever its case, the preferred forms first."""
    sql = """SELECT concept_id FROM designations WHERE text = ? COLLATE NOCASE
             ORDER BY role = 'preferred' DESC, uses DESC, concept_id"""
    return [row[0] for row in db.execute(sql, (query,))]


def _same_pinyin(db: sqlite3.Connection, query: str) -> list[int]:
    """Entries whose pinyin is the query in any dress."""
    keys = set(query_keys(query))
    if not keys:
        return []
    match = " OR ".join('pinyin : "' + key + '"' for key in sorted(keys))
    sql = """SELECT c.id, c.pinyin FROM concepts_fts f JOIN concepts c ON c.id = f.rowid
             WHERE concepts_fts MATCH ? ORDER BY c.uses DESC, c.id"""
    return [row[0] for row in db.execute(sql, (match,)) if pinyin_key(row[1]) in keys]


def find_ids(db: sqlite3.Connection, query: str, limit: int = MOST_FOUND) -> tuple[list[int], bool]:
    """The ids a query means, the best first, and whether they were met exactly.

    Exact: a designation is the query, or its pinyin is. Otherwise all words of the query stand in the entry.
    """
    query = unicodedata.normalize("NFC", " ".join(query.split()))
    exact = list(dict.fromkeys([*_exact(db, query), *_same_pinyin(db, query)]))
    if exact:
        return exact[:limit], True
    asked = {"match": match_expression(query), "query": query, "limit": limit}
    return [row[0] for row in db.execute(RANKED, asked)], False


def ranked_ids(db: sqlite3.Connection, query: str, limit: int, is_typing: bool = False) -> list[int]:
    """The ids for a page of results: exact ones, then all in which the words of the query stand.

    While a query is being typed its last word may be the beginning of one.
    """
    query = unicodedata.normalize("NFC", " ".join(query.split()))
    asked = {"match": match_expression(query, prefix=is_typing), "query": query, "limit": limit}
    found = [row[0] for row in db.execute(RANKED, asked)]
    return list(dict.fromkeys([*_exact(db, query), *_same_pinyin(db, query), *found]))[:limit]


def read_answer(db: sqlite3.Connection, number: int, query: str = "") -> Answer:
    """The answer for one id, with the designation that is the query, if one is."""
    row = db.execute(
        """SELECT c.*, p.english AS parent FROM concepts c LEFT JOIN concepts p ON p.id = c.parent_id
           WHERE c.id = ?""",
        (number,),
    ).fetchone()
    designations = tuple(
        Found(*values)
        for values in db.execute(
            """SELECT lang, text, form, role, issue, because, uses FROM designations WHERE concept_id = ?
               ORDER BY CASE role WHEN 'preferred' THEN 0 WHEN 'admitted' THEN 1 WHEN 'deprecated' THEN 2 ELSE 3 END,
               uses DESC, lang, text""",
            (number,),
        )
    )
    asked = query.casefold()
    met = next((found for found in designations if found.text.casefold() == asked), None)
    return Answer(
        id=row["id"], slug=row["slug"], kind=row["kind"], subject_field=row["subject_field"], zh=row["zh"],
        pinyin=row["pinyin"], english=row["english"], status=row["status"], confidence=row["confidence"],
        because=row["because"], parent=row["parent"] or "", note=row["note"], uses=row["uses"],
        designations=designations, met=met, parents=tuple(_parents(db, row["parent_id"])),
        **_example(db, number, met),
    )  # fmt: skip


def _parents(db: sqlite3.Connection, number: int | None) -> Iterator[str]:
    while number is not None:
        row = db.execute("SELECT english, parent_id FROM concepts WHERE id = ?", (number,)).fetchone()
        if row is None:
            return
        yield row["english"]
        number = row["parent_id"]


def _example(db: sqlite3.Connection, number: int, met: Found | None) -> dict[str, str]:
    """The line that shows the designation met, or any of the entry; its place alone where texts were left out."""
    row = db.execute(
        """SELECT m.left, m.node, m.right, o.path, m.line, o.text != '' AS shown
           FROM mentions m JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
           WHERE d.concept_id = ?
           ORDER BY d.text = ? DESC, m.inside IS NULL DESC, o.path, m.start LIMIT 1""",
        (number, met.text if met else ""),
    ).fetchone()
    if row is None:
        return {}
    line = f"…{row['left'].lstrip()}{row['node']}{row['right'].rstrip()}…"
    return {"example": line if row["shown"] else "", "example_document": f"{row['path']}:{row['line']}"}


def look_up(db: sqlite3.Connection, query: str, limit: int = MOST_FOUND) -> list[Answer]:
    """The answers to a query, the best first; empty where nothing matches."""
    numbers, _ = find_ids(db, query, limit)
    return [read_answer(db, number, query) for number in numbers]


def suggest(db: sqlite3.Connection, query: str, limit: int = MOST_SUGGESTED) -> list[str]:
    """Did you mean: what an older romanization of the query stands for, else the English forms spelt much like it."""
    found: list[str] = []
    for key in older_keys(query):
        found += [read_answer(db, number).english for number in _same_pinyin(db, key)]
    if not found:
        from glossary.distance import closest

        found = closest(query, _spelt_alike(db, query), limit)
    return list(dict.fromkeys(found))[:limit]


def _spelt_alike(db: sqlite3.Connection, query: str) -> list[str]:
    """English names of about the length of a query whose beginning is at most a slip away from its own."""
    keys, size = sorted(slips(query)), len(query)
    sql = f"""SELECT DISTINCT d.text FROM beginnings b CROSS JOIN designations d
               ON d.text >= b.beginning COLLATE NOCASE AND d.text < b.beginning || char({sys.maxunicode}) COLLATE NOCASE
              WHERE b.slip IN ({", ".join("?" * len(keys))}) AND d.lang = 'en' AND length(d.text) BETWEEN ? AND ?
              ORDER BY d.text"""
    return [row[0] for row in db.execute(sql, (*keys, size * 2 // 3, size * 3 // 2 + 1))]
