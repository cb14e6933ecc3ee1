"""English words with their offsets, the keys under which their spellings meet, and their classes.

Comes in: text. Goes out: tokens. Hyphens, quotation marks and possessive 's are no tokens, so that "high-tech
zone", "High tech Zone" and "China's Sweater City" meet "China Sweater City"; what separates sentences and list
items stays in as a barrier that nothing matches across. Word classes come from Brill's lexicon (1992) by way of
data/lexicon.csv with suffix rules for the rest; frequencies from wordfreq (Speer 2022), which only this module
imports.
"""

from __future__ import annotations

import csv
import functools
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from glossary.tables import data_dir

FIRST_HAN = "\u3400"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
HYPHENS = "-\N{NON-BREAKING HYPHEN}\N{EN DASH}"
QUOTES = (  # and other marks that show where one thing ends and another begins
    '\N{LEFT SINGLE QUOTATION MARK}"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{BULLET}'
)
SILENT = HYPHENS + QUOTES + "\N{MIDDLE DOT}\N{KATAKANA MIDDLE DOT}"
_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<word>[{LETTER}]+\.(?:com|cn|net|org)\b|[A-Z]&[A-Z]\b|[{LETTER}]+(?:[{APOSTROPHES}][{LETTER}]+)*)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<silent>[{re.escape(SILENT)}{APOSTROPHES}\s])"
    r"|(?P<mark>.)",
    re.IGNORECASE | re.DOTALL,
)
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")
ABBREVIATED = frozenset("co ltd inc corp dr mr mrs ms prof st no jr".split())
_SPELLING = {
    "centre": "center", "fibre": "fiber", "grey": "gray", "greige": "gray", "theatre": "theater", "metre": "meter",
    "litre": "liter", "programme": "program", "jewellery": "jewelry", "aluminium": "aluminum", "woollen": "woolen",
    "cheque": "check", "tyre": "tire", "cosy": "cozy", "plough": "plow", "modelling": "modeling", "hi": "high",
    "labelling": "labeling", "travelling": "traveling", "counselling": "counseling", "wechat": "wechat",
}  # fmt: skip
_PLURALS = {"children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse"}
_INVARIANT = frozenset("news series species means always gas bus canvas lens plus was has is this its his us".split())
BARRIERS = frozenset(".;:!?|()[]{}<>…\n。；：！？（）【】、，") | {
    "\N{EM DASH}",
    "\N{HORIZONTAL BAR}",
}  # nothing matches across them


class Token(NamedTuple):
    """One word, number, run of Han characters or mark, with its place in the text."""

    text: str
    start: int
    stop: int
    fold: str  # the key at which spellings meet; a mark is its own key, "&" is "and"

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        first = self.text[0]
        return first < FIRST_HAN and first.isalpha()

    @property
    def is_han(self) -> bool:
        return self.text[0] >= FIRST_HAN

    @property
    def is_barrier(self) -> bool:
        return self.text in BARRIERS or "\n" in self.text


def singular(word: str) -> str:
    """The key of a lower-case word without a plural ending; a key, not a spelling.

    >>> [singular(w) for w in ("industries", "clothes", "classes", "series", "children", "silk", "boss")]
    ['industry', 'clothe', 'class', 'series', 'child', 'silk', 'boss']
    """
    if word in _PLURALS:
        return _PLURALS[word]
    if len(word) < 4 or word in _INVARIANT or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@functools.lru_cache(maxsize=200_000)
def fold_word(word: str) -> str:
    """Fold case, apostrophes, accents, plural and British spelling of one word.

    >>> [fold_word(w) for w in ("Fibres", "Tai\N{RIGHT SINGLE QUOTATION MARK}an", "organisation", "Colours", "Ürümqi")]
    ['fiber', 'taian', 'organization', 'color', 'urumqi']
    """
    plain = word.casefold()
    if not plain.isascii():
        import unicodedata

        plain = "".join(ch for ch in unicodedata.normalize("NFD", plain) if not unicodedata.combining(ch))
    key = singular(_NOT_A_LETTER.sub("", plain))
    key = _SPELLING.get(key, key)
    if len(key) > 5:
        if key.endswith("our"):
            return key[:-3] + "or"
        if key.endswith("isation"):
            return key[:-7] + "ization"
        if key.endswith(("ise", "ised", "ising")):
            head, _, tail = key.rpartition("is")
            return f"{head}iz{tail}"
    return key


def iter_tokens(text: str, start: int = 0, stop: int | None = None) -> Iterator[Token]:
    """Yield the tokens of a text; a line feed is a barrier, like a full stop.

    >>> [t.text for t in iter_tokens("China's high-tech “City”, Co., Ltd.")]
    ['China', 'high', 'tech', 'City', ',', 'Co', ',', 'Ltd']
    >>> [t.fold for t in iter_tokens("Yarns. 印染")]
    ['yarn', '.', '印染']
    """
    previous = ""
    for match in _TOKEN.finditer(text, start, len(text) if stop is None else stop):
        kind, word = match.lastgroup, match.group()
        if kind == "word":
            if cut := _POSSESSIVE.search(word):
                word = word[: cut.start()]
            previous = fold_word(word)
            yield Token(word, match.start(), match.start() + len(word), previous or word)
        elif kind in ("han", "number"):
            previous = ""
            yield Token(word, match.start(), match.end(), word)
        elif kind == "mark" or "\n" in word:
            if word == "." and previous in ABBREVIATED:
                continue
            previous = ""
            yield Token(word, match.start(), match.end(), "and" if word == "&" else word)


