"""Meetings of councils by their numbers."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("sessions"))
def test_session(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, {Kind.EVENT, Kind.ORGANISATION}) == expected
