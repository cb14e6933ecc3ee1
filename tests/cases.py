"""Tables of linguistic cases: tests/cases/*.csv with the columns label, given, expected, expect, why.

A row with expect=fail is a case we know and do not manage yet: it runs under xfail(strict=True), so that mending the
code makes the test say so. The name a sentence is about stands in braces: "Mills of {Yuncheng County} in Heze".
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from glossary.authority import Authority
from glossary.corpus import parse_document
from glossary.names import Page
from glossary.reconcile import read_page
from glossary.records import Kind, Reading

FOLDER = Path(__file__).parent / "cases"
COLUMNS = ["label", "given", "expected", "expect", "why"]
NOTHING, OPEN = "none", "open"  # the tool stays silent · a name is found and its Chinese is not guessed


def read_cases(name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == COLUMNS, f"{name}.csv: write the header {','.join(COLUMNS)}"
        return list(reader)


def cases(name: str) -> list[Any]:
    """The rows of a table as (given, expected) for pytest.mark.parametrize; `\\n` in a cell is a line feed."""
    return [
        pytest.param(
            row["given"].replace("\\n", "\n"),
            row["expected"].replace("\\n", "\n"),
            id=row["label"],
            marks=[pytest.mark.xfail(strict=True, reason=row["why"])] if row["expect"] == "fail" else [],
        )
        for row in read_cases(name)
    ]


def marked(given: str) -> tuple[str, int, int]:
    """The text without its braces, and the offsets of what they held.

    >>> marked("Mills of {Keqiao} weave.")
    ('Mills of Keqiao weave.', 9, 15)
    """
    start, stop = given.index("{"), given.index("}")
    return given[:start] + given[start + 1 : stop] + given[stop + 1 :], start, stop - 1


def page_of(text: str) -> Page:
    return Page.read(parse_document("case.txt", text.encode()))


def chinese_of(reading: Reading, authority: Authority) -> str:
    """The Chinese a reading stands for, or "open"."""
    what, _, key = reading.referent.partition(":")
    if what == "place":
        place = authority.gazetteer.find(key)
        assert place is not None
        return place.zh
    if what == "concept":
        concept = authority.termbase.find(key)
        assert concept is not None
        return concept.zh
    return key if what == "zh" else OPEN


def verdict(
    readings: Iterable[Reading], start: int, stop: int, authority: Authority, kinds: Collection[Kind] = tuple(Kind)
) -> str:
    """What was found on a span: its Chinese, "open", "none", or what was found across it instead.

    "none" is strict: no reading of these kinds may so much as touch the span.
    """
    touching = [r for r in readings if r.kind in kinds and r.start < stop and start < r.stop]
    exact = [r for r in touching if (r.start, r.stop) == (start, stop)]
    if exact:
        return chinese_of(exact[0], authority)
    return "; ".join(f"{r.text!r} {chinese_of(r, authority)}" for r in touching) or NOTHING


def ask(given: str, authority: Authority, kinds: Collection[Kind] = tuple(Kind)) -> str:
    """What the tool says of the name in braces, all judges heard."""
    text, start, stop = marked(given)
    return verdict(read_page(page_of(text), authority), start, stop, authority, kinds)
