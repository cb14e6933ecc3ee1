"""The stretch of the Chinese that a run of English words is glosses of.

Comes in: a bitext and a span of the English. Goes out: the Chinese stretch with the pieces that carry it. A cover grows
to the boundary of the word (76 of 90 terms right, shared/reference/names.md), keeps the order of the English and
leaves alone what its neighbours mean, as a word links to one word only (competitive linking, Melamed 2000).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.authority import CHINESE, Authority
from glossary.authority.glosses import content_roots, content_stems
from glossary.bitext import Bitext
from glossary.chinese import Segmenter
from glossary.english import Token, zipf
from glossary.names import CONNECTORS
from glossary.romanization import is_pinyin

SMALL = CONNECTORS | frozenset("and the its their this that".split())
LONGEST_PHRASE = 4  # tokens that together stand for one piece
LONGEST_GAP = 1  # characters between two pieces that nothing covers
COMMONEST = 6.0  # zipf of words that claim nothing: "was", "more"
RARE = 3.5  # zipf of pinyin that is no English word
MOST_HITS = 12  # pieces of one run that are combined
LEAST_ENGLISH, LEAST_CHINESE = 0.7, 0.6  # shares that must be covered; tuned on ../shared/mt
# Never drawn into a stretch by the boundary of a word that joins single characters.
_LITTLE = frozenset(
    "的了在是和与及为对等从被把将就也都而于以让此类该各本并且但很更最已还又只有能可要会去来后前中上下里内外我你他某"
)
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
_JOINS = frozenset("的和与及")  # may stand uncovered between two pieces


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch of the original, the pieces of it that English words stand for, and the shares covered."""

    zh: str
    pieces: tuple[tuple[str, str], ...]  # (English words, Chinese piece)
    english_share: float
    chinese_share: float

    @property
    def score(self) -> tuple[float, float, int]:
        return self.english_share + self.chinese_share, self.english_share, -len(self.zh)

    def __str__(self) -> str:
        return ", ".join(f"{english} = {zh}" for english, zh in self.pieces)


@dataclass(frozen=True, slots=True)
class _Hit:
    """One piece where it stands in the stretch, and the tokens it is a gloss of."""

    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Facing:
    """The stretch that faces a span, where its words begin and end, and what the neighbours of the span mean."""

    zh: str
    edges: Collection[int]
    claimed: frozenset[tuple[int, int]]  # listed names, and what the words before and behind the span are glosses of
    segmenter: Segmenter


