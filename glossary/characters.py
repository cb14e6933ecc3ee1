"""The characters of persons, where their pinyin stands in the English and they themselves in the original.

Comes in: a bitext, our pinyin readings. Goes out: readings of persons with their Chinese. A surname of the table with
one or two characters behind it whose whole pinyin is the English name was the right person 1,495 times of 1,496
(shared/reference/names.md); from English alone six characters of 56 were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from glossary.alignment import syllable
from glossary.bitext import Bitext
from glossary.distance import distance
from glossary.pinyin import Readings, person_pinyin
from glossary.records import Alternative, Confidence, Issue, Kind, Reading
from glossary.romanization import is_pinyin, pinyin_key, plain

SURE = 0.98
NEAR = 1.3  # steps between a misspelt person and the one who stands in the line
NEAR_SHARE = 0.3  # of the longer key
_HAN = re.compile("[\u3400-\u9fff]+")
_DOTTED = re.compile("[\u3400-\u9fff]{1,8}(?:[·•・‧][\u3400-\u9fff]{1,8})+")
_SPACES = (" ", "\N{NO-BREAK SPACE}", "-")
_NEVER_GIVEN = frozenset("的了是在说和与及为他她我你们这那")


class PersonFinder:
    """The persons of one bitext."""

    def __init__(self, bitext: Bitext, readings: Readings) -> None:
        self._bitext, self._page, self._readings = bitext, bitext.page, readings
        self._surnames = bitext.authority.surnames
        self._keys: dict[str, str] = {}

    def _key(self, zh: str) -> str:
        """The match key of a name in characters, by the orthography of persons."""
        if zh not in self._keys:
            self._keys[zh] = pinyin_key(person_pinyin(zh, self._readings))
        return self._keys[zh]

    @cached_property
    def _starts(self) -> dict[str, tuple[int, ...]]:
        """Where each surname stands in the original."""
        found: dict[str, list[int]] = {}
        known = {zh for names in self._surnames.values() for zh in names}
        text = self._bitext.original
        for at in range(len(text)):
            for size in (1, 2):
                if (zh := text[at : at + size]) in known and len(zh) == size:
                    found.setdefault(zh, []).append(at)
        return {zh: tuple(places) for zh, places in found.items()}

    def _candidates(self, key: str, start: int, stop: int) -> Iterator[str]:
        """Yield a name for each place in a stretch of the original where a surname that begins a key stands."""
        text = self._bitext.original
        for size in range(1, min(len(key), 12)):
            for surname in self._surnames.get(key[:size], ()):
                for at in self._starts.get(surname, ()):
                    for length in (1, 2):
                        zh = text[at : at + len(surname) + length]
                        if start <= at < stop and _HAN.fullmatch(zh) and not _NEVER_GIVEN & set(zh[len(surname) :]):
                            yield zh

    def _spelt(self, key: str, start: int, stop: int) -> Counter[str]:
        """The names in a stretch of the original that a key spells, with their counts."""
        found: Counter[str] = Counter()
        for zh in self._candidates(key, start, stop):
            surname = next((s for s in (zh[:2], zh[:1]) if s in self._readings.surnames), zh[:1])
            loose = "".join(syllable(ch) for ch in zh[len(surname) :])
            if self._key(zh) == key or (key.endswith(loose) and key[: -len(loose)] in self._surnames
                                        and surname in self._surnames[key[: -len(loose)]]):  # fmt: skip
                found[zh] += 1
        for name in _DOTTED.finditer(self._bitext.original, start, stop):
            if pinyin_key(person_pinyin(name.group(), self._readings)) == key:
                found[name.group()] += 1
        return found

    def _read(self, key: str, start: int, stop: int) -> tuple[Counter[str], str]:
        """The names that a key spells in the aligned line, else anywhere in the original, and where."""
        facing = self._bitext.facing(start, stop)
        if facing and (found := self._spelt(key, *facing)):
            return found, "in the aligned line of the original"
        return self._spelt(key, 0, len(self._bitext.original)), "in the original"

    def correct(self, reading: Reading) -> Reading | None:
        """A person of the English with characters, or with those of the one it misspells."""
        key = pinyin_key(reading.text)
        if reading.is_open and reading.referent.startswith("open:"):
            key = pinyin_key(reading.referent.removeprefix("open:")) or key
        names, where = self._read(key, reading.start, reading.stop)
        if len(names) == 1:
            return self._named(reading, next(iter(names)), where)
        if names:
            weighed = tuple(Alternative(zh, "original", 0.5, False, f"it stands {where}") for zh in sorted(names))
            return replace(reading, alternatives=weighed, because=f"several names of this pinyin stand {where}")
        return self._near(reading, key)

    def _named(self, reading: Reading, zh: str, where: str) -> Reading:
        spelt = plain(person_pinyin(zh, self._readings))
        listed = self._bitext.authority.termbase.with_zh(zh)
        kind = listed[0].kind if listed and Kind.PERSON not in [d.kind for d in listed] else Kind.PERSON
        concept = next((d.concept for d in listed if d.kind is kind), "")
        return replace(
            reading, kind=kind, referent=self._bitext.authority.referent(concept) if concept else f"zh:{zh}",
            confidence=Confidence.HIGH,
            because=f"{zh} stands {where} and is read {spelt}", english="" if concept else spelt, score=SURE, zh="",
            issue=Issue.OK, issue_because="",
        )  # fmt: skip

    def _near(self, reading: Reading, key: str) -> Reading | None:
        """The one person of the line whose name is a few slips from the English, surname alike."""
        facing = self._bitext.facing(reading.start, reading.stop)
        if facing is None or not reading.is_open:
            return None
        ranked = sorted(
            {(distance(key, self._key(zh)), zh) for zh in set(self._candidates(key, *facing)) if len(zh) > 2}
        )
        limit = min(NEAR, NEAR_SHARE * len(key))
        if not ranked or ranked[0][0] > limit or (len(ranked) > 1 and ranked[1][0] <= limit):
            return None
        cost, zh = ranked[0]
        spelt = plain(person_pinyin(zh, self._readings))
        because = f"{zh} {spelt} stands in the aligned line of the original, {cost:.1f} steps from this spelling"
        found = self._named(reading, zh, "in the aligned line of the original")
        return replace(found, because=because, confidence=Confidence.MEDIUM, score=0.85, issue=Issue.MISSPELT,
                       issue_because=f"the original has {zh}, that is {spelt}")  # fmt: skip

    def find(self, sure: Sequence[Reading]) -> Iterator[Reading]:
        """Yield the persons of the aligned lines whose exact pinyin the English has; `sure` owns what it covers."""
        taken = set(self._taken(sure))
        at, tokens = 0, self._page.tokens
        while at < len(tokens):
            stop = at + 1
            for end, key in self._spans(at):
                if any(i in taken for i in range(at, end)):
                    continue
                start, last = self._page.offsets(at, end)
                facing = self._bitext.facing(start, last)
                names = self._spelt(key, *facing) if facing else Counter[str]()
                if len(names) == 1:
                    reading = Reading(
                        self._page.document.path, start, last, self._page.text(at, end), Kind.PERSON, "", ""
                    )
                    yield self._named(reading, next(iter(names)), "in the aligned line of the original")
                    stop = end
                    break
            at = stop

    def _spans(self, at: int) -> Iterator[tuple[int, str]]:
        """Yield (end, key) of runs of two to four tokens that may be a name, surname first or given name first."""
        page, stop = self._page, at
        while stop < len(page.tokens) and stop - at < 4 and (
            page.tokens[stop].is_word and (page.tokens[stop].is_capitalised or page.gap(stop) == "-")
            and (stop == at or page.gap(stop) in _SPACES) and is_pinyin(page.tokens[stop].text)
        ):  # fmt: skip
            stop += 1
        keys = [pinyin_key(token.text) for token in page.tokens[at:stop]]
        for size in range(len(keys), 1, -1):
            if keys[0] in self._surnames or "".join(keys[:2]) in self._surnames:
                yield at + size, "".join(keys[:size])
            if keys[size - 1] in self._surnames:
                yield at + size, keys[size - 1] + "".join(keys[: size - 1])

    def _taken(self, readings: Iterable[Reading]) -> Iterator[int]:
        for reading in readings:
            if reading.kind is not Kind.TERM:
                yield from range(self._page.position(reading.start), self._page.position(reading.stop))
