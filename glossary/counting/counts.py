"""Counts of words and candidates: one record a text or a thousand texts, and the merge that makes one of two.

Comes in: texts. Goes out: Counts, whose size is that of the vocabulary and not of the texts. A record is in one
canonical order, so the merge is associative and commutative, and in whatever parts the texts are counted, the sum is
the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.counting.phrases import LONGEST
from glossary.counting.tokens import Ints

Rows = NDArray[np.int32]
TALLIES = ("occurrences", "maximal", "half", "capital")


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Words and candidates with how often they were met; a candidate is a row of numbers of folds."""

    words: tuple[str, ...]  # as they stand in the texts, sorted
    uses: Ints  # of each word
    folds: tuple[str, ...]  # sorted
    grams: tuple[Rows, ...]  # by length less one: a row a candidate, sorted
    tallies: tuple[Ints, ...]  # parallel to grams, a column for each of TALLIES

    @property
    def total(self) -> int:
        """How many words the texts have."""
        return int(self.uses.sum())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        mine: tuple[Any, ...] = (self.uses, *self.grams, *self.tallies)
        theirs: tuple[Any, ...] = (other.uses, *other.grams, *other.tallies)
        same = (self.words, self.folds) == (other.words, other.folds)
        return same and all(map(np.array_equal, mine, theirs))

    __hash__ = None  # type: ignore[assignment]


def nothing() -> Counts:
    """The counts of no text: the neutral element of the merge."""
    grams = tuple(np.zeros((0, length), np.int32) for length in range(1, LONGEST + 1))
    tallies = tuple(np.zeros((0, len(TALLIES)), np.int64) for _ in grams)
    return Counts((), np.zeros(0, np.int64), (), grams, tallies)


def _columns(rows: Rows, size: int) -> list[Ints]:
    """The rows packed into as few whole numbers as hold them, for numbers below `size`; order is kept."""
    width = max(size, 2).bit_length()
    each = 63 // width
    packed = []
    for first in range(0, rows.shape[1], each):
        column = np.zeros(len(rows), np.int64)
        for number in rows[:, first : first + each].T:
            column = (column << width) | number
        packed.append(column)
    return packed


def packed(rows: Rows, size: int) -> NDArray[Any]:
    """A key for each row; keys sort as rows do."""
    columns = _columns(rows, size)
    if len(columns) == 1:
        return columns[0]
    kind = [(f"f{number}", ">u8") for number in range(len(columns))]
    joined = np.empty(len(rows), kind)
    for (name, _), column in zip(kind, columns, strict=True):
        joined[name] = column
    return joined.view(f"S{8 * len(columns)}")


def gather(rows: Rows, tallies: Ints, size: int) -> tuple[Rows, Ints]:
    """Equal rows made one, their tallies added; sorted.

    >>> rows, tallies = gather(np.array([[2, 1], [0, 1], [2, 1]]), np.array([[1], [5], [2]]), 3)
    >>> rows.tolist(), tallies.tolist()
    ([[0, 1], [2, 1]], [[5], [3]])
    """
    if not len(rows):
        return rows, tallies
    columns = _columns(rows, size)
    order = np.lexsort(columns[::-1]) if len(columns) > 1 else np.argsort(columns[0], kind="stable")
    new = np.zeros(len(rows), np.bool_)
    new[0] = True
    for column in columns:
        ordered = column[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    first = np.flatnonzero(new)
    return rows[order[first]], np.add.reduceat(tallies[order], first, axis=0)


def _numbered(mine: Sequence[str], all_of_them: dict[str, int]) -> Ints:
    return np.fromiter(map(all_of_them.__getitem__, mine), np.int64, len(mine))


def merge(one: Counts, other: Counts) -> Counts:
    """The counts of both; merge(a, merge(b, c)) == merge(merge(a, b), c), and merge(a, b) == merge(b, a)."""
    words = {word: number for number, word in enumerate(sorted({*one.words, *other.words}))}
    folds = {fold: number for number, fold in enumerate(sorted({*one.folds, *other.folds}))}
    uses = np.zeros(len(words), np.int64)
    for part in (one, other):
        uses[_numbered(part.words, words)] += part.uses
    maps = [_numbered(part.folds, folds).astype(np.int32) for part in (one, other)]
    gathered = [
        gather(
            np.concatenate([maps[0][one.grams[at]], maps[1][other.grams[at]]]),
            np.concatenate([one.tallies[at], other.tallies[at]]),
            len(folds),
        )
        for at in range(LONGEST)
    ]
    return Counts(
        tuple(words), uses, tuple(folds), tuple(rows for rows, _ in gathered), tuple(tally for _, tally in gathered)
    )


def merge_all(parts: Iterable[Counts]) -> Counts:
    """All counts in one, the small with the small first, so that a thousand cost no more than their size."""
    waiting: list[Counts] = []
    sizes: list[int] = []
    for part in parts:
        size = 1
        while sizes and sizes[-1] <= size:
            part, size = merge(waiting.pop(), part), size + sizes.pop()
        waiting.append(part)
        sizes.append(size)
    whole = nothing()
    for part in reversed(waiting):
        whole = merge(part, whole)
    return whole
