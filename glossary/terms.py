"""What makes a word fit into a term: its fold and its marks for the phrase patterns, by its class.

Comes in: a word. Goes out: the key at which its spellings meet and what the patterns of the counting room ask about it.
"""

from __future__ import annotations

import functools

from glossary.counting import Mark
from glossary.english import ABBREVIATED, fold_word, word_class, zipf

_BEFORE = frozenset(("adjective", "noun", "participle", "gerund", "proper"))
_LAST = frozenset(("noun", "gerund", "proper"))
_BY_ITSELF = frozenset(("noun", "gerund", "proper", "adjective", "participle", "verb"))
# Words of every text that stand before terms and never open one, nor are one by themselves: they count, compare, place
# in time and in the world, or praise.
_NEVER_FIRST = frozenset(
    "other such many more most own same several various certain last next few above following special different "
    "possible time year month day way number part lot kind sort type thing people one two three total additional "
    "related relevant respective corresponding aforementioned mentioned further overall entire continuous "
    "active strong rapid significant remarkable outstanding excellent unique profound sincere solid famous renowned "
    "important key major crucial vital essential necessary huge vast enormous tremendous deep broad wide better best "
    "greater greatest larger largest higher highest lower lowest stronger strongest early late earlier later latest "
    "future former upcoming ongoing successful effective efficient beautiful wonderful favorite popular true real "
    "obvious clear specific general particular similar common typical usual numerous countless extensive considerable "
    "january february march april june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday china chinese global worldwide century decade week hour minute today "
    "yesterday tomorrow".split()
)
_GENERAL = frozenset(  # these open terms of three words or more ("new quality productivity") and are none
    "new first second third high low large small great good main full current recent present past whole".split()
)
_BRINGS_NOUN = frozenset("the a an this that these those its their his her our my your each every any no some".split())
_OBJECT = _BRINGS_NOUN | {"on", "in", "into", "upon", "them", "it", "him", "us", "you"}
_SHUTS = frozenset(  # what stands behind a noun, and hardly ever behind a verb
    "is are was were be been has have had will would can could may might must shall should do does did of".split()
)
_VERBAL_ZIPF = 3.6  # a commoner gerund opens a clause, not a term
_COMMONEST = 6.2  # zipf of words too common to stand alone
_SHORT_ING = 5  # letters: "printing" is a gerund though the lexicon has it as a noun, "king" and "thing" are none
_TITLE_LETTERS = 3  # more letters than this count when capitals tell a headline


@functools.lru_cache(maxsize=400_000)
def look(word: str) -> tuple[str, int]:
    """The fold of a word and its marks.

    >>> fold, marks = look("Fibres")
    >>> fold, Mark.LAST in Mark(marks), Mark.CAPITAL in Mark(marks), Mark.LAST in Mark(look("woven")[1])
    ('fiber', True, True, False)
    """
    if word[0].isdigit():
        return word, 0
    lower, fold, name = word.lower(), fold_word(word) or word, word_class(word)
    marks = Mark.CAPITAL if word[0].isupper() else Mark(0)
    if len(word) > _TITLE_LETTERS:
        marks |= Mark.TITLE
    if fold in ABBREVIATED:
        marks |= Mark.ABBREVIATED
    if lower in _SHUTS:
        marks |= Mark.SHUTS
    if lower in _OBJECT:
        marks |= Mark.OBJECT
    if lower in _BRINGS_NOUN or (name == "adjective" and fold not in _NEVER_FIRST):
        marks |= Mark.BRINGS_NOUN
    if fold == "and":
        return fold, int(marks | Mark.AND)
    if name == "verb" and len(word) > 2 and not lower.endswith("ed"):
        marks |= Mark.BARE
    if name == "function" or len(word) == 1:
        return fold, int(marks)
    return fold, int(marks | _pattern(fold, name, zipf(word)))


def _pattern(fold: str, name: str, common: float) -> Mark:
    """The marks that a content word has by its class and by how common it is."""
    marks = Mark(0)
    if name in _BEFORE:
        marks |= Mark.INSIDE
    if name in _LAST:
        marks |= Mark.LAST
    if name == "gerund" or (name == "noun" and fold.endswith("ing") and len(fold) > _SHORT_ING):
        marks |= Mark.GERUND
    if name == "proper":
        marks |= Mark.PROPER
    if fold in _NEVER_FIRST:
        return marks | Mark.NEVER_FIRST
    if fold in _GENERAL:
        marks |= Mark.GENERAL
    elif name in _BY_ITSELF and common < _COMMONEST:
        marks |= Mark.ALONE
    if name in _BEFORE and not (name == "gerund" and common >= _VERBAL_ZIPF):
        marks |= Mark.OPENS
    return marks


def is_neutral(fold: str) -> bool:
    """Whether a fold says nothing about a phrase it stands in: "and", a comma, "in" of "in-house", a number."""
    return not fold[0].isalpha() or word_class(fold) == "function"
