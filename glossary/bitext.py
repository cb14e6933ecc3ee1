"""A page beside its Chinese original: what faces a place, which names stand there, how its characters sound.

Comes in: a page, its original in simplified characters, the authority. Goes out: a Bitext that the judges of
`originals` and `leftovers` ask. It proposes nothing: the Chinese side alone holds far too many names (260 persons for
33, shared/reference/names.md).
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.alignment import align, iter_sounds
from glossary.authority import CHINESE, Authority, ChineseName
from glossary.authority.gazetteer import stem_key
from glossary.names import Page
from glossary.records import Document, Kind, Place, Segment
from glossary.romanization import pinyin_key

QUOTED = 12  # characters on either side of a form that is quoted


@dataclass(frozen=True)
class Bitext:
    """A page beside its original."""

    page: Page
    original: str  # simplified
    segments: tuple[Segment, ...]
    authority: Authority

    @classmethod
    def read(cls, page: Page, original: Document, authority: Authority) -> Bitext:
        return cls(page, original.text, align(page, original), authority)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    def facing(self, start: int, stop: int) -> tuple[int, int] | None:
        """The stretch of the original that faces a span of the English, None where nothing does."""
        first = max(0, bisect.bisect_right(self._starts, start) - 1)
        met = [s for s in self.segments[first : bisect.bisect_left(self._starts, stop)] if s.stop > start]
        return (min(s.original_start for s in met), max(s.original_stop for s in met)) if met else None

    @cached_property
    def sounds(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where runs of two to four characters of the original stand, by match key."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, start, stop in iter_sounds(self.original):
            found[key].append((start, stop))
        return found

    def stretch(self, start: int, stop: int) -> str:
        """The Chinese that faces a span of the English, "" where nothing does."""
        span = self.facing(start, stop)
        return self.original[slice(*span)] if span else ""

    def quote(self, zh: str, start: int, stop: int) -> str:
        """A form in the stretch that faces a span of the English, with a few characters around it."""
        stretch = self.stretch(start, stop)
        at = max(0, stretch.find(zh))
        first, last = max(0, at - QUOTED), at + len(zh) + QUOTED
        ends = "…" if first else "", "…" if last < len(stretch) else ""
        return f"“{ends[0]}{' '.join(stretch[first:last].split())}{ends[1]}”"

    @cached_property
    def names(self) -> tuple[ChineseName, ...]:
        """The curated names and divisions that stand in the original, the longest at each place."""
        return tuple(self.authority.chinese_names.find(self.original))

    @cached_property
    def places_by_key(self) -> Mapping[str, Sequence[ChineseName]]:
        """The divisions of the original by the match key of their specific part and of the whole name."""
        found: defaultdict[str, list[ChineseName]] = defaultdict(list)
        for name in self.names:
            place = self.authority.gazetteer.find(name.referent.removeprefix("place:"))
            if place is not None:
                keys = {stem_key(place.zh, place.level, place.pinyin)} if self.is_expected(name, place) else set()
                if name.zh == place.zh:
                    keys.add(pinyin_key(place.pinyin))
                for key in sorted(keys):
                    found[key].append(name)
        return found

    def is_expected(self, name: ChineseName, place: Place) -> bool:
        """Whether characters that are also a division are likely to name it here."""
        return self.authority.chinese_names.is_expected(name, place, self.original)

    def names_within(self, start: int, stop: int) -> list[ChineseName]:
        """The known names of a stretch of the original."""
        first = bisect.bisect_left(self.names, start, key=lambda name: name.start)
        last = bisect.bisect_left(self.names, stop, key=lambda name: name.start)
        return list(self.names[first:last])

    def resolve(self, zh: str, kind: Kind) -> str:
        """The referent of a Chinese form: a curated concept, a division, or the characters."""
        for designation in self.authority.termbase.with_zh(zh):
            if designation.lang == CHINESE and (designation.kind is kind or kind is not Kind.TERM):
                code = self.authority.division(designation.concept)
                return f"place:{code}" if code else f"concept:{designation.concept}"
        if kind is Kind.PLACE and (places := self.authority.gazetteer.with_zh(zh)):
            return f"place:{self.authority.chinese_names.nearest(places, self.original).code}"
        return f"zh:{zh}"
