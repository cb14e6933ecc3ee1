"""Slips of the pen: tokens that are a wrong spelling of a name which the same text spells right.

Comes in: a page and the places it is known to name. Goes out: the tokens taken as misspelt, each with the place meant
and the reason. Names of the same document only: anything looser made thirteen false finds for one more right one
(shared/reference/names.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary.distance import distance
from glossary.english import zipf
from glossary.names import Page
from glossary.records import Confidence, Head, Issue, Kind, Place, Reading
from glossary.romanization import is_pinyin, pinyin_key
from glossary.toponyms import GENERICS, generic_fits

NOT_PINYIN_LIMIT = 1.3  # for tokens that are no legal pinyin; tuned in the trials of shared/reference/names.md
PINYIN_LIMIT = 0.6  # legal pinyin that the gazetteer lacks is more often a village or a brand than a slip
LONE_LIMIT = 0.3  # the same where no head word speaks for it: one -n for -ng or z- for zh-; tuned on ../shared/mt
LONE_SHORTEST = 6  # letters of a name that may be met so
REGION_LIMIT = 1.0  # from a division of a region that the text names, with its generic; no false find in the trials
SHORTEST = 4  # letters; shorter tokens are too near to everything
RARE_ZIPF = 2.5  # a commoner English word is not a misspelt name


@dataclass(frozen=True, slots=True)
class Slip:
    """One misspelt token: its number, the key it should have, and why we think so."""

    at: int
    key: str
    because: str


def find_slips(
    page: Page,
    right: Mapping[str, str],
    taken: Collection[int],
    heads: Mapping[tuple[str, ...], tuple[Head, ...]],
) -> Iterator[Slip]:
    """Yield the slips of a page; `right` maps the match keys of the names it spells right to their English.

    A legal pinyin token counts as a slip only if the same head stands behind both: "Loko Garment City" beside
    "Luokou Clothing City".
    """
    before_heads = _heads_behind(page, heads)
    heads_of: dict[str, set[str]] = {}
    for at, senses in before_heads.items():
        heads_of.setdefault(pinyin_key(page.tokens[at].text), set()).update(senses)
    for at, token in enumerate(page.tokens):
        if at in taken or not (token.is_word and token.is_capitalised) or len(token.text) < SHORTEST:
            continue
        if token.text.isupper() and not page.is_headline(at):
            continue  # an abbreviation
        key = pinyin_key(token.text)
        if key in right or zipf(token.text) >= RARE_ZIPF or "." in token.text:
            continue
        same_head = {name for name in right if before_heads.get(at, set()) & heads_of.get(name, set())}
        best = min(((distance(key, name), name) for name in right if len(name) >= SHORTEST), default=None)
        if best is None:
            continue
        cost, name = best
        limit = _limit(page, at, name, name in same_head, heads)
        if 0.0 < cost <= limit:
            yield Slip(at, name, _say(token.text, right[name], cost, name in same_head, is_pinyin(token.text)))


def find_region_slips(page: Page, regions: Sequence[Place], taken: Collection[int]) -> Iterator[tuple[Slip, Place]]:
    """Yield the slips of divisions that the text does not spell right, with the one of `regions` that is meant.

    The generic must be that of the division, and no other may be as near: "Jiaokou District" in Wuhan is 硚口区.
    """
    for at, token in enumerate(page.tokens[:-1]):
        generic = page.tokens[at + 1].fold
        if at in taken or not token.is_capitalised or len(token.text) < SHORTEST or generic not in GENERICS:
            continue
        key = pinyin_key(token.text)
        if zipf(token.text) >= RARE_ZIPF:
            continue
        near = sorted(
            (cost, place.code, place)
            for place in regions
            if generic_fits(generic, place)
            and len(right := pinyin_key(place.pinyin.split()[0])) >= SHORTEST
            and 0.0 < (cost := distance(key, right)) <= REGION_LIMIT
        )
        if near and (len(near) == 1 or near[0][0] < near[1][0]):
            cost, _, place = near[0]
            because = f"{token.text!r} is {cost:.1f} steps from {place.english}, a division of a place the text names"
            yield Slip(at, key, because), place


def read_slips(
    page: Page,
    places: Iterable[Reading],
    taken: Collection[int],
    heads: Mapping[tuple[str, ...], tuple[Head, ...]],
) -> Iterator[Reading]:
    """Yield a reading for each slip of a place that the page spells right, as `places` have it."""
    by_key = {pinyin_key(reading.text): reading for reading in places}
    for slip in find_slips(page, {key: reading.text for key, reading in by_key.items()}, taken, heads):
        right = by_key[slip.key]
        yield _reading(page, slip, slip.at + 1, right.referent, right.text)


def read_region_slips(page: Page, regions: Sequence[Place], taken: Collection[int]) -> Iterator[Reading]:
    """Yield the readings, with the generic and without, of each slip of a division of a place that the page names."""
    for slip, place in find_region_slips(page, regions, taken):
        for stop in (slip.at + 2, slip.at + 1):
            yield _reading(page, slip, stop, f"place:{place.code}", place.english)


def _reading(page: Page, slip: Slip, stop: int, referent: str, right: str) -> Reading:
    return Reading(
        *page.cite(slip.at, stop),
        kind=Kind.PLACE,
        referent=referent,
        because=slip.because,
        confidence=Confidence.MEDIUM,
        score=0.75,
        issue=Issue.MISSPELT,
        issue_because=f"{slip.because}; it is {right}",
    )


def _limit(page: Page, at: int, name: str, same_head: bool, heads: Mapping[tuple[str, ...], tuple[Head, ...]]) -> float:
    """How far a token may be from a right name: legal pinyin may be a village, a company or a person instead."""
    if not is_pinyin(page.tokens[at].text):
        return NOT_PINYIN_LIMIT
    if same_head:
        return PINYIN_LIMIT
    before, after = (page.tokens[i] if 0 <= i < len(page.tokens) else None for i in (at - 1, at + 1))
    is_person = before is not None and before.is_capitalised and is_pinyin(before.text)
    is_owner = after is not None and any(head.kind is Kind.ORGANISATION for head in heads.get((after.fold,), ()))
    return 0.0 if is_person or is_owner or len(name) < LONE_SHORTEST else LONE_LIMIT


def _say(text: str, right: str, cost: float, same_head: bool, legal: bool) -> str:
    parts = [f"{text!r} is {cost:.1f} steps from {right!r}, which the same text has"]
    if not legal:
        parts.append("it is no legal pinyin")
    if same_head:
        parts.append("the same head word stands behind both")
    return "; ".join(parts)


def _heads_behind(page: Page, heads: Mapping[tuple[str, ...], tuple[Head, ...]]) -> dict[int, set[str]]:
    """For each token with a head word right behind it, the Chinese of that head: clothing and garment city meet."""
    found: dict[int, set[str]] = {}
    longest = max((len(key) for key in heads), default=0)
    for at in range(len(page.tokens) - 1):
        if not page.tokens[at].is_capitalised:
            continue
        for length in range(longest, 0, -1):
            key = page.folds(at + 1, min(at + 1 + length, len(page.tokens)))
            if senses := heads.get(key):
                found[at] = {head.zh for head in senses}
                break
    return found
