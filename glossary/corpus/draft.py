"""What a file says of one text, whatever its format, and the Document that becomes of it.

Comes in: text with its title, publisher, date and address as a format's module found them. Goes out: a Document, its
text in normal form, its furniture marked, its language told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from glossary.corpus.decoding import normal_form
from glossary.furniture import find_furniture
from glossary.records import Document

FIELDS = ("title", "publisher", "date", "url")
TITLE_WORDS = 30  # a first line longer than this is a paragraph, not a title
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and what is said of it."""

    text: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""

    def document(self, path: str, sha256: str, original: str = "") -> Document:
        """The document of this text; without a title, its first line of prose serves."""
        text = normal_form(self.text)
        furniture = find_furniture(text)
        return Document(
            path=path,
            text=text,
            sha256=sha256,
            title=_in_one_line(self.title) or _first_line(text, furniture),
            publisher=_in_one_line(self.publisher),
            date=_in_one_line(self.date),
            url=_in_one_line(self.url),
            lang=language(text),
            furniture=furniture,
            original=original,
        )


def _in_one_line(field: str) -> str:
    return " ".join(normal_form(field).split())


def _first_line(text: str, furniture: Iterable[tuple[int, int]]) -> str:
    spans, offset = list(furniture), 0
    for line in text.splitlines(keepends=True):
        is_prose = line.strip() and not any(start <= offset < stop for start, stop in spans)
        if is_prose:
            return line.strip() if len(line.split()) <= TITLE_WORDS else ""
        offset += len(line)
    return ""


def language(text: str) -> str:
    """zh-Hans where Han characters outnumber Latin words, else en.

    >>> language("柯桥 Keqiao"), language("Keqiao weaves")
    ('zh-Hans', 'en')
    """
    return "zh-Hans" if len(_HAN.findall(text)) > len(_LATIN.findall(text)) else "en"