class Covers:
    """Covers between the two sides of one bitext."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext, self._page, self._authority = bitext, bitext.page, bitext.authority
        self._pieces_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._derived_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._edges_of: dict[tuple[int, int], frozenset[int]] = {}

    def pieces(self, start: int, stop: int) -> frozenset[str]:
        """The Chinese that a run of tokens may stand for by our tables and CC-CEDICT."""
        folds = self._page.folds(start, stop)
        if folds not in self._pieces_of:
            self._pieces_of[folds] = frozenset(_iter_pieces(folds, self._page.text(start, stop), self._authority))
        return self._pieces_of[folds]

    def _meanings(self, at: int) -> frozenset[str]:
        """The Chinese that one word alone stands for: no stems, or "researchers" would be 研究 "research"."""
        return frozenset(_iter_meanings(self._page.folds(at, at + 1), self._authority))

    def _derived(self, start: int, stop: int) -> frozenset[str]:
        """The Chinese with a gloss from which a run of tokens is derived: 响应 "to respond" for "response"."""
        folds = self._page.folds(start, stop)
        if folds not in self._derived_of:
            roots = content_roots(self._page.text(start, stop)) if len(folds) < LONGEST_PHRASE else ()
            self._derived_of[folds] = frozenset(self._authority.glosses.derived(roots))
        return self._derived_of[folds]

    def edges(self, span: tuple[int, int]) -> frozenset[int]:
        """Where the words of a stretch of the original begin and end."""
        if span not in self._edges_of:
            edges = [0]
            for word in self._authority.chinese_names.plain.cut(self._bitext.original[slice(*span)]):
                edges.append(edges[-1] + len(word))
            self._edges_of[span] = frozenset(edges)
        return self._edges_of[span]

    def _hits(
        self, start: int, stop: int, zh: str, known: Mapping[tuple[int, int], Collection[str]], is_loose: bool
    ) -> list[_Hit]:
        found: dict[tuple[int, int], _Hit] = {}
        for first in range(start, stop):
            if self._page.tokens[first].fold in SMALL:
                continue
            for last in range(first + 1, min(first + LONGEST_PHRASE, stop) + 1):
                if self._page.tokens[last - 1].fold in SMALL:
                    continue
                pieces = self.pieces(first, last) if stop - start > 1 else self._meanings(first)
                if is_loose:
                    pieces |= self._derived(first, last)
                for piece in (*known.get((first, last), ()), *pieces):
                    at = zh.find(piece)
                    while at >= 0:
                        span = at, at + len(piece)
                        if span not in found or last - first > found[span].last - found[span].first:
                            found[span] = _Hit(*span, first, last)
                        at = zh.find(piece, at + 1)
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.stop))

    def _claimed(self, start: int, stop: int, span: tuple[int, int]) -> frozenset[tuple[int, int]]:
        """Where listed names stand, and pieces that the words next to a span, before and behind, are glosses of."""
        page, zh = self._page, self._bitext.original[slice(*span)]
        found = {(name.start - span[0], name.stop - span[0]) for name in self._bitext.names_within(*span)}
        for at, gap in ((start - 1, start), (stop, stop)):
            if not 0 <= at < len(page.tokens) or page.gap(gap).strip() or not _is_content(page.tokens[at]):
                continue
            for piece in self.pieces(at, at + 1) | self._derived(at, at + 1):
                place = zh.find(piece)
                while place >= 0:
                    found.add((place, place + len(piece)))
                    place = zh.find(piece, place + 1)
        return frozenset(found)

    def find(
        self, start: int, stop: int, endings: Collection[str] = (),
        known: Mapping[tuple[int, int], Collection[str]] | None = None, is_loose: bool = False,
    ) -> Cover | None:  # fmt: skip
        """The stretch facing a span of tokens that its words cover best, None where none is covered well enough.

        `endings` are the Chinese heads of which the stretch must end in one, `known` the Chinese of names in the span;
        a loose cover takes words whose glosses the English is derived from, too.
        """
        span = self._bitext.facing(*self._page.offsets(start, stop))
        content = {at for at in range(start, stop) if self._page.tokens[at].fold not in SMALL}
        if span is None or not content or (is_loose and len(content) == 1):
            return None
        zh = self._bitext.original[slice(*span)]
        if endings and not any(ending in zh for ending in endings):
            return None
        hits = self._hits(start, stop, zh, known or {}, is_loose)
        claimed = self._claimed(start, stop, span) if hits else frozenset()
        facing = _Facing(zh, self.edges(span), claimed, self._authority.chinese_names.plain)
        is_plain = len(content) == stop - start
        spelt = {at for at in content if self._is_spelt(at)}
        covers = [
            cover
            for run in _runs(hits)
            for cover in self._in_run(run, facing, content, spelt, is_plain)
            if (not endings or cover.zh.endswith(tuple(endings))) and holds(cover.zh, (known or {}).values())
        ]
        best = max(covers, key=lambda cover: cover.score, default=None)
        return best if best and _is_enough(best, len(content)) else None

    def _is_spelt(self, at: int) -> bool:
        """Whether a token is the pinyin of a name, which a stretch without it cannot stand for."""
        token = self._page.tokens[at]
        return token.is_capitalised and is_pinyin(token.text) and zipf(token.text) < RARE

    def _in_run(
        self, run: Sequence[_Hit], facing: _Facing, content: set[int], spelt: set[int], is_plain: bool
    ) -> Iterator[Cover]:
        zh = facing.zh
        for low in range(len(run)):
            stop = 0
            for high in range(low, len(run)):
                inside = run[low : high + 1]
                stop = max(stop, run[high].stop)
                widest = tuple(_widest(inside))
                if is_plain and stop - run[low].start > 2 and not _keeps_order(widest):
                    continue
                if (grown := _grow(run[low].start, stop, facing)) is None:
                    continue
                a, b = grown
                tokens = {at for hit in widest for at in range(hit.first, hit.last)} & content
                chars = {at for hit in inside for at in range(hit.start, hit.stop)}
                if spelt <= tokens and all(ch.isalnum() for ch in zh[a:b]) and _is_dense(a, b, chars, facing):
                    pieces = tuple((self._page.text(h.first, h.last), zh[h.start : h.stop]) for h in widest)
                    yield Cover(zh[a:b], pieces, len(tokens) / len(content), len(chars) / (b - a))


def _is_content(token: Token) -> bool:
    return token.is_word and token.fold not in SMALL and zipf(token.text) < COMMONEST


def _grow(start: int, stop: int, facing: _Facing) -> tuple[int, int] | None:
    """A stretch grown to the boundary of its words, None where it would cut into what a neighbour means."""
    zh = facing.zh
    a = max((edge for edge in facing.edges if edge <= start), default=0)
    b = min((edge for edge in facing.edges if edge >= stop), default=len(zh))
    while a < start and zh[a] in _LITTLE:
        a += 1
    while b > stop and zh[b - 1] in _LITTLE:
        b -= 1
    for left, right in facing.claimed:
        if left < start < right or left < stop < right:
            return None  # 总工 of 总工会, where 工会 is the "Union" behind "General Trade"
        if a <= left and right <= start:
            a = start  # 年 of 年增长率 is the "annual" before "growth rate"
        elif stop <= left and right <= b:
            b = stop
    if b - stop > 1 or start - a > 1:  # a word of its own, such as 干部 behind "Party members" 党员
        return (start, stop) if facing.segmenter.flag(zh[start:stop]) else None
    return None if _NUMERALS & set(zh[a:start] + zh[stop:b]) else (a, b)


def _is_dense(a: int, b: int, chars: Collection[int], facing: _Facing) -> bool:
    """Whether every word of a stretch has a character that is covered, but for 的 and "and", and no number is left."""
    if any(facing.zh[at] in _NUMERALS for at in range(a, b) if at not in chars):
        return False
    edges = sorted({a, b, *(edge for edge in facing.edges if a < edge < b)})
    return all(
        any(at in chars for at in range(left, right)) or facing.zh[left:right] in _JOINS
        for left, right in pairwise(edges)
    )


def _keeps_order(hits: Sequence[_Hit]) -> bool:
    """Whether pieces stand in the order of their English, as in nouns without "of"; 间隔离 is no "isolation room"."""
    return all(left.first <= right.first for left, right in pairwise(hits))


def holds(zh: str, known: Iterable[Collection[str]]) -> bool:
    """Whether a stretch has each of the names that the English spells, in one of their forms.

    >>> holds("浙江省现代纺织中心", [("浙江省", "浙江")]), holds("现代纺织中心", [("浙江省", "浙江")])
    (True, False)
    """
    return all(any(form in zh for form in forms) for forms in known)


def _widest(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Yield the hits that lie in no other."""
    for hit in hits:
        if not any(o is not hit and o.start <= hit.start and hit.stop <= o.stop for o in hits):
            yield hit


