"""The curated tables as they are, broken rows and all, and the problems that are found in them.

Comes in: the folder of the data, read leniently, since to the doctor a broken row is a finding and not the end. Goes
out: rows with their places, and what could not be read.
"""

from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from glossary.records import Role
from glossary.tables import CURATED, DESIGNATION_COLUMNS, Location

DESIGNATION_TABLES = (*CURATED, "place_names")
COLUMNS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(DESIGNATION_TABLES, DESIGNATION_COLUMNS),
    "concepts": ("concept", "subject_field", "parent", "definition", "note"),
    "heads": ("english", "zh", "kind", "within", "joined", "source", "confidence", "note"),
    "modifiers": ("english", "zh", "source", "confidence", "note"),
    "posts": ("english", "zh", "owner", "source", "confidence"),
    "glosses": ("zh", "english", "source", "confidence", "note"),
    "readings": ("zh", "pinyin", "kind", "source", "confidence"),
    "surnames": ("zh", "pinyin", "rank", "source"),
    "places": (
        *("code", "zh", "zh_hant", "level", "parent", "pinyin", "english"),
        *("latitude", "longitude", "coordinate_source", "zipf"),
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in one row of one file."""

    where: Location
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}\n    to mend: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table with the line it ends on."""

    where: Location
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, problem: str, remedy: str) -> Problem:
        return Problem(self.where, problem, remedy)


@dataclass(frozen=True)
class Tables:
    """All curated tables of a data folder as they are, with what could not be read of them."""

    folder: Path
    rows: Mapping[str, Sequence[Row]]
    unreadable: Sequence[Problem] = ()

    def __getitem__(self, name: str) -> Sequence[Row]:
        return self.rows.get(name, ())

    @cached_property
    def designations(self) -> tuple[Row, ...]:
        return tuple(itertools.chain.from_iterable(self[name] for name in DESIGNATION_TABLES))

    @cached_property
    def concepts(self) -> dict[str, list[Row]]:
        """The designations of every concept."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.designations:
            found[row["concept"]].append(row)
        return dict(found)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(row["code"] for row in self["places"])

    @cached_property
    def noted(self) -> frozenset[str]:
        """The concepts that have a note."""
        return frozenset(row["concept"] for row in self["concepts"] if row["note"])

    def preferred(self, lang: str) -> Iterator[Row]:
        return (row for row in self.designations if row["lang"] == lang and row["role"] == Role.PREFERRED)


def _read_table(path: Path, shown: str, columns: Sequence[str]) -> Iterator[Row | Problem]:
    """Yield the rows of a file, and in their place what is wrong with the file, its header or a row."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        yield Problem(Location(shown), f"cannot be read ({error.strerror})", "restore the file")
        return
    except UnicodeDecodeError as error:
        yield Problem(Location(shown), f"not UTF-8 ({error.reason} at byte {error.start})", "save the file as UTF-8")
        return
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        if header != list(columns):
            yield Problem(Location(shown, 1), f"the header is {','.join(header)}", f"write {','.join(columns)}")
        for cells in reader:
            where = Location(shown, reader.line_num)
            if len(cells) == len(header):
                yield Row(where, dict(zip(header, cells, strict=True)))
            else:
                problem = f"{len(cells)} cells where the header has {len(header)}"
                yield Problem(where, problem, "quote cells that hold a comma, add the missing ones")
    except csv.Error as error:
        yield Problem(Location(shown, reader.line_num), f"broken CSV ({error})", "mend the quotes")


def read_tables(folder: Path) -> Tables:
    """Read every curated table below a data folder; what cannot be read becomes a problem."""
    rows: dict[str, list[Row]] = {}
    unreadable: list[Problem] = []
    for name, columns in COLUMNS.items():
        inner = f"{name}.csv" if name == "places" else f"curated/{name}.csv"
        rows[name] = []
        for found in _read_table(folder / inner, f"{folder.name}/{inner}", columns):
            if isinstance(found, Row):
                rows[name].append(found)
            else:
                unreadable.append(found)
    return Tables(folder, rows, unreadable)
