"""How good the glossary is, against an annotation: found, right Chinese, precision, flags, per kind.

Comes in: an annotated table (doc, surface, kind, zh, issue, certainty) and a glossary.db that holds the documents.
Goes out: counts per kind, misses and false finds. Blind: curated rows whose English stands in the evaluated documents
are left out and the documents read again; that is the honest figure for texts nobody has seen.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from glossary.authority import read_authority
from glossary.authority.gazetteer import stem_of
from glossary.build import judged
from glossary.corpus import Draft
from glossary.english import fold_phrase
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.pinyin import read_readings
from glossary.records import Document, Entry, Issue, Kind, Mention
from glossary.tables import data_dir, read_rows

COLUMNS = ("doc", "surface", "kind", "zh", "issue", "certainty")
NAMES = tuple(kind for kind in Kind if kind is not Kind.TERM)
_PUNCTUATION = re.compile(r"[\W_]")
_SUFFIX = re.compile(r"(?:省|市|区|县|镇|乡|街道)$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated rendering of one document."""

    doc: str
    surface: str
    kind: Kind
    zh: tuple[str, ...]
    issue: Issue
    certainty: str


@dataclass(frozen=True, slots=True)
class Given:
    """One rendering the glossary found in a document: its Chinese designations and its issue."""

    doc: str
    text: str
    zh: frozenset[str]
    issue: Issue
    start: int
    stop: int


@dataclass
class Tally:
    """Counts of one kind."""

    rows: int = 0
    found: int = 0
    with_zh: int = 0
    right: int = 0
    given: int = 0
    given_right: int = 0


@dataclass
class Report:
    """What an evaluation found; `tallies` by kind, "names" and "all"."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    flags: Counter[tuple[bool, bool]] = field(default_factory=Counter)  # (flagged, wrong in gold)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)  # (gold, ours)
    missed: list[Gold] = field(default_factory=list)
    wrong: list[tuple[Given, Gold]] = field(default_factory=list)
    outside: list[Given] = field(default_factory=list)


def normal_surface(text: str) -> str:
    """The key at which a surface and a mention meet: case, a leading "the" and a final 's apart.

    >>> normal_surface("The  Hechi's"), normal_surface("Belt and Road")
    ('hechi', 'belt and road')
    """
    return _ARTICLE.sub("", _POSSESSIVE.sub("", " ".join(text.split()))).casefold()


def normal_zh(zh: str) -> str:
    """The key at which Chinese forms meet: punctuation and administrative suffixes apart.

    >>> normal_zh("“三品”战略"), normal_zh("柯桥区"), normal_zh("浙江省现代纺织中心") == normal_zh("浙江现代纺织中心")
    ('三品战略', '柯桥', True)
    """
    bare = _PUNCTUATION.sub("", zh)
    stem = stem_of(bare, "province" if bare.endswith("自治区") else "county") if bare else ""
    return re.sub(r"(?<=[\u4e00-\u9fff]{2})[省市]", "", _SUFFIX.sub("", stem) or stem)


def read_gold(path: Path) -> list[Gold]:
    """The rows of an annotation; DataError where one breaks the rules."""
    from glossary.tables import parse_word

    return [
        Gold(
            doc=row["doc"],
            surface=row["surface"],
            kind=parse_word(Kind, row["kind"], where),
            zh=tuple(normal_zh(zh) for zh in row["zh"].split("|") if zh),
            issue=parse_word(Issue, row["issue"], where),
            certainty=row["certainty"],
        )
        for where, row in read_rows(path, COLUMNS)
    ]


def read_given(db: sqlite3.Connection, docs: Iterable[str]) -> list[Given]:
    """The renderings a database has for these documents, by file name."""
    chinese: defaultdict[int, set[str]] = defaultdict(set)
    for concept, text in db.execute("SELECT concept_id, text FROM designations WHERE lang LIKE 'zh-Han%'"):
        chinese[concept].add(normal_zh(text))
    wanted = set(docs)
    sql = """SELECT o.path, m.node, d.concept_id, d.issue, m.start, m.stop FROM mentions m
             JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id"""
    return [
        Given(Path(path).name, node, frozenset(chinese[concept]), Issue(issue or Issue.OK), start, stop)
        for path, node, concept, issue, start, stop in db.execute(sql)
        if Path(path).name in wanted
    ]


def given_by(entries: Iterable[Entry], mentions: Iterable[Mention]) -> list[Given]:
    """The renderings of entries that were just made."""
    shown: dict[str, tuple[frozenset[str], Issue]] = {}
    for entry in entries:
        zh = frozenset(normal_zh(r.text) for r in entry.renderings if r.lang in ("zh-Hans", "zh-Hant"))
        shown |= {key: (zh, r.issue or Issue.OK) for r in entry.renderings for key in r.keys}
    return [Given(Path(m.document).name, m.node, *shown[m.rendering], m.start, m.stop) for m in mentions]


def score(gold: Sequence[Gold], given: Sequence[Given], texts: dict[str, str]) -> Report:
    """Compare; the definitions are those of the annotation's own README."""
    report = Report()
    by_surface: defaultdict[tuple[str, str], list[Given]] = defaultdict(list)
    for item in given:
        by_surface[item.doc, normal_surface(item.text)].append(item)
    annotated: dict[tuple[str, str], Gold] = {}
    for row in gold:
        annotated[row.doc, normal_surface(row.surface)] = row
        _score_row(report, row, by_surface.get((row.doc, normal_surface(row.surface)), []))
    spans = _spans(gold, texts)
    seen: set[tuple[str, str]] = set()
    for item in given:
        key = (item.doc, normal_surface(item.text))
        if not item.zh or key in seen:
            continue
        seen.add(key)
        match = annotated.get(key)
        if match is None:
            if not any(start < item.stop and item.start < stop for start, stop in spans[item.doc]):
                report.outside.append(item)
            continue
        if match.kind is Kind.PERSON and not match.zh:
            continue
        right = bool(item.zh & set(match.zh))
        for name in _groups(match.kind):
            report.tallies[name].given += 1
            report.tallies[name].given_right += right
        if not right:
            report.wrong.append((item, match))
    return report


