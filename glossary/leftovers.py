"""What of the English is still unexplained, against what still is in the Chinese that faces it.

Comes in: a bitext and its covers. Goes out: the English words that mean or spell a Chinese name, piece by piece; the
Chinese form most like a composed one (7 of 8 names, shared/reference/names.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from glossary.alignment import syllable
from glossary.bitext import Bitext
from glossary.covers import LONGEST_PHRASE, SMALL, Cover, Covers, holds
from glossary.romanization import is_pinyin, pinyin_key

LEAD = 0.05  # by which the likest stretch must lead another
LEAST_ALIKE = 0.65  # of a composed form and a stretch of the original


class Leftovers:
    """What of one bitext is still unexplained on both sides."""

    def __init__(self, bitext: Bitext, covers: Covers) -> None:
        self._bitext, self._page, self._covers = bitext, bitext.page, covers

    def is_whole(self, zh: str, span: tuple[int, int]) -> bool:
        """Whether a form stands in a stretch of the original and ends there where a word does."""
        at = self._bitext.original.find(zh, *span)
        return at >= 0 and at + len(zh) - span[0] in self._covers.edges(span)

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
            for piece in sorted(self._covers.pieces(at, stop) | self._sounded(at, stop, zh)):
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
        begins = sorted(at for at in self._covers.edges(facing) if at < len(zh) and zh[at] == form[0])
        found = {
            b: max((_likeness(form, zh[a:b]), zh[a:b]) for a in begins if 3 < b - a < 2 * len(form))
            for b in ends
            if any(3 < b - a < 2 * len(form) for a in begins)
        }
        ranked = sorted(
            ((*pair, b) for b, pair in found.items() if pair[1].isalnum() and holds(pair[1], known)), reverse=True
        )
        if not ranked or ranked[0][0] < LEAST_ALIKE:
            return ""
        rivals = [zh for likeness, zh, _ in ranked[1:] if zh != ranked[0][1] and likeness > ranked[0][0] - LEAD]
        return "" if rivals else ranked[0][1]


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