def fold_phrase(text: str) -> tuple[str, ...]:
    """The match key of a designation: its folded words.

    >>> fold_phrase("Weaving, Printing & Dyeing Industry Brains")
    ('weaving', ',', 'printing', 'and', 'dyeing', 'industry', 'brain')
    """
    return tuple(token.fold for token in iter_tokens(text))


_SLIPPED_HYPHEN = re.compile(r"[^\W\d_] -[^\W\d_]")


def has_slipped_hyphen(text: str) -> bool:
    """Whether a space has slipped before a hyphen, as machines write it.

    >>> has_slipped_hyphen("state -owned"), has_slipped_hyphen("state-owned"), has_slipped_hyphen("2019 - 2020")
    (True, False, False)
    """
    return _SLIPPED_HYPHEN.search(text) is not None


@functools.lru_cache(maxsize=1)
def _lexicon(path: Path | None = None) -> dict[str, str]:
    with (path or data_dir() / "lexicon.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return dict(reader)


_SUFFIXES = (
    ("ly", "adverb"), ("ing", "gerund"), ("ed", "participle"), ("tion", "noun"), ("ment", "noun"), ("ness", "noun"),
    ("ity", "noun"), ("ism", "noun"), ("ship", "noun"), ("able", "adjective"), ("ible", "adjective"),
    ("ful", "adjective"), ("less", "adjective"), ("ous", "adjective"), ("ive", "adjective"), ("ic", "adjective"),
    ("al", "adjective"),
)  # fmt: skip


@functools.lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """Noun, verb, adjective, adverb, gerund, participle, proper, number or function, by lexicon, then by suffix.

    The class a word has most often, whatever the sentence: a tagger is worth two points of F1 and costs a hundred
    times the time (shared measurements on ACTER).

    >>> [word_class(w) for w in ("the", "cloth", "weaving", "woven", "quickly", "nanofibrous")]
    ['function', 'noun', 'gerund', 'participle', 'adverb', 'adjective']
    """
    lower = word.lower()
    if lower[0].isdigit():
        return "number"
    found = _lexicon().get(lower)
    if found is None and lower.endswith("s"):
        found = _lexicon().get(singular(lower))
    if found is not None:
        return found
    return next((cls for suffix, cls in _SUFFIXES if lower.endswith(suffix) and len(lower) > len(suffix) + 2), "noun")


@functools.lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return get_frequency_dict("en")


@functools.lru_cache(maxsize=200_000)
def zipf(word: str) -> float:
    """How common a word is in English: log10 of its occurrences in a thousand million words, 0.0 for unknown."""
    lower = word.lower()
    if lower.isascii() and lower.isalpha():  # what wordfreq would look up as it stands
        share = _frequencies().get(lower, 0.0)
        return round(math.log10(share * 1e9), 2) if share else 0.0
    from wordfreq import zipf_frequency

    return float(zipf_frequency(lower, "en"))


def occurrences(word: str) -> float:
    """How often a word occurs in a thousand million words of English, 0.0 for unknown."""
    common = zipf(word)
    return 10.0**common if common else 0.0


@functools.lru_cache(maxsize=1)
def _chinese() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict("zh"))


def chinese_zipf(word: str) -> float:
    """How common a word of simplified Chinese is, on the same scale; 0.0 for unknown.

    >>> chinese_zipf("企业") > chinese_zipf("面料") > chinese_zipf("缫丝") > 0
    True
    """
    return math.log10(_chinese()[word]) + 9 if word in _chinese() else 0.0


def is_known_word(word: str) -> bool:
    """Whether the lexicon has a word as any but a proper name.

    >>> is_known_word("changed"), is_known_word("Zhejiang"), is_known_word("keqiao")
    (True, False, False)
    """
    return _lexicon().get(word.lower(), "proper") != "proper"


RARE_ZIPF = 3.0  # a word rarer than this that the lexicon lacks or has as a name is likely one


def is_name_like(word: str) -> bool:
    """Whether a word is likely a name: unknown to the lexicon, or known as a proper noun, and rare in English.

    >>> is_name_like("Keqiao"), is_name_like("dyeing"), is_name_like("market")
    (True, False, False)
    """
    return not is_known_word(word) and zipf(word) < RARE_ZIPF


EVERYDAY_ZIPF = 3.3  # a common word that happens to be legal pinyin (can, made, long) is no name by itself


def is_everyday(word: str) -> bool:
    """Whether a word is common English and not mainly a proper name.

    >>> is_everyday("Made"), is_everyday("Wuhan"), is_everyday("Keqiao")
    (True, False, False)
    """
    return is_known_word(word) and zipf(word) >= EVERYDAY_ZIPF
