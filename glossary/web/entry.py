"""What the page of one entry shows.

Comes in: a connection and a slug. Goes out: an EntryPage of plain records; nothing here knows HTML.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from glossary.romanization import plain
from glossary.search import ADVICE, IS_WRONG, find_ids
from glossary.tables import WRONG_ROLES

MOST_LINES = 60  # concordance lines of an entry page, wrong renderings first
MOST_RELATED = 12
MOST_CHILDREN = 60
LONGEST_HEAD = 4  # characters at the end of a name that may be its head: 服装市场
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
class Weighed:
    """A Chinese form that was considered for one rendering."""

    text: str
    zh: str
    source: str
    score: float
    chosen: int
    because: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another entry, as a line that links to it."""

    id: int
    slug: str
    zh: str
    pinyin: str
    english: str
    kind: str
    uses: int
    latitude: float | None
    longitude: float | None


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


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the glossary says about one concept."""

    concept: Concept
    names: tuple[Name, ...]
    lines: tuple[Line, ...]
    weighed: tuple[Weighed, ...]
    parents: tuple[Neighbour, ...]  # the nearest first
    children: tuple[Neighbour, ...]
    confusable: tuple[Neighbour, ...]
    related: tuple[Neighbour, ...]

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


_NEIGHBOUR = "c.id, c.slug, c.zh, c.pinyin, c.english, c.kind, c.uses, c.latitude, c.longitude"


def find_slug(db: sqlite3.Connection, asked: str) -> str | None:
    """The slug of the entry that an address means: a slug, a number, a Chinese form or any other name.

    Of homonyms the one that a look-up puts first; its page names the others. None where nothing is called so.
    """
    row = db.execute("SELECT slug FROM concepts WHERE slug = ?", (asked,)).fetchone()
    if row is None and asked.isascii() and asked.isdigit() and len(asked) < 19:
        row = db.execute("SELECT slug FROM concepts WHERE id = ?", (int(asked),)).fetchone()
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
    parents = _parents(db, concept)
    confusable = _confusable(db, concept)
    shown = {concept.id, *(each.id for each in (*parents, *confusable))}
    return EntryPage(
        concept, _names(db, concept.id), _lines(db, concept.id), _weighed(db, concept.id), parents,
        _children(db, concept.id), confusable, _related(db, concept, shown),
    )  # fmt: skip


def _names(db: sqlite3.Connection, concept: int) -> tuple[Name, ...]:
    sql = f"""SELECT d.id, d.lang, d.text, d.form, d.role, d.issue, d.because, d.uses, d.documents, o.id, o.path
              FROM designations d LEFT JOIN documents o ON o.id =
               (SELECT document_id FROM mentions WHERE designation_id = d.id ORDER BY document_id, start LIMIT 1)
              WHERE d.concept_id = ? ORDER BY {_ROLE_ORDER}, d.uses DESC, d.lang, d.text"""
    return tuple(Name(*row) for row in db.execute(sql, (concept,)))


def _lines(db: sqlite3.Connection, concept: int) -> tuple[Line, ...]:
    sql = f"""SELECT m.id, o.id, o.path, m.line, m.left, m.node, m.right, d.role, d.issue
             FROM designations d JOIN mentions m ON m.designation_id = d.id JOIN documents o ON o.id = m.document_id
             WHERE d.concept_id = ?
             ORDER BY {IS_WRONG} DESC, m.inside IS NOT NULL, o.path, m.start LIMIT ?"""
    return tuple(Line(*row) for row in db.execute(sql, (concept, MOST_LINES)))


def _weighed(db: sqlite3.Connection, concept: int) -> tuple[Weighed, ...]:
    sql = """SELECT d.text, w.zh, w.source, w.score, w.chosen, w.because FROM designations d
             JOIN matches w ON w.designation_id = d.id WHERE d.concept_id = ?
             ORDER BY d.uses DESC, d.text, w.score DESC, w.zh"""
    return tuple(Weighed(*row) for row in db.execute(sql, (concept,)))


def _neighbours(db: sqlite3.Connection, numbers: list[int]) -> tuple[Neighbour, ...]:
    """Entries in the order of their numbers."""
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT {_NEIGHBOUR} FROM concepts c WHERE c.id IN ({marks})", numbers)
    found = {row[0]: Neighbour(*row) for row in rows}
    return tuple(found[number] for number in numbers if number in found)


def _parents(db: sqlite3.Connection, concept: Concept) -> tuple[Neighbour, ...]:
    numbers: list[int] = []
    number = concept.parent_id
    while number is not None and number != concept.id and number not in numbers:
        numbers.append(number)
        row = db.execute("SELECT parent_id FROM concepts WHERE id = ?", (number,)).fetchone()
        number = row[0] if row else None
    return _neighbours(db, numbers)


def _children(db: sqlite3.Connection, concept: int) -> tuple[Neighbour, ...]:
    sql = f"SELECT {_NEIGHBOUR} FROM concepts c WHERE c.parent_id = ? ORDER BY c.uses DESC, c.english, c.id LIMIT ?"
    return tuple(Neighbour(*row) for row in db.execute(sql, (concept, MOST_CHILDREN)))


def _confusable(db: sqlite3.Connection, concept: Concept) -> tuple[Neighbour, ...]:
    """Other entries with the same Chinese, the same toneless pinyin or the same English."""
    numbers: list[int] = []
    for text in (concept.zh, plain(concept.pinyin), concept.english):
        if text:
            found, exactly = find_ids(db, text, MOST_RELATED)
            numbers += found if exactly else []
    distinct = [number for number in dict.fromkeys(numbers) if number != concept.id]
    return _neighbours(db, distinct[:MOST_RELATED])


def _related(db: sqlite3.Connection, concept: Concept, shown: set[int]) -> tuple[Neighbour, ...]:
    """Entries whose Chinese holds this one's, then those of its kind that end in the same head."""
    if len(concept.zh) < 2:
        return ()
    found = [each for each in _holding(db, concept.zh) if each.id not in shown]
    for size in range(min(LONGEST_HEAD, len(concept.zh) - 1), 1, -1):
        head = concept.zh[-size:]
        same = [each for each in _holding(db, head) if each.zh.endswith(head) and each.kind == concept.kind]
        others = [each for each in same if each.id not in shown and each not in found]
        if others:
            found += others
            break
    return tuple(found[:MOST_RELATED])


def _holding(db: sqlite3.Connection, zh: str) -> list[Neighbour]:
    """Entries in whose Chinese these characters stand together, the most used first."""
    sql = f"""SELECT {_NEIGHBOUR} FROM concepts_fts f JOIN concepts c ON c.id = f.rowid
              WHERE concepts_fts MATCH ? ORDER BY c.uses DESC, c.english, c.id LIMIT ?"""
    asked = 'zh : "' + zh.replace('"', "") + '"'
    return [Neighbour(*row) for row in db.execute(sql, (asked, MOST_RELATED * 4))]
