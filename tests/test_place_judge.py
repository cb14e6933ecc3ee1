"""Which place a name means: sentences of our own, the name in braces, all judges heard."""

from __future__ import annotations

import re

import pytest
from cases import ask, cases, chinese_of, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("place_choice"))
def test_choice(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.PLACE,)) == expected


def test_a_pair_is_explained_by_the_place_it_names(authority: Authority) -> None:
    """郓城 Yuncheng County in 菏泽 Heze: the reason is that of the county."""
    found = {r.text: r for r in read_page(page_of("Mills of Yuncheng County of Heze weave."), authority)}
    assert chinese_of(found["Yuncheng County of Heze"], authority) == "郓城县"
    assert "郓城县" in found["Yuncheng County of Heze"].because


@pytest.mark.parametrize(
    "text",
    [
        "The surrounding rivers of Hechi are clean.",
        "Buyers of Luokou Clothing City in Jinan came.",
        "Looms hum in Keqiao District. Keqiao is glad.",
        "Work clothes from Suzhou in Anhui are cheap.",
    ],
)
def test_reasons_are_true(text: str, authority: Authority) -> None:
    """Who says "the text names X" or "the text has X in full" must find X in the text."""
    for reading in read_page(page_of(text), authority):
        if claim := re.search(r"the (?:same )?text (?:names|has) (.+?)(?: in full|, |$)", reading.because):
            name = re.sub(r" (?:City|Province|District|County)$", "", claim[1])
            assert name in text, reading.because
            assert not reading.because.endswith("in full") or claim[1] in text, reading.because
