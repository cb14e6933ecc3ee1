"""Chinese left standing in an English text: the run, and the names inside it.

Comes in: a page and the authority. Goes out: readings with the issue untranslated. A run that is a listed name, or ends
in the head of one, is one reading. What stands before a name, as in 晋江举办的…推介会 "… held by Jinjiang", is cut off:
the run then stands for the name inside it, which is a reading of its own, as are listed names in the rest. Prose is
left alone but for the listed names in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.authority import Authority
from glossary.authority.gazetteer import LEVELS
from glossary.chinese import to_simplified
from glossary.english import HAN
from glossary.names import Page
from glossary.records import Confidence, Issue, Kind, Reading

BECAUSE = "Chinese left standing in the English text"
LONGEST_TERM = 8  # characters of a run that is taken for a term though nothing lists it
LONGEST_COMPOUND = 4  # characters of one that may have a verb in it
_RUN = re.compile(rf"[0-9]*[{HAN}][{HAN}0-9“”《》·、—-]*[{HAN}]")
_PART = re.compile(r"[^、—-]+")
_HELD = re.compile(
    "^.*(?:举办|主办|承办|协办|召开|举行|发布|推出|开展|启动|成立|参加|出席|位于|来自)(?:了|的)?|^.*的(?=.{4})"
)
# Classes of words that no name or term has: adverbs, prepositions, pronouns, particles, and verbs that are words.
_OF_PROSE = frozenset(("d", "p", "r", "u", "uj", "ul", "c", "y", "zg", "vshi", "vyou"))


class _Meant(NamedTuple):
    """What a stretch of Chinese stands for."""

    kind: Kind
    referent: str
    confidence: Confidence


def find_untranslated(page: Page, authority: Authority) -> Iterator[Reading]:
    """Yield a reading for each run of Chinese that names something, and for the names inside it."""
    for run in _RUN.finditer(page.document.text):
        zh = to_simplified(run.group())
        if meant := _listed(zh, authority):
            yield _reading(page, run.start(), run.end(), meant)
            continue
        for part in _PART.finditer(zh):
            yield from _in_part(page, run.start() + part.start(), part.group(), authority)


def _in_part(page: Page, start: int, zh: str, authority: Authority) -> Iterator[Reading]:
    """The readings of one part of a list: the whole by the name it ends in, that name, and what is listed before it."""
    held = _HELD.match(zh)
    at = held.end() if held and held.end() < len(zh) - 1 else 0
    name, stop = zh[at:], start + len(zh)
    meant = _listed(name, authority) or _headed(name, authority)
    if meant is None and not at and len(zh) <= LONGEST_TERM and not _is_prose(zh, authority):
        meant = _Meant(Kind.TERM, f"zh:{zh}", Confidence.MEDIUM)
    if meant:
        yield _reading(page, start + at, stop, meant)
        if at:
            yield _reading(page, start, stop, meant)
    for inner in authority.chinese_names.find(zh[:at] if meant else zh):
        if found := _listed(inner.zh, authority) if _is_sure(inner.zh, authority) else None:
            yield _reading(page, start + inner.start, start + inner.stop, found)


def _listed(zh: str, authority: Authority) -> _Meant | None:
    if listed := authority.termbase.with_zh(zh):
        return _Meant(listed[0].kind, authority.referent(listed[0].concept), Confidence.HIGH)
    places = [p for p in authority.gazetteer.with_zh(zh) if p.level != LEVELS[-1] or p.zh == zh]
    return _Meant(Kind.PLACE, f"place:{places[0].code}", Confidence.MEDIUM) if len(places) == 1 else None


def _headed(zh: str, authority: Authority) -> _Meant | None:
    """A name nobody lists, by the head that it ends in."""
    heads = [h for heads in authority.heads.values() for h in heads if zh.endswith(h.zh) and zh != h.zh]
    if not heads or _is_prose(zh.removesuffix(max(heads, key=lambda h: len(h.zh)).zh), authority):
        return None
    return _Meant(max(heads, key=lambda h: len(h.zh)).kind, f"zh:{zh}", Confidence.MEDIUM)


def _is_sure(zh: str, authority: Authority) -> bool:
    """Whether a name inside a longer run is no accident: of three characters, or a division above townships."""
    return len(zh) > 2 or any(place.level != LEVELS[-1] for place in authority.gazetteer.with_zh(zh))


def _is_prose(zh: str, authority: Authority) -> bool:
    """Whether a run has a word that no name or term has; short compounds may begin with a verb, as 控温毯 does."""
    segmenter = authority.chinese_names.segmenter
    flags = ((word, segmenter.flag(word)) for word in segmenter.cut(zh))
    return any(
        flag in _OF_PROSE or (flag == "v" and len(word) > 1 and len(zh) > LONGEST_COMPOUND) for word, flag in flags
    )


def _reading(page: Page, start: int, stop: int, meant: _Meant) -> Reading:
    return Reading(
        *page.cut(start, stop),
        kind=meant.kind,
        referent=meant.referent,
        because=BECAUSE,
        confidence=meant.confidence,
        score=0.9,
        issue=Issue.UNTRANSLATED,
        issue_because=BECAUSE,
    )
