"""Names translated part by part: "Surrounding Rivers" for 环江 Huanjiang, "Necessary Mall" for 必要商城.

Comes in: a page, the authority, the places and names the page is known to hold. Goes out: readings with the pieces that
carry them. A Chinese name is met when consecutive English words, each the meaning of a piece, cover all its
characters in order. That proves nothing for one word, and little without evidence beside it: two covering words and
the right form or the immediate parent in the text were right 32 times of 32 (shared/reference/names.md).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from glossary.authority import Authority, Concept, short_english
from glossary.authority.glosses import content_stems
from glossary.english import Token, word_class, zipf
from glossary.names import CONNECTORS, Page
from glossary.records import Confidence, Issue, Kind, Place, Reading
from glossary.romanization import pinyin_key, split_syllables
from glossary.toponyms import GENERICS, generic_fits

LEAST_COVERING = 2  # English words that carry pieces; one alone is noise
LONGEST_WINDOW = 7  # tokens
LONGEST_PIECE = 3  # tokens that together carry one piece
SAME_TEXT = "the same text has"  # how the strongest evidence begins
LEAST_CHARACTERS = 4  # of a name that may be met without a parent or its right form in the text, by two words alone
RARER_ZIPF = 4.8  # small letters want one word rarer than this: "stone lion" is 石狮, "new city" is any
_PASSED_OVER = CONNECTORS | {"and"}
_NAMING = frozenset(("noun", "adjective"))


@dataclass(frozen=True, slots=True)
class Target:
    """A Chinese name that a calque may stand for, and why this text may mean it."""

    zh: str
    referent: str
    kind: Kind
    english: str
    evidence: str  # "" where the text gives none
    place: Place | None = None  # the division it is
    wants_generic: bool = False  # a township: its county is named, which is little without "Town"


@dataclass(frozen=True, slots=True)
class Cover:
    """English words that cover a Chinese name: the end of the window and (words, piece) in order."""

    zh: str
    stop: int
    pieces: tuple[tuple[str, str], ...]
    sounds: int = 0  # of the pieces, those carried by their pinyin: "Wu River" for 吴江


class CalqueJudge:
    """Calques on one page, among the places that the page gives reason to expect and all curated names.

    `named` maps the codes of the places the page names to their English there, `referents` is all it refers to.
    """

    def __init__(self, page: Page, authority: Authority, named: Mapping[str, str], referents: Collection[str]) -> None:
        self._page, self._authority, self._named, self._referents = page, authority, named, referents
        self._places = {target.zh: target for target in place_targets(authority, named)}
        self._beginnings = {zh[:size] for zh in self._places for size in range(1, len(zh) + 1)}
        self._sounds = _sounds(target.place for target in self._places.values() if target.place)
        self._said = {t.zh[0] for t in self._places.values() if t.evidence.startswith(SAME_TEXT)}
        self._pieces_at: dict[tuple[int, int], frozenset[str]] = {}

    def _begins_name(self, zh: str) -> bool:
        return zh in self._beginnings or self._authority.termbase.begins_name(zh)

    def _targets(self, zh: str) -> Iterator[Target]:
        """The names that are these characters."""
        if place := self._places.get(zh):
            yield place
        for concept in self._authority.termbase.names(zh):
            if self._authority.division(concept.slug):
                continue
            evidence = _evidence(concept, self._authority, self._named, self._referents)
            yield Target(zh, f"concept:{concept.slug}", concept.kind, concept.english, evidence)

    def _pieces(self, start: int, stop: int) -> frozenset[str]:
        """The Chinese pieces that a run of tokens may stand for."""
        span = (start, stop)
        if span not in self._pieces_at:
            folds = self._page.folds(start, stop)
            heads = (head.zh for head in self._authority.heads.get(folds, ()))
            glosses = self._authority.glosses.pieces(content_stems(self._page.text(start, stop)))
            self._pieces_at[span] = frozenset((*glosses, *self._authority.modifiers.get(folds, ()), *heads))
        return self._pieces_at[span]

    def _covers(self, at: int, end: int, so_far: Cover) -> Iterator[Cover]:
        """Yield the names whose characters the tokens from one on cover in order, after what is covered already."""
        tokens = self._page.tokens
        while at < end and tokens[at].fold in _PASSED_OVER:
            at += 1
        for stop in range(at + 1, min(at + LONGEST_PIECE, end) + 1):
            last = tokens[stop - 1]
            if not last.is_word or not (last.fold in _PASSED_OVER or self._may_carry(stop - 1)):
                return
            if last.fold in _PASSED_OVER:
                continue
            sounds = self._sounds.get(last.fold, frozenset()) if stop == at + 1 else frozenset()
            pieces = self._pieces(at, stop)
            for piece in pieces | sounds:
                zh = so_far.zh + piece
                if self._begins_name(zh):
                    steps = (*so_far.pieces, (self._page.text(at, stop), piece))
                    cover = Cover(zh, stop, steps, so_far.sounds + (piece not in pieces))
                    yield cover
                    yield from self._covers(stop, end, cover)

    def _find(self, at: int) -> tuple[Target, Cover] | None:
        """The longest calque with evidence that starts at a token."""
        end = min(at + LONGEST_WINDOW, len(self._page.tokens))
        found = (
            (target, cover)
            for cover in self._covers(at, end, Cover("", at, ()))
            if len(cover.pieces) >= LEAST_COVERING
            for target in self._targets(cover.zh)
            if self._is_evident(target, at, cover)
        )
        return max(found, key=lambda pair: (pair[1].stop, pair[0].evidence, pair[0].zh, pair[1].pieces), default=None)

    def _may_carry(self, at: int) -> bool:
        """Whether a token may carry a piece: a capital, or a noun or adjective that a machine left small."""
        token = self._page.tokens[at]
        return token.is_word and (token.is_capitalised or word_class(token.text) in _NAMING)

    def _is_evident(self, target: Target, at: int, cover: Cover) -> bool:
        if not all(t.is_capitalised or t.fold in _PASSED_OVER for t in self._page.tokens[at : cover.stop]):
            return self._is_evident_in_small(target, cover)
        if cover.sounds:
            return self._is_half_sound(target, cover) and self._stands_alone(at, cover.stop)
        if target.wants_generic and not self._generic_stop(target, cover.stop):
            return False
        if target.kind is Kind.PLACE:
            return bool(target.evidence) and self._stands_alone(at, cover.stop)
        if len(target.zh) == LEAST_COVERING:
            return target.evidence.startswith(SAME_TEXT) and self._stands_alone(at, cover.stop)
        is_long = len(target.zh) >= LEAST_CHARACTERS or len(cover.pieces) > LEAST_COVERING
        return bool(target.evidence) or (is_long and not self._goes_on(cover.stop))

    def _may_open(self, at: int) -> bool:
        """Whether a calque may open with a token; in small letters before a capital, or if it begins a place said."""
        tokens = self._page.tokens
        if not self._may_carry(at) or tokens[at].is_capitalised:
            return self._may_carry(at)
        if at + 1 < len(tokens) and tokens[at + 1].fold in self._sounds and tokens[at + 1].is_capitalised:
            return True
        return bool(self._said) and any(piece[0] in self._said for piece in self._pieces(at, at + 1))

    def _is_half_sound(self, target: Target, cover: Cover) -> bool:
        """Whether a place half spelt, half translated is evident: the text has it, or its county and its generic."""
        is_half = target.kind is Kind.PLACE and cover.sounds < len(cover.pieces)
        is_named = target.evidence.startswith(SAME_TEXT)
        return is_half and (is_named or bool(target.wants_generic and self._generic_stop(target, cover.stop)))

    def _is_evident_in_small(self, target: Target, cover: Cover) -> bool:
        """Whether small letters are a calque: half of it is spelt, or the text has the place and a word is rare."""
        if target.kind is not Kind.PLACE:
            return False
        if cover.sounds:
            return self._is_half_sound(target, cover)
        words = [word for words, _ in cover.pieces for word in words.split()]
        return target.evidence.startswith(SAME_TEXT) and any(zipf(word) < RARER_ZIPF for word in words)

    def _stands_alone(self, at: int, stop: int) -> bool:
        """Whether no capitalised word touches the window but a generic: in a headline all words have capitals."""
        page = self._page
        if page.is_headline(at):
            return True
        before = page.tokens[at - 1] if at else None
        after = page.tokens[stop] if stop < len(page.tokens) else None
        return not (self._touches(before) or (self._touches(after) and after and after.fold not in GENERICS))

    def _goes_on(self, stop: int) -> bool:
        """Whether what follows makes another name of it: "China Chemical Fiber Forum" is none of ChemChina.

        In a headline, where all words have capitals, it must make a listed term with the last word.
        """
        page = self._page
        if stop >= len(page.tokens) or page.gap(stop) != " ":
            return False
        if page.is_headline(stop):
            return bool(self._authority.termbase.with_folds(page.folds(stop - 1, stop + 1)))
        return self._touches(page.tokens[stop])

    def _generic_stop(self, target: Target, stop: int) -> int:
        """The end of the generic behind a division, 0 where there is none that fits it: "Heaven Gate City"."""
        token = self._page.tokens[stop] if stop < len(self._page.tokens) else None
        fits = token and target.place and token.fold in GENERICS and generic_fits(token.fold, target.place)
        return stop + 1 if fits else 0

    @staticmethod
    def _touches(token: Token | None) -> bool:
        """Whether a neighbour belongs to a name: a capital that is no small word of a headline."""
        if token is None or not token.is_word or not token.is_capitalised:
            return False
        return word_class(token.text) != "function"

    def readings(self, taken: Collection[int]) -> Iterator[Reading]:
        """Yield a reading for each calque; `taken` holds the tokens that other names own."""
        at, page = 0, self._page
        while at < len(page.tokens):
            token = page.tokens[at]
            may_open = at not in taken and token.fold not in _PASSED_OVER and self._may_open(at)
            found = self._find(at) if may_open else None
            if found is None:
                at += 1
                continue
            target, cover = found
            if wide := self._generic_stop(target, cover.stop):
                yield self._reading(at, wide, target, cover)
            yield self._reading(at, cover.stop, target, cover)
            at = wide or cover.stop

    def _reading(self, at: int, end: int, target: Target, cover: Cover) -> Reading:
        pieces = ", ".join(f"{words} = {piece}" for words, piece in cover.pieces)
        because = f"the words give {target.zh} piece by piece ({pieces})"
        if target.english.casefold().endswith(f" {self._page.text(at, end).casefold()}"):
            issue, said = Issue.VARIANT, f"short for {target.english}"
        else:
            issue, said = Issue.CALQUE, f"a name translated word by word; it is {target.english}"
        return Reading(
            *self._page.cite(at, end),
            kind=target.kind,
            referent=target.referent,
            because=f"{because}; {target.evidence}" if target.evidence else because,
            confidence=Confidence.MEDIUM,
            score=0.75,
            issue=issue,
            issue_because=said,
        )


def place_targets(authority: Authority, named: Mapping[str, str]) -> Iterator[Target]:
    """Yield the places a calque may stand for: those the text names, and the divisions right below those.

    `named` maps the codes of the places named to the English the text uses.
    """
    gazetteer = authority.gazetteer
    for code, english in named.items():
        for child in gazetteer.children(code):
            if child.code not in named:
                yield _place_target(child, f"the text names {english}, to which it belongs")
    for code, english in named.items():
        if place := gazetteer.find(code):
            yield _place_target(place, f"{SAME_TEXT} {english}")


def _sounds(places: Iterable[Place]) -> dict[str, frozenset[str]]:
    """The characters of the places a calque may stand for, by their syllables."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        for syllable, character in _syllables_of(place):
            found[syllable].add(character)
    return {syllable: frozenset(characters) for syllable, characters in found.items()}


@functools.lru_cache(maxsize=50_000)
def _syllables_of(place: Place) -> tuple[tuple[str, str], ...]:
    """(syllable, character) of the specific part of a name, in every way its pinyin can be cut."""
    splits = split_syllables(pinyin_key(place.pinyin.split()[0]))
    return tuple(
        pair for split in splits if len(split) == len(place.stem) for pair in zip(split, place.stem, strict=True)
    )


def _place_target(place: Place, evidence: str) -> Target:
    is_small = place.level == "township" and not evidence.startswith(SAME_TEXT)
    return Target(
        place.stem, f"place:{place.code}", Kind.PLACE, short_english(place.english), evidence, place, is_small
    )


def _evidence(concept: Concept, authority: Authority, named: Mapping[str, str], referents: Collection[str]) -> str:
    """What in the text speaks for a curated name: its right form, or the place it is in."""
    if f"concept:{concept.slug}" in referents:
        return f"{SAME_TEXT} its right form"
    gazetteer = authority.gazetteer
    codes: Iterable[str] = (concept.parent, *gazetteer.codes_above(concept.parent)) if concept.parent else ()
    place = next((gazetteer.find(code) for code in codes if code in named), None)
    return f"the text names {named[place.code]}, where it is" if place else ""
