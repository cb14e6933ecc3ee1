"""The foundation of a glossary: all that is curated as a database without a text, made once and copied into each build.

Comes in: a function that makes the curated entries, and a key of what they depend on. Goes out: a file for a build to
go on from, the same bytes whether it was kept or is made anew. A kept file is used only if every byte is as it was
written; a cache that cannot be read or written costs time, never an answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from glossary.authority.compiled import cache_folder
from glossary.database import write_curated
from glossary.records import Entry
from glossary.shelf import key_of, program
from glossary.tables import GlossaryError, replacing

MOST_KEPT = 3  # foundations: of our tables, and of projects with tables of their own
_DIGEST = 16  # bytes at the end of a kept file


def _digest(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()


class Foundation:
    """What is curated, as a database; `knowledge` stands for all tables that the entries depend on."""

    def __init__(self, knowledge: str, make: Callable[[], Sequence[Entry]]) -> None:
        self._make = make
        self._kept = cache_folder() / "foundations" / f"{key_of(program(), sqlite3.sqlite_version, knowledge)}.db"

    def lay(self, path: Path) -> None:
        """Write it to a file that is not there yet; OSError or sqlite3.OperationalError where that cannot be."""
        if content := self._content():
            path.write_bytes(content)
            return
        write_curated(path, self._make())
        self._keep(path)

    def _keep(self, path: Path) -> None:
        with contextlib.suppress(GlossaryError), replacing(self._kept) as temporary:
            content = path.read_bytes()
            with temporary.open("wb") as file:
                file.writelines((content, _digest(content)))
        for old in sorted(self._kept.parent.glob("*.db"), key=lambda file: file.stat().st_mtime)[:-MOST_KEPT]:
            with contextlib.suppress(OSError):
                old.unlink()

    def _content(self) -> memoryview | None:
        """What is kept, None where nothing is that can be relied on."""
        with contextlib.suppress(OSError):
            signed = memoryview(self._kept.read_bytes())
            content = signed[:-_DIGEST]
            if _digest(content) == signed[-_DIGEST:]:
                os.utime(self._kept)
                return content
        return None
