"""Which place a name means, from what the text names around it; in doubt nothing is chosen.

Comes in: a page, the authority, the places already listed. Goes out: readings of places, each with the alternatives
that were weighed. Two passes: places sure in the first are the anchors of the second.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from glossary.authority import DIVISION_PREFIX, Authority, short_english
from glossary.gate import Context, Surroundings, evidence, passes, say, weigh
from glossary.names import Page
from glossary.records import Alternative, Confidence, Kind, Place, Reading
from glossary.romanization import is_one_syllable, pinyin_key
from glossary.toponyms import Toponym, iter_toponyms

MARGIN = 1.0  # the best candidate must lead by this much
BESIDE_TOKENS = 3  # ", ", " of ", " City " between a place and its parent
_SCORES = {Confidence.HIGH: 0.95, Confidence.MEDIUM: 0.8, Confidence.LOW: 0.3}
_LIST_WORDS = ((",",), ("and",), (",", "and"))
_SMALL = frozenset(("town", "township", "subdistrict"))  # generics of what lies in a county


class Choice(NamedTuple):
    """A hit, the place it means or None, and why."""

    hit: Toponym
    place: Place | None
    because: str
    confidence: Confidence
    alternatives: tuple[Alternative, ...]


class PlaceJudge:
    """The places of one page; `hinted` are places that listed names of the text are in."""

    def __init__(
        self, page: Page, authority: Authority, listed: Collection[str] = (), hinted: Iterable[str] = ()
    ) -> None:
        self._page, self._authority, self._gazetteer = page, authority, authority.gazetteer
        hits = list(iter_toponyms(page, self._gazetteer))
        alone = frozenset(h.key for h in hits if not self._follows_surname(h))
        self._hits = [h for h in hits if h.generic or h.key in alone or not self._is_given_name(h)]
        self._keys = frozenset(h.key for h in self._hits if not h.is_split)
        parents = ((hit.key, self._parent_behind(index)) for index, hit in enumerate(self._hits))
        self._denied = {key: parent for key, parent in parents if parent}
        sure = {p.code for h in self._hits if not h.is_split for p in _only_high(h)} | set(listed)
        towns = (place for code in listed if (place := self._gazetteer.find(code)) and place.level == "township")
        hinted = {*hinted, *(town.parent for town in towns)}
        self._accepted = frozenset(sure)  # what lists and towns may lean on: the first pass, medium or better
        self.context = Context.of(self._gazetteer, sure, hinted)
        first = [choice for choice in self.choose() if choice.place]
        self._accepted |= {c.place.code for c in first if c.place}
        chosen = {c.place.code for c in first if c.place and c.confidence is Confidence.HIGH}
        self.context = Context.of(self._gazetteer, sure | chosen, hinted)

    def _follows_surname(self, hit: Toponym) -> bool:
        before = self._page.tokens[hit.start - 1] if hit.start else None
        if before is None or not (before.is_word and before.is_capitalised):
            return False
        return before.fold in self._authority.surnames

    def _is_given_name(self, hit: Toponym) -> bool:
        """Whether a hit is rather the given name in "Chen Jinjiang": a surname of one syllable right before it."""
        if not self._follows_surname(hit) or self._page.gap(hit.start) != " ":
            return False
        return is_one_syllable(self._page.tokens[hit.start - 1].text)

    def _accepts_split(self, hit: Toponym) -> bool:
        """ "Ke Qiao" is a person in most texts: it wants a generic, the joined form, or what it lies right in."""
        if hit.generic or hit.key in self._keys:
            return True
        return any(self._is_near(p) for p in hit.candidates)

    def _is_near(self, place: Place) -> bool:
        """Whether the text names what a place lies right in: of a county a province is too wide a word."""
        parent = self._gazetteer.find(place.parent)
        if parent is None or parent.code not in self.context.named:
            return False
        return place.level == "prefecture" or parent.level != "province" or parent.zh.endswith("市")

    def _surroundings(self, index: int) -> Surroundings:
        hit, beside, in_list = self._hits[index], set[str](), False
        for other in self._hits[max(0, index - 2) : index + 3]:
            if other is hit:
                continue
            first, second = (other, hit) if other.start < hit.start else (hit, other)
            between = self._page.tokens[first.stop : second.start]
            if len(between) < BESIDE_TOKENS and not any(t.is_barrier for t in between):
                beside.update(p.code for p in _only_high(other) or other.candidates)
                is_sure = any(p.code in self._accepted and p.level != "township" for p in other.candidates)
                in_list = in_list or (is_sure and tuple(t.fold for t in between) in _LIST_WORDS)
        _, heads = next(self._authority.heads_from(self._page.folds(hit.stop, hit.stop + 3)), (0, ()))
        return Surroundings(frozenset(beside), heads[0].kind if heads else None, in_list)

    def _is_noted(self, place: Place) -> bool:
        return self._authority.termbase.find(f"{DIVISION_PREFIX}{place.code}") is not None

    def _seats_apart(self, hit: Toponym) -> list[Place]:
        """The candidates without those that lie in another: "Keqiao" is the district before its subdistrict Keqiao."""
        codes = {p.code for p in hit.candidates}
        return [p for p in hit.candidates if not self._gazetteer.codes_above(p.code) & codes]

    def choose(self) -> Iterator[Choice]:
        """Yield each hit with the place it means, or None and the reason why none is chosen.

        One spelling means one place throughout a text, once it is chosen.
        """
        chosen: defaultdict[str, set[str]] = defaultdict(set)
        for index, hit in enumerate(self._hits):
            if hit.is_split and not self._accepts_split(hit):
                continue
            around = self._surroundings(index)
            weighed = sorted(
                ((weigh(p, hit, around, self.context, self._gazetteer, self._is_noted(p)), p)
                 for p in self._seats_apart(hit)),
                key=lambda pair: (-pair[0], pair[1].code),
            )  # fmt: skip
            kept = [pair for pair in weighed if pair[1].code in chosen[hit.key]]
            score, best = (kept or weighed)[0]
            lead = score - max((s for s, p in weighed if p.stem != best.stem), default=float("-inf"))
            named = evidence(best, around, self.context, self._gazetteer)
            if hit.generic in _SMALL and not named:
                named = [above for above in self._gazetteer.ancestors(best) if above.code in self._accepted]
            sure = passes(best, hit, named, self.context, around, self._is_noted(best))
            other = self._denied.get(hit.key)
            if other and other.code not in self._gazetteer.codes_above(best.code):
                sure = None
            if sure and (kept or lead >= MARGIN):
                chosen[hit.key].add(best.code)
                place, because = best, say(best, hit, named, around, self._gazetteer, self.context)
            else:
                place, because, sure = None, self._doubt(hit, best, lead, other), None
            alternatives = tuple(
                Alternative(p.zh, "gazetteer", round(s, 2), p is place, self._gazetteer.path(p)) for s, p in weighed[:5]
            )
            yield Choice(hit, place, because, sure or Confidence.LOW, alternatives)

    def _parent_behind(self, index: int) -> Place | None:
        """What a place lies in by the words right behind its comma, if no candidate is meant by these themselves.

        "Fuyang, Jiangsu Province"; "Ma'an Town, Shaoxing County" by the prefecture of that name.
        """
        hit, behind = self._hits[index], self._hits[index + 1 : index + 2]
        if not behind or self._page.folds(hit.stop, behind[0].start) != (",",):
            return None
        if behind[0].generic == "province":
            return next((p for p in behind[0].candidates if p.level == "province" and p not in hit.candidates), None)
        if hit.generic in _SMALL and behind[0].generic not in _SMALL:
            return next(iter(_only_high(behind[0])), None)
        return None

    def _doubt(self, hit: Toponym, best: Place, lead: float, parent: Place | None) -> str:
        if parent and parent.code not in self._gazetteer.codes_above(best.code):
            return f"reading doubtful: {best.zh} would fit the spelling, but it is not in {parent.english}"
        if lead < MARGIN:
            return "several places share this spelling and the text does not say which is meant"
        if hit.generic == "county" and self.context.speaks_against(best):
            return f"reading doubtful: {best.zh} would fit the spelling, but the text names only other provinces"
        return f"{best.zh} would fit the spelling, but the text names none of its parents"

    def readings(self) -> Iterator[Reading]:
        """Yield the readings: the name with its generic, and the specific part inside it.

        A bare word that only fits the spelling of a place is no finding; with a generic it is, and stays open.
        """
        found: list[tuple[Choice, Reading]] = []
        for choice in self.choose():
            hit, place = choice.hit, choice.place
            if place is None and hit.generic in ("", "street", "municipal", "provincial"):
                continue
            stops = {hit.stop, hit.name_stop} if place else {hit.stop}
            if hit.generic in ("municipal", "provincial"):
                stops = {hit.name_stop}
            for stop in sorted(stops, reverse=True):
                reading = self._reading(choice, stop)
                yield reading
            if place:
                found.append((choice, reading))
                if hit.misfit and place.level == "county" and choice.confidence is Confidence.HIGH:
                    because = f"{choice.because}; other times and texts call it by another generic"
                    yield replace(self._reading(choice, hit.misfit), because=because)
        yield from self._pairs(found)

    def _reading(self, choice: Choice, stop: int) -> Reading:
        hit, place = choice.hit, choice.place
        return Reading(
            *self._page.cite(hit.start, stop),
            kind=Kind.PLACE,
            referent=f"place:{place.code}" if place else f"open:{hit.key} {hit.generic}",
            because=choice.because,
            confidence=choice.confidence,
            score=_SCORES[choice.confidence],
            alternatives=choice.alternatives,
        )

    def _pairs(self, found: Sequence[tuple[Choice, Reading]]) -> Iterator[Reading]:
        """Places with what they lie in right beside them: "Weifang Changyi City", "Shizhong District of Zaozhuang"."""
        for at, (first, _) in enumerate(found):
            outer, zh = first, _written(first)
            for inner, reading in found[at + 1 :]:
                if not self._lies_in(inner, outer) or self._page.folds(outer.hit.stop, inner.hit.start):
                    break
                outer, zh = inner, zh + _written(inner)
                yield self._widened(reading, first, inner, zh)
        for (inner, reading), (outer, _) in itertools.pairwise(found):
            if self._lies_in(inner, outer) and self._page.folds(inner.hit.stop, outer.hit.start) == ("of",):
                yield self._widened(reading, inner, outer, _written(outer) + _written(inner))

    def _lies_in(self, inner: Choice, outer: Choice) -> bool:
        if inner.place is None or outer.place is None:
            return False
        return outer.place.code in self._gazetteer.codes_above(inner.place.code)

    def _widened(self, reading: Reading, first: Choice, last: Choice, zh: str) -> Reading:
        start, stop = self._page.offsets(first.hit.start, last.hit.stop)
        return replace(reading, start=start, stop=stop, text=self._page.text(first.hit.start, last.hit.stop), zh=zh)


def _written(choice: Choice) -> str:
    """The Chinese of a place with its generic where the English has one."""
    return (choice.place.zh if choice.hit.generic else choice.place.stem) if choice.place else ""


def _only_high(hit: Toponym) -> list[Place]:
    """The province or prefecture a hit names if it can name but one; what is spelt so goes before what sounds so."""
    spelt = [p for p in hit.candidates if pinyin_key(short_english(p.english)) == hit.key] or hit.candidates
    high = [p for p in spelt if p.level == "province"] or [p for p in spelt if p.level == "prefecture"]
    return high if len(high) == 1 else []
