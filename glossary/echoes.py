"""Names said again in short: "the Garment City" after "Shishi Garment City", "the Textile Expo" after its full name.

Comes in: a page, the authority, what is read on the page. Goes out: readings. The last words of a known name, its head
among them, stand for it where they stand alone, in capitals, and end no other known name of the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from glossary.authority import Authority
from glossary.names import Page
from glossary.records import Confidence, Kind, Reading

KINDS = frozenset({Kind.ORGANISATION, Kind.MARKET, Kind.EVENT, Kind.PROGRAMME})
LEAST_WORDS = 2  # of a short form; a lone "University" or "Expo" is said of many
SCORE = 0.6


def find_echoes(
    page: Page, authority: Authority, readings: Sequence[Reading], taken: Collection[int]
) -> Iterator[Reading]:
    """Yield a reading for each short form of a known name of the page; `taken` holds the tokens that names own."""
    meant = _short_forms(page, authority, readings)
    longest = max((len(key) for key in meant), default=0)
    for at in range(len(page.tokens)):
        for size in range(min(longest, len(page.tokens) - at), LEAST_WORDS - 1, -1):
            found = meant.get(page.folds(at, at + size))
            is_free = not any(i in taken for i in range(at, at + size))
            if found and is_free and _stands_alone(page, at, at + size):
                yield _reading(page, at, at + size, found)
                break


def _short_forms(page: Page, authority: Authority, readings: Sequence[Reading]) -> dict[tuple[str, ...], Reading]:
    """The endings of known names, each with the one name it ends."""
    found: defaultdict[tuple[str, ...], dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.kind in KINDS and not reading.is_open:
            key = page.folds(*page.span(reading.start, reading.stop))
            ends_in_head = any(key[at:] in authority.heads for at in range(len(key))) and "of" not in key
            for start in range(1, len(key) - LEAST_WORDS + 1) if ends_in_head else ():
                found[key[start:]].setdefault(reading.referent, reading)
    return {key: next(iter(named.values())) for key, named in found.items() if len(named) == 1}


def _stands_alone(page: Page, start: int, stop: int) -> bool:
    """Whether a stretch is all capitals and no capital goes before or after it."""
    if page.is_headline(start) or not all(t.is_word and t.is_capitalised for t in page.tokens[start:stop]):
        return False
    beside = (page.tokens[at] for at in (start - 1, stop) if 0 <= at < len(page.tokens))
    return not any(token.is_word and token.is_capitalised and token.fold != "the" for token in beside)


def _reading(page: Page, start: int, stop: int, whole: Reading) -> Reading:
    return Reading(
        *page.cite(start, stop),
        kind=whole.kind,
        referent=whole.referent,
        because=f"short for {whole.text}, which the same text has and which alone ends so",
        confidence=Confidence.MEDIUM,
        score=SCORE,
        also_zh=whole.also_zh,
    )
