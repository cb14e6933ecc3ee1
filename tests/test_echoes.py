"""Names said again in short: the Chinese of the whole name, "none" where the short form stands for nothing."""

from __future__ import annotations

import pytest
from cases import ask, cases

from glossary.authority import Authority
from glossary.records import Kind


@pytest.mark.parametrize(("given", "expected"), cases("echoes"))
def test_echo(given: str, expected: str, authority: Authority) -> None:
    assert ask(given, authority, frozenset(Kind) - {Kind.TERM}) == expected
