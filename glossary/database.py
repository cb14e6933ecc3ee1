"""The published database, written whole or not at all.

Comes in: documents, entries, decisions, mentions, segments. Goes out: glossary.db as schema.py has it, which only this
module writes (sqlite_utils). What no text changes is written first, so that it can be written once and copied
(foundation.py). Rows are sorted by their keys when the file is compacted, so the same input gives the same bytes. What
grows with the texts comes in as iterators and is never held.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import sqlite_utils

from glossary.index import index_row
from glossary.judgements import Decided
from glossary.records import Document, Entry, Mention, ScoredTerm, Segment, identifier
from glossary.rows import (
    Mentioned,
    Row,
    beginnings,
    concept_row,
    designation_rows,
    document_row,
    judgement_rows,
    match_rows,
    measure_rows,
    rejected_rows,
)
from glossary.schema import FOREIGN_KEYS, INDEXES, MORE_INDEXES, NEAR_INDEX, SEARCH_INDEX, SHEET, TABLES
from glossary.tables import SCHEMA_VERSION, GlossaryError, replacing

CURATED = ("concepts", "designations")  # the tables that have rows before any text is read
Counted = tuple[Document, int]  # with the number of its words
Aligned = tuple[str, Segment]  # by the path of the document


def _stats(db: sqlite3.Connection, counted: Counter[str], entries: Sequence[Entry]) -> Row:
    found = [r for entry in entries for r in entry.renderings if r.uses]
    concepts, still_open = db.execute("SELECT count(*), sum(status = 'open') FROM concepts").fetchone()
    return {
        "documents": counted["documents"],
        "words": counted["words"],
        "concepts": concepts,
        "seen": sum(bool(entry.uses) for entry in entries),
        "renderings": len(found),
        "wrong": sum(r.issue is not None and r.issue.is_wrong for r in found),
        "open": still_open or 0,
        "mentions": sum(r.uses for r in found),
    }


def _create(db: sqlite_utils.Database, names: Iterable[str]) -> None:
    for name in names:
        columns, keys = TABLES[name], FOREIGN_KEYS.get(name, [])
        db.create_table(name, columns, pk="id" if "id" in columns else None, foreign_keys=keys)


def _index(db: sqlite_utils.Database, name: str) -> None:
    for columns in INDEXES.get(name, ()):
        db.table(name).create_index(columns)


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[Row]) -> None:
    columns = tuple(TABLES[name])
    marks = ", ".join("?" * len(columns))
    with connection:
        connection.executemany(
            f"INSERT INTO {name} VALUES ({marks})", (tuple(row[column] for column in columns) for row in rows)
        )


def _insert_entries(connection: sqlite3.Connection, entries: Iterable[Entry], documents: Mapping[int, int]) -> None:
    _insert(connection, "concepts", (concept_row(entry, documents.get(entry.id, 0)) for entry in entries))
    _insert(connection, "designations", (row for entry in entries for row in designation_rows(entry, documents)))
    with connection:
        connection.executemany(
            "INSERT INTO concepts_fts (rowid, zh, pinyin, en, variants) VALUES (?, ?, ?, ?, ?)",
            (index_row(entry) for entry in entries),
        )
        connection.execute("INSERT INTO concepts_fts(concepts_fts) VALUES ('optimize')")
        connection.executemany("INSERT OR IGNORE INTO beginnings VALUES (?, ?)", beginnings(entries))


def _delete_entries(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete what is written of these concepts, if anything."""
    each = [(number,) for number in ids]
    with connection:
        connection.executemany("DELETE FROM concepts WHERE id = ?", each)
        connection.executemany("DELETE FROM designations WHERE concept_id = ?", each)
        connection.executemany("DELETE FROM concepts_fts WHERE rowid = ?", each)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[sqlite_utils.Database]:
    """A database file to write to, compacted when the block ends well."""
    db = sqlite_utils.Database(sqlite3.connect(path))
    try:
        db.execute("PRAGMA journal_mode = OFF")  # the file is thrown away unless it becomes whole,
        db.execute("PRAGMA synchronous = OFF")  # and is brought to the disk before it takes its place
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        yield db
        db.execute("VACUUM")
    finally:
        db.close()


def write_curated(path: Path, entries: Sequence[Entry]) -> None:
    """Write what a database has before any text, into a file that is not there yet."""
    with _writing(path) as db:
        _create(db, CURATED)
        db.execute(SEARCH_INDEX)
        db.execute(NEAR_INDEX)
        _insert_entries(db.conn, entries, {})
        for name in CURATED:
            _index(db, name)
        for statement in MORE_INDEXES:
            db.execute(statement)


def _fill(
    db: sqlite_utils.Database, documents: Iterable[Counted], decided: Decided, mentions: Iterable[Mention],
    segments: Iterable[Aligned], with_texts: bool, rejected: Iterable[ScoredTerm],
) -> None:  # fmt: skip
    entries, counted = decided.entries, Counter[str]()
    mentioned = Mentioned(mentions, entries)

    def document_rows() -> Iterator[Row]:
        for document, words in documents:
            counted.update(documents=1, words=words)
            yield document_row(document, words, with_texts)

    def insert(rows_of: Mapping[str, Iterable[Row]]) -> None:
        for name, rows in rows_of.items():
            _insert(db.conn, name, rows)
            _index(db, name)

    _create(db, (name for name in TABLES if name not in CURATED))
    db.create_view("glossary", SHEET.split(" AS ", 1)[1])
    insert({"documents": document_rows(), "mentions": mentioned.rows(with_texts)})
    _delete_entries(db.conn, [*(entry.id for entry in entries), *(gone.id for gone in decided.retired)])
    _insert_entries(db.conn, entries, mentioned.documents)  # after the mentions, in which their documents are counted
    insert({
        "matches": (row for entry in entries for row in match_rows(entry)),
        "measures": (row for entry in entries for row in measure_rows(entry)),
        "rejected": rejected_rows(rejected),
        "segments": ({"document_id": identifier("document", path), **asdict(s)} for path, s in segments),
        "judgements": judgement_rows(decided.judgements),
        "retired": ({"id": r.id, "slug": r.slug, "concept_id": r.concept} for r in decided.retired),
        "stats": [_stats(db.conn, counted, entries)],
    })  # fmt: skip


def _nothing(path: Path) -> None:
    write_curated(path, ())


def write_database(
    target: Path,
    documents: Iterable[Counted],
    decided: Decided,
    mentions: Iterable[Mention],
    segments: Iterable[Aligned] = (),
    with_texts: bool = True,
    rejected: Iterable[ScoredTerm] = (),
    begin: Callable[[Path], None] = _nothing,
) -> None:
    """Write the database anew; the old one stays until the new one is whole. GlossaryError if it cannot be written.

    `begin` puts what is curated into the file; the entries take the place of those it put there.
    """
    try:
        with replacing(target) as temporary:
            begin(temporary)
            with _writing(temporary) as db:
                _fill(db, documents, decided, mentions, segments, with_texts, rejected)
    except sqlite3.OperationalError as error:
        raise GlossaryError(
            f"{target}: cannot be written ({error})\n    to mend: check the folder and the disk"
        ) from None
