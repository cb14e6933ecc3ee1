"""Curated tables: rows of CSV files with the line they stand on, and errors that say where and how to mend.

Comes in: a CSV file of ours. Goes out: dictionaries with their Location. Curated CSV is the truth and is
edited in spreadsheets, so byte order marks and CRLF are taken as they come.
"""

from __future__ import annotations

import contextlib
import csv
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

Word = TypeVar("Word", bound=StrEnum)

DESIGNATION_COLUMNS = (
    "concept",
    "kind",
    "subject_field",
    "lang",
    "text",
    "form",
    "role",
    "issue",
    "reason",
    "valid_from",
    "valid_to",
    "source",
    "confidence",
)
SCHEMA_VERSION = 2  # of glossary.db (PRAGMA user_version): a reader refuses another
WRONG_ROLES = ("deprecated", "lookup")  # roles of renderings not to be used
CURATED = ("termbase", "organisations", "companies", "markets", "brands", "programmes", "events", "products", "people")
SUBJECT_FIELDS = (
    *("fibres", "yarns", "weaving", "knitting", "nonwovens", "dyeing-and-finishing", "silk", "cotton", "wool"),
    *("leather-and-shoes", "home-textiles", "technical-textiles", "garments", "fashion", "machinery"),
    *("testing-and-standards", "materials", "markets-and-trade", "e-commerce", "logistics", "finance", "industry"),
    *("policy", "administration", "technology", "environment", "agriculture", "education", "media", "culture"),
    *("places", "units", "general"),
)


class Location(NamedTuple):
    """A place in a file, as editors count it; line 0 means the file as a whole.

    >>> str(Location("termbase.csv", 17)), str(Location("termbase.csv"))
    ('termbase.csv:17', 'termbase.csv')
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


class GlossaryError(Exception):
    """Something is wrong with what the user gave us; the message names the place and the remedy."""


class DataError(GlossaryError):
    """A curated file breaks its own rules."""

    def __init__(self, where: Location, problem: str, remedy: str) -> None:
        super().__init__(f"{where}: {problem}\n    to mend: {remedy}")


def data_dir() -> Path:
    """The folder of the packaged data: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def shown_path(path: Path) -> str:
    """A path as a message shows it: packaged data from data/ on, everything else as it was given."""
    home = data_dir().parent
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[Location, dict[str, str]]]:
    """Yield the rows of a CSV file with their place; DataError for a missing file or column or a ragged row."""
    shown = shown_path(path)
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise DataError(Location(shown), f"cannot be read ({error.strerror})", "restore the file") from None
    with file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if missing := [name for name in columns if name not in header]:
                problem = f"the header lacks {', '.join(missing)}"
                raise DataError(Location(shown, 1), problem, f"write the header {','.join(columns)}")
            for row in reader:
                where = Location(shown, reader.line_num)
                if len(row) != len(header):
                    problem = f"{len(row)} cells where the header has {len(header)}"
                    raise DataError(where, problem, "quote cells that hold a comma, add the missing ones")
                yield where, dict(zip(header, row, strict=True))
        except csv.Error as error:
            raise DataError(Location(shown, reader.line_num), f"broken CSV ({error})", "mend the quotes") from None
        except UnicodeDecodeError:
            problem = "not UTF-8"
            raise DataError(Location(shown, reader.line_num), problem, "save the file as UTF-8") from None


def parse_word(words: type[Word], cell: str, where: Location) -> Word:
    """Read a cell that holds one word of a closed list; DataError for any other.

    >>> from glossary.records import Role
    >>> parse_word(Role, " Lookup ", Location("termbase.csv", 17))
    <Role.LOOKUP: 'lookup'>
    """
    try:
        return words(cell.strip().lower())
    except ValueError:
        problem = f"unknown {words.__name__.lower()} {cell!r}"
        raise DataError(where, problem, f"write one of {', '.join(words)}") from None


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file beside the target that takes its place when the block ends well, and vanishes otherwise.

    GlossaryError where the folder or the disk does not allow it; the old file is then as it was.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        problem = error.strerror or str(error)
        raise GlossaryError(
            f"{target}: cannot be written ({problem})\n    to mend: check the folder and the disk"
        ) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a file whole or not at all."""
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")
