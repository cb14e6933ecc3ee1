"""Listed names left in pinyin: "Haibohui" for 海博会, "Qingfangcheng" for 轻纺城.

Comes in: a page, the authority, the tokens that are spoken for. Goes out: readings. A capitalised word, or up to four
of one syllable each, that spells three or more characters of just one listed name stands for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from glossary.authority import LEAST_SPELT, Authority
from glossary.english import Token
from glossary.names import Page
from glossary.records import Confidence, Reading
from glossary.romanization import is_one_syllable, is_pinyin, pinyin_key, split_syllables

MOST_TOKENS = 4  # "Hai Bo Hui"
SCORE = 0.7


def is_short(word: str) -> bool:
    """Whether a word of pinyin may be read as one or two syllables, as most places and given names are.

    >>> is_short("Keqiao"), is_short("Haibohui")
    (True, False)
    """
    return any(len(split) < LEAST_SPELT for split in split_syllables(word))


def _may_spell(words: Sequence[Token]) -> bool:
    """Whether words are one long word of pinyin, or capitalised syllables in a row."""
    if len(words) == 1:
        return not is_short(words[0].text)
    return all(word.is_capitalised and is_one_syllable(word.text) for word in words)


def find_spelt(page: Page, authority: Authority, taken: Collection[int]) -> Iterator[Reading]:
    """Yield a reading for each listed name that stands in pinyin."""
    tokens = page.tokens
    for at, token in enumerate(tokens):
        if at in taken or not (token.is_word and token.is_capitalised and is_pinyin(token.text)):
            continue
        for stop in range(min(at + MOST_TOKENS, len(tokens)), at, -1):
            words = tokens[at:stop]
            if not _may_spell(words) or any(i in taken for i in range(at, stop)):
                continue
            found = authority.termbase.with_sound("".join(pinyin_key(word.text) for word in words))
            if len({concept.slug for concept, _ in found}) == 1:
                concept, zh = found[0]
                yield Reading(
                    *page.cite(at, stop),
                    kind=concept.kind,
                    referent=authority.referent(concept.slug),
                    because=f"the pinyin of {zh}, a name on our list, and of no other",
                    confidence=Confidence.MEDIUM,
                    score=SCORE,
                )
                break
