"""Councils and meetings by their numbers: "1st Council of the 6th Session" (六届一次理事会), and their body.

Comes in: a page, what is read on it, with the Chinese where that is known. Goes out: readings. Associations count the
terms of their council and the meetings of each term; English puts both numbers in many orders, Chinese in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from glossary.composition import worked_out
from glossary.editions import NUMBERS, chinese_number
from glossary.names import Page
from glossary.records import Issue, Kind, Reading

SCORE = 0.75
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
_MEETING, _TERM = rf"\b(?P<meeting>{_ORDINAL})", rf"of\s+(?:the\s+)?(?P<term>{_ORDINAL})"
_RANK = r"(?P<rank>(?:standing|executive)\s+)?"
_WIDER = r"(?:(?P<wider>expanded|enlarged)\s+|plenary\s+)?"
_MEMBERS = r"(?P<members>members?['\u2019]?s?)"
_SOUND = re.compile(
    rf"{_MEETING}\s+{_WIDER}(?:meeting|session)\s+{_TERM}\s+{_RANK}council\b",
    re.IGNORECASE,
)
_CALQUES = tuple(  # what Chinese calls the term (届) stands where English has the council
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MEETING}\s+{_RANK}council(?:\s+meeting)?\s+{_TERM}\s+(?:session|council|term)\b",
        rf"{_MEETING}\s+{_MEMBERS}\s+(?:meeting|conference|assembly)\s+{_TERM}\s+(?:session|term)\b",
    )
)
_CONGRESS = re.compile(rf"{_MEETING}\s+{_MEMBERS}\s+congress\b", re.IGNORECASE)
_COUNCIL = re.compile(rf"{_MEETING}\s+{_RANK}council\b(?!\s+(?:meeting|of\s+(?:the\s+)?(?:{_ORDINAL})))", re.IGNORECASE)
_GATHERING = re.compile("council|member", re.IGNORECASE)  # one of these stands in every such meeting
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


def find_sessions(page: Page, named: Iterable[tuple[Reading, str]]) -> Iterator[Reading]:
    """Yield a reading for each meeting, and for it, or a council, together with the known body behind "of"."""
    text = page.document.text
    if not _GATHERING.search(text):
        return
    bodies = {r.start: (r, zh) for r, zh in named if r.kind is Kind.ORGANISATION and zh}
    for match, english in _meetings(text):
        forms = _chinese(match)
        kind = Kind.ORGANISATION if match.re is _COUNCIL else Kind.EVENT
        if match.re not in (_CONGRESS, _COUNCIL):
            yield _reading(page, kind, match.start(), match.end(), forms, english)
        of = _OF.match(text, match.end())
        body, zh = bodies.get(of.end(), (None, "")) if of else (None, "")
        if body:
            whole = f"{english} of the {body.english or body.text}" if english else ""
            yield _reading(page, kind, match.start(), body.stop, tuple(f"{zh}{form}" for form in forms), whole)


def _meetings(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each meeting or council with the English to prefer, "" where it is sound."""
    for pattern in (_SOUND, _CONGRESS, _COUNCIL):
        yield from ((match, "") for match in pattern.finditer(text))
    for pattern in _CALQUES:
        for match in pattern.finditer(text):
            said = match.groupdict()
            who = "members\N{RIGHT SINGLE QUOTATION MARK} " if said.get("members") else ""
            body = "term" if who else f"{said.get('rank') or ''}council"
            yield match, f"{said['meeting']} {who}meeting of the {said['term']} {body}"


def _number(ordinal: str) -> int:
    """
    >>> _number("Sixth"), _number("21st")
    (6, 21)
    """
    return NUMBERS.get(ordinal.casefold()) or int(re.sub(r"\D", "", ordinal))


def _chinese(match: re.Match[str]) -> tuple[str, ...]:
    """The Chinese of a meeting or council, the usual form first.

    >>> _chinese(_CALQUES[0].search("1st Standing Council of the 6th Session"))
    ('六届一次常务理事会', '第六届常务理事会第一次会议', '第六届第一次常务理事会')
    >>> _chinese(_SOUND.search("second expanded meeting of the fifth council"))[0]
    '五届二次理事扩大会议'
    """
    said = match.groupdict()
    meeting = chinese_number(_number(said["meeting"]))
    if match.re is _CONGRESS:
        return f"第{meeting}届会员代表大会", f"第{meeting}次会员代表大会"
    if match.re is _COUNCIL:
        return (f"第{meeting}届{'常务理事' if said['rank'] else '理事'}会",)
    term = chinese_number(_number(said["term"]))
    if said.get("members"):
        return f"{term}届{meeting}次会员大会", f"第{term}届{meeting}次会员大会", f"第{term}届第{meeting}次会员大会"
    council, wider = ("常务理事" if said["rank"] else "理事"), "扩大" if said.get("wider") else ""
    short = f"{council}扩大会议" if wider else f"{council}会"
    whole = f"第{term}届{council}会第{meeting}次{wider}会议"
    return f"{term}届{meeting}次{short}", whole, f"第{term}届第{meeting}次{short}"


def _reading(page: Page, kind: Kind, start: int, stop: int, forms: tuple[str, ...], english: str) -> Reading:
    because = f"by its numbers it is {forms[0]}"
    reading = worked_out(page.cut(start, stop), kind, forms, because, SCORE)
    if not english:
        return reading
    said = "Chinese counts the term first (届), then its meeting (次)"
    return replace(reading, issue=Issue.CALQUE, issue_because=said, english=english)
