"""How much a candidate is one unit, and how much it is of the field: the measures, and the cut.

Comes in: candidates with their counts. Goes out: scored terms, each measure by its name in the literature: C-value
(Frantzi, Ananiadou & Mima 2000) for unithood, weirdness against general English (Ahmad, Gillam & Tostevin 1999) for
termhood; the weakest word of a phrase speaks for it, which was worth six points of F1 on ACTER.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from glossary.english import zipf
from glossary.records import Measure, ScoredTerm
from glossary.terms import Candidate

FLOOR_ZIPF = 1.0  # words rarer than this in English count as this rare: counts in small texts say no more
CUT = 1.5  # the least score published; tuned on the terms of the five shared articles: one in three is annotated
ONCE = 0.5  # what a phrase met once must score above the cut
ALONE = 3.0  # what a single word must score above the cut, and it must be met twice
NEVER_MAXIMAL = 1.5  # taken off a phrase that only stands inside longer ones
C_VALUE_WEIGHT = 0.3


def c_values(candidates: Iterable[Candidate]) -> dict[tuple[str, ...], float]:
    """C-value of each candidate: log2 of its length (plus one, so that single words count) times the occurrences not
    owed to longer candidates.

    >>> a = Candidate(("silk", "reeling"), (), [("d", 0, 1)] * 3)
    >>> b = Candidate(("silk", "reeling", "enterprise"), (), [("d", 0, 2)] * 2)
    >>> {key[-1]: round(value, 2) for key, value in c_values([a, b]).items()}
    {'reeling': 1.58, 'enterprise': 4.0}
    """
    candidates = list(candidates)
    longer: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    keys = {candidate.words for candidate in candidates}
    for candidate in candidates:
        words, size = candidate.words, len(candidate.words)
        for length in range(1, size):
            for start in range(size - length + 1):
                if (inner := words[start : start + length]) in keys:
                    longer[inner].append(len(candidate.occurrences))
    values = {}
    for candidate in candidates:
        count = float(len(candidate.occurrences))
        if above := longer.get(candidate.words):
            count -= sum(above) / len(above)
        values[candidate.words] = math.log2(len(candidate.words) + 1) * count
    return values


def weirdness(word: str, count: int, total: int) -> float:
    """log10 of how many times commoner a word is in these texts than in general English.

    >>> weirdness("cocoon", 10, 1000) > weirdness("market", 10, 1000)
    True
    """
    here = math.log10(count * 1e9 / total)
    return here - max(zipf(word), FLOOR_ZIPF)


def score_terms(candidates: Mapping[tuple[str, ...], Candidate], total_words: int) -> list[ScoredTerm]:
    """Score every candidate; those below the cut carry the reason. Sorted by score, then key.

    The score adds the weirdness of the least weird word (in powers of ten) and a share of the C-value.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    for candidate in candidates.values():
        if len(candidate.words) == 1:
            counts[candidate.words[0]] += len(candidate.occurrences)
    c_value = c_values(candidates.values())
    scored = []
    for words, candidate in candidates.items():
        least = min(
            weirdness(surface, max(counts[word], len(candidate.occurrences)), total_words)
            for word, surface in zip(words, candidate.surface, strict=True)
            if word not in ("and", ",")
        )
        unit = math.log2(1 + max(0.0, c_value[words]))
        score = least + C_VALUE_WEIGHT * unit - (0.0 if candidate.maximal else NEVER_MAXIMAL)
        measures = (
            Measure("c_value", round(c_value[words], 3)),
            Measure("min_weirdness", round(least, 3)),
            Measure("frequency", float(len(candidate.occurrences))),
            Measure("maximal", float(candidate.maximal)),
        )
        rejected = _reject(candidate, score)
        scored.append(ScoredTerm(candidate.key, tuple(candidate.occurrences), measures, round(score, 3), rejected))
    return sorted(scored, key=lambda term: (-term.score, term.key))


def _reject(candidate: Candidate, score: float) -> str:
    if not candidate.maximal:
        return "only inside longer phrases"
    once = len(candidate.occurrences) == 1
    if len(candidate.words) == 1:
        return "" if score >= CUT + ALONE and not once else "a common word"
    if score < CUT:
        return "its words are common in general English"
    return "met once only" if once and score < CUT + ONCE else ""
