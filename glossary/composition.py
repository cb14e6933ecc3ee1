"""The Chinese of a name worked out from its parts: place, modifiers, head. A part that is not known leaves it open.

Comes in: the folded words before a head, the head's possible Chinese, the authority. Goes out: the Chinese forms that
the parts allow. One form, or one form and its abbreviations, is a proposal; several are alternatives, and nothing
guessed from a general dictionary is ever among the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from glossary.authority import CHINESE, Authority
from glossary.records import Head, Kind, Role

MOST_FORMS = 64  # combinations looked at; names have few ambiguous parts
_SKIPPED = frozenset(("and", ",", "the", "of", "for"))


@dataclass(frozen=True, slots=True)
class Composition:
    """The Chinese forms the parts of a name allow, the likeliest first, and the words that are not known."""

    forms: tuple[str, ...]
    unknown: tuple[str, ...]
    is_ambiguous: bool


def abbreviates(short: str, long: str) -> bool:
    """Whether one Chinese form is the other with characters left out, so that both say the same.

    >>> abbreviates("管委会", "管理委员会"), abbreviates("行业协会", "工业协会"), abbreviates("有限公司", "股份有限公司")
    (True, False, False)
    """
    rest = iter(long)
    return short[0] == long[0] and all(ch in rest for ch in short)


def _is_one_sense(options: Sequence[str]) -> bool:
    first = options[0]
    return all(abbreviates(*sorted((first, other), key=len)) for other in options[1:])


def _term_forms(authority: Authority, words: tuple[str, ...]) -> tuple[str, ...]:
    """Chinese of a curated term that these folded words are a sound rendering of."""
    found: dict[str, None] = {}
    for designation in authority.termbase.with_folds(words):
        concept = authority.termbase.find(designation.concept)
        if concept and concept.kind is Kind.TERM and designation.role in (Role.PREFERRED, Role.ADMITTED):
            found[concept.zh] = None
    return tuple(found)


def _place_forms(place_zh: Mapping[tuple[str, ...], str], words: tuple[str, ...]) -> tuple[str, ...]:
    zh = place_zh.get(words)
    return (zh,) if zh else ()


def read_parts(
    words: Sequence[str], authority: Authority, place_zh: Mapping[tuple[str, ...], str]
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Cut folded words into known parts, the longest first; returns their Chinese options and the words unknown.

    `place_zh` maps the folded words of the places the text is known to name to their Chinese.
    """
    parts: list[tuple[str, ...]] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        for stop in range(len(words), at, -1):
            key = tuple(words[at:stop])
            options = _place_forms(place_zh, key) or authority.modifiers.get(key, ()) or _term_forms(authority, key)
            if options:
                parts.append(options)
                at = stop
                break
        else:
            if words[at].isdigit():
                parts.append((words[at],))
            elif words[at] not in _SKIPPED:
                unknown.append(words[at])
            at += 1
    return parts, unknown


def heads_for(heads: Sequence[Head], owner: str) -> tuple[Head, ...]:
    """The senses of a head that its owner allows: those within that owner, else those within none.

    >>> ministry = Head("department", "司", Kind.ORGANISATION, "ministry")
    >>> province = Head("department", "厅", Kind.ORGANISATION, "province")
    >>> [head.zh for head in heads_for([ministry, province], "province")]
    ['厅']
    """
    return tuple(h for h in heads if h.within and h.within == owner) or tuple(h for h in heads if not h.within)


def compose(
    words: Sequence[str], heads: Sequence[Head], authority: Authority, place_zh: Mapping[tuple[str, ...], str]
) -> Composition:
    """The Chinese forms of "<words> <head>"; none where a word is unknown or no head is given."""
    parts, unknown = read_parts(words, authority, place_zh)
    endings = tuple(dict.fromkeys(head.zh for head in heads))
    if unknown or not endings:
        return Composition((), tuple(unknown), False)
    options = [*parts, endings]
    forms = tuple(dict.fromkeys("".join(form) for form in islice(product(*options), MOST_FORMS)))
    return Composition(forms, (), not all(_is_one_sense(o) for o in options))


def find_listed_form(forms: Sequence[str], authority: Authority, kinds: frozenset[Kind]) -> str:
    """The slug of the curated concept that one of the forms is a Chinese name of, "" if there is none.

    A form that the table holds is right although its parts are ambiguous: 中国 + 化纤 / 化学纤维 + 工业 / 行业 + 协会
    meets the one association there is.
    """
    for form in forms:
        for designation in authority.termbase.with_zh(form):
            if designation.kind in kinds and designation.lang == CHINESE:
                return designation.concept
    return ""

