"""Meetings of councils by their numbers: "1st Council of the 6th Session" (六届一次理事会), with the body or without.

Comes in: a page, what is read on it, with the Chinese where that is known. Goes out: readings. Associations count the
terms of their council and the meetings of each term; English puts both numbers in many orders, Chinese in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from glossary.editions import NUMBERS, chinese_number
from glossary.names import Page
from glossary.records import Confidence, Kind, Reading

_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_RANK = r"(?P<rank>(?:standing|executive)\s+)?"
_MEETINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<meeting>{_ORDINAL})\s+{_RANK}council(?:\s+meeting)?\s+of\s+(?:the\s+)?(?P<term>{_ORDINAL})"
        r"\s+(?:session|council|term)\b",
        rf"\b(?P<meeting>{_ORDINAL})\s+(?:plenary\s+)?(?:meeting|session)\s+of\s+(?:the\s+)?(?P<term>{_ORDINAL})"
        rf"\s+{_RANK}council\b",
    )
)
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


def find_sessions(page: Page, named: Iterable[tuple[Reading, str]]) -> Iterator[Reading]:
    """Yield a reading for each meeting of a council, and for it together with the known body behind "of"."""
    text, bodies = page.document.text, {r.start: (r, zh) for r, zh in named if r.kind is Kind.ORGANISATION and zh}
    for match in (match for pattern in _MEETINGS for match in pattern.finditer(text)):
        forms = _forms(_number(match["meeting"]), _number(match["term"]), bool(match["rank"]))
        yield _reading(page, match.start(), match.end(), forms)
        of = _OF.match(text, match.end())
        body, zh = bodies.get(of.end(), (None, "")) if of else (None, "")
        if body:
            yield _reading(page, match.start(), body.stop, tuple(f"{zh}{form}" for form in forms))


def _number(ordinal: str) -> int:
    """
    >>> _number("Sixth"), _number("21st")
    (6, 21)
    """
    return NUMBERS.get(ordinal.casefold()) or int(re.sub(r"\D", "", ordinal))


def _forms(meeting: int, term: int, is_standing: bool) -> tuple[str, ...]:
    """The Chinese of a meeting, the usual form first.

    >>> _forms(1, 6, True)
    ('六届一次常务理事会', '第六届常务理事会第一次会议', '第六届第一次常务理事会')
    """
    council = "常务理事会" if is_standing else "理事会"
    term_zh, meeting_zh = chinese_number(term), chinese_number(meeting)
    return (
        f"{term_zh}届{meeting_zh}次{council}",
        f"第{term_zh}届{council}第{meeting_zh}次会议",
        f"第{term_zh}届第{meeting_zh}次{council}",
    )


def _reading(page: Page, start: int, stop: int, forms: tuple[str, ...]) -> Reading:
    return Reading(
        *page.cut(start, stop),
        kind=Kind.EVENT,
        referent=f"zh:{forms[0]}",
        because=f"the numbers of the term and of the meeting make it {forms[0]}",
        confidence=Confidence.MEDIUM,
        score=0.75,
        also_zh=forms[1:],
    )
