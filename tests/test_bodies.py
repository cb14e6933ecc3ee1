"""Organisations, markets, events, programmes: composed of known parts, met in the table, open, or no name at all."""

from __future__ import annotations

import pytest
from cases import ask, cases, page_of

from glossary.authority import Authority
from glossary.bodies import BODY_KINDS
from glossary.reconcile import read_page
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("bodies"))
def test_body(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, BODY_KINDS - {Kind.PLACE}) == expected


def test_no_open_half_of_a_body_that_is_known(authority: Authority) -> None:
    """中国纺织工业联合会流通分会 is known with its owner; "Circulation Branch" alone is its 流通分会, not open."""
    text = "A Circulation Branch of the China Textile Industry Federation met."
    found = {r.text: r.is_open for r in read_page(page_of(text), authority)}
    assert found["Circulation Branch of the China Textile Industry Federation"] is False
    assert found["Circulation Branch"] is False


def test_a_cluster_is_named_by_its_place(authority: Authority) -> None:
    """汉川纺织服装产业集群, one of the clusters that a province lists; its generic words stand in small letters."""
    page = page_of("Hubei lists the Hanchuan textile and garment industry cluster among its own.")
    (found,) = [r for r in read_page(page, authority) if r.text == "Hanchuan textile and garment industry cluster"]
    assert (found.kind, found.referent) == (Kind.PLACE, "zh:汉川纺织服装产业集群")
