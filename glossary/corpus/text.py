"""One text that was found: where it stands, how it is read, how it is told whether it changed.

Comes in: a file, or what a row of a table held. Goes out: a Document when asked; Skipped, with the reason, where that
cannot be done.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import astuple, dataclass
from pathlib import Path

from glossary.corpus.decoding import Unreadable, decode
from glossary.corpus.draft import Draft
from glossary.corpus.files import PAGE_SUFFIXES, STDIN
from glossary.corpus.plain import parse_plain
from glossary.records import Document, Skipped


def _checksum(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def parse_document(path: str, raw: bytes, original: str = "") -> Document:
    """Make a Document of the bytes of a file; Unreadable where that cannot be done.

    >>> document = parse_document("a.txt", b"---\\ntitle: Cloth\\n---\\nKeqiao weaves.\\n")
    >>> document.title, document.text, document.lang
    ('Cloth', 'Keqiao weaves.\\n', 'en')
    """
    suffix = Path(path).suffix.lower()
    if suffix in PAGE_SUFFIXES:
        from glossary.corpus.webpage import parse_webpage

        draft = parse_webpage(raw)
    else:
        draft = parse_plain(decode(raw), suffix == ".md")
    return draft.document(path, _checksum(raw), original)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that was found and is read when asked: in a file of its own, or drafted from a row or a stream."""

    name: str
    file: Path
    draft: Draft | None = None
    original: Text | None = None

    @classmethod
    def of_stdin(cls, name: str) -> Text:
        """The text that comes on standard input; Unreadable if it is none."""
        return cls(name, STDIN, parse_plain(decode(sys.stdin.buffer.read())))

    @property
    def size(self) -> int:
        """Bytes, about."""
        return len(self.draft.text.encode()) if self.draft else self.file.stat().st_size

    def sha256(self) -> str:
        """The checksum of what it is read from; OSError where that is gone."""
        if self.draft is None:
            return _checksum(self.file.read_bytes())
        return _checksum("\x1f".join(astuple(self.draft)).encode(errors="surrogatepass"))

    def read(self) -> Document | Skipped:
        """The document, or the reason why there is none."""
        original = self.original.name if self.original else ""
        try:
            if self.draft is None:
                return parse_document(self.name, self.file.read_bytes(), original)
            return self.draft.document(self.name, self.sha256(), original)
        except Unreadable as error:
            return Skipped(self.name, str(error))
        except OSError as error:
            return Skipped(self.name, error.strerror or "it cannot be read")
