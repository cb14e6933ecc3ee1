"""Where the words of a text stand, all at once: the tokens of `english.iter_tokens` as arrays.

Comes in: a text. Goes out: for each token its kind, its place, and what parts or joins it to the one before. The text
is looked at as an array of code points, each with a class, so that no step costs a Python object a token; the words
themselves are cut out by one str.split.
"""

from __future__ import annotations

import functools
import re
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glossary.english import APOSTROPHES, BARRIERS, HAN, HYPHENS, LETTER, QUOTES, SILENT

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_SILENT, _LETTER, _APOSTROPHE, _DIGIT, _HAN, _MARK, _BARRIER = range(7)
WORD, NUMBER = _LETTER, _DIGIT  # kinds of tokens that have a text; the rest are runs of Han characters and marks
_DOMAIN = re.compile(r"\.(?:com|cn|net|org)\b", re.IGNORECASE)
_JOINED_LETTERS = re.compile(r"&[A-Z]\b", re.IGNORECASE)
_SPACE = 32


_PATTERNS = (  # of the classes of characters; what none has is a mark
    (_SILENT, rf"[{re.escape(SILENT)}\s]"),
    (_APOSTROPHE, f"[{APOSTROPHES}]"),
    (_LETTER, f"[{LETTER}]"),
    (_DIGIT, r"\d"),
    (_HAN, f"[{HAN}]"),
    (_BARRIER, f"[{re.escape(''.join(sorted(BARRIERS)))}]"),
)


@functools.lru_cache(maxsize=1)
def _classes() -> NDArray[np.uint8]:
    """The class of every code point."""
    table = np.full(sys.maxunicode + 1, _MARK, np.uint8)
    points = "".join(map(chr, range(sys.maxunicode + 1)))
    for number, pattern in _PATTERNS:
        for match in re.finditer(f"{pattern}+", points, re.IGNORECASE):
            table[match.start() : match.end()] = number
    return table


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text in order; `words` and `numbers` hold the texts of those two kinds in order."""

    kind: NDArray[np.uint8]
    start: Ints
    stop: Ints
    words: list[str]
    numbers: list[str]
    joined: Bools  # by a hyphen and nothing else to the token before
    parted: Bools  # by a quotation mark, a bullet or a dash from the token before
    conjunction: Bools  # the mark "&"
    comma: Bools
    full_stop: Bools
    line_feed: Bools
    barrier: Bools  # nothing matches across it


def _shifted(flags: Bools, by: int) -> Bools:
    """What stands `by` places further on; False beyond the ends."""
    moved = np.zeros_like(flags)
    if by > 0:
        moved[:-by] = flags[by:]
    else:
        moved[-by:] = flags[:by]
    return moved


def _among(points: NDArray[np.uint32], characters: str) -> Bools:
    found = np.zeros(len(points), np.bool_)
    for character in characters:
        found |= points == ord(character)
    return found


def _cut(points: NDArray[np.uint32], kept: Bools) -> list[str]:
    """The runs of kept characters as strings."""
    blanked = np.where(kept, points, np.uint32(_SPACE))
    return blanked.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass").split()


def tokenise(text: str) -> Tokens:
    """The tokens of a text.

    >>> found = tokenise("China's high-tech R&D zone, 9,600 mu.")
    >>> found.words, found.numbers
    (['China', 'high', 'tech', 'R&D', 'zone', 'mu'], ['9,600'])
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _classes()[points]
    letter = classes == _LETTER
    before, after = _shifted(letter, -1), _shifted(letter, 1)
    apostrophe = (classes == _APOSTROPHE) & before & after
    word = letter | apostrophe
    ends = ~_shifted(word, 1)
    possessive = _shifted(apostrophe, -1) & ends & _among(points, "sS")
    word &= ~possessive & ~_shifted(possessive, 1)
    word = _with_odd_words(text, points, word, letter)
    digit = classes == _DIGIT
    number = digit | (_among(points, ".,") & _shifted(digit, -1) & _shifted(digit, 1))
    classes = np.where((classes == _APOSTROPHE) | possessive, np.uint8(_SILENT), classes)
    classes[word] = _LETTER
    classes[number] = _DIGIT
    new = np.ones(len(points), np.bool_)
    new[1:] = classes[1:] != classes[:-1]
    single = (classes == _MARK) | (classes == _BARRIER)
    begins = (new | single) & (classes != _SILENT)
    start = np.flatnonzero(begins)
    closes = np.ones(len(points), np.bool_)
    closes[:-1] = new[1:] | single[:-1]
    stop = np.flatnonzero(closes & (classes != _SILENT)) + 1
    kind, first = classes[start], points[start]
    joined, parted = _gaps(points, kind, start, stop)
    return Tokens(
        kind, start, stop, _cut(points, word), _cut(points, number), joined, parted, first == ord("&"),
        first == ord(","), first == ord("."), first == ord("\n"), kind == _BARRIER,
    )  # fmt: skip


def _with_odd_words(text: str, points: NDArray[np.uint32], word: Bools, letter: Bools) -> Bools:
    """Words with a mark inside: "R&D", "JD.com"."""
    for match in _JOINED_LETTERS.finditer(text):
        at = match.start()
        if at and letter[at - 1] and text[at - 1].isascii() and not (at > 1 and word[at - 2]):
            word[at] = True
    for match in _DOMAIN.finditer(text):
        if match.start() and letter[match.start() - 1]:
            word[match.start()] = True
    return word


def _gaps(points: NDArray[np.uint32], kind: NDArray[np.uint8], start: Ints, stop: Ints) -> tuple[Bools, Bools]:
    """Which tokens a hyphen joins to the one before, and which a quotation mark, bullet or dash parts from it."""
    hyphen = _among(points, HYPHENS)
    gap = np.zeros(len(start), np.int64)
    gap[1:] = start[1:] - stop[:-1]
    joined = np.zeros(len(start), np.bool_)
    textual = (kind == WORD) | (kind == NUMBER)
    joined[1:] = ((gap[1:] == 0) | ((gap[1:] == 1) & hyphen[start[1:] - 1])) & textual[1:] & textual[:-1]
    parting = np.zeros(len(points) + 1, np.int64)
    np.cumsum(hyphen | _among(points, QUOTES), out=parting[1:])
    parted = np.zeros(len(start), np.bool_)
    parted[1:] = (parting[start[1:]] > parting[stop[:-1]]) & ~joined[1:]
    return joined, parted
