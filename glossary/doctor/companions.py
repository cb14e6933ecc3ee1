"""Checks of the tables beside the designations: heads, modifiers, posts, glosses, readings, surnames, places, details.

Comes in: the tables. Goes out: problems. What a cell may hold is said once, as a pattern a column.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from glossary.doctor.sheets import Problem, Tables
from glossary.english import HAN
from glossary.pinyin import place_pinyin, read_readings
from glossary.records import Confidence, Kind
from glossary.tables import DataError

_LATIN = r"[A-Za-zÀ-ɏḀ-ỿ]"
_CONFIDENCE = "|".join(Confidence)
_ZH = rf"[{HAN}〇\U00020000-\U0003ffffA-Za-z0-9“”·、]+"
_SOMETHING = r"\S.*"
CELLS: Mapping[str, Mapping[str, str]] = {
    "heads": {
        "english": _SOMETHING, "zh": _ZH, "kind": "|".join(Kind), "within": r"[a-z]*", "joined": "yes|no",
        "source": _SOMETHING, "confidence": _CONFIDENCE,
    },
    "modifiers": {"english": _SOMETHING, "zh": _ZH, "source": _SOMETHING, "confidence": _CONFIDENCE},
    "posts": {
        "english": _SOMETHING, "zh": _ZH, "owner": _ZH, "source": _SOMETHING, "confidence": _CONFIDENCE,
    },
    "glosses": {"zh": _ZH, "english": _SOMETHING, "source": _SOMETHING, "confidence": _CONFIDENCE},
    "readings": {
        "zh": _ZH, "pinyin": rf"{_LATIN}(?:{_LATIN}|[ '-])*", "kind": r"(place|person|name|term|any|official)(:\d+)?",
        "source": _SOMETHING, "confidence": _CONFIDENCE,
    },
    "surnames": {
        "zh": _ZH, "pinyin": rf"{_LATIN}+( {_LATIN}+)*", "rank": r"([1-9]\d*)?", "source": _SOMETHING,
    },
    "places": {
        "code": r"\d{6}|\d{9}|\d{12}", "zh": _ZH, "zh_hant": _ZH, "level": "province|prefecture|county|township",
        "pinyin": rf"{_LATIN}(?:{_LATIN}|[ 0-9'-])*", "english": _SOMETHING,
        "latitude": r"(-?\d+(\.\d+)?)?", "longitude": r"(-?\d+(\.\d+)?)?", "zipf": r"(\d(\.\d+)?)?",
    },
}  # fmt: skip
SORTED_BY: Mapping[str, str] = {
    "concepts": "concept", "heads": "english", "modifiers": "english", "posts": "english", "glosses": "zh",
    "readings": "zh", "surnames": "zh", "places": "code",
}  # fmt: skip
UNIQUE: Mapping[str, Sequence[str]] = {
    "concepts": ("concept",),
    "heads": ("english", "zh", "kind", "within"),
    "modifiers": ("english", "zh"),
    "posts": ("english", "owner"),
    "glosses": ("zh", "english"),
    "readings": ("zh", "kind"),
    "surnames": ("zh", "pinyin"),
    "places": ("code",),
}


def check_characters(tables: Tables) -> Iterator[Problem]:
    """Every cell of every table is NFC, without control characters, and has single plain spaces between words only."""
    for row in itertools.chain.from_iterable(tables.rows.values()):
        for column, cell in row.cells.items():
            if cell != unicodedata.normalize("NFC", cell):
                yield row.problem(f"{column} {cell!r} is not NFC", "normalise it to NFC")
            if not cell.isprintable() and any(unicodedata.category(ch) in ("Cc", "Cf", "Co") for ch in cell):
                yield row.problem(f"control character in {column} {cell!r}", "delete it")
            if cell != " ".join(cell.split()):
                yield row.problem(f"stray space in {column} {cell!r}", "leave single plain spaces between words")


def check_cells(tables: Tables) -> Iterator[Problem]:
    """Cells of the companion tables hold what their column allows."""
    for name, columns in CELLS.items():
        patterns = {column: re.compile(pattern) for column, pattern in columns.items()}
        for row in tables[name]:
            for column, pattern in patterns.items():
                if not pattern.fullmatch(row[column]):
                    yield row.problem(f"{column} {row[column]!r}", f"write what matches {pattern.pattern}")


def check_sorted(tables: Tables) -> Iterator[Problem]:
    """Companion tables are sorted by their key; choices of one key stand in the order of preference."""
    for name, column in SORTED_BY.items():
        for before, row in itertools.pairwise(tables[name]):
            if row[column] < before[column]:
                yield row.problem(f"{row[column]!r} stands after {before[column]!r}", f"sort the file by {column}")


def check_unique(tables: Tables) -> Iterator[Problem]:
    """Companion tables say a thing once."""
    for name, columns in UNIQUE.items():
        seen: dict[tuple[str, ...], str] = {}
        for row in tables[name]:
            key = tuple(row[column] for column in columns)
            if key in seen:
                yield row.problem(
                    f"{', '.join(filter(None, key))} stands at {seen[key]} already", "delete one of the rows"
                )
            seen.setdefault(key, str(row.where))


def check_readings(tables: Tables) -> Iterator[Problem]:
    """A reading or surname has one toned syllable a character; only official forms are written as a word."""
    for row in itertools.chain(tables["readings"], tables["surnames"]):
        if not row["kind"].startswith("official") and len(row["zh"]) != len(row["pinyin"].split()):
            yield row.problem(
                f"{row['zh']} is read {row['pinyin']!r}", "write one toned syllable a character, with spaces"
            )


def check_pinyin(tables: Tables) -> Iterator[Problem]:
    """The pinyin of a place is what its characters and readings.csv make."""
    try:
        readings = read_readings(tables.folder)
    except DataError:
        return  # the other checks say what is wrong with the readings
    for row in tables["places"]:
        pinyin = place_pinyin(row["zh"], row["level"], readings, row["code"])
        if pinyin != row["pinyin"]:
            problem = f"the pinyin of {row['zh']} is {row['pinyin']!r}, but its characters read {pinyin!r}"
            yield row.problem(problem, "mend readings.csv and make the file anew with scripts/make_places.py")


def check_parents(tables: Tables) -> Iterator[Problem]:
    """The parent of a place exists; only provinces have none, and coordinates come with their source."""
    for row in tables["places"]:
        if (row["parent"] not in tables.codes) if row["parent"] else row["level"] != "province":
            yield row.problem(f"no division has the code {row['parent']!r}", "write the code of the division above")
        filled = [bool(row[column]) for column in ("latitude", "longitude", "coordinate_source")]
        if any(filled) and not all(filled):
            yield row.problem("a coordinate without its other half or its source", "fill all three cells, or none")
