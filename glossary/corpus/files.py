"""Which files are read: those named, and those of folders whose ending is that of a text.

Comes in: paths. Goes out: each file once, with the name it goes by, in an order that does not depend on the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from glossary.tables import DESIGNATION_COLUMNS, GlossaryError, Location

STDIN = Path("-")
PLAIN_SUFFIXES, PAGE_SUFFIXES, TABLE_SUFFIXES = (
    (".txt", ".md"),
    (".html", ".htm"),
    (".csv", ".tsv", ".jsonl", ".ndjson"),
)
SUFFIXES = (*PLAIN_SUFFIXES, *PAGE_SUFFIXES, *TABLE_SUFFIXES, ".tmx")
ORIGINAL_SUFFIX = ".zh"  # article.zh.txt is the Chinese original of article.txt
_OWN_TABLES = (",".join(DESIGNATION_COLUMNS), "concept,subject_field,", "id,slug,kind,", "rendering,right,zh,")


def original_of(file: Path) -> Path:
    """Where the Chinese original of a file would lie.

    >>> original_of(Path("articles/visit.txt")).name
    'visit.zh.txt'
    """
    return file.with_name(f"{file.stem}{ORIGINAL_SUFFIX}{file.suffix}")


def is_own_table(file: Path) -> bool:
    """Whether a file is a table of names that this program reads or writes: no texts stand in it."""
    with file.open("rb") as opened:
        start = opened.readline(400).removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    return start.startswith(_OWN_TABLES)


def _in_folder(folder: Path) -> Iterator[Path]:
    """The texts of a folder and of all folders in it, but for what is hidden and for our own tables."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in SUFFIXES or file.is_dir():
            continue
        if any(part.startswith(".") for part in file.relative_to(folder).parts):
            continue
        if not (file.suffix.lower() in TABLE_SUFFIXES and file.is_file() and is_own_table(file)):
            yield file


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file under the paths once, with its name relative to the path given, sorted.

    A named file is taken whatever its suffix, and its Chinese original with it; a folder's only if they are texts.
    "-" is standard input. GlossaryError for a missing path.
    """
    seen: set[Path] = set()
    names: set[str] = set()
    for path in paths:
        if path == STDIN:
            found = [(path, "stdin")]
        elif path.is_dir():
            found = [(file, file.relative_to(path).as_posix()) for file in _in_folder(path)]
        elif path.exists():
            beside = original_of(path)
            found = [(file, file.name) for file in (path, beside) if file == path or beside.is_file()]
        else:
            raise GlossaryError(f"{Location(str(path))}: no such file or folder\n    to mend: check the path")
        for file, short in found:
            place = file if file == STDIN else file.resolve()
            if place not in seen:
                seen.add(place)
                name = next(name for name in _names(place, short) if name not in names)
                names.add(name)
                yield file, name


def _names(file: Path, short: str) -> Iterator[str]:
    """The names a file may go by: the short one, then with its folder, and the folder's folder."""
    yield short
    for above in range(1, len(file.parents)):
        yield "/".join((*file.parent.parts[-above:], short))
    yield from (f"{short} ({number})" for number in count(2))
