"""The listed names that stand in a Chinese text, the longest at each place.

Comes in: Chinese in simplified characters, the gazetteer and the termbase. Goes out: ChineseName records with their
spans. What begins no listed name is passed over by its first two characters, so that time hardly grows with the
gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from glossary.authority.gazetteer import LEVELS, Gazetteer
from glossary.authority.termbase import CHINESE, Termbase
from glossary.chinese import Segmenter
from glossary.records import Kind, Place

_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]+")
_SEED = 2  # characters; no listed name is shorter


class ChineseName(NamedTuple):
    """A known name that stands in a Chinese text."""

    zh: str
    start: int
    stop: int
    kind: Kind
    referent: str


class ChineseNames:
    """The curated names and divisions by their Chinese; `referent` says what a reading of a concept refers to."""

    def __init__(self, gazetteer: Gazetteer, termbase: Termbase, referent: Callable[[str], str]) -> None:
        self._gazetteer, self._termbase = gazetteer, termbase
        self._curated: dict[str, tuple[Kind, str]] = {}
        for concept in termbase:
            for designation in concept.designations:
                if designation.lang == CHINESE and concept.kind is not Kind.TERM:
                    self._curated.setdefault(designation.text, (concept.kind, referent(concept.slug)))
        divisions = [zh for place in gazetteer for zh in (place.zh, place.stem)]
        self._sizes: dict[str, int] = {}  # of the longest name by its first characters
        for zh in (*self._curated, *divisions):
            if len(zh) >= _SEED:
                self._sizes[zh[:_SEED]] = max(len(zh), self._sizes.get(zh[:_SEED], 0))

    @cached_property
    def segmenter(self) -> Segmenter:
        """jieba with all curated Chinese and the full names of divisions above townships as its user's words."""
        curated = (d.text for concept in self._termbase for d in concept.designations if d.lang == CHINESE)
        return Segmenter([*curated, *(p.zh for p in self._gazetteer if p.level != LEVELS[-1])])

    @cached_property
    def plain(self) -> Segmenter:
        """jieba as it comes, for the boundaries of words: ours would hold whole phrases together."""
        return Segmenter(())

    def find(self, text: str) -> Iterator[ChineseName]:
        """Yield the names of a text that do not overlap, from left to right."""
        for run in _RUN.finditer(text):
            at = run.start()
            while at < run.end() - 1:
                name = self._at(text, at, run.end())
                if name:
                    yield name
                at = name.stop if name else at + 1

    def _at(self, text: str, at: int, end: int) -> ChineseName | None:
        longest = self._sizes.get(text[at : at + _SEED], 0)
        for stop in range(min(at + longest, end), at + 1, -1):
            zh = text[at:stop]
            if found := self._curated.get(zh):
                return ChineseName(zh, at, stop, *found)
            if places := self._gazetteer.with_zh(zh):
                return ChineseName(zh, at, stop, Kind.PLACE, f"place:{self.nearest(places, text).code}")
        return None

    def nearest(self, places: Sequence[Place], text: str) -> Place:
        """Of several divisions of one name: a province or prefecture, else one whose parent the text names."""
        codes = {place.code for place in places}

        def rank(place: Place) -> tuple[bool, bool, bool, bool, int, float, str]:
            above = list(self._gazetteer.ancestors(place))
            named = [ancestor.stem in text for ancestor in above]
            is_seat = any(ancestor.code in codes for ancestor in above)
            level = LEVELS.index(place.level)
            return is_seat, level > 1, not any(named[:2]), not any(named[:1]), level, -place.zipf, place.code

        return places[0] if len(places) == 1 else min(places, key=rank)

    def is_expected(self, name: ChineseName, place: Place, text: str) -> bool:
        """Whether characters that are also a division are likely to name it here: its full name, or one above it."""
        if name.zh == place.zh or place.zh in text or place.level in LEVELS[:2]:
            return True
        above = list(self._gazetteer.ancestors(place))
        return any(a.stem in text for a in (above[:2] if place.level == LEVELS[-1] else above))
