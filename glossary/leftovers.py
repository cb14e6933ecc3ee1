"""What of the English is still unexplained, against what still is in the Chinese that faces it.

Comes in: a bitext and a span of the English. Goes out: the Chinese stretch that the English words are glosses of, with
the pieces that carry it; the Chinese form most like a composed one. Any stretch will do for terms, since any word may
be one; bodies must end in their head. A cover grows to the boundary of the word (76 of 90 terms right, 7 of 8 names,
shared/reference/names.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glossary.alignment import syllable
from glossary.authority import CHINESE, Authority
from glossary.authority.glosses import content_roots, content_stems
from glossary.bitext import Bitext
from glossary.chinese import words
from glossary.names import CONNECTORS
from glossary.romanization import is_pinyin, pinyin_key

SMALL = CONNECTORS | frozenset("and the its their this that".split())
LONGEST_PHRASE = 4  # tokens that together stand for one piece
LONGEST_GAP = 1  # characters between two pieces that nothing covers: 的, a measure word
MOST_HITS = 12  # pieces of one run that are combined
LEAST_ENGLISH, LEAST_CHINESE = 0.7, 0.6  # shares that must be covered; tuned on ../shared/mt
LEAD = 0.05  # by which the likest stretch must lead another
LEAST_ALIKE = 0.65  # of a composed form and a stretch of the original
# Never drawn into a stretch by the boundary of a word that joins single characters.
_LITTLE = frozenset(
    "的了在是和与及为对等从被把将就也都而于以让此类该各本并且但很更最已还又只有能可要会去来后前中上下里内外我你他"
)


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


class Leftovers:
    """Covers between the two sides of one bitext."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext, self._page, self._authority = bitext, bitext.page, bitext.authority
        self._pieces_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._derived_of: dict[tuple[str, ...], frozenset[str]] = {}
        self._words: dict[tuple[int, int], frozenset[int]] = {}

    def _pieces(self, start: int, stop: int) -> frozenset[str]:
        """The Chinese that a run of tokens may stand for by our tables and CC-CEDICT."""
        folds = self._page.folds(start, stop)
        if folds not in self._pieces_of:
            self._pieces_of[folds] = frozenset(_iter_pieces(folds, self._page.text(start, stop), self._authority))
        return self._pieces_of[folds]

    def _derived(self, start: int, stop: int) -> frozenset[str]:
        """The Chinese with a gloss from which a run of tokens is derived: 响应 "to respond" for "response"."""
        folds = self._page.folds(start, stop)
        if folds not in self._derived_of:
            roots = content_roots(self._page.text(start, stop)) if len(folds) < LONGEST_PHRASE else ()
            self._derived_of[folds] = frozenset(self._authority.glosses.derived(roots))
        return self._derived_of[folds]

    def _edges(self, span: tuple[int, int]) -> frozenset[int]:
        """Where the words of a stretch of the original begin and end."""
        if span not in self._words:
            edges = [0]
            for word in words(self._bitext.original[slice(*span)]):
                edges.append(edges[-1] + len(word))
            self._words[span] = frozenset(edges)
        return self._words[span]

    def is_whole(self, zh: str, span: tuple[int, int]) -> bool:
        """Whether a form stands in a stretch of the original and ends there where a word does."""
        at = self._bitext.original.find(zh, *span)
        return at >= 0 and at + len(zh) - span[0] in self._edges(span)

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
                pieces = self._pieces(first, last) | self._derived(first, last) if is_loose else self._pieces(first, last)
                for piece in (*known.get((first, last), ()), *pieces):
                    at = zh.find(piece)
                    while at >= 0:
                        span = at, at + len(piece)
                        if span not in found or last - first > found[span].last - found[span].first:
                            found[span] = _Hit(*span, first, last)
                        at = zh.find(piece, at + 1)
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.stop))

    def find(
        self, start: int, stop: int, endings: Collection[str] = (),
        known: Mapping[tuple[int, int], Collection[str]] | None = None, is_loose: bool = False,
    ) -> Cover | None:  # fmt: skip
        """The stretch facing a span of tokens that its words cover best, None where none is covered well enough.

        `endings` are the Chinese heads of which the stretch must end in one, `known` the Chinese of names in the span;
        a loose cover takes words whose glosses the English is derived from, too.
        """
        facing = self._bitext.facing(*self._page.offsets(start, stop))
        content = {at for at in range(start, stop) if self._page.tokens[at].fold not in SMALL}
        if facing is None or not content:
            return None
        zh = self._bitext.original[slice(*facing)]
        hits = self._hits(start, stop, zh, known or {}, is_loose)
        covers = [
            cover
            for run in _runs(hits)
            for cover in self._in_run(run, zh, content, self._edges(facing))
            if (not endings or cover.zh.endswith(tuple(endings))) and _holds(cover.zh, (known or {}).values())
        ]
        best = max(covers, key=lambda cover: cover.score, default=None)
        return best if best and _is_enough(best, len(content)) else None

    def _in_run(self, run: Sequence[_Hit], zh: str, content: set[int], edges: frozenset[int]) -> Iterator[Cover]:
        for low in range(len(run)):
            stop = 0
            for high in range(low, len(run)):
                inside = run[low : high + 1]
                stop = max(stop, run[high].stop)
                tokens = {at for hit in inside for at in range(hit.first, hit.last)} & content
                chars = {at for hit in inside for at in range(hit.start, hit.stop)}
                a = max((edge for edge in edges if edge <= run[low].start), default=0)
                b = min((edge for edge in edges if edge >= stop), default=len(zh))
                while a < run[low].start and zh[a] in _LITTLE:
                    a += 1
                while b > stop and zh[b - 1] in _LITTLE:
                    b -= 1
                if all(ch.isalnum() for ch in zh[a:b]):
                    pieces = tuple((self._page.text(h.first, h.last), zh[h.start : h.stop]) for h in _widest(inside))
                    yield Cover(zh[a:b], pieces, len(tokens) / len(content), len(chars) / (b - a))

    def find_name(self, zh: str, start: int, stop: int, taken: Collection[int]) -> tuple[int, int, Cover] | None:
        """The span of tokens in the order of whose words all characters of a name are covered, by meaning or sound.

        Two pieces at least, or the sound of the whole: one word that means it is more often its adjective.
        """
        for at in range(start, stop):
            token = self._page.tokens[at]
            if at in taken or not (token.is_word and token.is_capitalised):
                continue
            for end, pieces in self._walk(at, zh, stop, taken):
                if len(pieces) > 1 or zh in self._sounded(at, end, zh):
                    return at, end, Cover(zh, pieces, 1.0, 1.0)
        return None

    def _walk(
        self, at: int, zh: str, end: int, taken: Collection[int]
    ) -> Iterator[tuple[int, tuple[tuple[str, str], ...]]]:
        while at < end and self._page.tokens[at].fold in SMALL:
            at += 1
        for stop in range(at + 1, min(at + LONGEST_PHRASE, end) + 1):
            token = self._page.tokens[stop - 1]
            if stop - 1 in taken or not token.is_word or not (token.is_capitalised or token.fold in SMALL):
                return
            for piece in sorted(self._pieces(at, stop) | self._sounded(at, stop, zh)):
                if zh.startswith(piece):
                    step = self._page.text(at, stop), piece
                    if piece == zh:
                        yield stop, (step,)
                        continue
                    for last, rest in self._walk(stop, zh[len(piece) :], end, taken):
                        yield last, (step, *rest)

    def _sounded(self, at: int, stop: int, zh: str) -> frozenset[str]:
        """The beginning of a name that a pinyin token spells: "Sheng Rainbow" for 盛虹."""
        text = self._page.tokens[at].text
        if stop - at > 1 or not is_pinyin(text):
            return frozenset()
        key, spelt = pinyin_key(text), ""
        for size, ch in enumerate(zh, 1):
            spelt += syllable(ch)
            if spelt == key:
                return frozenset({zh[:size]})
            if not key.startswith(spelt):
                break
        return frozenset()

    def like(
        self, form: str, start: int, stop: int, endings: Collection[str], known: Collection[Collection[str]]
    ) -> str:
        """The stretch facing a span (offsets) that is most like a composed form: the same head, a similar body.

        It begins where a word does and has the names known; "" where none is like enough, or two are.
        """
        facing = self._bitext.facing(start, stop)
        if facing is None or len(form) < 4:
            return ""
        zh = self._bitext.original[slice(*facing)]
        ends = sorted({at + len(e) for e in endings for at in range(len(zh)) if zh.startswith(e, at)})
        begins = sorted(at for at in self._edges(facing) if at < len(zh) and zh[at] == form[0])
        found = {
            b: max((_likeness(form, zh[a:b]), zh[a:b]) for a in begins if 3 < b - a < 2 * len(form))
            for b in ends
            if any(3 < b - a < 2 * len(form) for a in begins)
        }
        ranked = sorted(
            ((*pair, b) for b, pair in found.items() if pair[1].isalnum() and _holds(pair[1], known)), reverse=True
        )
        if not ranked or ranked[0][0] < LEAST_ALIKE:
            return ""
        rivals = [zh for likeness, zh, _ in ranked[1:] if zh != ranked[0][1] and likeness > ranked[0][0] - LEAD]
        return "" if rivals else ranked[0][1]


