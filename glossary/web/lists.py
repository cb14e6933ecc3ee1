"""The pages for work: wrong renderings, open names, renderings by Chinese form, subject fields, counts in pictures.

Comes in: a connection and what is asked for. Goes out: rows as plain records, a page at a time.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby

from glossary.search import IS_WRONG

PAGE_SIZE = 100


def field_title(name: str) -> str:
    """A subject field as a reader sees it.

    >>> field_title("leather-and-shoes"), field_title("e-commerce")
    ('leather and shoes', 'e-commerce')
    """
    return name if name == "e-commerce" else name.replace("-", " ")


ISSUES = ("unofficial", "outdated", "calque", "mistranslated", "misspelt", "garbled", "untranslated")
WRONG_ORDERS = {  # what a user may sort by → SQL
    "uses": "w.uses DESC, w.text, w.id",
    "issue": "w.issue, w.uses DESC, w.text, w.id",
    "kind": "c.kind, w.uses DESC, w.text, w.id",
    "rendering": "w.text, w.id",
}
_WRONG = f"d.lang = 'en' AND d.uses > 0 AND {IS_WRONG}"


@dataclass(frozen=True, slots=True)
class WrongRendering:
    id: int
    text: str
    issue: str
    because: str
    uses: int
    documents: int
    slug: str
    zh: str
    pinyin: str
    english: str
    kind: str
    left: str
    node: str
    right: str
    document: int
    mention: int


@dataclass(frozen=True, slots=True)
class OpenName:
    slug: str
    english: str
    kind: str
    because: str
    uses: int
    documents: int
    left: str
    node: str
    right: str
    document: int
    mention: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """One rendering of a Chinese form."""

    text: str
    role: str
    issue: str
    uses: int


@dataclass(frozen=True, slots=True)
class ChineseForm:
    """A Chinese form with all that the texts call it."""

    slug: str
    zh: str
    pinyin: str
    kind: str
    uses: int
    renderings: tuple[Rendered, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as a line of a list."""

    slug: str
    zh: str
    pinyin: str
    english: str
    kind: str
    status: str
    uses: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    concepts: int
    seen: int

    @property
    def title(self) -> str:
        return field_title(self.name)


_FIRST_MENTION = """(SELECT id FROM mentions WHERE designation_id = {} ORDER BY document_id, start LIMIT 1)"""


def read_wrong(
    db: sqlite3.Connection, order: str = "uses", issue: str = "", kind: str = "", page: int = 1
) -> list[WrongRendering]:
    """Wrong renderings that texts use, PAGE_SIZE at a time; KeyError for an order that is none of WRONG_ORDERS."""
    chosen = f"""SELECT w.id FROM designations w JOIN concepts c ON c.id = w.concept_id
                 WHERE {_WRONG.replace("d.", "w.")}
                  AND (:issue = '' OR w.issue = :issue) AND (:kind = '' OR c.kind = :kind)
                 ORDER BY {WRONG_ORDERS[order]} LIMIT :size OFFSET :start"""
    sql = f"""SELECT w.id, w.text, w.issue, w.because, w.uses, w.documents, c.slug, c.zh, c.pinyin, c.english, c.kind,
               m.left, m.node, m.right, m.document_id, m.id
              FROM designations w JOIN concepts c ON c.id = w.concept_id
              JOIN mentions m ON m.id = {_FIRST_MENTION.format("w.id")}
              WHERE w.id IN ({chosen}) ORDER BY {WRONG_ORDERS[order]}"""
    asked = {"issue": issue, "kind": kind, "size": PAGE_SIZE, "start": (page - 1) * PAGE_SIZE}
    return [WrongRendering(*row) for row in db.execute(sql, asked)]


def read_open(db: sqlite3.Connection, page: int = 1) -> list[OpenName]:
    """Names that texts use and whose Chinese is not known, the most used first."""
    sql = f"""SELECT c.slug, c.english, c.kind, c.because, c.uses, c.documents, m.left, m.node, m.right, m.document_id,
               m.id FROM concepts c
              JOIN designations d ON d.id =
               (SELECT id FROM designations WHERE concept_id = c.id ORDER BY uses DESC LIMIT 1)
              JOIN mentions m ON m.id = {_FIRST_MENTION.format("d.id")}
              WHERE c.status = 'open' ORDER BY c.uses DESC, c.english, c.id LIMIT ? OFFSET ?"""
    return [OpenName(*row) for row in db.execute(sql, (PAGE_SIZE, (page - 1) * PAGE_SIZE))]


