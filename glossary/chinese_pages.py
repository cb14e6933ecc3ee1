"""What a Chinese document names: the listed names and terms, and new terms by their measures.

Comes in: Chinese documents, the authority. Goes out: readings whose text is as the document writes it, traditional or
simplified. Precision first: a name must begin and end where a word does, a division be named in full or near those
above it; characters of one name are an everyday word elsewhere (和平 "peace", a district of Tianjin).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from glossary.authority import Authority, ChineseName
from glossary.authority.gazetteer import LEVELS
from glossary.chinese import to_simplified
from glossary.chinese_terms import ChinesePhrases, Word, collect_chinese, iter_words
from glossary.english import chinese_zipf
from glossary.records import Confidence, Document, Kind, Place, Reading, ScoredTerm

LISTED, MINED = 0.9, 0.5
_NAMES = frozenset(("", "nz", "ns", "nt", "nr", "nrt", "nrfg", "j"))  # classes of words that are names, or unknown
_SHORT = 2  # characters of a name that may be an everyday word
EVERYDAY = 3.5  # zipf of a county's or town's characters that are more often a word: 联盟 "alliance"
LONGEST_GLOSS = 4  # words; a longer gloss explains, it does not translate


class ChinesePage:
    """One Chinese document, its simplified text and what is listed of it."""

    def __init__(self, document: Document, authority: Authority) -> None:
        self.document, self._authority = document, authority
        self.text = to_simplified(document.text)

    @cached_property
    def runs(self) -> tuple[list[Word], ...]:
        """The words of each unbroken run of characters."""
        return tuple(iter_words(self.text, self._authority.chinese_names.segmenter))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The listed names and terms of the document, in its order."""
        names = [*self._names()]
        taken = {at for name in names for at in range(name.start, name.stop)}
        terms = (self._term(word) for run in self.runs for word in run if word.start not in taken)
        found = [*(self._reading(n.start, n.stop, n.kind, n.referent, n.zh) for n in names), *(t for t in terms if t)]
        return tuple(sorted(found, key=lambda reading: reading.start))

    def phrases(self) -> ChinesePhrases:
        """The noun phrases in what names and listed terms leave."""
        owned = frozenset(at for reading in self.readings for at in range(reading.start, reading.stop))
        return collect_chinese(self.runs, owned)

    @cached_property
    def _listed(self) -> tuple[ChineseName, ...]:
        return tuple(self._authority.chinese_names.find(self.text))

    @cached_property
    def _referents(self) -> frozenset[str]:
        return frozenset(name.referent for name in self._listed)

    def _names(self) -> Iterator[ChineseName]:
        starts = {word.start for run in self.runs for word in run}
        stops = {word.stop for run in self.runs for word in run}
        for name in self._listed:
            if name.start in starts and name.stop in stops and self._is_meant(name):
                yield name

    def _is_meant(self, name: ChineseName) -> bool:
        """Whether the characters of a listed name are likely to name it here."""
        flag = self._authority.chinese_names.segmenter.flag(name.zh)
        place = self._authority.gazetteer.find(name.referent.removeprefix("place:"))
        if place is None:
            return len(name.zh) > _SHORT or flag in _NAMES
        if name.zh == place.zh and len(name.zh) > _SHORT and place.level != LEVELS[-1]:
            return True
        if flag not in _NAMES:
            return False
        if place.level in LEVELS[:2]:
            others = [p for p in self._authority.gazetteer.with_zh(name.zh) if p.code != place.code]
            return self._is_above_named(place) or not any(map(self._is_above_named, others))
        if place.zh in self.text:
            return True
        if chinese_zipf(name.zh) >= EVERYDAY:
            return False
        same = [p for p in self._authority.gazetteer.with_zh(name.zh) if p.level != LEVELS[-1]]
        return self._is_above_named(place) or (same == [place] and name.zh == place.stem)

    def _is_above_named(self, place: Place) -> bool:
        """Whether the text names one of the two divisions above a place, of a town the one."""
        above = list(self._authority.gazetteer.ancestors(place))
        return any(f"place:{a.code}" in self._referents for a in above[: 1 if place.level == LEVELS[-1] else 2])

    def _term(self, word: Word) -> Reading | None:
        """A listed term that is one word of the text."""
        listed = [d for d in self._authority.termbase.with_zh(word.text) if d.kind is Kind.TERM]
        if not listed or len(word.text) < _SHORT:
            return None
        return self._reading(word.start, word.stop, Kind.TERM, f"concept:{listed[0].concept}", word.text)

    def _reading(self, start: int, stop: int, kind: Kind, referent: str, zh: str) -> Reading:
        return Reading(
            self.document.path, start, stop, self.document.text[start:stop], kind, referent,
            because=f"{zh} is listed and stands in the Chinese text", confidence=Confidence.HIGH, score=LISTED,
        )  # fmt: skip


def read_chinese_terms(terms: Iterable[ScoredTerm], authority: Authority) -> dict[tuple[str, ...], Reading]:
    """What mined Chinese terms are taken for; their English is CC-CEDICT's first gloss, if it lists the word.

    The readings stand nowhere yet: a document gives the place.
    """
    found = {}
    for term in terms:
        senses = authority.glosses.senses(term.text)
        english = senses[0].removeprefix("to ") if senses and len(senses[0].split()) <= LONGEST_GLOSS else ""
        uses = next(int(measure.value) for measure in term.measures if measure.name == "frequency")
        because = f"a term of the Chinese texts by its measures: {uses} times"
        if english:
            because = f"{because}; CC-CEDICT glosses it {english!r}"
        found[term.words] = Reading(
            "", 0, 0, "", Kind.TERM, f"zh:{term.text}", because,
            confidence=Confidence.LOW, score=MINED, english=english,
        )  # fmt: skip
    return found
