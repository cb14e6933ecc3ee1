"""What the page of one document shows: its text in blocks, mentions marked, beside its Chinese original if any.

Comes in: a connection and the number of a document. Goes out: a DocumentPage.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from glossary.search import IS_WRONG
from glossary.tables import WRONG_ROLES
from glossary.web.marks import Mention, marked


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, and what stands beside it in the original."""

    line: int  # of the text, from 1
    text: Markup
    original: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What the documents table says about a text, without the text."""

    id: int
    path: str
    title: str
    publisher: str
    date: str
    url: str
    lang: str
    words: int
    original_id: int | None
    wrong: int = 0
    mentions: int = 0

    @property
    def name(self) -> str:
        return self.title or self.path

    @property
    def web_address(self) -> str:
        """The address it was published at, "" where it is none that a browser should follow."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong rendering of this document, and what to write instead."""

    text: str
    issue: str
    english: str
    url: str
    uses: int
    mention: int  # the first


@dataclass(frozen=True, slots=True)
class DocumentPage:
    heading: Heading
    blocks: tuple[Block, ...]
    corrections: tuple[Correction, ...]
    original: Heading | None
    has_text: bool


_HEADING = "o.id, o.path, o.title, o.publisher, o.date, o.url, o.lang, o.words, o.original_id"


def read_headings(db: sqlite3.Connection) -> tuple[Heading, ...]:
    """All documents, with how often wrong renderings stand in them."""
    sql = f"""SELECT {_HEADING},
               coalesce(sum({IS_WRONG} AND m.inside IS NULL), 0), count(m.id)
              FROM documents o LEFT JOIN mentions m ON m.document_id = o.id
              LEFT JOIN designations d ON d.id = m.designation_id GROUP BY o.id ORDER BY o.path"""
    return tuple(Heading(*row) for row in db.execute(sql))


def _heading(db: sqlite3.Connection, number: int) -> tuple[Heading, str] | None:
    row = db.execute(f"SELECT {_HEADING}, o.text FROM documents o WHERE o.id = ?", (number,)).fetchone()
    return (Heading(*row[:-1]), row[-1]) if row else None


def _mentions(db: sqlite3.Connection, number: int, url: Callable[..., str]) -> list[Mention]:
    sql = """SELECT m.id, m.start, m.stop, c.slug, c.kind, d.role, d.issue, c.zh, c.pinyin, c.english
             FROM mentions m JOIN designations d ON d.id = m.designation_id JOIN concepts c ON c.id = d.concept_id
             WHERE m.document_id = ? ORDER BY m.start, m.stop DESC"""
    return [
        Mention(row[0], row[1], row[2], url("term", row[3]), row[4],
                row[6] if row[5] in WRONG_ROLES else "", *row[7:])
        for row in db.execute(sql, (number,))
    ]  # fmt: skip


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches between line feeds."""
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        yield start, end
        start = end + 1


def _aligned(db: sqlite3.Connection, number: int, text: str, original: str) -> list[tuple[int, int, str]]:
    """Stretches of the text, with what stands for each in the original; what lies between them stands alone."""
    sql = "SELECT start, stop, original_start, original_stop FROM segments WHERE document_id = ? ORDER BY start"
    rows: list[tuple[int, int, str]] = []
    at = there = 0
    for start, stop, original_start, original_stop in db.execute(sql, (number,)):
        if start < at:
            continue
        rows.append((at, start, original[there:original_start]))
        rows.append((start, stop, original[original_start:original_stop]))
        at, there = stop, max(there, original_stop)
    rows.append((at, len(text), original[there:]))
    return rows


def _blocks(text: str, mentions: list[Mention], rows: list[tuple[int, int, str]], aligned: bool) -> Iterator[Block]:
    """The blocks of a page: a line each, or an aligned stretch each. Mentions come in the order of their starts."""
    coming = deque(mentions)
    inside: list[Mention] = []
    line, counted = 1, 0
    for start, stop, original in rows:
        for begin, end in [(start, stop)] if aligned else _lines(text, start, stop):
            inside = [mention for mention in inside if mention.stop > begin]
            while coming and coming[0].start < end:
                inside.append(coming.popleft())
            line, counted = line + text.count("\n", counted, begin), begin
            if text[begin:end].strip() or original.strip():
                yield Block(line, marked(text, inside, begin, end), original.strip())


def _corrections(text: str, mentions: list[Mention]) -> Iterator[Correction]:
    """What an editor of this text would change, in the order of the text."""
    wrong: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if mention.issue:
            words = " ".join(text[mention.start : mention.stop].split())
            wrong.setdefault((words, mention.url), []).append(mention)
    for (words, url), found in wrong.items():
        yield Correction(words, found[0].issue, found[0].english, url, len(found), found[0].id)


def read_document(db: sqlite3.Connection, number: int, url: Callable[..., str]) -> DocumentPage | None:
    """A document with its mentions marked; None where there is none with this number."""
    found = _heading(db, number)
    if found is None:
        return None
    heading, text = found
    beside = _heading(db, heading.original_id) if heading.original_id is not None else None
    mentions = _mentions(db, number, url)
    rows = [(0, len(text), "")]
    if beside:
        rows = _aligned(db, number, text, beside[1])
    blocks = tuple(_blocks(text, mentions, rows, beside is not None))
    corrections = tuple(_corrections(text, mentions)) if text else ()
    return DocumentPage(heading, blocks, corrections, beside[0] if beside else None, bool(text))
