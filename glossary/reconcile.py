"""All judges over one page, in the order that evidence allows; then one verdict for each stretch of text.

Comes in: pages and the authority. Goes out: readings, nested but never crossing. Tables first, then places, persons on
what is left, slips, bodies, calques: each later judge leans on what the earlier ones are sure of.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.authority import CHINESE, DIVISION_PREFIX, Authority
from glossary.bodies import BodyJudge
from glossary.calques import CalqueJudge
from glossary.composition import find_listed_form
from glossary.echoes import find_echoes
from glossary.editions import find_editions
from glossary.garbled import find_doubled, find_garbled
from glossary.halves import find_halves
from glossary.honours import find_honours
from glossary.labels import label
from glossary.listed import find_listed
from glossary.lookalikes import find_lookalikes
from glossary.names import Page
from glossary.nested import without_refuted
from glossary.parts import Known
from glossary.persons import find_persons
from glossary.placed import find_placed
from glossary.places import PlaceJudge
from glossary.posts import Owner, PostFinder
from glossary.records import Alternative, Confidence, Kind, Place, Reading, ScoredTerm
from glossary.sessions import find_sessions
from glossary.spelling import read_region_slips, read_slips
from glossary.spelt import find_spelt
from glossary.strangers import find_strangers
from glossary.toponyms import GENERICS

GLOSSED = 2.7  # score of a term that a dictionary's gloss may speak for; a lower one let 43 of 100 stand in the source
_STRETCH = 200  # characters: longer than nearly all readings, so that a reading is compared with its neighbours only


NAMES = frozenset(Kind) - {Kind.TERM}
OWNER_KINDS = frozenset({Kind.ORGANISATION, Kind.PLACE})  # bodies and zones that have committees and branches


@dataclass(frozen=True)
class Ground:
    """What is read on a page so far, as later judges need it."""

    page: Page
    readings: tuple[Reading, ...]

    def plus(self, readings: Iterable[Reading]) -> Ground:
        """The same with what one more judge has read."""
        return Ground(self.page, (*self.readings, *readings))

    def only(self, wanted: Callable[[Reading], bool]) -> Ground:
        """The same with some of the readings."""
        return Ground(self.page, tuple(filter(wanted, self.readings)))

    def tokens(self, kinds: Iterable[Kind]) -> frozenset[int]:
        """The numbers of the tokens that readings of these kinds own."""
        wanted = frozenset(kinds)
        return frozenset(
            at
            for reading in self.readings
            if reading.kind in wanted
            for at in range(*self.page.span(reading.start, reading.stop))
        )

    def place_codes(self) -> dict[str, str]:
        """The code of each place named, with the shortest English the text uses for it."""
        found: dict[str, str] = {}
        for reading in sorted(self.readings, key=lambda r: (len(r.text), r.text)):
            if reading.referent.startswith("place:"):
                found.setdefault(reading.referent.removeprefix("place:"), reading.text)
        return found

    def divisions(self, authority: Authority) -> list[Place]:
        """The divisions right below the places named."""
        return [child for code in self.place_codes() for child in authority.gazetteer.children(code)]

    def owners(self, authority: Authority) -> Iterator[Owner]:
        """The places and bodies whose Chinese is known, where they stand: the surest of each span."""
        surest = {(r.start, r.stop): r for r in sorted(self.readings, key=lambda r: r.score)}
        for reading in surest.values():
            if reading.kind in (Kind.PLACE, Kind.ORGANISATION) and (name := name_of(reading, authority)):
                concept = authority.termbase.find(reading.referent.removeprefix("concept:"))
                others = [d.text for d in concept.designations if d.lang == CHINESE] if concept else [name.zh]
                span = self.page.span(reading.start, reading.stop)
                former = _former_name(self.page.folds(*span), name.code, authority)
                yield Owner(*span, (former.full,) if former else tuple(dict.fromkeys((name.full, *others))))

    def named(self, authority: Authority) -> Iterator[tuple[Reading, str]]:
        """Each reading with its Chinese, "" where that is not known."""
        for reading in self.readings:
            name = None if reading.is_open else name_of(reading, authority)
            yield reading, name.zh if name else ""

    def known(self, authority: Authority) -> dict[tuple[str, ...], Known]:
        """The names on the page by their folded words, for composing longer names.

        A division is also known with the adjective of its level behind it: "Shandong Provincial".
        """
        found: dict[tuple[str, ...], Known] = {}
        for reading in self.readings:
            if reading.kind is Kind.TERM or (name := name_of(reading, authority)) is None:
                continue
            key = self.page.folds(*self.page.span(reading.start, reading.stop))
            found.setdefault(key, _former_name(key, name.code, authority) or name)
            if name.code:
                adjective = {"省": "provincial", "市": "municipal"}.get(name.full[-1])
                if adjective:
                    found.setdefault((*key, adjective), Known(name.full, name.full, name.code))
        return found


def name_of(reading: Reading, authority: Authority) -> Known | None:
    """What a reading stands for, in the Chinese that fits its form: 柯桥区 for "Keqiao District", 柯桥 for "Keqiao"."""
    kind, _, key = reading.referent.partition(":")
    if kind == "zh":
        return Known(key, key)
    if kind == "concept" and (concept := authority.termbase.find(key)):
        is_foreign = concept.kind is Kind.PLACE and not concept.parent
        return None if is_foreign else Known(concept.zh, concept.zh)
    if kind == "place" and (place := authority.gazetteer.find(key)):
        is_full = reading.text.split()[-1].casefold() in GENERICS
        return Known(reading.zh or (place.zh if is_full else place.stem), place.zh, place.code)
    return None


def _former_name(folds: tuple[str, ...], code: str, authority: Authority) -> Known | None:
    """A division as it was called when these folded words were right: 绍兴县, now 柯桥区."""
    concept = authority.termbase.find(f"{DIVISION_PREFIX}{code}") if code else None
    former = [d for d in concept.designations if d.valid_to] if concept else []
    is_former = any(d.key == folds for d in former if d.lang != CHINESE)
    zh = next((d.text for d in former if d.lang == CHINESE), "") if is_former else ""
    return Known(zh, zh, code) if zh else None


def read_page(page: Page, authority: Authority) -> tuple[Reading, ...]:
    """All readings of one page, in the order of the text, the longer before what is nested in it."""
    ground = _with_places(
        Ground(page, (*find_listed(page, authority), *find_garbled(page, authority), *find_honours(page, authority))),
        authority,
    )
    ground = _with_bodies(ground, authority)
    named, referents = ground.place_codes(), {r.referent for r in ground.readings}
    settled = ground.only(lambda r: not r.is_open and r.kind is not Kind.TERM)
    ground = ground.plus(CalqueJudge(page, authority, named, referents).readings(settled.tokens(NAMES)))
    ground = ground.plus(find_placed(page, authority, ground.readings))
    ground = ground.plus(PostFinder(page, authority, tuple(ground.owners(authority))).readings())
    ground = ground.plus(find_spelt(page, authority, ground.only(lambda r: not r.is_open).tokens(Kind)))
    known_spans = {page.span(r.start, r.stop) for r in ground.readings if not r.is_open}
    ground = ground.plus(find_strangers(page, ground.tokens(Kind), known_spans))
    right = ground.only(lambda r: not r.issue.is_wrong).known(authority)
    ground = ground.plus(find_lookalikes(page, authority, ground.readings, {fold for folds in right for fold in folds}))
    readings = without_halves(choose((*ground.readings, *find_doubled(page, ground.readings))))
    labelled = Ground(page, tuple(label(reading, readings, authority) for reading in readings))
    echoes = find_echoes(page, authority, labelled.readings, labelled.tokens(NAMES))
    labelled = labelled.plus(echoes).plus(find_halves(page, authority, labelled.readings))
    labelled = labelled.plus(find_sessions(page, labelled.named(authority)))
    whole = choose(labelled.plus(find_editions(page, authority, labelled.named(authority))).readings)
    return without_refuted(whole, authority)


def _with_places(ground: Ground, authority: Authority) -> Ground:
    """What is listed, with the places, the persons on what they leave, and the slips of places."""
    page, listed = ground.page, ground.readings
    referents = (authority.termbase.find(r.referent.partition(":")[2]) for r in listed)
    parents = {concept.parent for concept in referents if concept and concept.parent}
    owned = ground.tokens({Kind.PERSON, Kind.BRAND})
    places = PlaceJudge(page, authority, ground.place_codes(), parents).readings()
    ground = ground.plus(r for r in places if page.position(r.start) not in owned)
    single = [r for r in ground.readings if r.referent.startswith("place:") and " " not in r.text]
    ground = ground.plus(find_persons(page, authority, ground.tokens(NAMES)))
    ground = ground.plus(read_slips(page, single, ground.tokens(NAMES), authority.heads))
    return ground.plus(read_region_slips(page, ground.divisions(authority), ground.tokens(NAMES)))


def _with_bodies(ground: Ground, authority: Authority) -> Ground:
    """What is read, with the bodies; those behind "of" are composed first: "Silk Branch of the Shaoxing Chamber …"."""
    page, known, persons = ground.page, ground.known(authority), ground.tokens({Kind.PERSON})
    judge = BodyJudge(page, authority, known, persons)
    tails, bodies = judge.tails(), tuple(judge.readings())
    ground = ground.only(lambda r: not _is_tail(r, tails)).plus(bodies)
    owners = Ground(page, tuple(r for r in bodies if r.kind in OWNER_KINDS and _is_owner(r, page)))
    if owned := owners.known(authority):
        done = {(r.start, r.stop) for r in bodies if not r.is_open}
        again = BodyJudge(page, authority, {**owned, **known}, persons).readings()
        ground = ground.plus(r for r in again if (r.start, r.stop) not in done)
    return ground


def _is_owner(reading: Reading, page: Page) -> bool:
    """Whether a reading stands behind "of (the)" and is whole, so that it may own what stands before."""
    at, stop = page.span(reading.start, reading.stop)
    if stop < len(page.tokens) and page.tokens[stop].is_capitalised and page.gap(stop) == " ":
        return False  # "Committee of Hechi" goes on to the Hechi Hi-tech Zone
    return page.folds(at - 1, at) == ("of",) or page.folds(max(at - 2, 0), at) == ("of", "the")


def _is_tail(reading: Reading, tails: frozenset[tuple[int, int]]) -> bool:
    return reading.kind is Kind.ORGANISATION and (reading.start, reading.stop) in tails


def _rank(reading: Reading) -> tuple[bool, bool, float, int]:
    """The known before the open, names before terms, the sure before the unsure, the longer before the shorter."""
    return (reading.is_open, reading.kind is Kind.TERM, -reading.score, -(reading.stop - reading.start))


def choose(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each stretch, and none that crosses a better one; nested ones stay.

    >>> def read(start, stop, referent, score):
    ...     return Reading("d", start, stop, "x", Kind.PLACE, referent, "", score=score)
    >>> found = [read(0, 9, "zh:a", 0.9), read(5, 12, "zh:b", 0.8), read(0, 4, "zh:c", 0.5), read(0, 9, "open:", 1)]
    >>> kept = choose(found)
    >>> [reading.referent for reading in kept]
    ['zh:a', 'zh:c']
    """
    kept: dict[tuple[int, int], Reading] = {}
    near: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)  # what is kept, by the stretches it touches
    for reading in sorted(readings, key=lambda r: (*_rank(r), r.start, r.referent)):
        span = (reading.start, reading.stop)
        parts = range(reading.start // _STRETCH, reading.stop // _STRETCH + 1)
        if span not in kept and not any(_cross(span, other) for part in parts for other in near[part]):
            kept[span] = reading
            for part in parts:
                near[part].append(span)
    return tuple(kept[span] for span in sorted(kept, key=lambda span: (span[0], -span[1])))


def without_halves(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings without open ones that only begin or end a known name: "Textile Industry Base" in a title."""
    known = [r for r in readings if not r.is_open and r.kind is not Kind.TERM]
    starts: defaultdict[int, int] = defaultdict(int)
    stops: defaultdict[int, int] = defaultdict(lambda: sys.maxsize)
    for reading in known:
        starts[reading.start] = max(starts[reading.start], reading.stop)
        stops[reading.stop] = min(stops[reading.stop], reading.start)

    def is_half(r: Reading) -> bool:
        return starts[r.start] > r.stop or stops[r.stop] < r.start

    return tuple(r for r in readings if not (r.is_open and r.kind not in (Kind.TERM, Kind.PERSON) and is_half(r)))


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def read_terms(terms: Iterable[ScoredTerm], authority: Authority) -> dict[tuple[str, ...], Reading]:
    """What mined terms that no curated row holds are taken for, by folded words; CC-CEDICT may give their Chinese.

    Only an exact gloss of two or more words with one headword is taken: a single word of English was right for one
    term in seven in trials (shared/reference/names.md). The readings stand nowhere yet: a document gives the place.
    """
    found: dict[tuple[str, ...], Reading] = {}
    for term in terms:
        key = term.words
        if authority.termbase.with_folds(key):
            continue
        headwords = authority.glosses.headwords(key) if len(key) > 1 and term.score >= GLOSSED else ()
        zh = headwords[0] if len(headwords) == 1 else ""
        slug = find_listed_form(headwords[:1] if zh else (), authority, frozenset({Kind.TERM}))
        found[key] = Reading(
            document="",
            start=0,
            stop=0,
            text="",
            kind=Kind.TERM,
            referent=f"concept:{slug}" if slug else f"zh:{zh}" if zh else f"open:{' '.join(key)}",
            because=f"CC-CEDICT glosses {zh} so, and no other word"
            if zh
            else "a term by its measures; no source has it",
            confidence=Confidence.MEDIUM if zh else Confidence.LOW,
            score=0.6 if zh else 0.3,
            alternatives=tuple(
                Alternative(word, "CC-CEDICT", 0.5, word == zh, "has this gloss") for word in headwords[:5]
            ),
        )
    return found
