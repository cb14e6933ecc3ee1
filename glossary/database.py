"""The published database, written whole or not at all.

Comes in: documents, entries, decisions, mentions, segments. Goes out: glossary.db as schema.py has it, which only this
module writes (sqlite_utils). Rows are sorted by their keys when the file is compacted, so the same input gives the same
bytes. What grows with the texts comes in as iterators and is never held.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlite_utils

from glossary.index import beginning, index_row, slips
from glossary.judgements import Decided, Judgement
from glossary.records import Document, Entry, Mention, Rendering, ScoredTerm, Segment, identifier
from glossary.schema import FOREIGN_KEYS, INDEXES, MORE_INDEXES, NEAR_INDEX, SEARCH_INDEX, SHEET, TABLES
from glossary.tables import SCHEMA_VERSION, GlossaryError, replacing

Counted = tuple[Document, int]  # with the number of its words
Aligned = tuple[str, Segment]  # by the path of the document
Row = dict[str, Any]


def designation_id(concept: int, rendering: Rendering) -> int:
    return identifier("designation", str(concept), rendering.lang, rendering.text)


def _document_row(document: Document, words: int, with_texts: bool) -> Row:
    row = {name: getattr(document, name) for name in TABLES["documents"] if hasattr(document, name)}
    original = identifier("document", document.original) if document.original else None
    return row | {"words": words, "text": document.text if with_texts else "", "original_id": original}


class _Mentioned:
    """The mentions on their way to their table, and in how many documents they show each designation and concept."""

    def __init__(self, mentions: Iterable[Mention], entries: Iterable[Entry]) -> None:
        self._mentions = mentions
        self._shown = {key: (entry.id, designation_id(entry.id, r))
                       for entry in entries for r in entry.renderings for key in r.keys}  # fmt: skip
        self.documents, self._last = Counter[int](), dict[int, str]()

    def rows(self, with_texts: bool) -> Iterator[Row]:
        """Yield the rows, document by document; what no entry shows since a decision has none."""
        for mention in self._mentions:
            shown = self._shown.get(mention.rendering)
            if shown is None:
                continue
            for number in shown:
                self.documents[number] += self._last.get(number) != mention.document
                self._last[number] = mention.document
            yield _mention_row(mention, shown[-1], with_texts)


def _concept_row(entry: Entry, documents: int) -> Row:
    row = {name: getattr(entry, name) for name in TABLES["concepts"] if hasattr(entry, name)}
    row |= {"kind": str(entry.kind), "status": str(entry.status), "confidence": str(entry.confidence)}
    return row | {"parent_id": entry.parent, "documents": documents}


def _designation_rows(entry: Entry, documents: Mapping[int, int]) -> Iterator[Row]:
    for rendering in entry.renderings:
        number = designation_id(entry.id, rendering)
        yield {
            "id": number,
            "concept_id": entry.id,
            "lang": rendering.lang,
            "text": rendering.text,
            "form": str(rendering.form),
            "role": str(rendering.role),
            "issue": str(rendering.issue) if rendering.issue else "",
            "because": rendering.because,
            "uses": rendering.uses,
            "documents": documents.get(number, 0),
        }


def _mention_id(document: str, start: int, stop: int) -> int:
    return identifier("mention", document, str(start), str(stop))


def _mention_row(mention: Mention, designation: int, with_texts: bool) -> Row:
    """A mention with the text around it, or with the words themselves alone."""
    return {
        "id": _mention_id(mention.document, mention.start, mention.stop),
        "designation_id": designation,
        "document_id": identifier("document", mention.document),
        "start": mention.start,
        "stop": mention.stop,
        "line": mention.line,
        "inside": _mention_id(mention.document, *mention.inside) if mention.inside else None,
        "left": mention.left if with_texts else "",
        "node": mention.node,
        "right": mention.right if with_texts else "",
    }


def _match_rows(entry: Entry) -> Iterator[Row]:
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


def _measure_rows(entry: Entry) -> Iterator[Row]:
    for rendering in entry.renderings:
        for measure in rendering.measures:
            yield {"designation_id": designation_id(entry.id, rendering), "name": measure.name, "value": measure.value}


def _judgement_rows(judgements: Iterable[Judgement]) -> Iterator[Row]:
    for judgement in judgements:
        yield {name: str(getattr(judgement, name)) for name in TABLES["judgements"]}


def _rejected_rows(terms: Iterable[ScoredTerm]) -> Iterator[Row]:
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


def _beginnings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """(slip, beginning) for all English names."""
    names = {r.text for entry in entries for r in entry.renderings if r.lang == "en"}
    return sorted({(slip, beginning(name)) for name in names for slip in slips(name)})


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


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[Row]) -> None:
    columns = tuple(TABLES[name])
    marks = ", ".join("?" * len(columns))
    with connection:
        connection.executemany(
            f"INSERT INTO {name} VALUES ({marks})", (tuple(row[column] for column in columns) for row in rows)
        )


def _fill(
    db: sqlite_utils.Database, documents: Iterable[Counted], decided: Decided, mentions: Iterable[Mention],
    segments: Iterable[Aligned], with_texts: bool, rejected: Iterable[ScoredTerm],
) -> None:  # fmt: skip
    entries, counted = decided.entries, Counter[str]()
    mentioned = _Mentioned(mentions, entries)

    def document_rows() -> Iterator[Row]:
        for document, words in documents:
            counted.update(documents=1, words=words)
            yield _document_row(document, words, with_texts)

    rows: dict[str, Iterable[Row]] = {  # in the order of filling: what is counted comes after what it is counted in
        "documents": document_rows(),
        "mentions": mentioned.rows(with_texts),
        "concepts": (_concept_row(entry, mentioned.documents[entry.id]) for entry in entries),
        "designations": (row for entry in entries for row in _designation_rows(entry, mentioned.documents)),
        "matches": (row for entry in entries for row in _match_rows(entry)),
        "measures": (row for entry in entries for row in _measure_rows(entry)),
        "rejected": _rejected_rows(rejected),
        "segments": ({"document_id": identifier("document", path), **asdict(s)} for path, s in segments),
        "judgements": _judgement_rows(decided.judgements),
        "retired": ({"id": r.id, "slug": r.slug, "concept_id": r.concept} for r in decided.retired),
        "stats": (_stats(counted, entries) for _ in range(1)),
    }
    for name, columns in TABLES.items():
        db.create_table(name, columns, pk="id" if "id" in columns else None, foreign_keys=FOREIGN_KEYS.get(name, []))
    for name in rows:
        _insert(db.conn, name, rows[name])
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
    documents: Iterable[Counted],
    decided: Decided,
    mentions: Iterable[Mention],
    segments: Iterable[Aligned] = (),
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
                _fill(db, documents, decided, mentions, segments, with_texts, rejected)
                db.execute("VACUUM")
            finally:
                db.close()
    except sqlite3.OperationalError as error:
        raise GlossaryError(
            f"{target}: cannot be written ({error})\n    to mend: check the folder and the disk"
        ) from None
