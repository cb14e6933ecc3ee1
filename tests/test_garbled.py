"""Machine noise: issue and Chinese of fused words and of Chinese left standing, or "none"."""

from __future__ import annotations

import pytest
from cases import NOTHING, cases, chinese_of, marked, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page
from glossary.records import Issue


@pytest.mark.parametrize(("given", "expected"), cases("garbled"))
def test_noise(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    noise = (Issue.GARBLED, Issue.UNTRANSLATED)
    found = [r for r in read_page(page_of(text), authority) if r.issue in noise and r.start < stop and start < r.stop]
    assert "; ".join(f"{r.issue} {chinese_of(r, authority)}" for r in found) == (
        "" if expected == NOTHING else expected
    )
    assert all((r.start, r.stop) == (start, stop) for r in found)
