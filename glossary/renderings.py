"""The renderings of one concept: its curated designations and what the texts have, each surface once.

Comes in: curated designations and what was gathered of one referent. Goes out: Rendering records with role, issue,
reason and counts. Surfaces that differ in case, plural or hyphen only are one rendering.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.authority import CHINESE, ENGLISH
from glossary.chinese import to_simplified
from glossary.english import fold_phrase
from glossary.records import Designation, Form, Measure, Rendering, Role
from glossary.uses import Group, Use, chinese_surface, key_of

TRADITIONAL = "zh-Hant"
_ROLES = list(Role)


def curated_rendering(designation: Designation) -> Rendering:
    issue = designation.issue if designation.lang == ENGLISH else None
    return Rendering(designation.lang, designation.text, designation.form, designation.role, issue, designation.reason)


def merge(curated: Iterable[Rendering], group: Group | None, measures: Sequence[Measure] = ()) -> tuple[Rendering, ...]:
    """The renderings of a concept: the curated ones first, with their counts, then those only the texts have."""
    left = dict(group.uses) if group else {}
    done: list[Rendering] = []
    for rendering in curated:
        if group and rendering.lang == ENGLISH:
            folds = fold_phrase(rendering.text)
            if use := left.pop(folds, None):
                rendering = _used(rendering, use, key_of(group.key, folds), measures)
        done.append(rendering)
    for folds in sorted(left):
        assert group is not None
        use = left[folds]
        text, issue = use.texts.most_common(1)[0][0], use.best.issue
        because = use.best.issue_because or use.best.because
        blank = Rendering(ENGLISH, text, Form.FULL, issue.role, issue, because)
        done.append(_used(blank, use, key_of(group.key, folds), measures))
    return tuple(done)


def with_chinese(renderings: Iterable[Rendering], group: Group, measures: Sequence[Measure]) -> tuple[Rendering, ...]:
    """The renderings of a concept with its uses in Chinese documents, and the Chinese forms only those have."""
    left = dict(group.uses)
    done: list[Rendering] = []
    for rendering in renderings:
        surface = chinese_surface(rendering.text)
        if rendering.lang in (CHINESE, TRADITIONAL) and (use := left.pop(surface, None)):
            rendering = _used(rendering, use, key_of(group.key, surface), measures)
        done.append(rendering)
    for surface, use in sorted(left.items(), key=lambda item: item[0]):
        text = surface[-1]
        lang = CHINESE if to_simplified(text) == text else TRADITIONAL
        blank = Rendering(lang, text, Form.FULL, Role.ADMITTED, None, use.best.because)
        done.append(_used(blank, use, key_of(group.key, surface), measures))
    return tuple(done)


def _used(rendering: Rendering, use: Use, key: str, measures: Sequence[Measure]) -> Rendering:
    return replace(rendering, keys=(key,), uses=use.count,
                   alternatives=tuple(use.alternatives.values()), measures=tuple(measures))  # fmt: skip


def nearest_role(renderings: Iterable[Rendering]) -> Rendering | None:
    """The English rendering to show first: preferred, then admitted, the most used first."""
    english = [r for r in renderings if r.lang == ENGLISH]
    return min(english, key=lambda r: (_ROLES.index(r.role), -r.uses, r.text), default=None)
