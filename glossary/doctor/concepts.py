"""Checks of concepts against each other and against the official divisions.

Comes in: the tables. Goes out: problems. English meets by its match key, so that hyphens, plurals and British
spelling do not hide a clash.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from glossary.doctor.designations import CHINESE, ENGLISH
from glossary.doctor.sheets import DESIGNATION_TABLES, Problem, Row, Tables
from glossary.english import fold_phrase
from glossary.records import Issue, Role
from glossary.tables import SUBJECT_FIELDS, WRONG_ROLES

DIVISION = re.compile(r"cn-(\d+)$")
OWN_SOURCES = ("", "editor", "CC-CEDICT 2023-11-07")  # what shows no name that the bearer itself publishes
_MARKS = re.compile(r"[“”·、，—-]")
_RANK = {str(role): rank for rank, role in enumerate(Role)}


def _place(row: Row) -> tuple[str, str, int, str]:
    return row["concept"], row["lang"], _RANK.get(row["role"], len(_RANK)), row["text"]


def check_order(tables: Tables) -> Iterator[Problem]:
    """Rows are sorted by concept, language, role (preferred, admitted, deprecated, lookup) and text."""
    for name in DESIGNATION_TABLES:
        rows = tables[name]
        for before, row in itertools.pairwise(rows):
            if _place(row) < _place(before):
                yield row.problem(
                    f"{row['text']!r} stands after {before['text']!r}", "sort by concept, lang, role, text"
                )


def check_duplicates(tables: Tables) -> Iterator[Problem]:
    """No text stands twice under one concept in one language."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in tables.designations:
        first = seen.setdefault((row["concept"], row["lang"], row["text"]), row)
        if first is not row:
            yield row.problem(f"{row['text']!r} stands at {first.where} already", "delete one of the rows")


def check_agreement(tables: Tables) -> Iterator[Problem]:
    """All rows of a concept have its kind and subject field."""
    for rows in tables.concepts.values():
        for row in rows[1:]:
            for column in ("kind", "subject_field"):
                if row[column] != rows[0][column]:
                    problem = f"{column} {row[column]!r}, but {rows[0][column]!r} at {rows[0].where}"
                    yield row.problem(problem, f"write one {column} in all rows of {row['concept']}")


def check_preferred(tables: Tables) -> Iterator[Problem]:
    """Every concept has one preferred Chinese and one preferred English designation, brands too."""
    for slug, rows in tables.concepts.items():
        count = Counter(row["lang"] for row in rows if row["role"] == Role.PREFERRED)
        for lang in (ENGLISH, CHINESE):
            if count[lang] != 1:
                yield rows[0].problem(f"{slug} has {count[lang]} preferred {lang} designations", "prefer exactly one")


def check_files(tables: Tables) -> Iterator[Problem]:
    """A concept stands in one file."""
    for slug, rows in tables.concepts.items():
        for path in dict.fromkeys(row.where.path for row in rows):
            if path != rows[0].where.path:
                row = next(row for row in rows if row.where.path == path)
                yield row.problem(
                    f"{slug} stands at {rows[0].where} too", "join the two, or give this one another slug"
                )


def check_chinese_homonyms(tables: Tables) -> Iterator[Problem]:
    """No two concepts of one kind have the same preferred Chinese, whatever its quotation marks and dots."""
    seen: dict[tuple[str, str], Row] = {}
    for row in tables.preferred(CHINESE):
        first = seen.setdefault((row["kind"], _MARKS.sub("", row["text"])), row)
        if first["concept"] != row["concept"]:
            problem = f"{row['text']} is the preferred Chinese of {first['concept']} at {first.where} too"
            yield row.problem(problem, "join the two concepts, or prefer the fuller name")


def check_english_homonyms(tables: Tables) -> Iterator[Problem]:
    """Concepts of one subject field with the same preferred English each have a note that tells them apart."""
    found: defaultdict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in tables.preferred(ENGLISH):
        found[row["subject_field"], fold_phrase(row["text"])].append(row)
    for rows in found.values():
        slugs = dict.fromkeys(row["concept"] for row in rows)
        for row in rows:
            if len(slugs) > 1 and row["concept"] not in tables.noted:
                others = ", ".join(slug for slug in slugs if slug != row["concept"])
                yield row.problem(f"{row['text']!r} is the preferred English of {others} too", _write_note(row))


def check_deprecated_elsewhere(tables: Tables) -> Iterator[Problem]:
    """A rendering that is wrong here and right for another concept has a note at one of the two."""
    right = {fold_phrase(row["text"]): row for row in tables.preferred(ENGLISH)}
    for row in tables.designations:
        if row["lang"] == ENGLISH and row["role"] in WRONG_ROLES:
            other = right.get(fold_phrase(row["text"]))
            if other and other["concept"] != row["concept"] and not {row["concept"], other["concept"]} & tables.noted:
                problem = f"{row['text']!r} is {row['role']}, but the preferred English of {other['concept']}"
                yield row.problem(problem, _write_note(row))


def check_official_sources(tables: Tables) -> Iterator[Problem]:
    """Where a rendering is called unofficial, the preferred English names the source that shows the official one."""
    for rows in tables.concepts.values():
        if any(row["issue"] == Issue.UNOFFICIAL for row in rows):
            for row in rows:
                if row["lang"] == ENGLISH and row["role"] == Role.PREFERRED and row["source"] in OWN_SOURCES:
                    problem = f"official English {row['text']!r} without a source that shows it"
                    yield row.problem(problem, "name the source, or call the others variant, calque or mistranslated")


def check_divisions(tables: Tables) -> Iterator[Problem]:
    """A concept called cn-<code> names a division of places.csv."""
    for slug, rows in tables.concepts.items():
        match = DIVISION.match(slug)
        if match and match[1] not in tables.codes:
            yield rows[0].problem(f"no division has the code {match[1]}", "write the code that places.csv has")


def check_details(tables: Tables) -> Iterator[Problem]:
    """What concepts.csv says is said of a concept that exists, in its subject field, with a parent that exists."""
    for row in tables["concepts"]:
        rows = tables.concepts.get(row["concept"])
        if rows is None:
            yield row.problem(f"no concept is called {row['concept']!r}", "mend the slug, or delete the row")
        elif row["subject_field"] != rows[0]["subject_field"]:
            problem = f"subject field {row['subject_field']!r}, but {rows[0]['subject_field']!r} at {rows[0].where}"
            yield row.problem(problem, "write the same in both")
        if row["subject_field"] not in SUBJECT_FIELDS:
            yield row.problem(
                f"unknown subject field {row['subject_field']!r}", f"write one of {', '.join(SUBJECT_FIELDS)}"
            )
        if row["parent"] and row["parent"] not in tables.codes:
            yield row.problem(f"no division has the code {row['parent']!r}", "write a code of places.csv, or nothing")
        if not (row["parent"] or row["definition"] or row["note"]):
            yield row.problem(
                f"{row['concept']} has neither parent nor definition nor note", "write one, or delete the row"
            )


def _write_note(row: Row) -> str:
    return f"write a note for {row['concept']} in concepts.csv that tells them apart"