def _holds(zh: str, known: Iterable[Collection[str]]) -> bool:
    """Whether a stretch has each of the names that the English spells, in one of their forms."""
    return all(any(form in zh for form in forms) for forms in known)


def _widest(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Yield the hits that lie in no other."""
    for hit in hits:
        if not any(o is not hit and o.start <= hit.start and hit.stop <= o.stop for o in hits):
            yield hit


def _iter_pieces(folds: tuple[str, ...], text: str, authority: Authority) -> Iterator[str]:
    for designation in authority.termbase.with_folds(folds):
        if concept := authority.termbase.find(designation.concept):
            yield from (d.text for d in concept.designations if d.lang == CHINESE)
    yield from authority.modifiers.get(folds, ())
    yield from (head.zh for head in authority.heads.get(folds, ()))
    yield from authority.glosses.headwords(folds)
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
        return cover.english_share == cover.chinese_share == 1.0 and len(cover.pieces) == 2
    return cover.english_share >= LEAST_ENGLISH and cover.chinese_share >= LEAST_CHINESE


def _likeness(a: str, b: str) -> float:
    """Share of characters that two forms have in common in the same order, 0.0–1.0.

    >>> round(_likeness("上海市国有资产监督管理委员会", "上海市国资委"), 2)
    0.6
    """
    row = [0] * (len(b) + 1)
    for x in a:
        new = [0]
        for at, (y, (diagonal, above)) in enumerate(zip(b, pairwise(row), strict=True), 1):
            new.append(diagonal + 1 if x == y else max(above, new[at - 1]))
        row = new
    return 2 * row[-1] / (len(a) + len(b))
