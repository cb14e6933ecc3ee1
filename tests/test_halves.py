"""Halves of slogans: their Chinese, "none" where the words are everyday ones."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("halves"))
def test_half(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, (Kind.PROGRAMME,)) == expected
