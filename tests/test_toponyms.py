"""Where a text may name places: the stretch in braces as "key generic: candidates above township level", or "none"."""

from __future__ import annotations

import pytest
from cases import NOTHING, cases, marked, page_of

from glossary.authority import Authority
from glossary.records import Place
from glossary.toponyms import generic_fits, iter_toponyms


@pytest.mark.parametrize(("given", "expected"), cases("toponyms"))
def test_candidates(given: str, expected: str, authority: Authority) -> None:
    text, start, stop = marked(given)
    page = page_of(text)
    found = NOTHING
    for hit in iter_toponyms(page, authority.gazetteer):
        first, last = page.offsets(hit.start, hit.stop)
        if (first, last) == (start, stop):
            zh = " ".join(place.zh for place in hit.candidates if place.level != "township")
            found = f"{' '.join([hit.key, hit.generic]).strip()}: {zh}"
            break
        if first < stop and start < last and not (start <= first and last <= stop):
            found = f"{text[first:last]!r} instead"
    assert found == expected


@pytest.mark.parametrize(
    ("generic", "zh", "fits"),
    [
        ("county", "郓城县", True),  # Yuncheng County
        ("county", "环江毛南族自治县", True),  # Huanjiang Maonan Autonomous County
        ("county", "柯桥区", False),  # Keqiao District
        ("town", "盛泽镇", True),  # Shengze Town
        ("town", "泺口街道", False),  # Luokou Subdistrict
        ("street", "泺口街道", True),  # machines write street for 街道
        ("prefecture", "大理白族自治州", True),  # Dali Bai Autonomous Prefecture
        ("municipal", "绍兴市", True),  # Shaoxing Municipal Government
        ("new area", "浦东新区", True),  # Pudong New Area
        ("new area", "柯桥区", False),
        ("", "柯桥区", True),
    ],
)
def test_generic_fits(generic: str, zh: str, fits: bool) -> None:
    place = Place("1", zh, zh, "county", "", "", "")
    assert generic_fits(generic, place) is fits
