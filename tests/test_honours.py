"""Honorary titles of towns: their Chinese, "open" where the trade is not known, "none" where it is no title."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("honours"))
def test_title(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.PROGRAMME,)) == expected
