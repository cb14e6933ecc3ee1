"""Names nobody knows: found and left open, and what is no name."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("strangers"))
def test_stranger(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, set(Kind) - {Kind.TERM, Kind.PLACE}) == expected
