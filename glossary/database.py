"""The published database: tables, view and search index of the contract, written whole or not at all.

Comes in: documents, entries, counts. Goes out: glossary.db. Only this module writes SQLite, with sqlite_utils; rows are
sorted and the file is compacted, so the same input gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlite_utils

from glossary.index import beginning, index_row, slips
from glossary.names import Page
from glossary.records import Entry, Rendering, Segment, identifier
from glossary.tables import SCHEMA_VERSION, WRONG_ROLES, GlossaryError, replacing

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
MORE_INDEXES = (
    "CREATE INDEX idx_designations_name ON designations (text COLLATE NOCASE)",  # look-ups ignore case
    "CREATE INDEX idx_designations_seen ON designations (concept_id) WHERE lang = 'en' AND uses > 0",
    *(
        f"CREATE INDEX idx_designations_wrong_by_{order[0]} ON designations ({order[1]})"
        f" WHERE lang = 'en' AND uses > 0 AND role IN {WRONG_ROLES}"
        for order in (("uses", "uses DESC, text, id"), ("issue", "issue, uses DESC, text, id"), ("text", "text, id"))
    ),
)
Segments = Mapping[str, tuple[Segment, ...]]  # by document
SEARCH_INDEX = """
CREATE VIRTUAL TABLE concepts_fts USING fts5(zh, pinyin, en, variants, tokenize='porter unicode61 remove_diacritics 2')
"""
NEAR_INDEX = "CREATE TABLE beginnings (slip TEXT, beginning TEXT, PRIMARY KEY (slip, beginning)) WITHOUT ROWID"


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
 (SELECT CASE o.text WHEN '' THEN '' ELSE trim(m.left || m.node || m.right) END FROM mentions m
   JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example,
 (SELECT o.path FROM mentions m JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example_document,
 c.uses, c.documents, c.source
FROM concepts c
"""


def designation_id(concept: int, rendering: Rendering) -> int:
    return identifier("designation", str(concept), rendering.lang, rendering.text)


def _document_rows(pages: Iterable[Page], with_texts: bool) -> Iterator[dict[str, Any]]:
    for page in pages:
        document = page.document
        yield {
            "id": document.id,
            "path": document.path,
            "title": document.title,
            "publisher": document.publisher,
            "date": document.date,
            "url": document.url,
            "lang": document.lang,
            "words": sum(token.is_word for token in page.tokens),
            "sha256": document.sha256,
            "text": document.text if with_texts else "",
            "original_id": identifier("document", document.original) if document.original else None,
        }


def _concept_row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in TABLES["concepts"] if hasattr(entry, name)}
    row |= {"kind": str(entry.kind), "status": str(entry.status), "confidence": str(entry.confidence)}
    documents = {mention.document for mention in entry.mentions}
    return row | {"parent_id": entry.parent, "uses": len(entry.mentions), "documents": len(documents)}


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
            "uses": len(rendering.mentions),
            "documents": len({mention.document for mention in rendering.mentions}),
        }


def _mention_id(document: str, start: int, stop: int) -> int:
    return identifier("mention", document, str(start), str(stop))


def _mention_rows(entry: Entry, with_texts: bool) -> Iterator[dict[str, Any]]:
    """Mentions with the text around them, or with the words themselves alone."""
    for rendering in entry.renderings:
        for mention in rendering.mentions:
            yield {
                "id": _mention_id(mention.document, mention.start, mention.stop),
                "designation_id": designation_id(entry.id, rendering),
                "document_id": identifier("document", mention.document),
                "start": mention.start,
                "stop": mention.stop,
                "line": mention.line,
                "inside": _mention_id(mention.document, *mention.inside) if mention.inside else None,
                "left": mention.left if with_texts else "",
                "node": mention.node,
                "right": mention.right if with_texts else "",
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


def _segment_rows(path: str, segments: Iterable[Segment]) -> Iterator[dict[str, Any]]:
    for segment in segments:
        yield {"document_id": identifier("document", path), **asdict(segment)}


def _beginnings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """(slip, beginning) for all English names."""
    names = {r.text for entry in entries for r in entry.renderings if r.lang == "en"}
    return sorted({(slip, beginning(name)) for name in names for slip in slips(name)})


def _stats(documents: Sequence[Mapping[str, Any]], entries: Sequence[Entry]) -> dict[str, int]:
    found = [r for entry in entries for r in entry.renderings if r.mentions]
    return {
        "documents": len(documents),
        "words": sum(document["words"] for document in documents),
        "concepts": len(entries),
        "seen": sum(bool(entry.mentions) for entry in entries),
        "renderings": len(found),
        "wrong": sum(r.issue is not None and r.issue.is_wrong for r in found),
        "open": sum(entry.status == "open" for entry in entries),
        "mentions": sum(len(r.mentions) for r in found),
    }


def _fill(
    db: sqlite_utils.Database, pages: Sequence[Page], entries: Sequence[Entry], segments: Segments, with_texts: bool
) -> None:
    documents = sorted(_document_rows(pages, with_texts), key=lambda row: row["id"])
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": documents,
        "concepts": [_concept_row(entry) for entry in entries],
        "designations": [row for entry in entries for row in _designation_rows(entry)],
        "mentions": sorted(
            (row for entry in entries for row in _mention_rows(entry, with_texts)), key=lambda row: row["id"]
        ),
        "matches": [row for entry in entries for row in _match_rows(entry)],
        "measures": [row for entry in entries for row in _measure_rows(entry)],
        "segments": [row for path in sorted(segments) for row in _segment_rows(path, segments[path])],
        "stats": [_stats(documents, entries)],
    }
    for name, columns in TABLES.items():
        db.create_table(name, columns, pk="id" if "id" in columns else None, foreign_keys=FOREIGN_KEYS.get(name, []))
        db.table(name).insert_all(rows.get(name, []), batch_size=1000)
        for index in INDEXES.get(name, ()):
            db.table(name).create_index(index)
    db.create_view("glossary", SHEET.split(" AS ", 1)[1])
    for statement in MORE_INDEXES:
        db.execute(statement)
    db.execute(SEARCH_INDEX)
    db.execute(NEAR_INDEX)
    with db.conn:
        db.conn.executemany(
            "INSERT INTO concepts_fts (rowid, zh, pinyin, en, variants) VALUES (?, ?, ?, ?, ?)",
            (index_row(entry) for entry in entries),
        )
        db.execute("INSERT INTO concepts_fts(concepts_fts) VALUES ('optimize')")
        db.conn.executemany("INSERT INTO beginnings VALUES (?, ?)", _beginnings(entries))


def write_database(
    target: Path,
    pages: Sequence[Page],
    entries: Sequence[Entry],
    segments: Segments | None = None,
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
                _fill(db, pages, entries, segments or {}, with_texts)
                db.execute("VACUUM")
            finally:
                db.close()
    except sqlite3.OperationalError as error:
        raise GlossaryError(
            f"{target}: cannot be written ({error})\n    to mend: check the folder and the disk"
        ) from None
