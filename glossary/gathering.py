"""All dossiers of a build, and what they say together: terms, settled readings, uses, mentions.

Comes in: keys of dossiers on a shelf. Goes out: entries and mentions. A dossier is in memory while it is looked at;
what stays grows with the vocabulary of the texts. The order is that of the paths, whoever read the texts and whenever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from glossary.authority import Authority
from glossary.concordance import iter_mentions
from glossary.dossier import Reader, mined_readings
from glossary.encoding import pack_readings
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.pinyin import Readings
from glossary.reconcile import read_terms
from glossary.records import Document, Entry, Mention, Reading, ScoredTerm, Segment
from glossary.shelf import Shelf, key_of
from glossary.termhood import score_terms
from glossary.terms import merge
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
        self.terms: Sequence[ScoredTerm] = ()
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

    def settle(self, authority: Authority) -> None:
        """Decide what is a term in these texts, then what stands where, and gather it."""
        candidates = merge(self._shelf.candidates(key, path) for path, key in self._paths("weighing terms"))
        self.words = sum(self._shelf.words(key) for key in self._keys.values())
        self.terms = score_terms(candidates, max(self.words, 1))
        mined = read_terms((term for term in self.terms if not term.rejected), authority)
        for path, key in self._paths("settling"):
            self.uses.add(self._settle(path, key, mined))

    def _settle(self, path: str, key: str, terms: Mapping[tuple[str, ...], Reading]) -> Sequence[Reading]:
        dossier = self._shelf.dossier(key, path)
        mined = mined_readings(dossier, terms)
        by = key_of(pack_readings(mined).hex())
        if not self._shelf.is_settled(key, by):
            original = self._keys.get(dossier.document.original)
            beside = self._shelf.document(original)[0] if original else None
            self._shelf.settle(key, by, self._reader.settle(dossier, mined, beside))
        return self._shelf.settled(key, path)

    def documents(self) -> Iterator[tuple[Document, int, tuple[Segment, ...]]]:
        """Yield each document with the number of its words and its segments."""
        for path in sorted(self._keys):
            yield self._shelf.document(self._keys[path])

    def mentions(self) -> Iterator[Mention]:
        """Yield what stands where, once all is settled."""
        for path, key in self._paths("writing"):
            yield from iter_mentions(self._shelf.document(key)[0], self._shelf.settled(key, path))

    def entries(self, authority: Authority, spellings: Readings, data: Path) -> tuple[Entry, ...]:
        """The entries of the glossary: all that is curated, and what the texts add."""
        measures = {term.key: term.measures for term in self.terms}
        return EntryMaker(authority, ChineseForms(spellings, data)).make(self.uses, measures)
