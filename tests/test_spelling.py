"""Slips of the pen: the name that a misspelt token should be, or "none"."""

from __future__ import annotations

import pytest
from cases import NOTHING, cases, marked, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page
from glossary.records import Issue


@pytest.mark.parametrize(("given", "expected"), cases("spelling"))
def test_slip(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    found = [
        r
        for r in read_page(page_of(text), authority)
        if r.issue is Issue.MISSPELT and (r.start, r.stop) == (start, stop)
    ]
    if expected == NOTHING:
        assert not found
    else:
        assert [r.issue_because.rpartition("it is ")[2] for r in found] == [expected]


def test_a_slip_is_passed_on_to_the_name_around_it(authority: Authority) -> None:
    """泺口服装城 Luokou Garment City: Loko Garment City is the same market, misspelt."""
    text = "Luokou Clothing City is full. Loko Garment City is proud of it."
    found = {r.text: r for r in read_page(page_of(text), authority)}
    right, wrong = found["Luokou Clothing City"], found["Loko Garment City"]
    assert wrong.referent == right.referent == "concept:luokou-garment-city"
    assert right.issue is Issue.VARIANT  # Luokou Garment City is preferred
    assert wrong.issue is Issue.MISSPELT
    assert "'Luokou', which the same text has" in wrong.issue_because
