"""How far a slip is from a spelling of pinyin: a weighted edit distance with a reason for each cheap step.

Damerau's distance (1964) with costs of our own, for misspellings, leftovers and did-you-mean alike. One full step
costs 1.0; what ears, keyboards and older systems confuse costs less.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

FULL = 1.0
SWAP = 0.6  # two neighbouring letters exchanged: a slip of the fingers

# Letters that are dropped or added cheaply.
LOOSE = {
    "h": 0.3,  # zh/z, ch/c, sh/s: southern speakers merge them
    "g": 0.3,  # -ng/-n: the commonest confusion of finals
    "u": 0.3,  # uo/o, ou/o: Luokou, Loko
    "e": 0.4,  # e before r and n is weak; older spellings leave it out
    "i": 0.6,  # jia/ja, xia/xa
}
# Letters that stand for each other cheaply.
ALIKE = {
    frozenset("sz"): 0.4,  # one voiced, one not
    frozenset("cq"): 0.4,  # both are ch- to English ears
    frozenset("xs"): 0.4,  # xi and si
    frozenset("nl"): 0.4,  # merged in Sichuan, Hunan, Hubei
    frozenset("ou"): 0.4,  # -ong/-ung, Wade-Giles habits
    frozenset("ei"): 0.4,  # -en/-in
    frozenset("kg"): 0.5,  # aspirated and plain: Wade-Giles without apostrophes
    frozenset("pb"): 0.5,
    frozenset("td"): 0.5,
    frozenset("jq"): 0.6,
    frozenset("hf"): 0.6,  # merged in Hunan and Fujian
}


def _step(a: str, b: str) -> float:
    return 0.0 if a == b else ALIKE.get(frozenset((a, b)), FULL)


@functools.lru_cache(maxsize=100_000)
def distance(a: str, b: str) -> float:
    """The least cost of turning one match key into the other; 0.0 for equal keys, symmetric.

    >>> round(distance("loko", "luokou"), 1), distance("keqiao", "keqiao"), round(distance("hechi", "heci"), 1)
    (0.6, 0.0, 0.3)
    """
    rows: list[list[float]] = [[0.0]]
    for ch in b:
        rows[0].append(rows[0][-1] + LOOSE.get(ch, FULL))
    for i, x in enumerate(a, 1):
        row = [rows[i - 1][0] + LOOSE.get(x, FULL)]
        for j, y in enumerate(b, 1):
            best = min(
                rows[i - 1][j] + LOOSE.get(x, FULL), row[j - 1] + LOOSE.get(y, FULL), rows[i - 1][j - 1] + _step(x, y)
            )
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                best = min(best, rows[i - 2][j - 2] + SWAP)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


LEAST_LIKE = 70.0  # of 100: how alike two spellings must be to be offered as "did you mean"


def closest(query: str, choices: Iterable[str], limit: int) -> list[str]:
    """The choices spelt most like a query, the likest first, none below LEAST_LIKE; ties in the order given.

    >>> closest("keqaio", ["Keqiao", "Keqiao District", "Hechi"], 2)
    ['Keqiao']
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        query, list(choices), scorer=fuzz.ratio, processor=str.casefold, limit=limit, score_cutoff=LEAST_LIKE
    )
    return [choice for choice, _, _ in found]


def likeness(query: str, choice: str) -> float:
    """How alike two texts are spelt, whatever their case: 0.0 to 100.0.

    >>> likeness("KEQIAO", "Keqiao"), round(likeness("keqaio", "Keqiao"))
    (100.0, 83)
    """
    from rapidfuzz import fuzz

    return float(fuzz.ratio(query.casefold(), choice.casefold()))
