"""The hundred best terms mined from the shared articles, judged row by row: the sheet keeps step with the program."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from glossary.authority import Authority
from glossary.build import judged
from glossary.corpus import read_documents
from glossary.pinyin import read_readings
from glossary.records import Document
from glossary.tables import data_dir

SHEET = Path(__file__).parent / "gold" / "top100.csv"
TEXTS = Path(__file__).parents[2] / "shared" / "texts"
LEAST_RIGHT = 85


def rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheet_is_whole() -> None:
    assert len({row["term"] for row in rows()}) == 100
    assert all(row["right"] in ("yes", "no") and row["why"] for row in rows())
    assert sum(row["right"] == "yes" for row in rows()) >= LEAST_RIGHT


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the articles belong to their publishers")
def test_the_sheet_judges_what_is_mined(authority: Authority) -> None:
    documents = [item for item in read_documents([TEXTS]) if isinstance(item, Document)]
    with judged(documents, authority, read_readings(data_dir())) as gathering:
        published = [term for term in gathering.scores if not term.rejected]
    best = sorted(published, key=lambda term: (-term.score, term.words))[:100]
    assert [term.text for term in best] == [row["term"] for row in rows()], (
        "judge the new ones: python benchmarks/news.py TEXTS GOLD --list"
    )


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the articles belong to their publishers")
def test_no_headline_is_a_term(authority: Authority) -> None:
    documents = [item for item in read_documents([TEXTS]) if isinstance(item, Document)]
    with judged(documents, authority, read_readings(data_dir())) as gathering:
        reasons = {term.text: term.rejected for term in gathering.scores}
    for chain in ("textile industry ended", "hechi cocoon", "dyeing industry brain"):
        assert reasons.get(chain, "no candidate") != ""
    assert reasons["cocoon industry"] == "expansion of 'cocoon and silk industry'"
