"""Listed names with one word misspelt: "Hanzhen Street" for Hanzheng Street 汉正街.

Comes in: a page, the authority, what is read on the page. Goes out: readings. A name that stays open is a slip of a
listed one where all words but one are the same and that one, in pinyin, is a cheap step away (`distance`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from glossary.authority import Authority
from glossary.distance import distance
from glossary.names import Page
from glossary.records import Confidence, Designation, Issue, Kind, Reading

LIMIT = 0.6  # of the step; as for slips beside the same head (`spelling`)
SCORE = 0.72


def find_lookalikes(
    page: Page, authority: Authority, readings: Sequence[Reading], known: Collection[str]
) -> Iterator[Reading]:
    """Yield a reading for each open name that is one slip from one listed name; `known` are words spelt as meant."""
    for reading in readings:
        if reading.is_open and reading.kind not in (Kind.TERM, Kind.PERSON):
            folds = page.folds(*page.span(reading.start, reading.stop))
            found = list(_near(folds, authority, known))
            if len({designation.concept for _, designation in found}) == 1:
                yield _reading(reading, authority, *min(found, key=lambda pair: (pair[0], pair[1].text)))


def _near(folds: tuple[str, ...], authority: Authority, known: Collection[str]) -> Iterator[tuple[float, Designation]]:
    for at, word in enumerate(folds):
        if word in known:
            continue
        for right, designation in authority.termbase.with_one_word_open((*folds[:at], "", *folds[at + 1 :])):
            if 0.0 < (cost := distance(word, right)) <= LIMIT:
                yield cost, designation


def _reading(reading: Reading, authority: Authority, cost: float, right: Designation) -> Reading:
    because = f"{cost:.1f} steps from {right.text}, a name on our list, in one word"
    return replace(
        reading,
        kind=right.kind,
        referent=authority.referent(right.concept),
        because=because,
        confidence=Confidence.MEDIUM,
        score=SCORE,
        issue=Issue.MISSPELT,
        issue_because=f"{because}; it is {right.text}",
        alternatives=(),
    )
