"""All dossiers of a build, and what they say together: terms, settled readings, uses, mentions.

Comes in: keys of dossiers on a shelf. Goes out: entries and mentions. A dossier is in memory while it is looked at;
what stays grows with the vocabulary of the texts. The order is that of the paths, whoever read the texts and whenever.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from glossary.authority import ENGLISH, Authority
from glossary.chinese_pages import read_chinese_terms
from glossary.chinese_terms import ChineseCounts, score_chinese
from glossary.concordance import iter_mentions
from glossary.counting import Counter
from glossary.dossier import Dossier, Reader, mined_readings, owned
from glossary.encoding import pack_readings
from glossary.entries import EntryMaker, Measures
from glossary.reconcile import read_terms
from glossary.records import Document, Entry, Mention, Reading, ScoredTerm, Segment
from glossary.shelf import Shelf, key_of
from glossary.termhood import Cut, Scores
from glossary.terms import look
from glossary.uses import Uses

Progress = Callable[[str, int, float], None]  # what is done, to how many documents, what share of the work


def silent(what: str, documents: int, share: float) -> None:
    """No progress shown."""


class Gathering:
    """The dossiers of all texts, and what they say together; a dossier is in memory only while it is looked at."""

    def __init__(self, shelf: Shelf, reader: Reader, progress: Progress = silent) -> None:
        self._shelf, self._reader, self._progress = shelf, reader, progress
        self._keys: dict[str, str] = {}  # by path
        self.uses = Uses()
        self._measures: Measures = {}
        self.words = 0

    def add(self, path: str, key: str) -> None:
        """Take the dossier that lies on the shelf under a key."""
        self._keys[path] = key

    def __len__(self) -> int:
        return len(self._keys)

    def forget_others(self) -> None:
        """Let the shelf hold these dossiers and no others."""
        self._shelf.keep_only(self._keys.values())

    def _paths(self, what: str) -> Iterator[tuple[str, str]]:
        """Yield (path, key) of all documents in the order of the paths."""
        for done, path in enumerate(sorted(self._keys), 1):
            yield path, self._keys[path]
            self._progress(what, done, done / len(self._keys))

    def settle(self, authority: Authority, cut: Cut = Cut.DEFAULT) -> None:
        """Decide what is a term in these texts, then what stands where, and gather it."""
        self.words = sum(self._shelf.words(key) for key in self._keys.values())
        counter, chinese = Counter(look), ChineseCounts()
        for path, key in self._paths("counting"):
            dossier = self._shelf.dossier(key, path)
            if dossier.document.lang == ENGLISH:
                counter.add(dossier.document.text, owned(dossier))
            else:
                chinese.add(dossier.phrases)
        self.scores = Scores(counter.counts(), cut, authority.termbase.field_words)
        of_interest = self.scores.of_interest(lambda words: bool(authority.termbase.with_folds(words)))
        scored = score_chinese(chinese)
        self._measures = {term.words: term.measures for term in (*of_interest, *scored)}
        mined = read_terms((term for term in of_interest if not term.rejected), authority)
        mined_chinese = read_chinese_terms((term for term in scored if not term.rejected), authority)
        for path, key in self._paths("settling"):
            dossier = self._shelf.dossier(key, path)
            lang = dossier.document.lang
            self.uses.add(self._settle(key, dossier, mined if lang == ENGLISH else mined_chinese), lang)

    def rejected(self, authority: Authority) -> Iterator[ScoredTerm]:
        """Yield the candidates that are not published, each with the reason; listed terms are none."""
        return (term for term in self.scores if term.rejected and not authority.termbase.with_folds(term.words))

    def _settle(self, key: str, dossier: Dossier, terms: Mapping[tuple[str, ...], Reading]) -> Sequence[Reading]:
        mined = mined_readings(dossier, terms)
        by = key_of(pack_readings(mined).hex())
        if not self._shelf.is_settled(key, by):
            original = self._keys.get(dossier.document.original)
            beside = self._shelf.document(original)[0] if original else None
            self._shelf.settle(key, by, self._reader.settle(dossier, mined, beside))
        return self._shelf.settled(key, dossier.document.path)

    def documents(self) -> Iterator[tuple[Document, int, tuple[Segment, ...]]]:
        """Yield each document with the number of its words and its segments."""
        for path in sorted(self._keys):
            yield self._shelf.document(self._keys[path])

    def mentions(self) -> Iterator[Mention]:
        """Yield what stands where, once all is settled."""
        for path, key in self._paths("writing"):
            yield from iter_mentions(self._shelf.document(key)[0], self._shelf.settled(key, path))

    def entries(self, maker: EntryMaker, asked: Collection[str] = ()) -> tuple[Entry, ...]:
        """The entries that the texts add or change, and those of the names asked for."""
        return maker.make(self.uses, self._measures, asked)