def _groups(kind: Kind) -> tuple[str, ...]:
    return (kind, "all") if kind is Kind.TERM else (kind, "names", "all")


def _score_row(report: Report, row: Gold, items: Sequence[Given]) -> None:
    counts_zh = bool(row.zh) and row.certainty in ("high", "medium") and row.kind is not Kind.PERSON
    right = any(item.zh & set(row.zh) for item in items)
    for name in _groups(row.kind):
        tally = report.tallies[name]
        tally.rows += 1
        tally.found += bool(items)
        tally.with_zh += counts_zh
        tally.right += counts_zh and right
    if not items or (counts_zh and not right):
        report.missed.append(row)
    ours = max((item.issue for item in items), key=lambda issue: issue.is_wrong, default=Issue.OK)
    report.flags[ours.is_wrong, row.issue.is_wrong] += 1
    if items:
        report.confusion[row.issue, ours] += 1


def _spans(gold: Iterable[Gold], texts: dict[str, str]) -> defaultdict[str, list[tuple[int, int]]]:
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in gold:
        text = texts.get(row.doc, "")
        for match in re.finditer(rf"(?<![^\W_]){re.escape(row.surface)}(?![^\W_])", text):
            spans[row.doc].append(match.span())
    return spans


def evaluate(path: Path, db: sqlite3.Connection, blind: bool = False) -> Report:
    """Score a database against an annotation, or, blind, its documents read again without the rows they show."""
    gold = read_gold(path)
    docs = {row.doc for row in gold}
    documents = _read_documents(db, docs)
    texts = {Path(document.path).name: document.text for document in documents}
    if not blind:
        return score(gold, read_given(db, docs), texts)
    authority, data = read_authority(stands=standing_in(documents)), data_dir()
    spellings = read_readings(data)
    with judged(documents, authority, spellings) as gathering:
        entries = gathering.entries(EntryMaker(authority, ChineseForms(spellings, data)))
        return score(gold, given_by(entries, gathering.mentions()), texts)


def _read_documents(db: sqlite3.Connection, docs: Collection[str]) -> list[Document]:
    """The evaluated documents as the database holds them, each with its Chinese original."""
    rows = db.execute("""SELECT d.path, d.text, o.path, o.text FROM documents d
                         LEFT JOIN documents o ON o.id = d.original_id ORDER BY d.path""").fetchall()
    documents = []
    for path, text, original, original_text in rows:
        if Path(path).name in docs:
            documents.append(Draft(text).document(path, "", original or ""))
            if original:
                documents.append(Draft(original_text).document(original, ""))
    return documents


def standing_in(documents: Iterable[Document]) -> Callable[[str], bool]:
    """A test whether an English form stands in any of the documents, whatever its case, plural or hyphens."""
    from glossary.names import Page

    grams: set[tuple[str, ...]] = set()
    longest = 12
    for document in documents:
        folds = tuple(token.fold for token in Page.read(document).tokens)
        grams.update(folds[at : at + n] for n in range(1, longest + 1) for at in range(len(folds) - n + 1))

    def stands(text: str) -> bool:
        return fold_phrase(text)[:longest] in grams

    return stands
