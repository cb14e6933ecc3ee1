"""Which stretches of a text may be terms: noun phrases by the marks of their words, with everything nested in them.

Comes in: tokens and the marks of their words. Goes out: for each length the first tokens of the candidates, and what
was so at each. Patterns after Justeson & Katz (1995): adjectives, participles and nouns before a noun; a coordination
before a shared head ("cocoon and silk industry") stays whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from glossary.counting.tokens import Bools, Ints

LONGEST = 8  # tokens of a candidate, "and" and commas counted
GENERAL_WORDS = 3  # a general word opens terms of so many words
MOST_WORDS = 6  # of a candidate, without them


class Mark(IntFlag):
    """What the pattern needs to know of a word."""

    INSIDE = 1  # may stand in a phrase
    LAST = 2  # may end one
    OPENS = 4  # may open one of several words
    ALONE = 8  # may be a candidate by itself
    AND = 16
    CAPITAL = 32
    GERUND = 64
    TITLE = 128  # long enough to tell a headline
    ABBREVIATED = 256  # its full stop ends no sentence
    BARE = 512  # a verb that may as well be a noun: "lifts"
    BRINGS_NOUN = 1024  # a noun follows: "the", "its", adjectives
    SHUTS = 2048  # stands behind nouns: "is", "of"
    PROPER = 4096  # a name to the lexicon
    NEVER_FIRST = 8192  # opens no term, whatever stands before it
    OBJECT = 16384  # shows that the gerund before it is a verb
    GENERAL = 32768  # opens a term of three words or more: "high quality development", no "high quality"


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of a text as the patterns see them; all arrays are parallel."""

    start: Ints  # characters
    stop: Ints
    types: Ints  # -1 where a token is no word
    folds: Ints  # likewise
    marks: Ints
    joined: Bools
    parted: Bools
    comma: Bools
    opens_sentence: Bools
    blocked: Bools  # names, furniture
    headline: Bools


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidates of one length: where they begin, and what was so there."""

    length: int
    start: Ints
    maximal: Bools  # no longer phrase held it
    half: Bools  # it is cut out of a coordination
    capital: Bools  # written like a name


def _has(stream: Stream, mark: Mark) -> Bools:
    found: Bools = (stream.marks & mark) != 0
    return found


def _later(flags: Bools, by: int) -> Bools:
    moved = np.zeros_like(flags)
    moved[:-by] = flags[by:]
    return moved


def _earlier(flags: Bools, by: int) -> Bools:
    moved = np.zeros_like(flags)
    moved[by:] = flags[:-by]
    return moved


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of a text; `begin` and `stop` have a value a phrase, the rest one a token."""

    begin: Ints  # without what cannot open it
    stop: Ints  # without what cannot end it
    number: Ints  # of the phrase, for tokens that stand in one
    room: Ints  # tokens from here to the end of the phrase
    opens: Bools
    ends: Bools
    alone: Bools
    links: Bools  # "and", and commas before it


def iter_spans(stream: Stream) -> Iterator[Spans]:
    """Yield the candidates, the shortest first."""
    found = _find(stream)
    if not len(found.begin):
        return
    linked, after_link, before_link = _until(found.links), _earlier(found.links, 1), _later(found.links, 1)
    capital = _has(stream, Mark.CAPITAL) & ~stream.headline
    small, gerund, cut_behind = _until(~capital & ~found.links), _has(stream, Mark.GERUND), _later(stream.joined, 1)
    for length in range(1, LONGEST + 1):
        may = found.alone if length == 1 else found.opens & (found.room >= length)
        if length == GENERAL_WORDS - 1:
            may = may & ~_has(stream, Mark.GENERAL)
        start = np.flatnonzero(may)
        end = start + length - 1
        keep = (found.ends[end] | (length == 1)) & ~cut_behind[end]
        if length > MOST_WORDS:
            keep &= length - (linked[end + 1] - linked[start]) <= MOST_WORDS
        if length > 2:  # what ends behind "and" is half a coordination, unless two gerunds are all of it
            keep &= ~found.links[end - 1] | (gerund[end] & gerund[end - 2])
        start, end = start[keep], end[keep]
        begin, stop = found.begin[found.number[start]], found.stop[found.number[start]]
        yield Spans(
            length,
            start,
            (start == begin) & (end + 1 == stop) & ~stream.headline[start],
            after_link[start] | (before_link[end] & (end + 1 < stop)),
            (small[end + 1] == small[start]) & ~(stream.opens_sentence[start] & (length == 1)),
        )


