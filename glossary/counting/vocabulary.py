"""The word types met so far, each looked at once: number, number of its fold, marks for the phrase patterns.

Comes in: the words of tokens. Goes out: arrays of numbers, one a token. What a word is, is asked of the function given;
a million tokens have some ten thousand types, so the asking costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from glossary.counting.tokens import Ints

Known = tuple[str, int]  # the fold of a word, its marks
Look = Callable[[str], Known]


class _Numbers(dict[str, int]):
    """Numbers given in the order of first meeting."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Vocabulary:
    """Types and folds numbered as they come; the numbers are private to one counter."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._types, self._folds = _Numbers(), _Numbers()
        self._seen = 0
        self._fold_of, self._marks = np.zeros(1024, np.int64), np.zeros(1024, np.int64)

    def number(self, words: Iterable[str], count: int) -> Ints:
        """The type of each word."""
        return np.fromiter(map(self._types.__getitem__, words), np.int64, count)

    def _learn(self) -> None:
        if len(self._types) > len(self._marks):
            grown = max(len(self._types), 2 * len(self._marks))
            self._fold_of = np.resize(self._fold_of, grown)
            self._marks = np.resize(self._marks, grown)
        words = list(self._types)[self._seen :] if self._seen else list(self._types)
        for word in words:
            fold, marks = self._look(word)
            self._fold_of[self._seen], self._marks[self._seen] = self._folds[fold], marks
            self._seen += 1

    def folds_and_marks(self) -> tuple[Ints, NDArray[np.int64]]:
        """By type: the number of its fold, its marks."""
        if self._seen < len(self._types):
            self._learn()
        return self._fold_of, self._marks

    def fold(self, fold: str) -> int:
        return self._folds[fold]

    @property
    def types(self) -> list[str]:
        return list(self._types)

    @property
    def folds(self) -> list[str]:
        return list(self._folds)
