"""The parts of a composed name: known names, modifiers, terms, with the Chinese each may stand for, in Chinese order.

Comes in: folded words, the names the page is known to hold. Goes out: parts, and the words that are none. Nothing
guessed from a general dictionary is ever among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossary.authority import CHINESE, Authority
from glossary.records import Kind, Role

_SKIPPED = frozenset(("and", ",", "(", ")", "the", "of", "for"))
# Adjectives and nouns that stand for the division a text is about: 省商务厅, 自治区工业和信息化厅.
UNNAMED = {
    ("provincial",): "省", ("municipal",): "市", ("district",): "区", ("county",): "县",
    ("autonomous", "region"): "自治区",
}  # fmt: skip
# The Party before its committees is no owner of theirs: 中共杭州市委.
_PARTY = frozenset((("cpc",), ("communist", "party", "of", "china")))


@dataclass(frozen=True, slots=True)
class Known:
    """A name the page is known to hold: its Chinese, the full official form, the code if it is a division."""

    zh: str
    full: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words with the Chinese it may stand for; `owner` where it is a known name."""

    options: tuple[str, ...]
    owner: Known | None = None


_OF_THE_PARTY = Part(("中共",))
Names = Mapping[tuple[str, ...], Known]


def _term_forms(authority: Authority, words: tuple[str, ...]) -> tuple[str, ...]:
    """Chinese of a curated term that these folded words are a sound rendering of."""
    found: dict[str, None] = {}
    for designation in authority.termbase.with_folds(words):
        concept = authority.termbase.find(designation.concept)
        if concept and concept.kind is Kind.TERM and designation.role in (Role.PREFERRED, Role.ADMITTED):
            found[concept.zh] = None
            found.update(dict.fromkeys(d.text for d in concept.designations if d.lang == CHINESE))
    return tuple(found)


def read_parts(words: Sequence[str], authority: Authority, known: Names) -> tuple[list[Part], list[str]]:
    """Cut folded words into known parts, the longest first; returns them and the words that are not known."""
    parts: list[Part] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        for stop in range(_longest_part(words, at, known), at, -1):
            key = tuple(words[at:stop])
            if at == 0 and key in _PARTY:
                parts.append(_OF_THE_PARTY)
            elif name := known.get(key):
                if level := _body_of_level(words, at, stop, authority, known):
                    parts += level
                    return parts, unknown
                parts.append(Part((name.zh,), name))
            elif at == 0 and key in UNNAMED:
                parts.append(Part((UNNAMED[key],), Known(UNNAMED[key], UNNAMED[key])))
            elif options := authority.modifiers.get(key) or _term_forms(authority, key):
                parts.append(Part(options))
            else:
                continue
            at = stop
            break
        else:
            if words[at].isdigit():
                parts.append(Part((words[at],)))
            elif words[at] not in _SKIPPED:
                unknown.append(words[at])
            at += 1
    return parts, unknown


def _body_of_level(words: Sequence[str], at: int, stop: int, authority: Authority, known: Names) -> tuple[Part, ...]:
    """A division and a body of its level, where the level ends the division's name: Hangzhou / Municipal Committee."""
    name = known.get(tuple(words[at : stop - 1])) if stop < len(words) else None
    heads = authority.heads.get(tuple(words[stop - 1 :]), ())
    return (Part((name.zh,), name), Part(tuple(head.zh for head in heads))) if name and heads else ()


def _longest_part(words: Sequence[str], at: int, known: Names) -> int:
    """Where a part from one word on may end: a known name is whole before a term that begins with it, "Huzhou silk"."""
    stops = [stop for stop in range(at + 1, len(words) + 1) if tuple(words[at:stop]) in known]
    return max(stops, default=len(words))


def chinese_order(prefix: Sequence[Part], behind: Sequence[Sequence[Part]]) -> list[Part]:
    """Parts in the order of Chinese: owners first, the last "of" before the others, then topics, then the prefix.

    "Bureau of Commerce of Yiwu" and "Yiwu Bureau of Commerce" come out alike. The Party stands before all of them; the
    level that a division has stands in its name: "Municipal Bureau of Commerce of Yiwu City".
    """
    segments = [*reversed(behind), prefix]
    owners = [segment for segment in segments if any(part.owner for part in segment)]
    rest = [segment for segment in segments if not any(part.owner for part in segment)]
    ordered = [part for segment in (*owners, *rest) for part in segment]
    named = [part.owner for part in ordered if part.owner and part.owner.code]
    ordered = [part for part in ordered if not _is_level_of(part, named)]
    return sorted(ordered, key=lambda part: part is not _OF_THE_PARTY)


def _is_level_of(part: Part, divisions: Sequence[Known]) -> bool:
    """Whether a part is but the level of one of the divisions: "Municipal" beside Anqing City."""
    level = part.owner.full if part.owner and not part.owner.code else ""
    return level in UNNAMED.values() and any(division.full.endswith(level) for division in divisions)
