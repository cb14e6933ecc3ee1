"""Which place a name means: sentences of our own, the name in braces, all judges heard."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("place_choice"))
def test_choice(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.PLACE,)) == expected
