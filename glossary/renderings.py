"""The renderings of one concept: its curated designations and what the texts have, each surface once.

Comes in: curated designations and readings of one referent. Goes out: Rendering records with role, issue, reason and
concordance lines. Surfaces that differ in case, plural or hyphen only are one rendering.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from glossary.authority import CHINESE, ENGLISH
from glossary.chinese import to_simplified
from glossary.english import fold_phrase
from glossary.names import Page
from glossary.records import Alternative, Designation, Form, Measure, Mention, Reading, Rendering, Role

CONTEXT = 70  # characters of context on either side of a node
TRADITIONAL = "zh-Hant"
_ROLES = list(Role)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _one_line(text: str) -> str:
    """The text with every run of white space one blank, at the edges too, so that left + node + right is the line."""
    return re.sub(r"\s+", " ", text)


def mention_of(page: Page, start: int, stop: int, inside: tuple[int, int] | None = None) -> Mention:
    """The concordance line of a stretch of a page, cut at the line it stands in."""
    text = page.document.text
    opens = text.rfind("\n", 0, start) + 1
    closes = text.find("\n", stop)
    closes = len(text) if closes < 0 else closes
    return Mention(
        document=page.document.path,
        start=start,
        stop=stop,
        line=text.count("\n", 0, start) + 1,
        left=_one_line(text[max(opens, start - CONTEXT) : start]),
        node=_squeeze(text[start:stop]),
        right=_one_line(text[stop : min(closes, stop + CONTEXT)]),
        inside=inside,
    )


def curated_rendering(designation: Designation) -> Rendering:
    issue = designation.issue if designation.lang == ENGLISH else None
    return Rendering(designation.lang, designation.text, designation.form, designation.role, issue, designation.reason)


def merge(
    curated: Iterable[Rendering],
    readings: Iterable[Reading],
    mentions: Mapping[Reading, Mention],
    measures: Sequence[Measure] = (),
) -> tuple[Rendering, ...]:
    """The renderings of a concept: the curated ones first, with their mentions, then those only the texts have."""
    by_key: defaultdict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_key[fold_phrase(reading.text)].append(reading)
    done: list[Rendering] = []
    for rendering in curated:
        if rendering.lang != ENGLISH:
            done.append(rendering)
            continue
        found = by_key.pop(fold_phrase(rendering.text), [])
        done.append(_with_mentions(rendering, found, mentions, measures))
    for key in sorted(by_key):
        found = by_key[key]
        first = min(found, key=lambda r: (not r.issue.is_wrong, -r.score, r.document, r.start))
        text = Counter(_squeeze(r.text) for r in found).most_common(1)[0][0]
        because = first.issue_because or first.because
        blank = Rendering(ENGLISH, text, Form.FULL, first.issue.role, first.issue, because)
        done.append(_with_mentions(blank, found, mentions, measures))
    return tuple(done)


def with_chinese(
    renderings: Sequence[Rendering],
    readings: Iterable[Reading],
    mentions: Mapping[Reading, Mention],
    measures: Sequence[Measure] = (),
) -> tuple[Rendering, ...]:
    """The renderings of a concept with its mentions in Chinese documents, and the Chinese forms only those have."""
    by_text: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_text[_squeeze(reading.text)].append(reading)
    done = []
    for rendering in renderings:
        found = by_text.pop(rendering.text, []) if rendering.lang in (CHINESE, TRADITIONAL) else []
        done.append(_with_mentions(rendering, found, mentions, measures))
    for text, found in sorted(by_text.items()):
        lang = CHINESE if to_simplified(text) == text else TRADITIONAL
        blank = Rendering(lang, text, Form.FULL, Role.ADMITTED, None, found[0].because)
        done.append(_with_mentions(blank, found, mentions, measures))
    return tuple(done)


def _with_mentions(
    rendering: Rendering, found: Sequence[Reading], mentions: Mapping[Reading, Mention], measures: Sequence[Measure]
) -> Rendering:
    if not found:
        return rendering
    weighed: dict[str, Alternative] = {}
    for reading in found:
        for alternative in reading.alternatives:
            weighed.setdefault(alternative.zh + alternative.because, alternative)
    return Rendering(
        lang=rendering.lang,
        text=rendering.text,
        form=rendering.form,
        role=rendering.role,
        issue=rendering.issue,
        because=rendering.because,
        mentions=tuple(sorted((mentions[r] for r in found), key=lambda m: (m.document, m.start, m.stop))),
        alternatives=tuple(weighed.values()),
        measures=tuple(measures),
    )


def nearest_role(renderings: Iterable[Rendering]) -> Rendering | None:
    """The English rendering to show first: preferred, then admitted, the most used first."""
    english = [r for r in renderings if r.lang == ENGLISH]
    return min(english, key=lambda r: (_ROLES.index(r.role), -len(r.mentions), r.text), default=None)
