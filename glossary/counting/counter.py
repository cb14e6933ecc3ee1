"""Counting texts one after the other, in the memory that their vocabulary takes; and finding again what was chosen.

Comes in: texts with the stretches that names and furniture own. Goes out: Counts; and, in a second reading, the places
of the candidates that are wanted, since places are as many as the text is long and only the published ones are needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from glossary.counting.counts import TALLIES, Counts, Rows, gather
from glossary.counting.phrases import LONGEST, Mark, Spans, Stream, iter_spans
from glossary.counting.tokens import NUMBER, WORD, Bools, Ints, Tokens, tokenise
from glossary.counting.vocabulary import Look, Vocabulary

Stretch = tuple[int, int]  # of characters, half open
BATCH = 1 << 19  # characters read at once: small enough to stay near the processor, large enough to hide the overhead
HEADLINE_SHARE = 0.6  # of a line's longer words capitalised make it a headline; tuned on the five shared articles
HEADLINE_WORDS = 5
LONGEST_NUMBER = 4  # digits; longer numbers are quantities, no parts of terms


class Counter:
    """Takes texts, gives their counts."""

    def __init__(self, look: Look) -> None:
        self._vocabulary = Vocabulary(look)
        self._uses = np.zeros(0, np.int64)
        self._parts: list[list[tuple[Rows, Ints]]] = [[] for _ in range(LONGEST)]
        self._texts: list[str] = []
        self._blocked: list[Stretch] = []
        self._waiting = 0

    def add(self, text: str, blocked: Sequence[Stretch] = ()) -> None:
        """Count a text; nothing in a blocked stretch is part of a candidate."""
        self._texts.append(text)
        self._blocked += [(self._waiting + start, self._waiting + stop) for start, stop in blocked]
        self._waiting += len(text) + 1
        if self._waiting >= BATCH:
            self._flush()

    def _flush(self) -> None:
        text, blocked = "\n".join(self._texts), self._blocked
        self._texts, self._blocked, self._waiting = [], [], 0
        stream = read_stream(tokenise(text), self._vocabulary, blocked)
        found = np.bincount(stream.types[stream.types >= 0])
        if len(found) > len(self._uses):
            self._uses = np.concatenate([self._uses, np.zeros(len(found) - len(self._uses), np.int64)])
        self._uses[: len(found)] += found
        size = len(self._vocabulary.folds)
        for spans in iter_spans(stream):
            tallies = np.stack([np.ones(len(spans.start), np.int64), spans.maximal, spans.half, spans.capital], axis=1)
            self._keep(spans.length - 1, gather(rows_of(stream, spans), tallies, size), size)

    def _keep(self, at: int, part: tuple[Rows, Ints], size: int) -> None:
        """Add a part, merged with those before it that are no larger: so they stay few, and the work small."""
        parts = self._parts[at]
        while parts and len(parts[-1][0]) <= 2 * len(part[0]):
            rows, tallies = parts.pop()
            part = gather(np.concatenate([rows, part[0]]), np.concatenate([tallies, part[1]]), size)
        parts.append(part)

    def counts(self) -> Counts:
        """The counts of all texts so far."""
        if self._texts:
            self._flush()
        types, folds = self._vocabulary.types, self._vocabulary.folds
        order = sorted(range(len(types)), key=types.__getitem__)
        ranked = sorted(range(len(folds)), key=folds.__getitem__)
        rank = np.empty(len(folds), np.int32)
        rank[ranked] = np.arange(len(folds), dtype=np.int32)
        grams, tallies = [], []
        for at, parts in enumerate(self._parts):
            rows = [rank[rows] for rows, _ in parts] or [np.zeros((0, at + 1), np.int32)]
            sums = [sums for _, sums in parts] or [np.zeros((0, len(TALLIES)), np.int64)]
            whole = gather(np.concatenate(rows), np.concatenate(sums), len(folds))
            grams.append(whole[0])
            tallies.append(whole[1])
        uses = np.zeros(len(types), np.int64)
        uses[: len(self._uses)] = self._uses
        words, named = tuple(types[at] for at in order), tuple(folds[at] for at in ranked)
        return Counts(words, uses[order], named, tuple(grams), tuple(tallies))


def rows_of(stream: Stream, spans: Spans) -> Rows:
    """The folds of the candidates, a row each."""
    rows: Rows = stream.folds[spans.start[:, None] + np.arange(spans.length)].astype(np.int32)
    return rows


def read_stream(tokens: Tokens, vocabulary: Vocabulary, blocked: Collection[Stretch]) -> Stream:
    """Tokens as the patterns see them."""
    types = np.full(len(tokens.kind), -1, np.int64)
    types[tokens.kind == WORD] = vocabulary.number(tokens.words, len(tokens.words))
    numbers = np.fromiter((len(n) <= LONGEST_NUMBER for n in tokens.numbers), np.bool_, len(tokens.numbers))
    short = np.flatnonzero(tokens.kind == NUMBER)[numbers]
    types[short] = vocabulary.number((n for n in tokens.numbers if len(n) <= LONGEST_NUMBER), len(short))
    fold_of, marks_of = vocabulary.folds_and_marks()
    folds = np.where(types >= 0, fold_of[types], -1)
    marks = np.where(types >= 0, marks_of[types], 0)
    folds[tokens.conjunction], folds[tokens.comma] = vocabulary.fold("and"), vocabulary.fold(",")
    marks[tokens.conjunction] |= Mark.AND
    barrier = tokens.barrier
    opens = np.ones(len(folds), np.bool_)
    opens[1:] = barrier[:-1]
    kept = np.ones(len(folds), np.bool_)
    kept[1:] = ~(tokens.full_stop[1:] & ((marks[:-1] & Mark.ABBREVIATED) != 0))
    stream = Stream(
        tokens.start, tokens.stop, types, folds, marks, tokens.joined, tokens.parted, tokens.comma, opens,
        _inside(tokens, blocked), _headlines(tokens, marks),
    )  # fmt: skip
    return stream if kept.all() else Stream(*(getattr(stream, name)[kept] for name in Stream.__slots__))


def _inside(tokens: Tokens, stretches: Collection[Stretch]) -> Bools:
    """Which tokens lie in one of the stretches."""
    depth = np.zeros(len(tokens.start) + 1, np.int64)
    if stretches:
        edges = np.array(sorted(stretches), np.int64)
        np.add.at(depth, np.searchsorted(tokens.stop, edges[:, 0], side="right"), 1)
        np.add.at(depth, np.searchsorted(tokens.start, edges[:, 1]), -1)
    return np.cumsum(depth[:-1]) > 0


def _headlines(tokens: Tokens, marks: Ints) -> Bools:
    """Which tokens stand in a line whose capitals say nothing about names, nor its words about terms."""
    line = np.cumsum(tokens.line_feed)
    long = (marks & Mark.TITLE) != 0
    words = np.bincount(line[long], minlength=line[-1] + 1 if len(line) else 1)
    capitals = np.bincount(line[long & ((marks & Mark.CAPITAL) != 0)], minlength=len(words))
    title = (words >= HEADLINE_WORDS) & (capitals >= HEADLINE_SHARE * words)
    found: Bools = title[line]
    return found


def iter_places(
    text: str, blocked: Sequence[Stretch], look: Look, wanted: Collection[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the wanted candidates a text has: folds, first and last character; found as counting found them."""
    vocabulary = Vocabulary(look)
    stream = read_stream(tokenise(text), vocabulary, blocked)
    folds = vocabulary.folds
    firsts = {words[0] for words in wanted}
    may_begin = np.fromiter((fold in firsts for fold in folds), np.bool_, len(folds))
    for spans in iter_spans(stream):
        some = spans.start[may_begin[stream.folds[spans.start]]]
        for at in some.tolist():
            words = tuple(folds[number] for number in stream.folds[at : at + spans.length])
            if words in wanted:
                yield words, int(stream.start[at]), int(stream.stop[at + spans.length - 1])
