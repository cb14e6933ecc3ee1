"""Bytes to text: encodings, line ends, normal form.

Comes in: the bytes of a file. Goes out: NFC text with line feeds; Unreadable, with the reason a user is told, for what
is no text. UTF-8 first, then what the file says of itself, then detection (charset_normalizer).
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from glossary.tables import GlossaryError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOST_CONTROLS = 0.02  # share of control characters beyond which bytes are no text
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")  # and halves of characters, which JSON can hold
_LOOKED_AT = 4096  # bytes or characters by which text is told from binary files


class Unreadable(GlossaryError):
    """What cannot be read as a text; the message is the reason a user is told."""


def normal_form(text: str) -> str:
    """NFC with line feeds only; control characters become blanks, one for one.

    >>> normal_form("a\\r\\nb\\x00\\ud800")
    'a\\nb  '
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", text))


def encoding_of(raw: bytes, declared: str = "", is_whole: bool = True) -> str:
    """The encoding in which bytes can be read; Unreadable for binary files and where none is recognised.

    `declared` is what the file says of itself, which is believed only where the bytes are no UTF-8. Bytes that are
    not the whole file may end in the middle of a character.

    >>> encoding_of("柯桥".encode("gb18030") * 9, "gb2312"), encoding_of(b"Keqiao")
    ('gb18030', 'utf-8')
    """
    if mark := next((name for start, name in _BOMS if raw.startswith(start)), ""):
        return mark
    if b"\x00" in raw[:_LOOKED_AT]:
        raise Unreadable("the file is binary, not text")
    if _can_be(raw, "utf-8", is_whole):
        return "utf-8"
    wide = {"gb2312": "gb18030", "gbk": "gb18030"}  # what pages call so holds more than the old sets
    declared = wide.get(declared.lower(), declared)
    if declared and _can_be(raw, declared, is_whole):
        return declared
    best = from_bytes(raw).best()
    if best is None:
        raise Unreadable("the encoding cannot be recognised; save the file as UTF-8")
    return best.encoding


def _can_be(raw: bytes, encoding: str, is_whole: bool) -> bool:
    try:
        b" ".decode(encoding)  # refuses what turns bytes into bytes: zip, base64
        codecs.getincrementaldecoder(encoding)().decode(raw, is_whole)
    except (LookupError, UnicodeError):
        return False
    return True


def decode(raw: bytes, declared: str = "") -> str:
    """Turn bytes into NFC text with line feeds; Unreadable for binary or empty files.

    >>> decode("柯桥\\r\\nKeqiao".encode("utf-16")), decode(b"caf\\xc3\\xa9")
    ('柯桥\\nKeqiao', 'café')
    """
    encoding = encoding_of(raw, declared)
    try:
        text = raw.decode(encoding, errors="strict" if encoding.startswith("utf-16") else "replace")
    except UnicodeDecodeError:
        raise Unreadable("the encoding cannot be recognised; save the file as UTF-8") from None
    if not text.strip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n\f"):
        raise Unreadable("the file is empty")
    controls = sum(1 for ch in text[:_LOOKED_AT] if ord(ch) < 32 and ch not in "\t\n\r\f")
    if controls > _MOST_CONTROLS * min(len(text), _LOOKED_AT):
        raise Unreadable("the file is binary, not text")
    return normal_form(text)
