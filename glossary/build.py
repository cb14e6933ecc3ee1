"""The main flow on one page: texts in, glossary.db out.

texts ─► corpus ─► names ─► reconcile (─► originals) ─► terms ─► entries ─► database
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.bitext import Bitext
from glossary.chinese import to_simplified
from glossary.corpus import read_documents
from glossary.database import write_database
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.names import Page
from glossary.originals import OriginalJudge
from glossary.pinyin import Readings, read_readings
from glossary.reconcile import Ground, choose, read_page, read_terms
from glossary.records import Document, Entry, Kind, Reading, ScoredTerm, Segment, Skipped
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
    segments: Mapping[str, tuple[Segment, ...]]  # by document, where it has a Chinese original


@dataclass(frozen=True)
class Built:
    """What a build did, for the summary."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    entries: tuple[Entry, ...]


def _silent(what: str, done: int, total: int) -> None:
    """No progress shown."""


def judge(
    documents: Iterable[Document], authority: Authority, spellings: Readings, progress: Progress = _silent
) -> Judged:
    """Read every document: names, then the terms in what they leave; a Chinese original has the last word."""
    pages = {page.document.path: page for page in map(Page.read, documents)}
    english = [page for page in pages.values() if page.document.lang == "en"]
    grounds, beside = [], {}
    for done, page in enumerate(english, 1):
        readings = read_page(page, authority)
        if original := pages.get(page.document.original):
            simplified = replace(original.document, text=to_simplified(original.document.text))
            judge = OriginalJudge(Bitext.read(page, simplified, authority), spellings)
            beside[page.document.path] = judge
            readings = choose(judge.names(readings))
        grounds.append(Ground(page, readings))
        progress("reading", done, len(english))
    words = sum(token.is_word for page in english for token in page.tokens)
    terms = score_terms(collect((g.page, g.tokens(NAMES)) for g in grounds), max(words, 1))
    texts = {page.document.path: page.document.text for page in english}
    mined = read_terms([term for term in terms if not term.rejected], authority, texts)
    segments = {path: judge.bitext.segments for path, judge in beside.items()}
    return Judged(tuple(pages.values()), tuple(_settle(grounds, mined, beside)), tuple(terms), segments)


def _settle(
    grounds: Iterable[Ground], mined: Mapping[str, list[Reading]], beside: Mapping[str, OriginalJudge]
) -> Iterator[Reading]:
    """Names and terms of each page together, nested but never crossing."""
    for ground in grounds:
        path = ground.page.document.path
        readings = choose((*ground.readings, *mined.get(path, ())))
        yield from beside[path].terms(readings) if path in beside else readings


def make_entries(judged: Judged, authority: Authority, spellings: Readings, data: Path) -> tuple[Entry, ...]:
    """The entries of the glossary: all that is curated, and what the texts add."""
    return EntryMaker(authority, ChineseForms(spellings, data), judged.pages).make(judged.readings, judged.terms)


def build(
    paths: Iterable[Path],
    target: Path,
    project: Path | None = None,
    with_texts: bool = True,
    progress: Progress = _silent,
    text_column: str = "",
) -> Built:
    """Build the database from texts; GlossaryError where there is nothing to read, and then nothing is written."""
    found = list(read_documents(paths, text_column))
    documents = tuple(item for item in found if isinstance(item, Document))
    skipped = tuple(item for item in found if isinstance(item, Skipped))
    if not documents:
        reasons = "".join(f"\n    {item.path}: {item.reason}" for item in skipped)
        raise GlossaryError(
            f"no text to read{reasons}\n    to mend: name texts, web pages or tables, or folders that hold them"
        )
    authority = read_authority(project=project)
    data = data_dir()
    spellings = read_readings(data)
    judged = judge(documents, authority, spellings, progress)
    entries = make_entries(judged, authority, spellings, data)
    progress("writing", 0, 1)
    write_database(target, judged.pages, entries, judged.segments, with_texts)
    return Built(documents, skipped, entries)
