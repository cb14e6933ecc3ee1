"""Furniture of web pages: the last line of each case is the one in question."""

from __future__ import annotations

import pytest
from cases import cases

from glossary.furniture import find_furniture


@pytest.mark.parametrize(("given", "expected"), cases("furniture"))
def test_last_line(given: str, expected: str) -> None:
    at = len(given) - len(given.splitlines()[-1])
    assert any(start <= at < stop for start, stop in find_furniture(given)) == (expected == "yes")


def test_neighbouring_lines_are_one_stretch() -> None:
    page = "Home | News | Prices\nContact us\n\nShengze weaves.\nZip Code: 1\n"
    assert [page[start:stop] for start, stop in find_furniture(page)] == [
        "Home | News | Prices\nContact us\n",
        "Zip Code: 1\n",
    ]
