"""Slips of the pen: tokens that are a wrong spelling of a name which the same text spells right.

Comes in: a page and the places it is known to name. Goes out: the tokens taken as misspelt, each with the place meant
and the reason. Names of the same document only: anything looser made thirteen false finds for one more right one
(shared/reference/names.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from glossary.distance import distance
from glossary.english import zipf
from glossary.names import Page
from glossary.records import Head
from glossary.romanization import is_pinyin, pinyin_key

NOT_PINYIN_LIMIT = 1.3  # for tokens that are no legal pinyin; tuned in the trials of shared/reference/names.md
PINYIN_LIMIT = 0.6  # legal pinyin that the gazetteer lacks is more often a village or a brand than a slip
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
        limit = NOT_PINYIN_LIMIT if not is_pinyin(token.text) else PINYIN_LIMIT if name in same_head else 0.0
        if 0.0 < cost <= limit:
            yield Slip(at, name, _say(token.text, right[name], cost, name in same_head, is_pinyin(token.text)))


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


def correct(tokens: Iterable[str], slips: Mapping[str, str]) -> tuple[str, ...]:
    """Folded words with the misspelt ones put right.

    >>> correct(["loko", "garment", "city"], {"loko": "luokou"})
    ('luokou', 'garment', 'city')
    """
    return tuple(slips.get(token, token) for token in tokens)
