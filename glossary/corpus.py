"""Documents out of files: decoding, normal form, front matter, furniture, originals.

Comes in: paths of files and folders. Goes out: a Document for each text that can be read and a Skipped with its
reason for each that cannot; nothing is dropped in silence.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from glossary.furniture import find_furniture
from glossary.records import Document, Skipped
from glossary.tables import GlossaryError, Location

SUFFIXES = (".txt", ".md")
ORIGINAL_SUFFIX = ".zh"  # article.zh.txt is the Chinese original of article.txt
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FIELDS = ("title", "publisher", "date", "url")
_MARKDOWN = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # a link keeps its words
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
TITLE_WORDS = 30  # a first line longer than this is a paragraph, not a title
_MOST_CONTROLS = 0.02  # share of control characters beyond which bytes are no text


class Unreadable(GlossaryError):
    """A file that is no text; the message is the reason a user is told."""


def decode(raw: bytes) -> str:
    """Turn bytes into NFC text with line feeds; Unreadable for binary or empty files.

    UTF-8 first, then what a byte order mark says, then detection (charset_normalizer), so that GB 18030 and
    Windows-1252 files are read too.

    >>> decode("柯桥\\r\\nKeqiao".encode("utf-16")), decode(b"caf\\xc3\\xa9")
    ('柯桥\\nKeqiao', 'café')
    """
    encoding = next((name for mark, name in _BOMS if raw.startswith(mark)), "utf-8")
    if b"\x00" in raw[:4096] and encoding == "utf-8":
        raise Unreadable("the file is binary, not text")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        best = from_bytes(raw).best()
        if best is None:
            raise Unreadable("the encoding cannot be recognised; save the file as UTF-8") from None
        text = str(best)
    if not text.strip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n\f"):
        raise Unreadable("the file is empty")
    controls = sum(1 for ch in text[:4096] if ord(ch) < 32 and ch not in "\t\n\r\f")
    if controls > _MOST_CONTROLS * min(len(text), 4096):
        raise Unreadable("the file is binary, not text")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields = {}
    for line in match.group(1).splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() in _FIELDS:
            fields[name.strip().lower()] = value.strip().strip("\"'")
    return fields, text[match.end() :]


def _first_line(text: str, furniture: Iterable[tuple[int, int]]) -> str:
    spans, offset = list(furniture), 0
    for line in text.splitlines(keepends=True):
        is_prose = line.strip() and not any(start <= offset < stop for start, stop in spans)
        if is_prose:
            return line.strip() if len(line.split()) <= TITLE_WORDS else ""
        offset += len(line)
    return ""


def _language(text: str) -> str:
    """zh-Hans where Han characters outnumber Latin words, else en."""
    return "zh-Hans" if len(_HAN.findall(text)) > len(_LATIN.findall(text)) else "en"


def parse_document(path: str, raw: bytes, original: str = "") -> Document:
    """Make a Document of the bytes of a file; Unreadable where that cannot be done.

    >>> document = parse_document("a.txt", b"---\\ntitle: Cloth\\n---\\nKeqiao weaves.\\n")
    >>> document.title, document.text, document.lang
    ('Cloth', 'Keqiao weaves.\\n', 'en')
    """
    fields, text = _split_front_matter(decode(raw))
    if path.endswith(".md"):
        for pattern, replacement in _MARKDOWN:
            text = pattern.sub(replacement, text)
    furniture = find_furniture(text)
    return Document(
        path=path,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        title=fields.get("title") or _first_line(text, furniture),
        publisher=fields.get("publisher", ""),
        date=fields.get("date", ""),
        url=fields.get("url", ""),
        lang=_language(text),
        furniture=furniture,
        original=original,
    )


def find_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield each text file under the paths once, with its name relative to the path given, sorted.

    A named file is taken whatever its suffix, a folder's only if they are texts; GlossaryError for a missing path.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and not file.is_dir())
            named = [(file, file.relative_to(path).as_posix()) for file in found if not file.name.startswith(".")]
        elif path.exists():
            named = [(path, path.name)]
        else:
            raise GlossaryError(f"{Location(str(path))}: no such file or folder\n    to mend: check the path")
        for file, name in named:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, name


def _original_of(file: Path, name: str) -> tuple[Path, str]:
    original = file.with_name(f"{file.stem}{ORIGINAL_SUFFIX}{file.suffix}")
    return original, (Path(name).parent / original.name).as_posix()


def read_documents(paths: Iterable[Path]) -> Iterator[Document | Skipped]:
    """Yield the documents in the order of their names; of two files of one name the second goes by its folder too."""
    seen: set[str] = set()
    for file, short in find_files(paths):
        name = short
        if name in seen:
            name = f"{file.resolve().parent.name}/{short}"
        seen.add(name)
        original, original_name = _original_of(file, name)
        try:
            yield parse_document(name, file.read_bytes(), original_name if original.is_file() else "")
        except Unreadable as error:
            yield Skipped(name, str(error))
        except OSError as error:
            yield Skipped(name, error.strerror or "it cannot be read")
