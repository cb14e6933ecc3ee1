"""What the search index holds of an entry, and how a query is written for it.

SQLite's FTS5 knows no Chinese words: characters are set apart and all their runs added, so that 柯桥, 桥 and 轻纺城 are
whole tokens; toneless syllables likewise, so that keqiao, "ke qiao" and kēqiáo meet (shared/reference/datasette.md,
design H). Comes in: entries, queries. Goes out: index rows, MATCH expressions. Standard library only: lookup starts
in a blink.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from glossary.romanization import plain, query_keys, split_syllables

if TYPE_CHECKING:
    from glossary.records import Entry

LONGEST_RUN = 12  # characters or syllables of a run that is a token of its own
# Letters by which near spellings are found. With 5, of 400 names with one random slip all are found again among the
# five best, of those with two slips 91 %; comparing with every name finds 98 % of these, but takes time that grows.
BEGINNING = 5
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*")
_ASCII_LOWER = str.maketrans({upper: upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
_NUMBERED = re.compile(r"^(?:[a-zü:]+[1-5])+$", re.IGNORECASE)


def _runs(units: list[str]) -> Iterator[str]:
    """Every run of two or more neighbouring units, joined."""
    for start in range(len(units)):
        for stop in range(start + 2, min(len(units), start + LONGEST_RUN) + 1):
            yield "".join(units[start:stop])


def han_tokens(zh: str) -> str:
    """A Chinese form as index tokens: its characters, then all their runs.

    >>> han_tokens("轻纺城")
    '轻 纺 城 轻纺 轻纺城 纺城'
    """
    characters = [ch for run in _HAN.findall(zh) for ch in run]
    return " ".join([*characters, *_runs(characters)])


def pinyin_tokens(pinyin: str) -> str:
    """Pinyin as index tokens: its toneless syllables, then all their runs.

    >>> pinyin_tokens("Kēqiáo Qū")
    'ke qiao qu keqiao keqiaoqu qiaoqu'
    """
    syllables: list[str] = []
    for word in plain(pinyin).lower().replace("ü", "u").split():
        splits = split_syllables(word)
        syllables += splits[0] if splits else [re.sub(r"\W", "", word)]
    return " ".join([*syllables, *_runs(syllables)])


def index_row(entry: Entry) -> tuple[int, str, str, str, str]:
    """(rowid, zh, pinyin, en, variants) of an entry."""
    texts: dict[str, list[str]] = {"zh": [], "en": [], "pinyin": []}
    for rendering in entry.renderings:
        texts["pinyin" if rendering.lang.endswith("pinyin") else rendering.lang[:2]].append(rendering.text)
    return (
        entry.id,
        _unique(han_tokens(zh) for zh in texts["zh"]),
        _unique(pinyin_tokens(pinyin) for pinyin in texts["pinyin"]),
        entry.english,
        " . ".join(texts["en"]),
    )


def beginning(name: str) -> str:
    """The first letters of a name, as SQLite compares them when it ignores case (ASCII only)."""
    return name[:BEGINNING].translate(_ASCII_LOWER)


def slips(text: str) -> frozenset[str]:
    """The beginning of a text without case and marks, whole and with each one letter left out.

    Two beginnings that are one slip apart (a letter wrong, missing, added or exchanged with its neighbour) share at
    least one of these: the deletion neighbourhood of Mor and Fraenkel (1982).

    >>> sorted(slips("Keqiao") & slips("kexiao")), bool(slips("Huanjiang") & slips("Haunjiang"))
    (['keia'], True)
    """
    parts = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(ch for ch in parts if not unicodedata.combining(ch))[:BEGINNING]
    return frozenset({letters, *(letters[:at] + letters[at + 1 :] for at in range(len(letters)))})


def _unique(cells: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(token for cell in cells for token in cell.split()))


def _quoted(token: str) -> str:
    return '"' + token.replace('"', "") + '"'


def _windows(run: str) -> list[str]:
    """A run of characters as tokens the index can hold: itself, or the stretches it is covered by where it is too long.

    >>> [len(window) for window in _windows("中国纺织工业联合会流通分会")]
    [12, 12]
    """
    last = max(0, len(run) - LONGEST_RUN)
    return [run[at : at + LONGEST_RUN] for at in sorted({*range(0, last, LONGEST_RUN), last})]


def match_expression(query: str, prefix: bool = False) -> str:
    """A query as people type it, written for FTS5; '""' (which matches nothing) where no word is left.

    A run of characters is one token, numbered pinyin loses its digits, ü is u; all words must be met. With `prefix`
    the last Latin word may be the beginning of one, for results as one types.

    >>> match_expression("轻纺城 market"), match_expression("ke1qiao2")
    ('"轻纺城" AND "market"', '("ke1qiao2" OR "keqiao")')
    >>> match_expression('"'), match_expression("key", prefix=True)
    ('""', '"key"*')
    """
    tokens: list[tuple[str, ...]] = []
    for part in unicodedata.normalize("NFC", query).split():
        at = 0
        for run in _HAN.finditer(part):
            tokens += _latin_tokens(part[at : run.start()])
            tokens += [(window,) for window in _windows(run.group())]
            at = run.end()
        tokens += _latin_tokens(part[at:])
    if not tokens:
        return '""'
    is_begun = prefix and not _HAN.search(tokens[-1][0])
    return " AND ".join(_either(token, is_begun and at == len(tokens) - 1) for at, token in enumerate(tokens))


def _either(ways: tuple[str, ...], is_begun: bool) -> str:
    """The ways to read one word; where it is only begun, any that continues one will do."""
    quoted = [_quoted(way) + "*" * is_begun for way in ways]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _latin_tokens(part: str) -> list[tuple[str, ...]]:
    """The words of a stretch without Han characters; the ways to read v, ü and digits are tried all."""
    if _NUMBERED.match(part) or re.search("[üÜ:vV]", part):
        keys = dict.fromkeys((*_WORD.findall(part), *query_keys(part)))
        if len(keys) > 1:
            return [tuple(keys)]
    return [(word,) for word in _WORD.findall(part)]
