"""The curated data: every check of the doctor, and as much of it as was promised."""

from __future__ import annotations

import pytest

from glossary.doctor import CHECKS, Tables, read_tables
from glossary.tables import data_dir

PROMISED = {  # concepts at least, by table
    "termbase": 1500,
    "organisations": 400,
    "markets": 150,
    "programmes": 150,
    "brands": 150,
    "people": 100,
    "heads": 130,
    "modifiers": 100,
    "glosses": 110,
}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(data_dir())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_curated_data(check: object, tables: Tables) -> None:
    assert callable(check)
    assert [str(problem) for problem in check(tables)] == []


@pytest.mark.parametrize(("table", "least"), PROMISED.items())
def test_there_is_as_much_as_promised(table: str, least: int, tables: Tables) -> None:
    assert len({row["concept"] or row["english"] for row in tables[table]}) >= least
