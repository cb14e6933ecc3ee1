"""Tables and translation memories as texts: a row is a text, or all rows are the lines of one.

Comes in: a file. Goes out: Texts, with their Chinese originals where a column holds them, and a Skipped for each row
that cannot be read. A row's text goes by the name of the file and its number: news.csv#3.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glossary.corpus.columns import Columns, find_columns
from glossary.corpus.decoding import Unreadable
from glossary.corpus.draft import FIELDS, Draft
from glossary.corpus.files import is_own_table
from glossary.corpus.rows import Broken, Row, iter_rows
from glossary.corpus.text import Text
from glossary.records import Skipped


def read_memory(file: Path, name: str) -> Iterator[Text]:
    """The two texts of a TMX file: the English with its original, then the original."""
    from glossary.corpus.tmx import read_tmx

    yield from _both(file, name, f"{name}#zh", *read_tmx(file))


def _both(file: Path, name: str, original_name: str, english: Draft, chinese: Draft) -> Iterator[Text]:
    original = Text(original_name, file, chinese)
    yield Text(name, file, english, original)
    yield original


def iter_table(file: Path, name: str, text_column: str = "") -> Iterator[Text | Skipped]:
    """Yield the texts of a table; Unreadable if it is none, has no rows or no column of texts."""
    if is_own_table(file):
        raise Unreadable("a table of names, not of texts; give its folder with --project")
    columns: Columns | None = None
    pairs: list[tuple[str, str]] = []
    for number, row in enumerate(iter_rows(file), 1):
        if isinstance(row, Broken):
            yield Skipped(f"{name}:{row.line}", row.reason)
            continue
        columns = columns or find_columns(list(row.cells), text_column)
        cells = row.cells
        text, original = cells.get(columns.text, ""), cells.get(columns.original, "")
        if not text.strip():
            yield Skipped(f"{name}:{row.line}", f"no text in column {columns.text}")
        elif columns.is_memory:
            pairs.append((" ".join(text.split()), " ".join(original.split())))
        else:
            yield from _row_texts(file, f"{name}#{number}", columns, row)
    if columns is None:
        raise Unreadable("the table has no rows")
    if pairs:
        english, chinese = (Draft("\n".join([*lines, ""])) for lines in zip(*pairs, strict=True))
        yield from _both(file, name, f"{name}#zh", english, chinese)


def _row_texts(file: Path, name: str, columns: Columns, row: Row) -> Iterator[Text]:
    said = {field: row.cells.get(getattr(columns, field), "") for field in FIELDS}
    draft, original = Draft(row.cells[columns.text], **said), row.cells.get(columns.original, "")
    if original.strip():
        yield from _both(file, name, f"{name}.zh", draft, Draft(original))
    else:
        yield Text(name, file, draft)
