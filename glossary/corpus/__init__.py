"""Documents out of files: text, Markdown, web pages, tables, translation memories, standard input.

Comes in: paths of files and folders. Goes out: a Document for each text that can be read and a Skipped with its
reason for each that cannot; nothing is dropped in silence. Texts are found one by one and read when asked, so that
an archive is never in memory as a whole, and other processes can do the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.corpus.decoding import Unreadable, decode
from glossary.corpus.draft import Draft
from glossary.corpus.files import STDIN, SUFFIXES, TABLE_SUFFIXES, find_files, original_of
from glossary.corpus.tables import iter_table, read_memory
from glossary.corpus.text import Text, parse_document
from glossary.records import Document, Skipped

__all__ = [
    "SUFFIXES",
    "Draft",
    "Text",
    "Unreadable",
    "decode",
    "find_files",
    "find_texts",
    "parse_document",
    "read_documents",
]


def find_texts(found: Iterable[tuple[Path, str]], text_column: str = "") -> Iterator[Text | Skipped]:
    """Yield each text in files and their names, unread, in the order of the files and of the rows of tables."""
    files = dict(found)
    for file, name in files.items():
        suffix = file.suffix.lower()
        try:
            if file == STDIN:
                yield Text.of_stdin(name)
            elif suffix == ".tmx":
                yield from read_memory(file, name)
            elif suffix in TABLE_SUFFIXES:
                yield from iter_table(file, name, text_column)
            else:
                original = original_of(file)
                yield Text(name, file, original=Text(files[original], original) if original in files else None)
        except Unreadable as error:
            yield Skipped(name, str(error))
        except OSError as error:
            yield Skipped(name, error.strerror or "it cannot be read")


def read_documents(paths: Iterable[Path], text_column: str = "") -> Iterator[Document | Skipped]:
    """Yield the documents in the order of their names; of two files of one name the second goes by its folder too.

    GlossaryError for a path that is not there.
    """
    for text in find_texts(find_files(paths), text_column):
        yield text if isinstance(text, Skipped) else text.read()
