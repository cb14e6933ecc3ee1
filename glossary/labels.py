"""What is wrong with a rendering, judged last, against the set of English forms that are accepted.

Comes in: a reading whose referent is settled. Goes out: the reading with its issue and one sentence why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from glossary.authority import ENGLISH, Authority
from glossary.english import fold_phrase, has_slipped_hyphen, is_name_like, word_class
from glossary.records import Issue, Kind, Reading, Role

# Generics of places whose Chinese names are spelt in pinyin, not translated.
SPELT_PLACES = frozenset(
    "town township village county district city river lake mountain island temple shrine port bay park".split()
)
PARTY_COMMITTEES = ("省委", "市委", "区委", "县委", "地委")
_OF_BODIES = frozenset({Kind.ORGANISATION, Kind.EVENT, Kind.TERM})  # what is said "of" a body: branches, posts
_NAMING = ("noun", "adjective", "gerund", "participle")
_PARTY = frozenset(("cpc", "party", "communist"))
_ANY = "a committee of the Party calls itself the CPC … Committee; a committee alone may be any"
OWN_SOURCES = ("editor", "CC-CEDICT")  # beginnings of sources that are not the bearer itself


def label(reading: Reading, readings: Sequence[Reading], authority: Authority) -> Reading:
    """The reading with its issue: what a nested slip says of the whole, then what the table accepts."""
    if reading.issue.is_wrong:
        return reading
    for inner in readings:
        is_nested = reading.start <= inner.start and inner.stop <= reading.stop and inner is not reading
        if is_nested and _spoils(inner, reading):
            because = inner.issue_because
            if inner.issue is not Issue.MISSPELT:
                because = f"{inner.text!r} in it: {because}"
            return replace(reading, issue=inner.issue, issue_because=because)
    if has_slipped_hyphen(reading.text):
        return replace(reading, issue=Issue.GARBLED, issue_because="a space has slipped before the hyphen")
    if _leaves_out_the_party(reading):
        return replace(reading, issue=Issue.UNOFFICIAL, issue_because=_ANY, english=_of_the_party(reading))
    if _is_street(reading, authority):
        because = "街道 is a division of a city here, a subdistrict, and no street"
        return replace(reading, issue=Issue.MISTRANSLATED, issue_because=because)
    if _is_translated_place(reading, authority):
        because = "a place named by common English words: its name was translated, not spelt; the Chinese is not known"
        return replace(reading, issue=Issue.CALQUE, issue_because=because)
    if not reading.referent.startswith("concept:"):
        return reading
    concept = authority.termbase.find(reading.referent.removeprefix("concept:"))
    if concept is None:
        return reading
    folds = fold_phrase(reading.text)
    for designation in concept.designations:
        if designation.lang == ENGLISH and fold_phrase(designation.text) == folds:
            issue = Issue.OK if designation.role is Role.PREFERRED else designation.issue
            return replace(reading, issue=issue, issue_because=designation.reason)
    if concept.zh.startswith("中共") and not _PARTY & {*folds}:
        return replace(reading, issue=Issue.UNOFFICIAL, issue_because=_ANY)
    official = concept.preferred(ENGLISH)
    if official is None or official.role is not Role.PREFERRED:
        return reading
    if official.source.startswith(OWN_SOURCES):
        because = f"good by itself; {official.text} is preferred"
        return replace(reading, issue=Issue.VARIANT, issue_because=because)
    because = f"the bearer calls itself {official.text} (source {official.source})"
    return replace(reading, issue=Issue.UNOFFICIAL, issue_because=because)


def _spoils(inner: Reading, whole: Reading) -> bool:
    """Whether what is wrong with a nested name is wrong with the whole: a slip, or the body whose branch or fair it is.

    A listed name is judged by its own rows; a title or a market may have a sound name of its own.
    """
    if inner.issue is Issue.MISSPELT and not whole.is_open:
        return True
    is_listed = whole.referent.startswith("concept:")
    return inner.issue.is_wrong and inner.kind is Kind.ORGANISATION and whole.kind in _OF_BODIES and not is_listed


def _is_street(reading: Reading, authority: Authority) -> bool:
    """Whether a subdistrict is called a street."""
    place = authority.gazetteer.find(reading.referent.removeprefix("place:"))
    return place is not None and place.zh.endswith("街道") and reading.text.casefold().endswith(" street")


def _leaves_out_the_party(reading: Reading) -> bool:
    """Whether a composed name of a Party committee, or of a post in one, does not say whose it is."""
    zh = reading.referent.removeprefix("zh:")
    is_committee = zh != reading.referent and any(committee in zh for committee in PARTY_COMMITTEES)
    return is_committee and not _PARTY & set(fold_phrase(reading.text))


def _of_the_party(reading: Reading) -> str:
    """The rendering that says whose committee it is: "CPC Keqiao District Committee", "Secretary of the CPC …"."""
    post, of, body = reading.text.partition(" of ") if reading.kind is Kind.TERM else ("", "", reading.text)
    return f"{post} of the CPC {body.removeprefix('the ')}" if of else f"CPC {reading.text}"


def _is_translated_place(reading: Reading, authority: Authority) -> bool:
    """Whether an open place has, before its generic, nothing but two or more common English words."""
    *words, generic = fold_phrase(reading.text)
    if not (reading.is_open and reading.kind is Kind.PLACE and generic in SPELT_PLACES and len(words) > 1):
        return False
    divisions = (place for word in words for place in authority.gazetteer.with_key(word))
    if any(place.level != "township" for place in divisions):
        return False  # "First Division Alar City" is spelt
    spans = combinations(range(len(words) + 1), 2)
    if any(stop > start + 1 and authority.termbase.with_folds(tuple(words[start:stop])) for start, stop in spans):
        return False  # a Labor Protection Articles Park says what it makes
    return all(not is_name_like(word) and word_class(word) in _NAMING for word in words)
