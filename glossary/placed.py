"""Known names said with the place they lie in: "Guangzhou International Light and Textile City".

Comes in: a page, the authority, what is read on the page. Goes out: readings. A listed name that stands right
behind the place it is in, or that its Chinese begins with, is the same name with that place; so is a fair whose
Chinese begins with 中国 and its English with China.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.authority import Authority, Concept
from glossary.names import Page
from glossary.records import Kind, Reading

KINDS = frozenset({Kind.ORGANISATION, Kind.MARKET, Kind.EVENT, Kind.BRAND})
LAND = ("china",)
LESS = 0.02  # of the score of the name alone


def find_placed(page: Page, authority: Authority, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield a reading for each listed name together with the place right before it."""
    ends = {page.span(r.start, r.stop)[1]: r for r in readings if r.kind is Kind.PLACE and not r.is_open}
    for name in readings:
        start, _ = page.span(name.start, name.stop)
        place = ends.get(start)
        if name.kind is Kind.EVENT and page.folds(start - 1, start) == LAND and _is_of_land(name, authority):
            at = page.tokens[start - 1].start
            because = f"{name.text!r} with the land its Chinese begins with; {name.because}"
            text = page.document.text[at : name.stop]
            yield replace(name, start=at, text=text, because=because, score=name.score - LESS)
        concept = authority.termbase.find(name.referent.removeprefix("concept:")) if name.kind in KINDS else None
        if place and concept and page.gap(start) in (" ", "'s ", "\N{RIGHT SINGLE QUOTATION MARK}s "):
            code = place.referent.removeprefix("place:")
            if _lies_in(concept, code, authority):
                yield replace(
                    name,
                    start=place.start,
                    text=page.document.text[place.start : name.stop],
                    because=f"{name.text!r} with the place it is in; {name.because}",
                    score=name.score - LESS,
                )


def _is_of_land(name: Reading, authority: Authority) -> bool:
    return any(zh.startswith("中国") for zh in authority.chinese_of(name.referent))


def _lies_in(concept: Concept, code: str, authority: Authority) -> bool:
    place = authority.gazetteer.find(code)
    if place is None:
        return False
    above = (concept.parent, *authority.gazetteer.codes_above(concept.parent)) if concept.parent else ()
    return code in above or concept.zh.startswith(place.stem)
