"""What the Chinese original says of each reading: confirmed, corrected, or doubted.

Comes in: a page, its original in simplified characters, the readings made of the English alone. Goes out: readings. The
original overrides: a name whose pinyin or whose listed Chinese stands in the aligned stretch is sure (76 of 76 right,
shared/reference/names.md), a hit that the original does not contain gives way to what stands there instead. Nothing is
made from the Chinese side alone: pinyin or meaning in the English comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from glossary.authority import ChineseName
from glossary.bitext import Bitext
from glossary.characters import PersonFinder
from glossary.corrections import Corrector
from glossary.covers import Covers
from glossary.english import fold_phrase, zipf
from glossary.leftovers import Leftovers
from glossary.pinyin import Readings
from glossary.records import Alternative, Confidence, Issue, Kind, Reading
from glossary.romanization import is_pinyin, pinyin_key
from glossary.toponyms import MOST_TOKENS, NOT_PLACES

SURE, DOUBTED = 0.97, 0.3
CALQUED = frozenset({Kind.PLACE, Kind.BRAND, Kind.MARKET, Kind.PRODUCT})  # bodies are rendered by their parts
RARE = 3.5  # zipf of pinyin that is no English word
REACH = 200  # characters of a stretch in which sure readings are kept
MOST_LEFT = 12  # unexplained names of a stretch; beyond that it is a list, and chance covers some


class OriginalJudge:
    """The readings of one page beside its original."""

    def __init__(self, bitext: Bitext, pinyin_readings: Readings) -> None:
        self.bitext = self._bitext = bitext
        self._page, self._authority = bitext.page, bitext.authority
        self._persons = PersonFinder(bitext, pinyin_readings)
        covers = Covers(bitext)
        self._leftovers = Leftovers(bitext, covers)
        self._corrector = Corrector(bitext, covers, self._leftovers)
        self._explained: set[ChineseName] = set()
        self._sure_from: dict[int, list[Reading]] = {}

    def names(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The names of a page as the original has them, and those that only the original explains."""
        names = [r for r in readings if r.kind is not Kind.TERM]
        first = [(reading, self._confirm(reading)) for reading in names]
        sure = [confirmed for _, confirmed in first if confirmed]
        found = [*self._persons.find(sure), *self._new_places(sure)]
        sure += found
        self._explained = {name for reading in sure for name in self._explained_by(reading)}
        self._corrector.learn(sure, self._explained)
        self._remember(sure)
        spans = {(r.start, r.stop) for r in found}
        corrected = [self._correct(r) for r, done in first if not done and (r.start, r.stop) not in spans]
        judged = [*sure, *(r for r in corrected if not _is_tail(r, corrected))]
        self._explained |= {name for reading in judged for name in self._explained_by(reading)}
        return (*judged, *self._calques(judged), *(r for r in readings if r.kind is Kind.TERM))

    def recall(self, readings: Sequence[Reading]) -> None:
        """Take it that `names` has judged: these are the readings of the page with what it said of the names."""
        names = [r for r in readings if r.kind is not Kind.TERM]
        sure = [r for r in names if r.score >= SURE]
        self._explained = {name for reading in names for name in self._explained_by(reading)}
        self._corrector.learn(sure, self._explained)
        self._remember(sure)

    def terms(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The terms of a page as the original has them."""
        first = [(r, self._confirm(r) if r.kind is Kind.TERM else r) for r in readings]
        self._remember(done for _, done in first if done and done.kind is Kind.TERM)
        return tuple(r for r in (done or self._term(reading) for reading, done in first) if r)

    def _confirm(self, reading: Reading) -> Reading | None:
        """The reading made sure by its Chinese in the original, None where that does not stand there.

        A name may stand anywhere in the original, a term must stand in the line: elsewhere it faces another word.
        """
        forms = self._authority.chinese_of(reading.referent)
        if forms and reading.text.isupper() and len(reading.text) > 1:
            forms = (*forms, reading.text)  # APEC, 5G: Chinese takes them as they are
        places = [(self._bitext.stretch(reading.start, reading.stop), "the aligned line of the original")]
        if reading.kind is not Kind.TERM:
            places.append((self._bitext.original, "the original"))
        for text, where in places:
            zh = next((form for form in forms if form in text), "")
            if zh:
                return replace(
                    reading,
                    because=f"{reading.because}; {zh} stands in {where}",
                    confidence=Confidence.HIGH,
                    score=max(reading.score, SURE),
                )
        return None

    def _explained_by(self, reading: Reading) -> Iterator[ChineseName]:
        """The names of the facing stretch that a reading accounts for."""
        forms = self._authority.chinese_of(reading.referent)
        for name in self._facing(reading):
            if name.referent == reading.referent or any(name.zh in form or form in name.zh for form in forms):
                yield name

    def _facing(self, reading: Reading) -> list[ChineseName]:
        span = self._bitext.facing(reading.start, reading.stop)
        return self._bitext.names_within(*span) if span else []

    def _correct(self, reading: Reading) -> Reading:
        """A reading that the original does not contain: put right, doubted, or left where nothing faces it."""
        if self._bitext.facing(reading.start, reading.stop) is None:
            return self._doubt(reading) if reading.referent.startswith("zh:") else reading
        if reading.kind is Kind.PERSON and (found := self._persons.correct(reading)):
            return found
        return self._corrector.correct(reading) or self._doubt(reading)

    def _is_nested(self, reading: Reading) -> bool:
        """Whether a listed name is part of a longer one that is sure: "farmers" in "silkworm farmers" 蚕农."""
        return reading.referent.startswith(("concept:", "place:")) and any(
            r.start <= reading.start and reading.stop <= r.stop and len(r.text) > len(reading.text)
            for r in self._sure_from.get(reading.start // REACH, ())
        )

    def _remember(self, sure: Iterable[Reading]) -> None:
        """Keep sure readings by the stretches of text they touch."""
        for reading in sure:
            for part in range(reading.start // REACH, reading.stop // REACH + 1):
                self._sure_from.setdefault(part, []).append(reading)

    def _doubt(self, reading: Reading) -> Reading:
        """The same rendering left open: whatever the English alone suggests, the original does not say it."""
        if reading.is_open:
            return reading
        forms = self._authority.chinese_of(reading.referent)
        because = f"{reading.because}; but the original has no {forms[0] if forms else 'such name'}"
        weighed = tuple(Alternative(form, "English alone", 0.2, False, "it does not stand in the original")
                        for form in forms[:1])  # fmt: skip
        return replace(
            reading, referent=f"open:{' '.join(fold_phrase(reading.text))}", because=f"reading doubtful: {because}",
            confidence=Confidence.LOW, score=DOUBTED, issue=Issue.OK, issue_because="", zh="", english="",
            alternatives=(*reading.alternatives, *weighed),
        )  # fmt: skip

    def _new_places(self, sure: Sequence[Reading]) -> Iterator[Reading]:
        """Places of the original whose exact pinyin stands in the English and that the gate had kept out."""
        page, taken, places = self._page, self._taken(sure), self._bitext.places_by_key
        begins = {key[:size] for key in places for size in range(1, len(key) + 1)}
        for at in range(len(page.tokens)):
            key, found = "", ""
            for stop in range(at + 1, min(at + MOST_TOKENS, len(page.tokens)) + 1):
                key += pinyin_key(page.tokens[stop - 1].text)
                if stop - 1 in taken or key not in begins or not self._may_name(stop - 1, at):
                    break
                if key in places and key not in NOT_PLACES and self._name_facing(at, stop, key):
                    found, end = key, stop
            if found and (name := self._name_facing(at, end, found)):
                because = f"{name.zh} stands in the aligned line of the original and has this pinyin"
                yield self._new(*page.offsets(at, end), Kind.PLACE, name.referent, because)

    def _name_facing(self, at: int, stop: int, key: str) -> ChineseName | None:
        """The place of a match key in the stretch that faces a span of tokens."""
        span = self._bitext.facing(*self._page.offsets(at, stop))
        return next((n for n in self._bitext.places_by_key[key] if span and span[0] <= n.start < span[1]), None)

    def _may_name(self, at: int, first: int) -> bool:
        token = self._page.tokens[at]
        return (
            token.is_word
            and token.is_capitalised
            and (at == first or self._page.gap(at) in (" ", "\N{NO-BREAK SPACE}", "-"))
        )

    def _taken(self, readings: Iterable[Reading]) -> frozenset[int]:
        return frozenset(at for r in readings for at in range(*self._page.span(r.start, r.stop)))

    def _new(self, start: int, stop: int, kind: Kind, referent: str, because: str) -> Reading:
        document = self._page.document
        return Reading(document=document.path, start=start, stop=stop, text=document.text[start:stop], kind=kind,
                       referent=referent, because=because, confidence=Confidence.HIGH, score=SURE)  # fmt: skip

    def _calques(self, judged: Sequence[Reading]) -> Iterator[Reading]:
        """Names of the original that nothing explains, where English words of the line mean or spell their parts."""
        sure = [r for r in judged if not r.is_open and r.confidence is not Confidence.LOW]
        taken = set(self._taken(sure))
        for segment in self._bitext.segments:
            left = [n for n in self._bitext.names_within(segment.original_start, segment.original_stop)
                    if n not in self._explained and n.kind is not Kind.PERSON and self._is_known(n)]  # fmt: skip
            start, stop = self._page.position(segment.start), self._page.position(segment.stop)
            for name in left if len(left) <= MOST_LEFT else ():
                for zh in dict.fromkeys((name.zh, *self._authority.chinese_of(name.referent)[-1:])):
                    if (met := self._leftovers.find_name(zh, start, stop, taken)) is None:
                        continue
                    first, last, cover = met
                    is_spelt = any(is_pinyin(english) and zipf(english) < RARE for english, _ in cover.pieces)
                    if name.kind is not Kind.PLACE and len(zh) < 3 and not is_spelt:
                        continue  # "Silk All" is not 绸都
                    taken.update(range(first, last))
                    because = f"{name.zh} stands in the aligned line of the original, and the words give it: {cover}"
                    made = self._new(*self._page.offsets(first, last), name.kind, name.referent, because)
                    meant = [english for english, _ in cover.pieces if not is_pinyin(english)]
                    if cover.pieces[-1][0] in meant and fold_phrase(meant[-1]) in self._authority.heads:
                        meant.pop()  # "Tang River" is a rendering like any other
                    is_calque = bool(meant) and name.kind in CALQUED
                    said = "a name translated word by word" if is_calque else ""
                    yield replace(made, confidence=Confidence.MEDIUM, score=0.85, issue_because=said,
                                  issue=Issue.CALQUE if is_calque else Issue.OK)  # fmt: skip
                    break

    def _is_known(self, name: ChineseName) -> bool:
        """Whether a name is known well enough to be looked for by its meaning: no bare village, no common word."""
        place = self._authority.gazetteer.find(name.referent.removeprefix("place:"))
        return place is None or (
            self._bitext.is_expected(name, place) and (place.level != "township" or name.zh == place.zh)
        )

    def _term(self, reading: Reading) -> Reading | None:
        """A term that the line of the original does not contain under a listed name, None for part of a longer one."""
        if self._bitext.facing(reading.start, reading.stop) is None:
            return reading
        if self._is_nested(reading):
            return None
        if found := self._corrector.correct_term(reading):
            return found
        forms = self._authority.chinese_of(reading.referent)
        if zh := next((form for form in forms if form in self._bitext.original), ""):
            because = f"{reading.because}; {zh} stands in the original, though not in the aligned line"
            return replace(reading, because=because, confidence=Confidence.MEDIUM)
        return self._doubt(reading)


def _is_tail(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a longer reading has the same Chinese: "Heilongjiang University" inside "… of Chinese Medicine"."""
    return any(
        o.start <= reading.start and reading.stop <= o.stop and len(o.text) > len(reading.text)
        for o in readings
        if o.referent == reading.referent and o.referent.startswith("zh:")
    )
