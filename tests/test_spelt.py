"""Listed names left in pinyin: their Chinese, "none" where the syllables are of no listed name or of many."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("spelt"))
def test_name_in_pinyin(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.MARKET, Kind.BRAND, Kind.EVENT, Kind.ORGANISATION, Kind.PROGRAMME)) == expected
