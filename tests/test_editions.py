"""Events with their number or year."""

from __future__ import annotations

import pytest
from cases import ask, cases, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page
from glossary.records import Issue, Kind


@pytest.mark.parametrize(("given", "expected"), cases("editions"))
def test_edition(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, {Kind.EVENT}) == expected


def test_a_wrong_name_has_the_right_one_with_its_number(authority: Authority) -> None:
    """世界布商大会 calls itself World Textile Merchandising Conference."""
    text = "The 6th World Cloth Merchants Conference opened in Keqiao."
    (found,) = [r for r in read_page(page_of(text), authority) if r.text.startswith("6th")]
    assert (found.issue, found.english) == (Issue.UNOFFICIAL, "6th World Textile Merchandising Conference")
