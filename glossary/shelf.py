"""The shelf of dossiers: one SQLite file a glossary, in the user's cache, for what need not be read again.

Comes in: dossiers, each under a key made of what it depends on: the bytes of text and original, what we know, this
program. Goes out: the same dossiers, in this build or the next. Without a cache the shelf is a temporary file: a
build is the same with it and without. Nothing on it is ever run; a damaged shelf is thrown away and filled anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import sqlite3
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

from glossary.authority.compiled import cache_folder, keep_newest
from glossary.dossier import Dossier
from glossary.encoding import (
    Damaged,
    pack_document,
    pack_phrases,
    pack_readings,
    unpack_document,
    unpack_phrases,
    unpack_readings,
)  # fmt: skip
from glossary.records import Document, Reading, Segment
from glossary.tables import GlossaryError

MOST_SHELVES = 20  # glossaries whose dossiers are kept
PUT_DOWN = 200  # dossiers after which they are on the disk for good, so that a build that was stopped goes on there
_SCHEMA = """
CREATE TABLE IF NOT EXISTS dossiers (key TEXT PRIMARY KEY, document BLOB, readings BLOB, phrases BLOB,
 words INTEGER, settled_by TEXT DEFAULT '', settled BLOB) WITHOUT ROWID
"""
Packed = tuple[bytes, bytes, bytes, int]


def shelf_path(target: Path) -> Path:
    """Where the dossiers of a glossary are kept: one file for each place of a database."""
    place = hashlib.blake2b(str(target.resolve()).encode(errors="surrogateescape"), digest_size=8).hexdigest()
    return cache_folder() / "dossiers" / f"{place}.db"


@cache
def program() -> str:
    """A fingerprint of this program and of the packages it stands on: another version may read otherwise."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=12)
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for name, version in sorted({(d.name, d.version) for d in importlib.metadata.distributions()}):
        digest.update(f"{name} {version}\n".encode())
    return digest.hexdigest()


def key_of(*parts: str) -> str:
    """The key of what depends on these parts."""
    return hashlib.blake2b("\x1f".join(parts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def pack(dossier: Dossier) -> Packed:
    """A dossier as it lies on the shelf: document, readings, Chinese phrases, English words."""
    return (
        pack_document(dossier.document, dossier.words, dossier.segments),
        pack_readings(dossier.readings),
        pack_phrases(dossier.phrases),
        dossier.words if dossier.document.lang == "en" else 0,
    )


class Busy(Exception):
    """Another build holds the shelf."""


class Shelf:
    """Dossiers by key; Damaged where the file is none of ours, Busy where another build holds it."""

    def __init__(self, path: Path | None = None) -> None:
        self._path, self._waiting = path, 0
        self._db = sqlite3.connect("" if path is None else path, isolation_level=None, timeout=0)
        try:
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._db.execute("PRAGMA synchronous = OFF")  # what is lost is read again, what is torn is noticed
            self._db.execute("BEGIN EXCLUSIVE")
            if self._db.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise Damaged("its pages do not hold together")
            self._db.execute(_SCHEMA)
            self._db.execute("SELECT key, document, readings, phrases, words, settled_by, settled FROM dossiers")
        except (sqlite3.Error, Damaged) as error:
            self._db.close()
            raise (Busy if "locked" in str(error) else Damaged)(str(error)) from None

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("COMMIT")
        self._db.close()

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            remedy = "check the disk; what is kept there may be deleted"
            raise GlossaryError(f"{self._path}: cannot be used ({error})\n    to mend: {remedy}") from None

    def _put(self, sql: str, *values: object) -> None:
        self._ask(sql, *values)
        self._waiting += 1
        if self._waiting >= PUT_DOWN:
            self._waiting = 0
            self._ask("COMMIT")
            self._ask("BEGIN EXCLUSIVE")

    def _holds(self, columns: str, condition: str, *values: str) -> bool:
        """Whether there is such a dossier and every bit of it is as it was written."""
        with contextlib.suppress(sqlite3.Error, zlib.error, TypeError):
            row = self._db.execute(f"SELECT {columns} FROM dossiers WHERE {condition}", values).fetchone()
            return row is not None and all(zlib.decompress(blob) for blob in row)
        return False

    def __contains__(self, key: str) -> bool:
        return self._holds("document, readings, phrases", "key = ?", key)

    def put(self, key: str, packed: Packed) -> None:
        columns = "key, document, readings, phrases, words"
        self._put(f"INSERT OR REPLACE INTO dossiers ({columns}) VALUES (?, ?, ?, ?, ?)", key, *packed)

    def _cell(self, column: str, key: str) -> Any:  # noqa: ANN401
        [(value,)] = self._ask(f"SELECT {column} FROM dossiers WHERE key = ?", key)
        return value

    def words(self, key: str) -> int:
        """The words of a document, 0 if it is not English."""
        return int(self._cell("words", key))

    def document(self, key: str) -> tuple[Document, int, tuple[Segment, ...]]:
        """A document, its words, its segments."""
        return unpack_document(self._cell("document", key))

    def dossier(self, key: str, path: str) -> Dossier:
        document, words, segments = self.document(key)
        readings = unpack_readings(path, self._cell("readings", key))
        return Dossier(document, words, readings, segments, unpack_phrases(self._cell("phrases", key)))

    def settle(self, key: str, by: str, readings: Iterable[Reading]) -> None:
        """Keep the verdict on a document, which depends on its dossier and on what `by` stands for."""
        self._put("UPDATE dossiers SET settled_by = ?, settled = ? WHERE key = ?", by, pack_readings(readings), key)

    def is_settled(self, key: str, by: str) -> bool:
        return self._holds("settled", "key = ? AND settled_by = ?", key, by)

    def settled(self, key: str, path: str) -> tuple[Reading, ...]:
        return unpack_readings(path, self._cell("settled", key))

    def keep_only(self, keys: Iterable[str]) -> None:
        """Throw away what this build had no use for."""
        self._ask("CREATE TEMP TABLE used (key TEXT PRIMARY KEY)")
        self._db.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in keys))
        self._ask("DELETE FROM dossiers WHERE key NOT IN (SELECT key FROM used)")


def open_shelf(path: Path | None) -> Shelf:
    """The shelf at a path, filled anew if it is damaged; a temporary one where none can be had there."""
    for _ in range(2) if path else ():
        assert path is not None
        with contextlib.suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                shelf = Shelf(path)
                path.touch()
                keep_newest(path.parent, "*.db", MOST_SHELVES)
                return shelf
            except Busy:
                break
            except Damaged:
                path.unlink()
    return Shelf()
