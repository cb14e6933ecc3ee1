"""What the counts say of each candidate: the measures of unithood and termhood by their names in the literature.

Comes in: counts, and for each word how common it is in general English. Goes out: one array a measure, parallel to the
candidates of one length.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glossary.counting.counts import TALLIES, Counts, Rows, packed
from glossary.counting.tokens import Ints
from glossary.counting.vocabulary import Look

Floats = NDArray[np.float64]
Rate = Callable[[str], float]  # occurrences of a lower-case word in a thousand million words of general English
PRIOR = 1_000  # words of general English that every corpus is thought to begin with: a small one proves less
RAREST = 10.0  # occurrences in a thousand million; what is rarer in general English counts as this rare


@dataclass(frozen=True, slots=True)
class Measures:
    """Candidates of one length with what was counted and measured; all arrays are parallel."""

    rows: Rows  # numbers of folds
    frequency: Ints
    maximal: Ints  # occurrences in which no longer phrase held it
    coordinated: Ints  # occurrences beside the "and" of a coordination
    capitalised: Ints  # occurrences written like a name
    c_value: Floats
    min_weirdness: Floats
    joins: Ints  # "and" and commas in it
    marks: Ints  # of a single word, what any of its spellings is; 0 for phrases
    in_field: Ints  # how many of its words are terms of the field by themselves


def measure(
    counts: Counts, look: Look, rate: Rate, is_neutral: Callable[[str], bool], field: Container[str] = ()
) -> list[Measures]:
    """The measures of all candidates, by length; neutral words, "and" among them, say nothing of their phrases.

    `field` holds the folded words that are known to be terms by themselves.

    C-value: Frantzi, Ananiadou & Mima 2000, with the logarithm of one more than the length, so that single words
    count too. Weirdness: Ahmad, Gillam & Tostevin 1999, log10, of the least weird word, with a Dirichlet prior.
    """
    weirdness, marks = _weirdness(counts, look, rate), _marks(counts, look)
    neutral = np.fromiter(map(is_neutral, counts.folds), np.bool_, len(counts.folds))
    joining = np.fromiter((fold in ("and", ",") for fold in counts.folds), np.bool_, len(counts.folds))
    of_field = np.fromiter((fold in field for fold in counts.folds), np.bool_, len(counts.folds))
    nested = _nested(counts)
    found = []
    for rows, tallies, (number, occurrences) in zip(counts.grams, counts.tallies, nested, strict=True):
        frequency, maximal, coordinated, capitalised = tallies.T
        words = rows.shape[1]
        least = np.where(neutral, np.inf, weirdness)[rows].min(axis=1, initial=np.inf)
        free = frequency - np.divide(occurrences, number, out=np.zeros(len(rows)), where=number > 0)
        found.append(
            Measures(
                rows, frequency, maximal, coordinated, capitalised,
                np.log2(words + 1) * np.maximum(free, 0),
                np.where(np.isinf(least), 0.0, least),
                joining[rows].sum(axis=1),
                marks[rows[:, 0]] if words == 1 else np.zeros(len(rows), np.int64),
                of_field[rows].sum(axis=1),
            )
        )  # fmt: skip
    return found


def unithood(measures: Measures) -> Floats:
    """The C-value on a scale that sums up with weirdness."""
    values: Floats = np.log2(1 + measures.c_value)
    return values


def _marks(counts: Counts, look: Look) -> Ints:
    """By fold: what any of its spellings is."""
    marks = dict.fromkeys(counts.folds, 0)
    for word in counts.words:
        fold, its = look(word)
        if fold in marks:
            marks[fold] |= its
    return np.fromiter(marks.values(), np.int64, len(marks))


def _weirdness(counts: Counts, look: Look, rate: Rate) -> Floats:
    """By fold: log10 of how many times commoner it is in these texts than in general English.

    All spellings of a fold that were met speak together, here and there.
    """
    numbers = {name: number for number, name in enumerate(counts.folds)}
    here, there = np.zeros(len(numbers)), np.zeros(len(numbers))
    seen: set[str] = set()
    for word, uses in zip(counts.words, counts.uses.tolist(), strict=True):
        number = numbers.get(look(word)[0])
        if number is None:
            continue
        here[number] += uses
        if (lower := word.lower()) not in seen:
            seen.add(lower)
            there[number] += rate(lower)
    share = np.maximum(there, RAREST) / 1e9
    values: Floats = np.log10((here / share + PRIOR) / (max(counts.total, 1) + PRIOR))
    return values


def _nested(counts: Counts) -> list[tuple[Ints, Ints]]:
    """By length: for each candidate how many longer ones hold it, and their occurrences together."""
    size = len(counts.folds)
    frequencies = [tallies[:, TALLIES.index("occurrences")] for tallies in counts.tallies]
    found = [(np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)) for rows in counts.grams]
    for length, inner in enumerate(counts.grams, 1):
        keys = packed(inner, size)
        for longer, frequency in zip(counts.grams[length:], frequencies[length:], strict=True):
            for owner, at in _holders(longer, length, keys, size):
                number, occurrences = found[length - 1]
                np.add.at(number, at, 1)
                np.add.at(occurrences, at, frequency[owner])
    return found


def _holders(longer: Rows, length: int, keys: NDArray[Any], size: int) -> Iterator[tuple[Ints, Ints]]:
    """Which of the longer candidates hold which of the shorter, by the place inside them."""
    for first in range(longer.shape[1] - length + 1):
        inside = packed(longer[:, first : first + length], size)
        at = np.minimum(np.searchsorted(keys, inside), max(len(keys) - 1, 0))
        owner = np.flatnonzero(keys[at] == inside) if len(keys) else np.zeros(0, np.int64)
        yield owner, at[owner]
