"""The stretch of the original that English words are glosses of, or none: the cases of tests/cases/covers.csv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cases import NOTHING, marked, page_of

from glossary.authority import Authority
from glossary.bitext import Bitext
from glossary.covers import Covers
from glossary.records import Document

CASES = Path(__file__).parent / "cases" / "covers.csv"


def params() -> list[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["label"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", params())
def test_cover(row: dict[str, str], authority: Authority) -> None:
    text, start, stop = marked(row["given"])
    page = page_of(text)
    bitext = Bitext.read(page, Document("case.zh.txt", row["original"], "", lang="zh-Hans"), authority)
    covers, span = Covers(bitext), (page.position(start), page.position(stop))
    found = covers.find(*span) or covers.find(*span, is_loose=True)
    assert (found.zh if found else NOTHING) == row["expected"], row["why"]
    assert found is None or all(zh in row["original"] for _, zh in found.pieces)
