"""What is slow to work out and seldom changes, kept in the user's cache: worked out anew when a source changes.

Comes in: a name, the sources, a function that makes plain values of them. Goes out: the values. Two processes may write
at once: each writes a file of its own and renames it. A cache that cannot be read or written costs time, never an
answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

MOST_KEPT = 4  # editions of one table: an installed and a checked out program may take turns
EDITION = 9  # of what is compiled; raise it when the code that makes the values changes


def cache_folder() -> Path:
    """The folder of this program in the user's cache (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "sinoglossary"


def keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Delete the files of a cache that were not used for longest; another process may do the same."""
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob(pattern), key=lambda file: file.stat().st_mtime)[:-most]:
            old.unlink(missing_ok=True)


def _fingerprint(name: str, sources: Iterable[Path]) -> str:
    digest = hashlib.blake2b(f"{name} {EDITION} {sys.hexversion} {marshal.version}".encode(), digest_size=12)
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled(name: str, sources: Iterable[Path], make: Callable[[], Any]) -> Any:  # noqa: ANN401
    """The values `make` gives, from the cache if the sources are the same as when they were kept.

    `make` may depend on the sources alone: whatever else it looked at would be kept for others. The values are
    dictionaries, tuples and strings, as marshal keeps them: quicker than parsing by a factor of twenty. A file of
    another Python is never read, since its version is part of the name.
    """
    try:
        path = cache_folder() / f"{name}-{_fingerprint(name, sources)}.bin"
    except OSError:
        return make()  # which says what is wrong with the source
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        return marshal.loads(path.read_bytes())
    values = make()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(marshal.dumps(values))
        temporary.replace(path)
    keep_newest(path.parent, f"{name}-*.bin", MOST_KEPT)
    return values
