"""The published database, written whole or not at all.

Comes in: documents, entries, decisions. Goes out: glossary.db as schema.py has it. Only this module writes SQLite, with
sqlite_utils; rows are sorted and the file is compacted, so the same input gives the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlite_utils

from glossary.index import beginning, index_row, slips
from glossary.judgements import Decided, Judgement
from glossary.names import Page
from glossary.records import Entry, Rendering, ScoredTerm, Segment, identifier
from glossary.schema import FOREIGN_KEYS, INDEXES, MORE_INDEXES, NEAR_INDEX, SEARCH_INDEX, SHEET, TABLES
from glossary.tables import SCHEMA_VERSION, GlossaryError, replacing

Segments = Mapping[str, tuple[Segment, ...]]  # by document


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


def _judgement_rows(judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    for judgement in judgements:
        yield {name: str(getattr(judgement, name)) for name in TABLES["judgements"]}


def _rejected_rows(terms: Iterable[ScoredTerm]) -> Iterator[dict[str, Any]]:
    for term in sorted(terms, key=lambda term: term.words):
        values = {measure.name: measure.value for measure in term.measures}
        yield {
            "key": " ".join(term.words),
            "text": term.text,
            "uses": int(values.get("frequency", 0)),
            "score": term.score,
            "c_value": values.get("c_value"),
            "min_weirdness": values.get("min_weirdness"),
            "because": term.rejected,
        }


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
    db: sqlite_utils.Database, pages: Sequence[Page], decided: Decided, segments: Segments, with_texts: bool,
    rejected: Iterable[ScoredTerm],
) -> None:  # fmt: skip
    entries = decided.entries
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
        "rejected": list(_rejected_rows(rejected)),
        "segments": [row for path in sorted(segments) for row in _segment_rows(path, segments[path])],
        "judgements": list(_judgement_rows(decided.judgements)),
        "retired": [{"id": r.id, "slug": r.slug, "concept_id": r.concept} for r in decided.retired],
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
    decided: Decided,
    segments: Segments | None = None,
    with_texts: bool = True,
    rejected: Iterable[ScoredTerm] = (),
) -> None:
    """Write the database anew; the old one stays until the new one is whole. GlossaryError if it cannot be written."""
    try:
        with replacing(target) as temporary:
            db = sqlite_utils.Database(sqlite3.connect(temporary))
            try:
                db.execute("PRAGMA journal_mode = OFF")  # the file is thrown away unless it becomes whole,
                db.execute("PRAGMA synchronous = OFF")  # and is brought to the disk before it takes its place
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                _fill(db, pages, decided, segments or {}, with_texts, rejected)
                db.execute("VACUUM")
            finally:
                db.close()
    except sqlite3.OperationalError as error:
        raise GlossaryError(
            f"{target}: cannot be written ({error})\n    to mend: check the folder and the disk"
        ) from None