def _until(flags: Bools) -> Ints:
    """How many of the flags are set before each place, and before the end."""
    return np.concatenate(([0], np.cumsum(flags)))


def _find(stream: Stream) -> _Phrases:
    """The phrases: longest runs of words that fit, and of what links them."""
    compound = stream.joined | _later(stream.joined, 1)
    inside, conjunction, gerund = _has(stream, Mark.INSIDE), _has(stream, Mark.AND), _has(stream, Mark.GERUND)
    bare = _nominal(stream, inside)
    fits = (inside | bare | (compound & (stream.folds >= 0))) & ~stream.blocked & ~conjunction
    links = _links(stream, fits, conjunction)
    held = fits | links
    first = fits & (~_earlier(held, 1) | stream.parted)
    last = held & ~_later(held & ~first, 1)
    verbal = gerund & _later(_has(stream, Mark.OBJECT), 1)  # "weaving the cloth", "relying on"
    ends = (_has(stream, Mark.LAST) | bare | stream.joined) & fits & ~verbal
    never_first = _has(stream, Mark.NEVER_FIRST)
    brought = _earlier(_has(stream, Mark.BRINGS_NOUN), 1) & ~stream.parted & ~never_first
    at = np.arange(len(held))
    may_begin = np.minimum.accumulate(np.where(never_first, len(held), at)[::-1])[::-1]
    may_stop = np.maximum.accumulate(np.where(ends, at, -1)) + 1
    number, stop = np.cumsum(first) - 1, may_stop[last]
    return _Phrases(
        begin=may_begin[first],
        stop=stop,
        number=number,
        room=np.where(held, stop[number] - at, 0) if len(stop) else np.zeros_like(at),
        opens=fits & (_has(stream, Mark.OPENS) | compound | brought) & ~stream.joined,
        ends=ends,
        alone=_has(stream, Mark.ALONE) & ~stream.blocked & ~compound & ~verbal,
        links=links,
    )


def _nominal(stream: Stream, inside: Bools) -> Bools:
    """Which verbs stand like nouns: "the lift", "disciplinary rules", "wind force of"; not "the company rules the"."""
    bare = _has(stream, Mark.BARE) & ~stream.blocked
    brought = _earlier(_has(stream, Mark.BRINGS_NOUN), 1) & ~stream.parted
    noun = _earlier(_has(stream, Mark.LAST) & inside, 1) & ~stream.parted
    shut = _later(_has(stream, Mark.SHUTS), 1)
    return bare & (brought | (noun & shut))


def _links(stream: Stream, fits: Bools, conjunction: Bools) -> Bools:
    """Where "and" joins two modifiers of one head, a noun on either side and another noun behind; and the commas
    before it, where all that is joined is made alike: "Weaving, Printing and Dyeing Industry Brain"."""
    whole = ~stream.parted
    gerund = _has(stream, Mark.GERUND) & fits
    before, after = _earlier(fits, 1), _later(fits & whole, 1)
    shared = _later(fits & whole, 2) & ~_later(stream.joined, 1)
    joins = conjunction & whole & before & after & (shared | (_earlier(gerund, 1) & _later(gerund, 1)))
    listed = stream.comma & _earlier(gerund, 1) & _later(gerund, 1) & _later(joins, 2)
    listed &= _later(gerund, 3)
    return joins | listed
