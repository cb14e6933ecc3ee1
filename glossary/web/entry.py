"""What the page of one entry shows.

Comes in: a connection and a slug. Goes out: an EntryPage of plain records; nothing here knows HTML.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from glossary.search import ADVICE, IS_WRONG, find_ids
from glossary.tables import WRONG_ROLES
from glossary.web.lists import field_title
from glossary.web.neighbours import Neighbour, read_children, read_confusable, read_parents, read_related

MOST_LINES = 60  # concordance lines of an entry page, wrong renderings first
_ROLE_ORDER = "CASE d.role WHEN 'preferred' THEN 0 WHEN 'admitted' THEN 1 WHEN 'deprecated' THEN 2 ELSE 3 END"


@dataclass(frozen=True, slots=True)
class Name:
    """A designation with the first document that uses it."""

    id: int
    lang: str
    text: str
    form: str
    role: str
    issue: str
    because: str
    uses: int
    documents: int
    first_document: int | None
    first_path: str

    @property
    def advice(self) -> str:
        return ADVICE.get(self.role, self.role)

    @property
    def is_wrong(self) -> bool:
        return self.role in WRONG_ROLES


@dataclass(frozen=True, slots=True)
class Line:
    """A concordance line."""

    mention: int
    document: int
    path: str
    line: int
    left: str
    node: str
    right: str
    role: str
    issue: str

    @property
    def is_wrong(self) -> bool:
        return self.role in WRONG_ROLES


@dataclass(frozen=True, slots=True)
class Source:
    """A document that mentions the entry."""

    document: int
    path: str
    title: str
    has_text: bool  # False where it may not be republished
    uses: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A Chinese form that was considered for one rendering."""

    text: str
    zh: str
    source: str
    score: float
    chosen: int
    because: str


@dataclass(frozen=True, slots=True)
class Concept:
    """The row of the entry itself."""

    id: int
    slug: str
    kind: str
    subject_field: str
    zh: str
    zh_hant: str
    pinyin: str
    english: str
    definition: str
    note: str
    status: str
    confidence: str
    because: str
    source: str
    parent_id: int | None
    latitude: float | None
    longitude: float | None
    valid_from: str
    valid_to: str
    uses: int
    documents: int

    @property
    def field_title(self) -> str:
        return field_title(self.subject_field)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the glossary says about one concept."""

    concept: Concept
    names: tuple[Name, ...]
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    weighed: tuple[Weighed, ...]
    parents: tuple[Neighbour, ...]  # the nearest first
    children: tuple[Neighbour, ...]
    confusable: tuple[Neighbour, ...]
    related: tuple[Neighbour, ...]

    def lines_of(self, source: Source) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.document == source.document)

    @property
    def english_names(self) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.lang == "en")

    @property
    def found_names(self) -> tuple[Name, ...]:
        """The English renderings that texts use, and those to prefer even where none does."""
        return tuple(name for name in self.english_names if name.uses or name.role == "preferred")

    @property
    def other_names(self) -> tuple[Name, ...]:
        return tuple(name for name in self.english_names if not (name.uses or name.role == "preferred"))

    @property
    def chinese_names(self) -> tuple[Name, ...]:
        """Other Chinese forms, the headword and its traditional form left out."""
        shown = (self.concept.zh, self.concept.zh_hant)
        return tuple(name for name in self.names if name.lang.startswith("zh-Han") and name.text not in shown)


def find_slug(db: sqlite3.Connection, asked: str) -> str | None:
    """The slug of the entry that an address means: a slug, a number, old ones too, a Chinese form or any other name.

    Of homonyms the one that a look-up puts first; its page names the others. None where nothing is called so.
    """
    row = db.execute("SELECT slug FROM concepts WHERE slug = ?", (asked,)).fetchone()
    if row is None and asked.isascii() and asked.isdigit() and len(asked) < 19:
        row = db.execute("SELECT slug FROM concepts WHERE id = ?", (int(asked),)).fetchone()
    if row is None:
        sql = """SELECT c.slug FROM retired r JOIN concepts c ON c.id = r.concept_id
                 WHERE r.slug = :asked OR CAST(r.id AS TEXT) = :asked"""
        row = db.execute(sql, {"asked": asked}).fetchone()
    if row is None:
        numbers, exactly = find_ids(db, asked.replace("_", " "), 1)
        if exactly:
            row = db.execute("SELECT slug FROM concepts WHERE id = ?", (numbers[0],)).fetchone()
    return str(row[0]) if row else None


def read_entry(db: sqlite3.Connection, slug: str) -> EntryPage | None:
    """Everything about the entry with a slug; None where there is none."""
    columns = ", ".join(Concept.__slots__)
    row = db.execute(f"SELECT {columns} FROM concepts WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        return None
    concept = Concept(*row)
    parents = read_parents(db, concept.id)
    confusable = read_confusable(db, concept.id, concept.zh, concept.pinyin, concept.english)
    shown = {concept.id, *(each.id for each in (*parents, *confusable))}
    return EntryPage(
        concept, _names(db, concept.id), _lines(db, concept.id), _sources(db, concept.id), _weighed(db, concept.id),
        parents, read_children(db, concept.id), confusable, read_related(db, concept.zh, concept.kind, shown),
    )  # fmt: skip


def _names(db: sqlite3.Connection, concept: int) -> tuple[Name, ...]:
    sql = f"""SELECT d.id, d.lang, d.text, d.form, d.role, d.issue, d.because, d.uses, d.documents, o.id, o.path
              FROM designations d LEFT JOIN documents o ON o.id =
               (SELECT document_id FROM mentions WHERE designation_id = d.id ORDER BY document_id, start LIMIT 1)
              WHERE d.concept_id = ? ORDER BY {_ROLE_ORDER}, d.uses DESC, d.lang, d.text"""
    return tuple(Name(*row) for row in db.execute(sql, (concept,)))


def _lines(db: sqlite3.Connection, concept: int) -> tuple[Line, ...]:
    sql = f"""SELECT m.id, o.id, o.path, m.line, m.left, m.node, m.right, d.role, d.issue
             FROM designations d JOIN mentions m ON m.designation_id = d.id
             JOIN documents o ON o.id = m.document_id
             WHERE d.concept_id = ?
             ORDER BY {IS_WRONG} DESC, m.inside IS NOT NULL, o.path, m.start LIMIT ?"""
    return tuple(Line(*row) for row in db.execute(sql, (concept, MOST_LINES)))


def _sources(db: sqlite3.Connection, concept: int) -> tuple[Source, ...]:
    """The documents that mention an entry, those that get it wrong first."""
    sql = f"""SELECT o.id, o.path, o.title, o.text != '', count(*), sum({IS_WRONG})
              FROM designations d JOIN mentions m ON m.designation_id = d.id JOIN documents o ON o.id = m.document_id
              WHERE d.concept_id = ? GROUP BY o.id ORDER BY 6 DESC, 5 DESC, o.path"""
    return tuple(
        Source(number, path, title, bool(has_text), uses, wrong)
        for number, path, title, has_text, uses, wrong in db.execute(sql, (concept,))
    )


def _weighed(db: sqlite3.Connection, concept: int) -> tuple[Weighed, ...]:
    sql = """SELECT d.text, w.zh, w.source, w.score, w.chosen, w.because FROM designations d
             JOIN matches w ON w.designation_id = d.id WHERE d.concept_id = ?
             ORDER BY d.uses DESC, d.text, w.score DESC, w.zh"""
    return tuple(Weighed(*row) for row in db.execute(sql, (concept,)))
