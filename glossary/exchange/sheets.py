"""CSV out: one row a concept (the sheet people browse), or one row a rendering (wrong, right, issue, reason, count).

Comes in: a glossary.db. Goes out: rows for a CSV writer. A cell that a spreadsheet would run as a formula is
defused with an apostrophe, since terms come from texts nobody has vetted.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from glossary.tables import GlossaryError

SHEET_COLUMNS = (
    "id", "slug", "kind", "subject_field", "zh", "zh_hant", "pinyin", "english", "abbreviation", "admitted",
    "deprecated", "lookup", "issues", "definition", "note", "parent", "status", "confidence", "because", "example",
    "example_document", "uses", "documents", "source",
)  # fmt: skip
RENDERING_COLUMNS = (
    "rendering", "right", "zh", "pinyin", "kind", "issue", "role", "reason", "uses", "documents", "status",
    "confidence",
)  # fmt: skip
REJECTED_COLUMNS = ("text", "uses", "score", "c_value", "min_weirdness", "reason")
EXCEL_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it Excel takes UTF-8 for the local code page
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

RENDERINGS = """
SELECT d.text AS rendering,
 CASE WHEN d.role IN ('deprecated', 'lookup') AND d.text = c.english THEN '' ELSE c.english END AS "right",
 c.zh, c.pinyin, c.kind, d.issue, d.role, d.because AS reason, d.uses, d.documents, c.status, c.confidence,
 c.subject_field
FROM designations d JOIN concepts c ON c.id = d.concept_id WHERE d.lang = 'en'
"""


def _where(filters: Mapping[str, Sequence[str]], seen: bool, uses: str) -> tuple[str, list[str]]:
    """SQL and values for filters: column -> words any of which may hold."""
    parts: list[str] = []
    values: list[str] = []
    for column, words in filters.items():
        if words:
            parts.append(f"{column} IN ({', '.join('?' * len(words))})")
            values += words
    if seen:
        parts.append(f"{uses} > 0")
    return " AND ".join(parts), values


def iter_concepts(db: sqlite3.Connection, filters: Mapping[str, Sequence[str]], seen: bool) -> Iterator[sqlite3.Row]:
    """Yield the rows of the sheet, the most used first, then by English."""
    where, values = _where(filters, seen, "uses")
    sql = f"SELECT {', '.join(SHEET_COLUMNS)} FROM glossary {'WHERE ' + where if where else ''}"
    yield from db.execute(f"{sql} ORDER BY uses DESC, english COLLATE NOCASE, id", values)


def iter_renderings(db: sqlite3.Connection, filters: Mapping[str, Sequence[str]], seen: bool) -> Iterator[sqlite3.Row]:
    """Yield one row for each English rendering, wrong ones first."""
    where, values = _where({f"c.{column}": words for column, words in filters.items()}, seen, "d.uses")
    sql = f"{RENDERINGS} {'AND ' + where if where else ''}"
    order = "d.issue IN ('', 'ok', 'variant'), d.uses DESC, d.text COLLATE NOCASE, c.id"
    yield from db.execute(f"{sql} ORDER BY {order}", values)


def iter_rejected(db: sqlite3.Connection, filters: Mapping[str, Sequence[str]], seen: bool) -> Iterator[sqlite3.Row]:
    """Yield the term candidates that were left out, the best first; they are terms without a field or a status.

    GlossaryError where a filter asks for something else.
    """
    if any(words and (column != "kind" or "term" not in words) for column, words in filters.items()):
        raise GlossaryError("rejected candidates are terms only\n    to mend: leave out --kind, --field and --status")
    where = "WHERE uses > 0" if seen else ""
    yield from db.execute(
        f"SELECT text, uses, score, c_value, min_weirdness, because AS reason FROM rejected {where}"
        " ORDER BY score DESC, key"
    )


SHEETS = {
    "csv": (SHEET_COLUMNS, iter_concepts),
    "renderings": (RENDERING_COLUMNS, iter_renderings),
    "rejected": (REJECTED_COLUMNS, iter_rejected),
}


def defuse(cell: object) -> str:
    """A cell that no spreadsheet runs; numbers stay numbers.

    >>> defuse("=1+1"), defuse("+86 575"), defuse("-"), defuse(-0.5), defuse(None), defuse("柯桥")
    ("'=1+1", "'+86 575", "'-", '-0.5', '', '柯桥')
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterator[sqlite3.Row], excel: bool = False) -> int:
    """Write rows as CSV and return their number; `excel` adds the byte order mark Excel needs."""
    if excel:
        out.write(EXCEL_MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(defuse(row[column]) for column in columns)
        count += 1
    return count


def as_text(columns: Sequence[str], rows: Iterator[sqlite3.Row], excel: bool = False) -> str:
    out = io.StringIO()
    write_csv(out, columns, rows, excel)
    return out.getvalue()
