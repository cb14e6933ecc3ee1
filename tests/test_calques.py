"""Names translated part by part: the Chinese of what is flagged as a calque, or "none"."""

from __future__ import annotations

import pytest
from cases import NOTHING, cases, chinese_of, marked, page_of

from glossary.authority import Authority
from glossary.reconcile import read_page
from glossary.records import Issue


@pytest.mark.parametrize(("given", "expected"), cases("calques"))
def test_calque(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    found = [
        r for r in read_page(page_of(text), authority) if r.issue is Issue.CALQUE and r.start < stop and start < r.stop
    ]
    if expected == NOTHING:
        assert not found
    else:
        widest = [r for r in found if not any(o.start <= r.start and r.stop <= o.stop and o is not r for o in found)]
        assert [(r.start, r.stop, chinese_of(r, authority)) for r in widest] == [(start, stop, expected)]
        assert all(r.issue_because for r in found)
