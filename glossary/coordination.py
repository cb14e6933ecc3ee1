"""Coordinations that share a head: "cocoon and silk industry" is one term, and short for two.

Comes in: the folded words of one. Goes out: the terms it is short for, which no text need have as they stand, and the
halves that are no terms.
"""

from __future__ import annotations

import itertools

JOINING = frozenset(("and", ","))
Words = tuple[str, ...]


def expand(words: Words) -> tuple[Words, ...]:
    """The terms that a coordination is short for: each thing joined, before the words behind the last of them.

    >>> [" ".join(each) for each in expand(("cocoon", "and", "silk", "industry"))]
    ['cocoon industry', 'silk industry']
    >>> [" ".join(each) for each in expand(("weaving", ",", "printing", "and", "dyeing", "mill"))]
    ['weaving mill', 'printing mill', 'dyeing mill']
    >>> expand(("printing", "and", "dyeing")), expand(("silk", "industry"))
    ((), ())
    """
    if "and" not in words:
        return ()
    last = len(words) - 1 - words[::-1].index("and")
    head = words[last + 2 :]
    return tuple((*joined, *head) for joined in _joined(words[: last + 2])) if head else ()


def halves(words: Words) -> frozenset[Words]:
    """What is cut out of a coordination at its "and": "cocoon", "Hechi cocoon", "dyeing industry".

    >>> sorted(" ".join(each) for each in halves(("cocoon", "and", "silk", "industry")))
    ['cocoon', 'silk', 'silk industry']
    """
    found: set[Words] = set()
    edges = [-1, *(at for at, word in enumerate(words) if word in JOINING), len(words)]
    for before, after in itertools.pairwise(edges):
        part = words[before + 1 : after]
        found.update(part[:size] for size in range(1, len(part) + 1) if before >= 0)
        found.update(part[-size:] for size in range(1, len(part) + 1) if after < len(words))
    return frozenset(found)


def _joined(words: Words) -> list[Words]:
    """The things that commas and "and" join."""
    things: list[Words] = [()]
    for word in words:
        if word in JOINING:
            things.append(())
        else:
            things[-1] = (*things[-1], word)
    return [thing for thing in things if thing]
