"""Every problem in the curated data: where it stands, what is wrong, how to mend it.

Comes in: the folder of the data. Goes out: all problems at once, in the order of files and lines. A check is a small
function with its rule for a docstring; CHECKS is the table of contents, as in pyconcepticon of the Concepticon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from glossary.doctor import companions, concepts, designations
from glossary.doctor.sheets import Problem, Row, Tables, read_tables

__all__ = ["CHECKS", "Problem", "Row", "Tables", "examine", "find_problems", "read_tables"]


def check_readable(tables: Tables) -> Iterator[Problem]:
    """Every file is there, is UTF-8 and CSV, has its header, and no row lacks a cell."""
    yield from tables.unreadable


CHECKS: tuple[Callable[[Tables], Iterator[Problem]], ...] = (
    check_readable,
    companions.check_characters,
    designations.check_closed_lists,
    designations.check_slugs,
    designations.check_chinese,
    designations.check_english,
    designations.check_brackets,
    designations.check_issues,
    designations.check_reasons,
    designations.check_sources,
    designations.check_years,
    concepts.check_order,
    concepts.check_duplicates,
    concepts.check_agreement,
    concepts.check_preferred,
    concepts.check_files,
    concepts.check_chinese_homonyms,
    concepts.check_english_homonyms,
    concepts.check_deprecated_elsewhere,
    concepts.check_official_sources,
    concepts.check_divisions,
    concepts.check_details,
    companions.check_cells,
    companions.check_sorted,
    companions.check_unique,
    companions.check_readings,
    companions.check_pinyin,
    companions.check_parents,
)


def find_problems(tables: Tables) -> list[Problem]:
    """All problems of all checks, in the order of files and lines."""
    found = {problem for check in CHECKS for problem in check(tables)}
    return sorted(found, key=lambda p: (p.where.path, p.where.line, p.problem))


def examine(folder: Path) -> list[Problem]:
    """Read a data folder and find all problems in it."""
    return find_problems(read_tables(folder))
