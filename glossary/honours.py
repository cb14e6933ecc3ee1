"""Honorary titles of towns: "famous Chinese home textile cities", "China's Famous Sweater City" (中国毛衫名城).

The textile council confers them in series: 中国 + trade + 名城 (city, county) or 名镇 (town). Comes in: a page and the
authority. Goes out: readings; the trade must be known with one sense, else the title stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.authority import Authority
from glossary.composition import NATIONAL, find_listed_form, is_one_sense, read_parts
from glossary.english import word_class
from glossary.names import Page
from glossary.records import Confidence, Issue, Kind, Reading

PLACES = {"city": "名城", "county": "名城", "town": "名镇", "township": "名镇"}
MOST_WORDS = 5  # of the trade
_MARKS = frozenset(("china", "chinese", "famous"))


def _marks_behind(folds: Sequence[str]) -> int:
    """How many of the first words are "China", "Chinese" or "famous"; 0 unless both the land and the fame are there."""
    count = 0
    while count < len(folds) and folds[count] in _MARKS:
        count += 1
    return count if "famous" in folds[:count] and count > 1 else 0


def find_honours(page: Page, authority: Authority) -> Iterator[Reading]:
    """Yield a reading for each honorary title."""
    for at, token in enumerate(page.tokens):
        if token.fold not in _MARKS or (at and page.tokens[at - 1].fold in _MARKS):
            continue
        marks = _marks_behind(page.folds(at, at + 3))
        trade = at + marks
        for stop in range(trade + 1, min(trade + MOST_WORDS, len(page.tokens) - 1) + 1):
            word = page.tokens[stop - 1]
            if word.is_barrier or (word.fold != "and" and word_class(word.text) == "function"):
                break
            if marks and (place := PLACES.get(page.tokens[stop].fold)):
                yield _read(page, authority, (at, trade, stop), place)
                break


def _read(page: Page, authority: Authority, span: tuple[int, int, int], place: str) -> Reading:
    at, trade, stop = span
    parts, unknown = read_parts(page.folds(trade, stop), authority, {})
    options = parts[0].options if len(parts) == 1 and not unknown else ()
    forms = [f"中国{option}{place}" for option in options if option not in NATIONAL]
    slug = find_listed_form(forms, authority, frozenset({Kind.PROGRAMME}))
    zh = forms[0] if forms and is_one_sense(options) else ""
    start, last = page.offsets(at, stop + 1)
    known = bool(slug or zh)
    return Reading(
        document=page.document.path,
        start=start,
        stop=last,
        text=page.text(at, stop + 1),
        kind=Kind.PROGRAMME,
        referent=authority.referent(slug)
        if slug
        else f"zh:{zh}"
        if zh
        else f"open:{' '.join(page.folds(trade, stop))} {place}",
        because=f"an honorary title of the series 中国…{place}"
        if known
        else "the trade it names has no one Chinese form",
        confidence=Confidence.MEDIUM if known else Confidence.LOW,
        score=0.8 if known else 0.4,
        issue=Issue.UNOFFICIAL,
        issue_because=f"a conferred title, written as one: China Famous … {page.text(stop, stop + 1).title()}",
    )
