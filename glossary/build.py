"""The main flow on one page: texts in, glossary.db out.

texts ─► corpus ─► names, terms ─► reconcile ─► entries ─► database
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.corpus import read_documents
from glossary.database import write_database
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.names import Page
from glossary.pinyin import read_readings
from glossary.reconcile import Ground, choose, read_page, read_terms
from glossary.records import Document, Entry, Kind, Reading, ScoredTerm, Skipped
from glossary.tables import GlossaryError, data_dir
from glossary.termhood import score_terms
from glossary.terms import collect

NAMES = frozenset(Kind) - {Kind.TERM}
Progress = Callable[[str, int, int], None]  # what is done, how many of how many


@dataclass(frozen=True)
class Judged:
    """What was read and found, before entries are made of it."""

    pages: tuple[Page, ...]
    readings: tuple[Reading, ...]
    terms: tuple[ScoredTerm, ...]


@dataclass(frozen=True)
class Built:
    """What a build did, for the summary."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    entries: tuple[Entry, ...]


def _silent(what: str, done: int, total: int) -> None:
    """No progress shown."""


def judge(documents: Iterable[Document], authority: Authority, progress: Progress = _silent) -> Judged:
    """Read every document: names first, then the terms in what the names leave."""
    pages = tuple(Page.read(document) for document in documents)
    english = [page for page in pages if page.document.lang == "en"]
    grounds = []
    for done, page in enumerate(english, 1):
        grounds.append(Ground(page, read_page(page, authority)))
        progress("reading", done, len(english))
    words = sum(token.is_word for page in english for token in page.tokens)
    terms = score_terms(collect((g.page, g.tokens(NAMES)) for g in grounds), max(words, 1))
    texts = {page.document.path: page.document.text for page in english}
    mined = read_terms([term for term in terms if not term.rejected], authority, texts)
    return Judged(pages, tuple(_settle(grounds, mined)), tuple(terms))


def _settle(grounds: Iterable[Ground], mined: dict[str, list[Reading]]) -> Iterator[Reading]:
    """Names and terms of each page together, nested but never crossing."""
    for ground in grounds:
        yield from choose((*ground.readings, *mined.get(ground.page.document.path, ())))


def make_entries(judged: Judged, authority: Authority, data: Path | None = None) -> tuple[Entry, ...]:
    """The entries of the glossary: all that is curated, and what the texts add."""
    folder = data or data_dir()
    chinese = ChineseForms(authority, read_readings(folder), folder)
    return EntryMaker(authority, chinese, judged.pages).make(judged.readings, judged.terms)


def build(
    paths: Iterable[Path],
    target: Path,
    project: Path | None = None,
    with_texts: bool = True,
    progress: Progress = _silent,
) -> Built:
    """Build the database from texts; GlossaryError where there is nothing to read, and then nothing is written."""
    found = list(read_documents(paths))
    documents = tuple(item for item in found if isinstance(item, Document))
    skipped = tuple(item for item in found if isinstance(item, Skipped))
    if not documents:
        reasons = "".join(f"\n    {item.path}: {item.reason}" for item in skipped)
        raise GlossaryError(f"no text to read{reasons}\n    to mend: name .txt or .md files, or folders that hold them")
    authority = read_authority(project=project)
    entries = make_entries(judge(documents, authority, progress), authority)
    progress("writing", 0, 1)
    write_database(target, [Page.read(document) for document in documents], entries, with_texts)
    return Built(documents, skipped, entries)
