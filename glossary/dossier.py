"""Everything read in one document before the rest of the corpus is asked, and its verdict once that is known.

Comes in: a document, and its Chinese original where there is one. Goes out: a Dossier, which depends on those two, on
what we know and on nothing else, so that it can be made anywhere and kept; then, with the terms that the whole corpus
shows, the readings of the document, names and terms nested and never crossing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from glossary.authority import Authority
from glossary.bitext import Bitext
from glossary.chinese import to_simplified
from glossary.names import Page
from glossary.originals import OriginalJudge
from glossary.pinyin import Readings
from glossary.reconcile import Ground, choose, read_page
from glossary.records import Document, Kind, Reading, Segment
from glossary.terms import Candidate, collect

Folds = tuple[str, ...]
NAMES = frozenset(Kind) - {Kind.TERM}


@dataclass(frozen=True, slots=True)
class Dossier:
    """What one document gives by itself."""

    document: Document
    words: int
    readings: tuple[Reading, ...] = ()
    candidates: tuple[Candidate, ...] = ()  # of terms; whether they are any, the corpus decides
    unconfirmed: tuple[Reading, ...] = ()  # the readings before the original was asked, where there is one
    segments: tuple[Segment, ...] = ()


class Reader:
    """Makes dossiers and settles them; one instance a process, since what it knows is slow to load."""

    def __init__(self, authority: Authority, spellings: Readings) -> None:
        self._authority, self._spellings = authority, spellings

    def read(self, document: Document, original: Document | None = None) -> Dossier:
        """Names and listed terms, and the candidates of terms in what they leave; the original has the last word."""
        page = Page.read(document)
        words = sum(token.is_word for token in page.tokens)
        if document.lang != "en":
            return Dossier(document, words)
        readings = read_page(page, self._authority)
        unconfirmed: tuple[Reading, ...] = ()
        segments: tuple[Segment, ...] = ()
        if original is not None:
            bitext = Bitext.read(page, _simplified(original), self._authority)
            unconfirmed, segments = readings, bitext.segments
            readings = choose(OriginalJudge(bitext, self._spellings).names(readings))
        found = collect([(page, Ground(page, readings).tokens(NAMES))])
        return Dossier(document, words, readings, tuple(found.values()), unconfirmed, segments)

    def settle(
        self, dossier: Dossier, mined: Iterable[Reading], original: Document | None = None
    ) -> tuple[Reading, ...]:
        """The readings of a document together with its mined terms; the original has the last word on those too."""
        readings = choose((*dossier.readings, *mined))
        if original is None:
            return readings
        page, simplified = Page.read(dossier.document), _simplified(original)
        judge = OriginalJudge(Bitext(page, simplified.text, dossier.segments, self._authority), self._spellings)
        judge.names(dossier.unconfirmed)
        return judge.terms(readings)


def mined_readings(dossier: Dossier, terms: Mapping[Folds, Reading]) -> list[Reading]:
    """What the terms of the corpus, by their folded words, are where a document has them."""
    document = dossier.document
    return [
        replace(terms[candidate.words], document=path, start=start, stop=stop, text=document.text[start:stop])
        for candidate in dossier.candidates
        if candidate.words in terms
        for path, start, stop in candidate.occurrences
    ]


def _simplified(original: Document) -> Document:
    return replace(original, text=to_simplified(original.text))
