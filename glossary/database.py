"""The published database: tables, view and search index of the contract, written whole or not at all.

Comes in: documents, entries, mentions, segments. Goes out: glossary.db, which only this module writes (sqlite_utils).
Rows are sorted by their keys when the file is compacted, so the same input gives the same bytes. What grows with the
texts comes in as iterators and is never held.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlite_utils

from glossary.index import index_row
from glossary.records import Document, Entry, Mention, Rendering, Segment, identifier
from glossary.tables import SCHEMA_VERSION, GlossaryError, replacing

TABLES: dict[str, dict[str, type]] = {
    "documents": {
        "id": int, "path": str, "title": str, "publisher": str, "date": str, "url": str, "lang": str, "words": int,
        "sha256": str, "text": str, "original_id": int,
    },
    "concepts": {
        "id": int, "slug": str, "kind": str, "subject_field": str, "zh": str, "zh_hant": str, "pinyin": str,
        "english": str, "definition": str, "note": str, "status": str, "confidence": str, "score": float,
        "because": str, "source": str, "parent_id": int, "latitude": float, "longitude": float, "valid_from": str,
        "valid_to": str, "uses": int, "documents": int,
    },
    "designations": {
        "id": int, "concept_id": int, "lang": str, "text": str, "form": str, "role": str, "issue": str,
        "because": str, "uses": int, "documents": int,
    },
    "mentions": {
        "id": int, "designation_id": int, "document_id": int, "start": int, "stop": int, "line": int, "inside": int,
        "left": str, "node": str, "right": str,
    },
    "matches": {
        "id": int, "designation_id": int, "zh": str, "source": str, "score": float, "chosen": int, "because": str,
    },
    "measures": {"designation_id": int, "name": str, "value": float},
    "segments": {"document_id": int, "start": int, "stop": int, "original_start": int, "original_stop": int},
    "judgements": {
        "designation": str, "concept": str, "decision": str, "zh": str, "judge": str, "date": str, "reason": str,
    },
    "stats": {
        "documents": int, "words": int, "concepts": int, "seen": int, "renderings": int, "wrong": int, "open": int,
        "mentions": int,
    },
}  # fmt: skip
FOREIGN_KEYS = {
    "documents": [("original_id", "documents", "id")],
    "concepts": [("parent_id", "concepts", "id")],
    "designations": [("concept_id", "concepts", "id")],
    "mentions": [("designation_id", "designations", "id"), ("document_id", "documents", "id")],
    "matches": [("designation_id", "designations", "id")],
    "measures": [("designation_id", "designations", "id")],
    "segments": [("document_id", "documents", "id")],
}
INDEXES = {
    "concepts": (("slug",), ("zh",), ("kind",), ("status",), ("uses",), ("parent_id",)),
    "designations": (("concept_id",), ("text",), ("issue",)),
    "mentions": (("designation_id",), ("document_id", "start")),
    "matches": (("designation_id",),),
    "measures": (("designation_id",),),
}
NAME_INDEX = "CREATE INDEX idx_designations_name ON designations (text COLLATE NOCASE)"  # look-ups ignore case
Counted = tuple[Document, int]  # with the number of its words
Aligned = tuple[str, Segment]  # by the path of the document
SEARCH_INDEX = """
CREATE VIRTUAL TABLE concepts_fts USING fts5(zh, pinyin, en, variants, tokenize='porter unicode61 remove_diacritics 2')
"""


def _several(lang: str, condition: str) -> str:
    """SQL for the designations of a concept in one cell, separated by " | "."""
    return (
        "(SELECT group_concat(text, ' | ') FROM (SELECT text FROM designations d WHERE d.concept_id = c.id"
        f" AND d.lang = '{lang}' AND {condition} ORDER BY d.uses DESC, d.text))"
    )


SHEET = f"""
CREATE VIEW glossary AS SELECT c.id, c.slug, c.kind, c.subject_field, c.zh, c.zh_hant, c.pinyin, c.english,
 {_several("en", "d.form = 'abbreviation' AND d.role IN ('preferred', 'admitted')")} AS abbreviation,
 {_several("en", "d.role = 'admitted' AND d.form != 'abbreviation'")} AS admitted,
 {_several("en", "d.role = 'deprecated'")} AS deprecated,
 {_several("en", "d.role = 'lookup'")} AS lookup,
 (SELECT group_concat(issue, ' | ') FROM (SELECT DISTINCT issue FROM designations d WHERE d.concept_id = c.id
   AND d.uses > 0 AND d.issue NOT IN ('', 'ok') ORDER BY issue)) AS issues,
 c.definition, c.note, (SELECT p.english FROM concepts p WHERE p.id = c.parent_id) AS parent,
 c.status, c.confidence, c.because,
 (SELECT trim(m.left || m.node || m.right) FROM mentions m JOIN designations d ON d.id = m.designation_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example,
 (SELECT o.path FROM mentions m JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example_document,
 c.uses, c.documents, c.source
FROM concepts c
"""


def designation_id(concept: int, rendering: Rendering) -> int:
    return identifier("designation", str(concept), rendering.lang, rendering.text)


def _document_row(document: Document, words: int, with_texts: bool) -> dict[str, Any]:
    row = {name: getattr(document, name) for name in TABLES["documents"] if hasattr(document, name)}
    original = identifier("document", document.original) if document.original else None
    return row | {"words": words, "text": document.text if with_texts else "", "original_id": original}


def _concept_row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in TABLES["concepts"] if hasattr(entry, name)}
    row |= {"kind": str(entry.kind), "status": str(entry.status), "confidence": str(entry.confidence)}
    return row | {"parent_id": entry.parent}


def _designation_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for rendering in entry.renderings:
        yield {
            "id": designation_id(entry.id, rendering),
            "concept_id": entry.id,
            "lang": rendering.lang,
            "text": rendering.text,
            "form": str(rendering.form),
            "role": str(rendering.role),
            "issue": str(rendering.issue) if rendering.issue else "",
            "because": rendering.because,
            "uses": rendering.uses,
            "documents": rendering.documents,
        }


def _mention_id(document: str, start: int, stop: int) -> int:
    return identifier("mention", document, str(start), str(stop))


def _mention_row(mention: Mention, designation: int) -> dict[str, Any]:
    return {
        "id": _mention_id(mention.document, mention.start, mention.stop),
        "designation_id": designation,
        "document_id": identifier("document", mention.document),
        "start": mention.start,
        "stop": mention.stop,
        "line": mention.line,
        "inside": _mention_id(mention.document, *mention.inside) if mention.inside else None,
        "left": mention.left,
        "node": mention.node,
        "right": mention.right,
    }


def _match_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for rendering in entry.renderings:
        owner = designation_id(entry.id, rendering)
        for rank, match in enumerate(rendering.alternatives):
            yield {
                "id": identifier("match", str(owner), match.zh, str(rank)),
                "designation_id": owner,
                "zh": match.zh,
                "source": match.source,
                "score": match.score,
                "chosen": int(match.chosen),
                "because": match.because,
            }


def _measure_rows(entry: Entry) -> Iterator[dict[str, Any]]:
    for rendering in entry.renderings:
        for measure in rendering.measures:
            yield {"designation_id": designation_id(entry.id, rendering), "name": measure.name, "value": measure.value}


def _stats(counted: Counter[str], entries: Sequence[Entry]) -> dict[str, int]:
    found = [r for entry in entries for r in entry.renderings if r.uses]
    return {
        "documents": counted["documents"],
        "words": counted["words"],
        "concepts": len(entries),
        "seen": sum(bool(entry.uses) for entry in entries),
        "renderings": len(found),
        "wrong": sum(r.issue is not None and r.issue.is_wrong for r in found),
        "open": sum(entry.status == "open" for entry in entries),
        "mentions": sum(r.uses for r in found),
    }


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[dict[str, Any]]) -> None:
    columns = tuple(TABLES[name])
    marks = ", ".join("?" * len(columns))
    with connection:
        connection.executemany(
            f"INSERT INTO {name} VALUES ({marks})", (tuple(row[column] for column in columns) for row in rows)
        )


def _fill(
    db: sqlite_utils.Database, documents: Iterable[Counted], entries: Sequence[Entry], mentions: Iterable[Mention],
    segments: Iterable[Aligned], with_texts: bool,
) -> None:  # fmt: skip
    counted = Counter[str]()
    shown = {r.key: designation_id(entry.id, r) for entry in entries for r in entry.renderings if r.key}

    def document_rows() -> Iterator[dict[str, Any]]:
        for document, words in documents:
            counted.update(documents=1, words=words)
            yield _document_row(document, words, with_texts)

    rows: dict[str, Iterable[dict[str, Any]]] = {
        "documents": document_rows(),
        "concepts": map(_concept_row, entries),
        "designations": (row for entry in entries for row in _designation_rows(entry)),
        "mentions": (_mention_row(mention, shown[mention.rendering]) for mention in mentions),
        "matches": (row for entry in entries for row in _match_rows(entry)),
        "measures": (row for entry in entries for row in _measure_rows(entry)),
        "segments": ({"document_id": identifier("document", path), **asdict(s)} for path, s in segments),
        "stats": (_stats(counted, entries) for _ in range(1)),
    }
    for name, columns in TABLES.items():
        db.create_table(name, columns, pk="id" if "id" in columns else None, foreign_keys=FOREIGN_KEYS.get(name, []))
        _insert(db.conn, name, rows.get(name, ()))
        for index in INDEXES.get(name, ()):
            db.table(name).create_index(index)
    db.create_view("glossary", SHEET.split(" AS ", 1)[1])
    db.execute(NAME_INDEX)
    db.execute(SEARCH_INDEX)
    with db.conn:
        db.conn.executemany(
            "INSERT INTO concepts_fts (rowid, zh, pinyin, en, variants) VALUES (?, ?, ?, ?, ?)",
            (index_row(entry) for entry in entries),
        )
        db.execute("INSERT INTO concepts_fts(concepts_fts) VALUES ('optimize')")


def write_database(
    target: Path,
    documents: Iterable[Counted],
    entries: Sequence[Entry],
    mentions: Iterable[Mention],
    segments: Iterable[Aligned] = (),
    with_texts: bool = True,
) -> None:
    """Write the database anew; the old one stays until the new one is whole. GlossaryError if it cannot be written."""
    try:
        with replacing(target) as temporary:
            db = sqlite_utils.Database(sqlite3.connect(temporary))
            try:
                db.execute("PRAGMA journal_mode = OFF")  # the file is thrown away unless it becomes whole,
                db.execute("PRAGMA synchronous = OFF")  # and is brought to the disk before it takes its place
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                _fill(db, documents, entries, mentions, segments, with_texts)
                db.execute("VACUUM")
            finally:
                db.close()
    except sqlite3.OperationalError as error:
        raise GlossaryError(
            f"{target}: cannot be written ({error})\n    to mend: check the folder and the disk"
        ) from None
