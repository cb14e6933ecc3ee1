"""The main flow on one page: texts in, glossary.db out.

texts ─► corpus ─► dossiers (names ─► reconcile ─► originals) ─► gathering (terms ─► uses ─► entries)
      (─► judgements) ─► database

What one text gives by itself is its dossier: made once, by as many processes as wanted, and kept on a shelf. What only
the whole corpus can say is gathered after that, and written on the foundation of what is curated. The same texts give
the same bytes, with a full shelf or an empty one.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.corpus import Text, find_files, find_texts
from glossary.database import write_database
from glossary.dossier import Reader
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.foundation import Foundation
from glossary.gathering import Gathering, Progress, silent
from glossary.judgements import decide, names_in, read_judgements
from glossary.pinyin import Readings, read_readings
from glossary.readers import Task, read_here, read_together
from glossary.records import Document, Entry, Skipped
from glossary.shelf import Packed, Shelf, key_of, open_shelf, pack, program, shelf_path
from glossary.tables import GlossaryError, data_dir
from glossary.termhood import Cut


@dataclass(frozen=True)
class Built:
    """What a build did, for the summary."""

    documents: int
    words: int
    skipped: tuple[Skipped, ...]
    entries: tuple[Entry, ...]


class _Intake:
    """Texts on their way to the shelf: those that lie there already, those to be read, those that cannot be read."""

    def __init__(self, shelf: Shelf, knowledge: str, gathering: Gathering, progress: Progress) -> None:
        self._shelf, self._knowledge, self._gathering, self._progress = shelf, knowledge, gathering, progress
        self.skipped: list[Skipped] = []
        self._size = self._taken = 0

    def find(self, files: Sequence[tuple[Path, str]], text_column: str) -> Iterator[Task]:
        """Yield the texts that are to be read, each with the key of its dossier."""
        self._size = sum(file.stat().st_size for file, _ in files if file.is_file())
        for text in find_texts(files, text_column):
            if isinstance(text, Skipped):
                self.skipped.append(text)
                continue
            try:
                key = self._key(text)
            except OSError as error:
                self.skipped.append(Skipped(text.name, error.strerror or "it cannot be read"))
                continue
            if key in self._shelf:
                self._take(key, text)
            else:
                yield key, text

    def _key(self, text: Text) -> str:
        beside = text.original
        named = (text.name, text.sha256(), *((beside.name, beside.sha256()) if beside else ()))
        return key_of(program(), self._knowledge, *named)

    def put(self, key: str, text: Text, packed: Packed | Skipped) -> None:
        """Take what was read of a text."""
        if isinstance(packed, Skipped):
            self.skipped.append(packed)
        else:
            self._shelf.put(key, packed)
            self._take(key, text)

    def _take(self, key: str, text: Text) -> None:
        self._gathering.add(text.name, key)
        self._taken += text.size
        self._progress("reading", len(self._gathering), min(1.0, self._taken / max(self._size, 1)))


@contextlib.contextmanager
def judged(
    documents: Iterable[Document], authority: Authority, spellings: Readings, cut: Cut = Cut.DEFAULT
) -> Iterator[Gathering]:
    """What documents that are at hand give together, for as long as the block lasts; originals are among them."""
    by_path = {document.path: document for document in documents}
    reader = Reader(authority, spellings)
    with Shelf() as shelf:
        gathering = Gathering(shelf, reader)
        for path, document in by_path.items():
            shelf.put(path, pack(reader.read(document, by_path.get(document.original))))
            gathering.add(path, path)
        gathering.settle(authority, cut)
        yield gathering


def _in_order(item: Skipped) -> str:
    """Line 9 before line 10."""
    return re.sub(r"\d+", lambda number: number.group().zfill(12), item.path)


def build(
    paths: Iterable[Path],
    target: Path,
    project: Path | None = None,
    with_texts: bool = True,
    cut: Cut = Cut.DEFAULT,
    progress: Progress = silent,
    text_column: str = "",
    workers: int = 1,
) -> Built:
    """Build the database from texts; GlossaryError where there is nothing to read, and then nothing is written."""
    files = list(find_files(paths))
    authority, decisions, data = read_authority(project=project), read_judgements(project), data_dir()
    spellings = read_readings(data)
    reader = Reader(authority, spellings)
    with open_shelf(shelf_path(target)) as shelf:
        gathering = Gathering(shelf, reader, progress)
        intake = _Intake(shelf, authority.fingerprint, gathering, progress)
        tasks = intake.find(files, text_column)
        for done in read_here(tasks, reader) if workers == 1 else read_together(tasks, workers, project):
            intake.put(*done)
        skipped = tuple(sorted(intake.skipped, key=_in_order))
        if not len(gathering):
            reasons = "".join(f"\n    {item.path}: {item.reason}" for item in skipped)
            remedy = "name texts, web pages or tables, or folders that hold them"
            raise GlossaryError(f"no text to read{reasons}\n    to mend: {remedy}")
        gathering.settle(authority, cut)
        chinese = ChineseForms(spellings, data)
        maker = EntryMaker(authority, chinese)
        decided = decide(gathering.entries(maker, names_in(decisions)), decisions, chinese)
        write_database(
            target,
            ((document, words) for document, words, _ in gathering.documents()),
            decided,
            gathering.mentions(),
            ((document.path, segment) for document, _, segments in gathering.documents() for segment in segments),
            with_texts,
            gathering.rejected(authority),
            Foundation(authority.fingerprint, maker.curated).lay,
        )
        gathering.forget_others()
    return Built(len(gathering), gathering.words, skipped, decided.entries)
