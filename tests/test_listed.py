"""Curated names and terms where they stand in a text: issue and Chinese, or "none"."""

from __future__ import annotations

import pytest
from cases import NOTHING, cases, chinese_of, marked, page_of

from glossary.authority import Authority
from glossary.reconcile import choose, read_page
from glossary.records import Kind, Reading


@pytest.mark.parametrize(("given", "expected"), cases("listed"))
def test_listed(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    found = [r for r in read_page(page_of(text), authority) if (r.start, r.stop) == (start, stop)]
    assert "; ".join(f"{r.issue} {chinese_of(r, authority)}" for r in found) == (
        "" if expected == NOTHING else expected
    )
    assert all(r.because for r in found)


def reading(start: int, stop: int, referent: str, score: float = 0.5) -> Reading:
    return Reading("d", start, stop, "x", Kind.PLACE, referent, "", score=score)


def test_one_reading_for_each_stretch() -> None:
    kept = choose([reading(0, 5, "zh:a", 0.5), reading(0, 5, "zh:b", 0.9), reading(0, 5, "open:c", 1.0)])
    assert [r.referent for r in kept] == ["zh:b"]


def test_nested_readings_stay_and_crossing_ones_go() -> None:
    kept = choose([reading(0, 9, "zh:whole", 0.9), reading(0, 4, "zh:part", 0.2), reading(5, 12, "zh:crossing", 0.8)])
    assert [r.referent for r in kept] == ["zh:whole", "zh:part"]


def test_choosing_does_not_depend_on_the_order_of_readings() -> None:
    found = [reading(0, 9, "zh:a"), reading(5, 12, "zh:b"), reading(8, 14, "zh:c"), reading(0, 9, "zh:d")]
    assert choose(found) == choose(reversed(found))


@pytest.mark.parametrize("text", ["", "\n\n", "。", "A", "“”", "|" * 400, "Of the and", "Ke " * 300, "柯桥" * 300])
def test_odd_pages_are_read_without_complaint(text: str, authority: Authority) -> None:
    page = page_of(f"{text}\nend.")
    assert all(page.document.text[r.start : r.stop] == r.text for r in read_page(page, authority))
