"""The halves of slogans in two parts: "Global Coverage" in "Silk Road Keqiao · Global Coverage" (丝路柯桥·布满全球).

Comes in: a page, the authority, what is read on the page. Goes out: readings. Every text renders a slogan anew, so that
no table can hold its halves; the whole and the dot between them tell which words are which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.authority import CHINESE, Authority
from glossary.names import Page
from glossary.records import Issue, Kind, Reading

_DOTS = re.compile(r"\s*[\N{MIDDLE DOT}\N{BULLET}\N{KATAKANA MIDDLE DOT}|]\s*|\s+[\N{EN DASH}-]\s+")


def find_halves(page: Page, authority: Authority, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings of both halves of each slogan whose halves are names on our lists."""
    for reading in readings:
        dots = list(_DOTS.finditer(reading.text)) if reading.kind is Kind.PROGRAMME else []
        if len(dots) == 1 and (parts := _parts(reading, authority)):
            dot = dots[0]
            spans = ((reading.start, reading.start + dot.start()), (reading.start + dot.end(), reading.stop))
            for (start, stop), zh in zip(spans, parts, strict=True):
                for designation in authority.termbase.with_zh(zh)[:1]:
                    if designation.kind is Kind.PROGRAMME:
                        yield _half(page, reading, (start, stop), zh, authority.referent(designation.concept))


def _parts(reading: Reading, authority: Authority) -> tuple[str, str] | None:
    """The two halves of the Chinese of a listed slogan."""
    concept = authority.termbase.find(reading.referent.removeprefix("concept:"))
    for designation in concept.designations if concept else ():
        first, dot, second = designation.text.partition("\N{MIDDLE DOT}")
        if designation.lang == CHINESE and dot and "\N{MIDDLE DOT}" not in second:
            return first, second
    return None


def _half(page: Page, whole: Reading, span: tuple[int, int], zh: str, referent: str) -> Reading:
    said = f"a half of {whole.text}; it stands for {zh}"
    return replace(
        whole,
        start=span[0],
        stop=span[1],
        text=page.document.text[slice(*span)],
        referent=referent,
        because=f"{said}, as the dot between both halves tells",
        issue=whole.issue if whole.issue.is_wrong else Issue.OK,
        issue_because=said if whole.issue.is_wrong else "",
    )
