"""Which stretch of the Chinese original a stretch of the English stands for.

Comes in: a page and its original, in simplified characters. Goes out: segments, each a stretch of both texts. Lines
first, then the sentences of lines that face each other: dynamic programming on length (Gale & Church 1993) with
anchors, that is numbers, Latin words and names whose pinyin stands in the English. Strong anchors fix points first, so
that site furniture, missing and moved lines do no harm and time grows with the length of the text, not with its square.
"""

from __future__ import annotations

import bisect
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from glossary.names import Page
from glossary.pinyin import spell
from glossary.records import Document, Segment
from glossary.romanization import is_pinyin, pinyin_key

USUAL_RATIO = (2.8, 4.2)  # English characters for one Chinese; a text's own ratio counts within these
# Costs tuned on ../shared/mt: 99 % of the lines, 95 % with every fifth line left out, 99 % among furniture.
_SLACK = 30.0  # characters by which short lines may differ without saying anything
_LENGTH, _WORST = 8.0, 8.0  # weight of the squared log ratio of lengths, and the most it may cost
_GAP, _LONG_GAP = 1.5, 1.5  # a unit that faces nothing, and what a long one costs more
_MERGE = 1.2  # a further unit that faces the same one, and again where it shares nothing with it
_BONUS, _MOST_BONUS = 1.5, 3.0  # for shared anchors
_NO_ANCHOR = 1.0  # both sides have anchors and share none
_FIXED = 2.0  # shared anchors, counted by rarity, that fix a point before the rest is aligned
_MOVED = 1.0  # and those that bring together what the alignment left over
_COMMON = 6  # an anchor in more units than this says nothing
# Units to either side of the diagonal that are looked at between two fixed points: at least, and at most.
_LEAST_BAND, _BAND = 12, 60
_LONGEST_NAME = 4  # syllables
_MERGES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2))
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENGLISH_STOP = re.compile(
    r"[.!?][\"')\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]*\s+"
    r"(?=[A-Z0-9\"'(\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}])"
)
_CHINESE_STOP = re.compile(r"[。！？!?][\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}」』）)]*\s*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Unit(NamedTuple):
    """A line or a sentence of one side, with what the other side may recognise in it."""

    start: int
    stop: int
    anchors: frozenset[str]

    @property
    def size(self) -> int:
        return self.stop - self.start


Group = tuple[tuple[int, int], tuple[int, int]]  # spans of units that face each other


@lru_cache(maxsize=30_000)
def syllable(character: str) -> str:
    """The commonest reading of a character as a match key.

    >>> syllable("桥"), syllable("绿")
    ('qiao', 'lu')
    """
    return pinyin_key(spell(character)[0])


def iter_sounds(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (match key, start, stop) of every run of two to four characters.

    >>> [key for key, _, _ in iter_sounds("柯桥区")]
    ['keqiao', 'keqiaoqu', 'qiaoqu']
    """
    for run in _HAN.finditer(text):
        keys = [syllable(ch) for ch in run.group()]
        for start in range(len(keys)):
            key = keys[start]
            for stop in range(start + 1, min(start + _LONGEST_NAME, len(keys))):
                key += keys[stop]
                yield key, run.start() + start, run.start() + stop + 1


def _plain_anchors(text: str) -> Iterator[str]:
    yield from (number.replace(",", "") for number in _NUMBER.findall(text))
    yield from (word.casefold() for word in _LATIN.findall(text))


def _english_anchors(page: Page, start: int, stop: int) -> frozenset[str]:
    tokens = page.tokens[page.position(start) : page.position(stop)]
    names = [pinyin_key(t.text) if t.is_word and t.is_capitalised and is_pinyin(t.text) else "" for t in tokens]
    found = {name for name in names if len(name) > 3}
    found.update(a + b for a, b in pairwise(names) if a and b)
    return frozenset(found.union(_plain_anchors(page.document.text[start:stop])))


def _chinese_anchors(text: str) -> frozenset[str]:
    return frozenset({key for key, _, _ in iter_sounds(text)}.union(_plain_anchors(text)))


def _cut(text: str, start: int, stop: int, end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans between sentence ends."""
    at = start
    for match in end.finditer(text, start, stop):
        yield at, match.end()
        at = match.end()
    if text[at:stop].strip():
        yield at, stop


def _share(left: Sequence[Unit], right: Sequence[Unit]) -> dict[tuple[int, int], float]:
    """How much units share, by pairs: each common anchor counts the less the more units have it."""
    mine, theirs = _places(left), _places(right)
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for anchor in mine.keys() & theirs.keys():
        here, there = mine[anchor], theirs[anchor]
        if max(len(here), len(there)) <= _COMMON:
            for i in here:
                for j in there:
                    found[i, j] += 1 / max(len(here), len(there))
    return found


def _places(units: Iterable[Unit]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        for anchor in unit.anchors:
            found[anchor].append(at)
    return found


def _best_pairs(shared: Mapping[tuple[int, int], float], least: float) -> list[tuple[int, int]]:
    """The pairs that are each other's best and share enough."""
    best_left: dict[int, tuple[float, int]] = {}
    best_right: dict[int, tuple[float, int]] = {}
    for (i, j), score in sorted(shared.items()):
        best_left[i] = max(best_left.get(i, (0.0, 0)), (score, j))
        best_right[j] = max(best_right.get(j, (0.0, 0)), (score, i))
    return [(i, j) for i, (score, j) in sorted(best_left.items()) if score >= least and best_right[j][1] == i]


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting).

    >>> _chain([(0, 0), (1, 7), (2, 1), (3, 2)])
    [(0, 0), (2, 1), (3, 2)]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for at, (_, j) in enumerate(pairs):
        spot = bisect.bisect_left(tails, j)
        tails[spot : spot + 1] = [j]
        ends[spot : spot + 1] = [at]
        before[at] = ends[spot - 1] if spot else -1
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


class _Aligner:
    """Dynamic programming over the units of two sides; `ratio` is English characters for one Chinese."""

    def __init__(self, left: Sequence[Unit], right: Sequence[Unit], ratio: float) -> None:
        self._left, self._right = left, right
        self._shared = _share(left, right)
        self._mine = list(accumulate((unit.size for unit in left), initial=0))
        self._theirs = list(accumulate((ratio * unit.size for unit in right), initial=0.0))

    def _cost(self, i: int, a: int, j: int, b: int, most: float) -> float:
        """What it costs to let `a` units from `i` on face `b` units from `j` on; any value from `most` up if more."""
        mine, theirs = self._mine[i + a] - self._mine[i], self._theirs[j + b] - self._theirs[j]
        if not a or not b:
            return _GAP + _LONG_GAP * (mine + theirs) / (mine + theirs + _SLACK)
        cost = min(_WORST, _LENGTH * math.log((mine + _SLACK) / (theirs + _SLACK)) ** 2) + _MERGE * (a + b - 2)
        if cost - _MOST_BONUS >= most:
            return cost
        if a + b == 2:
            shared = self._shared.get((i, j), 0.0)
            alone = _NO_ANCHOR if not shared and self._left[i].anchors else 0.0
            return cost - min(_MOST_BONUS, _BONUS * shared) + alone
        pairs = [self._shared.get((x, y), 0.0) for x in range(i, i + a) for y in range(j, j + b)]
        return cost - min(_MOST_BONUS, _BONUS * sum(pairs)) + _MERGE * pairs.count(0.0)

    def _between(self, left: tuple[int, int], right: tuple[int, int]) -> list[Group]:
        """The cheapest way to align two spans of units, within a band."""
        (i0, i1), (j0, j1) = left, right
        rows, columns = i1 - i0, j1 - j0
        band = min(_BAND, _LEAST_BAND + abs(rows - columns))
        costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(rows + 1):
            middle = round(i * columns / rows) if rows else 0
            low, high = (middle - band, middle + band) if rows else (0, columns)
            for j in range(max(0, low), min(columns, high) + 1):
                best = costs.get((i, j), (math.inf, (0, 0)))
                for a, b in _MERGES:
                    if (before := costs.get((i - a, j - b))) is None:
                        continue
                    cost = before[0] + self._cost(i0 + i - a, a, j0 + j - b, b, best[0] - before[0])
                    if cost < best[0]:
                        best = cost, (a, b)
                if best[0] < math.inf:
                    costs[i, j] = best
        groups, i, j = [], rows, columns
        while (i, j) in costs and (i or j):
            a, b = costs[i, j][1]
            if a and b:
                groups.append(((i0 + i - a, i0 + i), (j0 + j - b, j0 + j)))
            i, j = i - a, j - b
        return groups[::-1]

    def groups(self) -> list[Group]:
        """The units that face each other, those that were moved included."""
        size = len(self._left), len(self._right)
        fixed = _chain(_best_pairs(self._shared, _FIXED)) if max(size) > 2 * _BAND else []
        found: list[Group] = []
        for (i, j), (next_i, next_j) in pairwise([(0, 0), *fixed, size]):
            found += self._between((i, next_i), (j, next_j))
        mine = {x for (a, b), _ in found for x in range(a, b)}
        theirs = {y for _, (a, b) in found for y in range(a, b)}
        rest = {(i, j): s for (i, j), s in self._shared.items() if i not in mine and j not in theirs}
        return found + [((i, i + 1), (j, j + 1)) for i, j in _best_pairs(rest, _MOVED)]


def _ratio(english: str, chinese: str) -> float:
    low, high = USUAL_RATIO
    return min(high, max(low, len(english) / max(1, len(chinese))))


def _span(units: Sequence[Unit], span: tuple[int, int]) -> tuple[int, int]:
    return units[span[0]].start, units[span[1] - 1].stop


def align(english: Page, original: Document) -> tuple[Segment, ...]:
    """The stretches that say the same, in the order of the English; what faces nothing is in none of them.

    >>> page = Page.read(Document("a", "Keqiao weaves. Hechi keeps silkworms.\\nHome Page\\n", ""))
    >>> text = "柯桥织布。河池养蚕。\\n"
    >>> for s in align(page, Document("a.zh", text, "", lang="zh-Hans")):
    ...     print(page.document.text[s.start : s.stop].strip(), text[s.original_start : s.original_stop])
    Keqiao weaves. 柯桥织布。
    Hechi keeps silkworms. 河池养蚕。
    """
    here, there = english.document.text, original.text
    ratio = _ratio(here, there)

    def mine(spans: Iterable[tuple[int, int]]) -> list[Unit]:
        return [Unit(a, b, _english_anchors(english, a, b)) for a, b in spans]

    def theirs(spans: Iterable[tuple[int, int]]) -> list[Unit]:
        return [Unit(a, b, _chinese_anchors(there[a:b])) for a, b in spans]

    left, right = mine(m.span() for m in _LINE.finditer(here)), theirs(m.span() for m in _LINE.finditer(there))
    segments: list[Segment] = []
    for one, other in _Aligner(left, right, ratio).groups():
        (a, b), (c, d) = _span(left, one), _span(right, other)
        mine_in, theirs_in = list(_cut(here, a, b, _ENGLISH_STOP)), list(_cut(there, c, d, _CHINESE_STOP))
        if min(len(mine_in), len(theirs_in)) < 2:
            segments.append(Segment(a, b, c, d))
            continue
        small, large = mine(mine_in), theirs(theirs_in)
        for inner, outer in _Aligner(small, large, ratio).groups():
            segments.append(Segment(*_span(small, inner), *_span(large, outer)))
    return tuple(sorted(segments, key=lambda s: (s.start, s.original_start)))