def _iter_meanings(folds: tuple[str, ...], authority: Authority) -> Iterator[str]:
    for designation in authority.termbase.with_folds(folds):
        if concept := authority.termbase.find(designation.concept):
            yield from (d.text for d in concept.designations if d.lang == CHINESE)
    yield from authority.modifiers.get(folds, ())
    yield from (head.zh for head in authority.heads.get(folds, ()))
    yield from authority.glosses.headwords(folds)


def _iter_pieces(folds: tuple[str, ...], text: str, authority: Authority) -> Iterator[str]:
    yield from _iter_meanings(folds, authority)
    if len(folds) == 1 and folds[0].isdigit():
        yield folds[0]
    if len(folds) < LONGEST_PHRASE and (stems := content_stems(text)):
        yield from authority.glosses.pieces(stems)


def _runs(hits: Sequence[_Hit]) -> Iterator[Sequence[_Hit]]:
    """Yield the hits that stand together, but for a small gap."""
    start, stop = 0, 0
    for at, hit in enumerate(hits):
        if at > start and (hit.start > stop + LONGEST_GAP or at - start == MOST_HITS):
            yield hits[start:at]
            start, stop = at, 0
        stop = max(stop, hit.stop)
    if hits:
        yield hits[start:]


def _is_enough(cover: Cover, content: int) -> bool:
    """Whether a cover says more than chance: a term of one word must be a whole word of its own."""
    if content == 1:
        return cover.chinese_share == 1.0 and len(cover.zh) > 1
    if len(cover.zh) == 2:  # "water supply" is 供水, each character a word of the English
        return cover.english_share == cover.chinese_share == 1.0
    return cover.english_share >= LEAST_ENGLISH and cover.chinese_share >= LEAST_CHINESE
