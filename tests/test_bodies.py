"""Organisations, markets, events, programmes: composed of known parts, met in the table, open, or no name at all."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.bodies import BODY_KINDS
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("bodies"))
def test_body(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, BODY_KINDS - {Kind.PLACE}) == expected
