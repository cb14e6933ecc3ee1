"""The rows of tables: CSV, TSV and JSON Lines, streamed, with the line on which each stands.

Comes in: a file. Goes out: a Row of named cells for each that can be read, a Broken with its reason for each that
cannot; the rest is read all the same. Unreadable where the file is no table at all.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from glossary.corpus.decoding import Unreadable, encoding_of

SAMPLE = 1_000_000  # bytes by which the encoding is told
LONGEST_CELL = 5_000_000  # characters; a longer one is no article
LONGEST_LINE = 4 * LONGEST_CELL
JSON_SUFFIXES = (".jsonl", ".ndjson")
_DELIMITERS = {".tsv": "\t"}
_ESCAPED = range(0xDC80, 0xDD00)  # what bytes of another encoding are read as (PEP 383)


class Row(NamedTuple):
    """A row of a table with the line on which it ends."""

    line: int
    cells: dict[str, str]


class Broken(NamedTuple):
    """A row that cannot be read, and why."""

    line: int
    reason: str


def iter_rows(file: Path) -> Iterator[Row | Broken]:
    """Yield the rows of a table; Unreadable if it has no header, is binary or of no known encoding."""
    with file.open("rb") as opened:
        sample = opened.read(SAMPLE)
    if not sample.strip():
        raise Unreadable("the table is empty")
    encoding = encoding_of(sample, is_whole=len(sample) < SAMPLE)
    with file.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        try:
            yield from (_json_rows if file.suffix.lower() in JSON_SUFFIXES else _csv_rows)(stream, file.suffix.lower())
        except UnicodeDecodeError as error:
            raise Unreadable(f"not {encoding} throughout ({error.reason}); save the file as UTF-8") from None


def _lines(stream: TextIO) -> Iterator[str]:
    """Lines, of which one without end gives its beginning only."""
    while line := stream.readline(LONGEST_LINE):
        more = line
        while len(more) == LONGEST_LINE and not more.endswith(("\n", "\r")):
            more = stream.readline(LONGEST_LINE)
        yield line


def _foreign(text: str) -> str:
    """Why a text cannot be taken as it stands, "" where it can."""
    return "bytes of another encoding" if any(ord(ch) in _ESCAPED for ch in text) else ""


def _csv_rows(stream: TextIO, suffix: str) -> Iterator[Row | Broken]:
    csv.field_size_limit(LONGEST_CELL)
    lines = _lines(stream)
    first = next(lines, "").removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    delimiter = _DELIMITERS.get(suffix) or max(",;\t", key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise Unreadable(f"line 1: the header is broken ({error})") from None
    header = [name.strip() for name in header]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Broken(reader.line_num + 1, f"broken CSV ({error})")
            continue
        line = reader.line_num + 1  # the header was read before
        if len(cells) > len(header) and not any(cells[len(header) :]):
            cells = cells[: len(header)]  # spreadsheets add empty cells
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield Broken(line, f"{len(cells)} cells where the header has {len(header)}")
        elif reason := _foreign("".join(cells)):
            yield Broken(line, reason)
        else:
            yield Row(line, dict(zip(header, cells, strict=True)))


def _json_rows(stream: TextIO, _: str) -> Iterator[Row | Broken]:
    for number, line in enumerate(_lines(stream), 1):
        if not line.strip():
            continue
        if reason := _foreign(line):
            yield Broken(number, reason)
            continue
        try:
            row = json.loads(line.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
        except RecursionError:
            yield Broken(number, "broken JSON (nested too deeply)")
        except json.JSONDecodeError as error:
            yield Broken(number, f"broken JSON ({error.msg}, column {error.colno})")
        except ValueError as error:  # a number of thousands of digits
            yield Broken(number, f"broken JSON ({error})")
        else:
            if isinstance(row, dict):
                yield Row(number, {name: _cell(value) for name, value in row.items()})
            else:
                yield Broken(number, "no object with named fields")


def _cell(value: Any) -> str:  # noqa: ANN401
    """A JSON value as a cell: text and numbers as they are, a list of texts as its lines, nothing else."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