def read_by_chinese(db: sqlite3.Connection, page: int = 1) -> list[ChineseForm]:
    """Chinese forms with what the texts call them, those with the most different renderings first."""
    sql = """WITH many AS (SELECT concept_id, count(*) AS n FROM designations
               WHERE lang = 'en' AND uses > 0 GROUP BY concept_id)
             SELECT c.slug, c.zh, c.pinyin, c.kind, c.uses, d.text, d.role, d.issue, d.uses
             FROM (SELECT c.*, many.n FROM many JOIN concepts c ON c.id = many.concept_id WHERE c.zh != ''
               ORDER BY many.n DESC, c.uses DESC, c.zh, c.id LIMIT ? OFFSET ?) c
             JOIN designations d ON d.concept_id = c.id AND d.lang = 'en' AND d.uses > 0
             ORDER BY c.n DESC, c.uses DESC, c.zh, c.id, d.uses DESC, d.text"""
    rows = db.execute(sql, (PAGE_SIZE, (page - 1) * PAGE_SIZE))
    forms = []
    for (slug, zh, pinyin, kind, uses), group in groupby(map(tuple, rows), key=lambda row: row[:5]):
        forms.append(ChineseForm(slug, zh, pinyin, kind, uses, tuple(Rendered(*row[5:]) for row in group)))
    return forms


def read_fields(db: sqlite3.Connection) -> list[Field]:
    """The subject fields with their sizes, by name."""
    sql = """SELECT subject_field, count(*), sum(uses > 0) FROM concepts WHERE subject_field != ''
             GROUP BY 1 ORDER BY 1"""
    return [Field(*row) for row in db.execute(sql)]


def read_field(db: sqlite3.Connection, name: str, page: int = 1) -> list[Listed]:
    """The entries of a subject field, those that texts use first; [] for a field that does not exist."""
    sql = f"""SELECT c.slug, c.zh, c.pinyin, c.english, c.kind, c.status, c.uses,
               (SELECT coalesce(sum(d.uses), 0) FROM designations d WHERE d.concept_id = c.id AND {_WRONG})
              FROM concepts c WHERE c.subject_field = ? ORDER BY c.uses DESC, c.english, c.id LIMIT ? OFFSET ?"""
    return [Listed(*row) for row in db.execute(sql, (name, PAGE_SIZE, (page - 1) * PAGE_SIZE))]


def count_issues(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Kind → issue → how many mentions have it; what is right counts as "ok"."""
    sql = f"""SELECT c.kind, CASE WHEN {_WRONG} THEN d.issue ELSE 'ok' END, sum(d.uses)
              FROM designations d JOIN concepts c ON c.id = d.concept_id WHERE d.lang = 'en' AND d.uses > 0
              GROUP BY 1, 2 ORDER BY 1, 2"""
    counts: dict[str, dict[str, int]] = {}
    for kind, issue, uses in db.execute(sql):
        counts.setdefault(kind, {})[issue] = uses
    return counts


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a stacked bar, in units of the drawing."""

    issue: str
    uses: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Stack:
    """The bar of one kind: its wrong mentions by issue, drawn to the same scale in all kinds."""

    kind: str
    uses: int
    wrong: int
    bars: tuple[Bar, ...]

    @property
    def share(self) -> float:
        return self.wrong / self.uses if self.uses else 0.0


CHART_WIDTH = 460


def draw_chart(counts: dict[str, dict[str, int]]) -> list[Stack]:
    """Kinds with bars of their wrong mentions, the kind with the most first.

    >>> draw_chart({"place": {"ok": 8, "misspelt": 2}, "term": {"calque": 1, "ok": 1}})[1].bars
    (Bar(issue='calque', uses=1, x=0.0, width=230.0),)
    """
    wrong = {kind: sum(row.get(issue, 0) for issue in ISSUES) for kind, row in counts.items()}
    most = max(wrong.values(), default=0) or 1
    stacks = []
    for kind in sorted(counts, key=lambda each: (-wrong[each], each)):
        bars, x = [], 0.0
        for issue in ISSUES:
            if uses := counts[kind].get(issue, 0):
                width = round(CHART_WIDTH * uses / most, 1)
                bars.append(Bar(issue, uses, round(x, 1), width))
                x += width
        stacks.append(Stack(kind, sum(counts[kind].values()), wrong[kind], tuple(bars)))
    return stacks
