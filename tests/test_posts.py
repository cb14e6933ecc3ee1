"""Posts with their body: the Chinese of the whole, "none" where the table has none for such a body."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("posts"))
def test_post(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.TERM,)) == expected
