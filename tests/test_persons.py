"""Persons: found and left open, or not found at all; no characters are ever guessed."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("persons"))
def test_person(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.PERSON,)) == expected
