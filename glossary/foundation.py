"""The foundation of a glossary: all that is curated as a database without a text, made once and copied into each build.

Comes in: a function that makes the curated entries, and a key of what they depend on. Goes out: a file for a build to
go on from, the same bytes whether it was kept or is made anew. A kept file is used only if every byte is as it was
written; a cache that cannot be read or written costs time, never an answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary.authority.compiled import cache_folder, keep_newest
from glossary.database import write_curated
from glossary.records import Entry
from glossary.shelf import key_of, program
from glossary.tables import GlossaryError, replacing

MOST_KEPT = 3  # foundations: of our tables, and of projects with tables of their own


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Foundation:
    """What is curated, as a database; `knowledge` stands for all tables that the entries depend on."""

    def __init__(self, knowledge: str, make: Callable[[], Sequence[Entry]]) -> None:
        self._make, self._folder = make, cache_folder() / "foundations"
        self._key = key_of(program(), sqlite3.sqlite_version, knowledge)

    def _place(self, digest: str) -> Path:
        """Where a file with these bytes is kept: its name vouches for them."""
        return self._folder / f"{self._key}-{digest}.db"

    def lay(self, path: Path) -> None:
        """Write it to a file that is not there yet; OSError or sqlite3.OperationalError where that cannot be."""
        if kept := self._kept():
            with contextlib.suppress(FileNotFoundError):  # another build may have let it go meanwhile
                shutil.copyfile(kept, path)
                return
        write_curated(path, self._make())
        self._keep(path)

    def _kept(self) -> Path | None:
        """The file that is kept, None where there is none that can be relied on."""
        with contextlib.suppress(OSError):
            for kept in self._folder.glob(f"{self._key}-*.db"):
                if kept == self._place(_digest(kept)):
                    os.utime(kept)
                    return kept
        return None

    def _keep(self, path: Path) -> None:
        with contextlib.suppress(GlossaryError), replacing(self._place(_digest(path))) as temporary:
            shutil.copyfile(path, temporary)
        keep_newest(self._folder, "*.db", MOST_KEPT)
