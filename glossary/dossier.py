"""Everything read in one document before the rest of the corpus is asked, and its verdict once that is known.

Comes in: a document, and its Chinese original where there is one. Goes out: a Dossier, which depends on those two, on
what we know and on nothing else, so that it can be made anywhere and kept; then, with the terms that the whole corpus
shows, the readings of the document, names and terms nested and never crossing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from glossary.authority import ENGLISH, Authority
from glossary.bitext import Bitext
from glossary.chinese import to_simplified
from glossary.chinese_pages import ChinesePage
from glossary.chinese_terms import NO_PHRASES, ChinesePhrases
from glossary.counting import Stretch, iter_places
from glossary.names import Page
from glossary.originals import OriginalJudge
from glossary.pinyin import Readings
from glossary.reconcile import NAMES, choose, read_page
from glossary.records import Document, Issue, Reading, Segment
from glossary.terms import look

Folds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one document gives by itself."""

    document: Document
    words: int
    readings: tuple[Reading, ...] = ()
    segments: tuple[Segment, ...] = ()
    phrases: ChinesePhrases = NO_PHRASES  # of a Chinese document; whether they are terms, the corpus decides


class Reader:
    """Makes dossiers and settles them; one instance a process, since what it knows is slow to load."""

    def __init__(self, authority: Authority, spellings: Readings) -> None:
        self._authority, self._spellings = authority, spellings

    def read(self, document: Document, original: Document | None = None) -> Dossier:
        """Names and listed terms, of a Chinese document its phrases too; the original has the last word."""
        page = Page.read(document)
        words = sum(token.is_word for token in page.tokens)
        if document.lang != ENGLISH:
            chinese = ChinesePage(document, self._authority)
            return Dossier(document, words, chinese.readings, phrases=chinese.phrases())
        readings = read_page(page, self._authority)
        segments: tuple[Segment, ...] = ()
        if original is not None:
            bitext = Bitext.read(page, _simplified(original), self._authority)
            segments = bitext.segments
            readings = choose(OriginalJudge(bitext, self._spellings).names(readings))
        return Dossier(document, words, readings, segments)

    def settle(
        self, dossier: Dossier, mined: Iterable[Reading], original: Document | None = None
    ) -> tuple[Reading, ...]:
        """The readings of a document together with its mined terms; the original has the last word on those too.

        What only Chinese is known of, and that is a headword of the tables, is that entry: no two share an id.
        """
        return tuple(map(self._as_listed, self._settled(dossier, mined, original)))

    def _as_listed(self, reading: Reading) -> Reading:
        referent = self._authority.listed_as(reading.referent, reading.kind)
        return reading if referent == reading.referent else replace(reading, referent=referent)

    def _settled(self, dossier: Dossier, mined: Iterable[Reading], original: Document | None) -> tuple[Reading, ...]:
        if dossier.document.lang != ENGLISH:
            return tuple(sorted((*dossier.readings, *mined), key=lambda r: (r.start, -r.stop)))
        readings = choose((*dossier.readings, *mined))
        if original is None:
            return readings
        page, simplified = Page.read(dossier.document), _simplified(original)
        judge = OriginalJudge(Bitext(page, simplified.text, dossier.segments, self._authority), self._spellings)
        judge.recall(readings)
        return judge.terms(readings)


def owned(dossier: Dossier) -> list[Stretch]:
    """Where no term is mined: names, words run together, site furniture."""
    taken = (r for r in dossier.readings if r.kind in NAMES or r.issue is Issue.GARBLED)
    return [*dossier.document.furniture, *((r.start, r.stop) for r in taken)]


def mined_readings(dossier: Dossier, terms: Mapping[Folds, Reading]) -> list[Reading]:
    """What the terms of the corpus, by their folded words, are where a document has them whole: no "owned enterprise".

    A term behind a hyphen is the rest of a longer one: "state -owned enterprise", with the space that machines put in.
    """
    document = dossier.document
    return [
        replace(terms[words], document=document.path, start=start, stop=stop, text=document.text[start:stop])
        for words, start, stop in _places(dossier, terms)
        if document.text[start - 1 : start] != "-"
    ]


def _places(dossier: Dossier, terms: Mapping[Folds, Reading]) -> Iterable[tuple[Folds, int, int]]:
    """(words, start, stop) wherever a document has one of these terms."""
    if not terms:
        return ()
    if dossier.document.lang == ENGLISH:
        return iter_places(dossier.document.text, owned(dossier), look, terms)
    found = ((phrase.places, (phrase.zh,)) for phrase in dossier.phrases.phrases)
    return ((words, *place) for places, words in found if words in terms for place in places)


def _simplified(original: Document) -> Document:
    return replace(original, text=to_simplified(original.text))
