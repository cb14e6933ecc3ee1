"""Terms inside names, held against what the name says."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("nested"))
def test_nested_term(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, {Kind.TERM}) == expected
