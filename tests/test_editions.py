"""Events with their number or year."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("editions"))
def test_edition(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, {Kind.EVENT}) == expected
