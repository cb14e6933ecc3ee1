"""The main flow on one page: texts in, glossary.db out.

texts ─► corpus ─► names ─► reconcile (─► originals) ─► terms ─► entries (─► judgements) ─► database
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.bitext import Bitext
from glossary.chinese import to_simplified
from glossary.chinese_pages import ChinesePage, read_chinese_terms
from glossary.chinese_terms import collect_chinese, score_chinese
from glossary.corpus import read_documents
from glossary.counting import Counter, Counts, Stretch, iter_places
from glossary.database import write_database
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.judgements import decide, read_judgements
from glossary.names import Page
from glossary.originals import OriginalJudge
from glossary.pinyin import Readings, read_readings
from glossary.reconcile import Ground, choose, read_page, read_terms
from glossary.records import Document, Entry, Issue, Kind, Reading, ScoredTerm, Segment, Skipped
from glossary.tables import GlossaryError, data_dir
from glossary.termhood import Cut, Scores
from glossary.terms import look

NAMES = frozenset(Kind) - {Kind.TERM}
Progress = Callable[[str, int, int], None]  # what is done, how many of how many


@dataclass(frozen=True)
class Judged:
    """What was read and found, before entries are made of it."""

    pages: tuple[Page, ...]
    readings: tuple[Reading, ...]
    terms: tuple[ScoredTerm, ...]
    scores: Scores  # of all candidates, the rejected ones too
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
    documents: Iterable[Document],
    authority: Authority,
    spellings: Readings,
    progress: Progress = _silent,
    cut: Cut = Cut.DEFAULT,
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
    scores = Scores(count(grounds), cut)
    terms = locate(scores.of_interest(lambda words: bool(authority.termbase.with_folds(words))), grounds)
    texts = {page.document.path: page.document.text for page in english}
    mined = read_terms([term for term in terms if not term.rejected], authority, texts)
    segments = {path: judge.bitext.segments for path, judge in beside.items()}
    chinese, chinese_terms = _read_chinese((p.document for p in pages.values() if p.document.lang != "en"), authority)
    readings = (*_settle(grounds, mined, beside), *chinese)
    return Judged(tuple(pages.values()), readings, (*terms, *chinese_terms), scores, segments)


def _read_chinese(
    documents: Iterable[Document], authority: Authority
) -> tuple[tuple[Reading, ...], tuple[ScoredTerm, ...]]:
    """The readings of Chinese documents, alone or beside an English text, and the terms mined in them."""
    pages = [ChinesePage(document, authority) for document in documents]
    if not pages:
        return (), ()
    found = collect_chinese((p.document.path, p.runs, p.owned) for p in pages)
    terms = tuple(score_chinese(*found))
    mined = read_chinese_terms([term for term in terms if not term.rejected], pages, authority)
    return (*(reading for page in pages for reading in page.readings), *mined), terms


def _owned(ground: Ground) -> list[Stretch]:
    """Where no term is mined: names, words run together, site furniture."""
    taken = (r for r in ground.readings if r.kind in NAMES or r.issue is Issue.GARBLED)
    return [*ground.page.document.furniture, *((r.start, r.stop) for r in taken)]


def count(grounds: Iterable[Ground]) -> Counts:
    """Count the words and term candidates of what the names leave."""
    counter = Counter(look)
    for ground in grounds:
        counter.add(ground.page.document.text, _owned(ground))
    return counter.counts()


def locate(terms: Iterable[ScoredTerm], grounds: Iterable[Ground]) -> tuple[ScoredTerm, ...]:
    """The terms with their occurrences: a second reading, since only few of the places counted are needed."""
    found: dict[tuple[str, ...], list[tuple[str, int, int]]] = {term.words: [] for term in terms}
    for ground in grounds:
        document = ground.page.document
        for words, start, stop in iter_places(document.text, _owned(ground), look, found):
            found[words].append((document.path, start, stop))
    return tuple(replace(term, occurrences=tuple(found[term.words])) for term in terms)


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
    cut: Cut = Cut.DEFAULT,
    progress: Progress = _silent,
) -> Built:
    """Build the database from texts; GlossaryError where there is nothing to read, and then nothing is written."""
    found = list(read_documents(paths))
    documents = tuple(item for item in found if isinstance(item, Document))
    skipped = tuple(item for item in found if isinstance(item, Skipped))
    if not documents:
        reasons = "".join(f"\n    {item.path}: {item.reason}" for item in skipped)
        raise GlossaryError(f"no text to read{reasons}\n    to mend: name .txt or .md files, or folders that hold them")
    authority, decisions = read_authority(project=project), read_judgements(project)
    data = data_dir()
    spellings = read_readings(data)
    judged = judge(documents, authority, spellings, progress, cut)
    entries = make_entries(judged, authority, spellings, data)
    decided = decide(entries, decisions, ChineseForms(spellings, data))
    progress("writing", 0, 1)
    rejected = (term for term in judged.scores if term.rejected and not authority.termbase.with_folds(term.words))
    write_database(target, judged.pages, decided, judged.segments, with_texts, rejected)
    return Built(documents, skipped, decided.entries)
