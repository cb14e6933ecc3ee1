"""What the texts show of each referent, gathered document by document in the memory that the vocabulary takes.

Comes in: the readings of one document after the other, in one order of the documents. Goes out: for each referent what
its entry needs: its surfaces with their counts, and the reading that speaks for it. The readings themselves are let go.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from glossary.authority import ENGLISH
from glossary.english import fold_phrase, has_slipped_hyphen
from glossary.records import Alternative, Kind, Reading

Folds = tuple[str, ...]
_folds = functools.lru_cache(maxsize=100_000)(fold_phrase)


def group_of(reading: Reading) -> str:
    """What a reading counts for: its referent; an open one by its kind, since one word may be a person and a firm."""
    return f"{reading.kind}:{reading.referent}" if reading.is_open else reading.referent


def key_of(group: str, folds: Folds) -> str:
    """The key of a rendering, by which mentions find it."""
    return "\x1f".join((group, *folds))


def surface_of(reading: Reading, lang: str) -> Folds:
    """Under what the uses of one surface are counted: folded words of English, of Chinese the characters themselves.

    "High -quality" is counted apart from "high-quality": it is wrong.
    """
    text = " ".join(reading.text.split())
    if lang != ENGLISH:
        return chinese_surface(text)
    return (*_folds(text), " -") if has_slipped_hyphen(text) else _folds(text)


def chinese_surface(zh: str) -> Folds:
    """Characters as a surface that no English has."""
    return ("", zh)


def rendering_of(reading: Reading, lang: str) -> str:
    """The key of the rendering that a reading in a document of this language is a use of."""
    return key_of(group_of(reading), surface_of(reading, lang))


@dataclass(slots=True)
class Use:
    """One surface of one referent, whatever its case, plural or hyphen."""

    best: Reading  # what is said of it: wrong before right, the sure before the unsure, the first
    texts: Counter[str] = field(default_factory=Counter)
    alternatives: dict[str, Alternative] = field(default_factory=dict)
    count: int = 0


@dataclass(slots=True)
class Group:
    """One referent with all its surfaces."""

    key: str
    best: Reading  # right before wrong, the sure before the unsure
    kinds: Counter[Kind] = field(default_factory=Counter)
    zh: set[str] = field(default_factory=set)
    also_zh: set[str] = field(default_factory=set)
    uses: dict[Folds, Use] = field(default_factory=dict)

    @property
    def first_text(self) -> str:
        """The surface that was met first."""
        return next(iter(next(iter(self.uses.values())).texts))


class Uses:
    """Readings taken in, referents given out: those of English documents, and those of Chinese ones."""

    def __init__(self) -> None:
        self.english: dict[str, Group] = {}
        self.chinese: dict[str, Group] = {}

    def add(self, readings: Iterable[Reading], lang: str) -> None:
        """Take the readings of a document in this language, in the order of its text."""
        groups = self.english if lang == ENGLISH else self.chinese
        for reading in readings:
            key = group_of(reading)
            if (group := groups.get(key)) is None:
                group = groups[key] = Group(key, reading)
            elif _speaks(reading) > _speaks(group.best):
                group.best = reading
            group.kinds[reading.kind] += 1
            group.also_zh.update(reading.also_zh)
            if reading.zh:
                group.zh.add(reading.zh)
            folds = surface_of(reading, lang)
            if (use := group.uses.get(folds)) is None:
                use = group.uses[folds] = Use(reading)
            elif _accuses(reading) > _accuses(use.best):
                use.best = reading
            use.texts[" ".join(reading.text.split())] += 1
            for alternative in reading.alternatives:
                use.alternatives.setdefault(alternative.zh + alternative.because, alternative)
            use.count += 1


def _speaks(reading: Reading) -> tuple[bool, float, int]:
    return (not reading.issue.is_wrong, reading.score, -reading.start)


def _accuses(reading: Reading) -> tuple[bool, float]:
    return (reading.issue.is_wrong, reading.score)
