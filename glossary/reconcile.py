"""All judges over one page, in the order that evidence allows; then one verdict for each stretch of text.

Comes in: pages and the authority. Goes out: readings, nested but never crossing. Tables first, then places, persons on
what is left, slips, bodies, calques: each later judge leans on what the earlier ones are sure of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.authority import Authority
from glossary.bodies import BodyJudge
from glossary.calques import CalqueJudge, name_targets, place_targets
from glossary.labels import label
from glossary.listed import find_listed
from glossary.names import Page
from glossary.persons import find_persons
from glossary.places import PlaceJudge
from glossary.records import Confidence, Issue, Kind, Reading
from glossary.romanization import pinyin_key
from glossary.spelling import Slip, find_slips


@dataclass(frozen=True)
class Ground:
    """What is read on a page so far, as later judges need it."""

    page: Page
    readings: tuple[Reading, ...]

    def tokens(self, kinds: Iterable[Kind]) -> frozenset[int]:
        """The numbers of the tokens that readings of these kinds own."""
        wanted = frozenset(kinds)
        return frozenset(
            at
            for reading in self.readings
            if reading.kind in wanted
            for at in range(self.page.position(reading.start), self.page.position(reading.stop))
        )

    def place_codes(self) -> dict[str, str]:
        """The code of each place named, with the shortest English the text uses for it."""
        found: dict[str, str] = {}
        for reading in sorted(self.readings, key=lambda r: (len(r.text), r.text)):
            if reading.referent.startswith("place:"):
                found.setdefault(reading.referent.removeprefix("place:"), reading.text)
        return found

    def known(self, authority: Authority) -> dict[tuple[str, ...], str]:
        """Chinese of the names on the page by their folded words, for composing longer names."""
        found: dict[tuple[str, ...], str] = {}
        for reading in self.readings:
            if reading.kind is Kind.TERM or not (zh := chinese_of(reading, authority)):
                continue
            start, stop = self.page.position(reading.start), self.page.position(reading.stop)
            found.setdefault(self.page.folds(start, stop), zh)
        return found


def chinese_of(reading: Reading, authority: Authority) -> str:
    """The Chinese that fits the form of a rendering: 柯桥区 for "Keqiao District", 柯桥 for "Keqiao"."""
    kind, _, key = reading.referent.partition(":")
    if kind == "zh":
        return key
    if kind == "concept" and (concept := authority.termbase.find(key)):
        return concept.zh
    if kind == "place" and (place := authority.gazetteer.find(key)):
        return place.zh if len(reading.text.split()) > 1 else place.stem
    return ""


def _slip_readings(page: Page, slips: Sequence[Slip], places: Sequence[Reading]) -> Iterator[Reading]:
    by_key = {pinyin_key(reading.text): reading for reading in places}
    for slip in slips:
        right = by_key[slip.key]
        start, stop = page.offsets(slip.at, slip.at + 1)
        yield replace(
            right,
            start=start,
            stop=stop,
            text=page.text(slip.at, slip.at + 1),
            because=slip.because,
            confidence=Confidence.MEDIUM,
            score=0.75,
            issue=Issue.MISSPELT,
            issue_because=f"{slip.because}; it is {right.text}",
            alternatives=(),
        )


def read_page(page: Page, authority: Authority) -> tuple[Reading, ...]:
    """All readings of one page, in the order of the text, the longer before what is nested in it."""
    names = frozenset(Kind) - {Kind.TERM}
    listed = tuple(find_listed(page, authority))
    codes = Ground(page, listed).place_codes()
    parents = {c.parent for r in listed if (c := authority.termbase.find(r.referent.partition(":")[2])) and c.parent}
    owned = Ground(page, listed).tokens({Kind.PERSON, Kind.BRAND})
    places = tuple(
        r for r in PlaceJudge(page, authority, {*codes, *parents}).readings() if page.position(r.start) not in owned
    )
    ground = Ground(page, (*listed, *places))
    persons = tuple(find_persons(page, authority, ground.tokens(names)))
    ground = Ground(page, (*ground.readings, *persons))
    single = [r for r in (*listed, *places) if r.referent.startswith("place:") and " " not in r.text]
    slips = tuple(
        find_slips(page, {pinyin_key(r.text): r.text for r in single}, ground.tokens(names), authority.heads)
    )
    ground = Ground(page, (*ground.readings, *_slip_readings(page, slips, single)))
    judge = BodyJudge(page, authority, ground.known(authority), Ground(page, persons).tokens({Kind.PERSON}))
    ground = Ground(page, (*ground.readings, *judge.readings()))
    named, referents = ground.place_codes(), {r.referent for r in ground.readings}
    targets = [*place_targets(authority, named), *name_targets(authority, named, referents)]
    settled = Ground(page, tuple(r for r in ground.readings if not r.is_open and r.kind is not Kind.TERM))
    calques = CalqueJudge(page, authority, targets).readings(settled.tokens(names))
    readings = choose((*ground.readings, *calques))
    return tuple(label(reading, readings, authority) for reading in readings)


def _rank(reading: Reading) -> tuple[bool, float, int]:
    return (reading.is_open, -reading.score, -(reading.stop - reading.start))


def choose(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each stretch, and none that crosses a better one; nested ones stay.

    >>> def read(start, stop, referent, score):
    ...     return Reading("d", start, stop, "x", Kind.PLACE, referent, "", score=score)
    >>> kept = choose([read(0, 9, "zh:a", 0.9), read(5, 12, "zh:b", 0.8), read(0, 4, "zh:c", 0.5), read(0, 9, "open:", 1)])
    >>> [reading.referent for reading in kept]
    ['zh:a', 'zh:c']
    """
    kept: dict[tuple[int, int], Reading] = {}
    for reading in sorted(readings, key=lambda r: (*_rank(r), r.start, r.referent)):
        span = (reading.start, reading.stop)
        if span not in kept and not any(_cross(span, other) for other in kept):
            kept[span] = reading
    return tuple(kept[span] for span in sorted(kept, key=lambda span: (span[0], -span[1])))


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]
