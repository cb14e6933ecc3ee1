"""What is wrong with a rendering, and the English to prefer where a rule knows it."""

from __future__ import annotations

import pytest
from cases import cases, marked, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page


@pytest.mark.parametrize(("given", "expected"), cases("labels"))
def test_label(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    found = [r for r in read_page(page_of(text), authority) if (r.start, r.stop) == (start, stop)]
    assert [f"{r.issue}: {r.english}" for r in found] == [expected]
