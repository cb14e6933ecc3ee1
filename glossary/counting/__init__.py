"""Counting words and term candidates: a million words a second, in the memory that their vocabulary takes.

Comes in: texts. Goes out: counts that can be merged in any order, and measures of them. Only this room knows numpy.
"""

from glossary.counting.counter import Counter, Stretch, iter_places
from glossary.counting.counts import Counts, merge, merge_all, nothing
from glossary.counting.measures import Floats, Measures, measure, unithood
from glossary.counting.phrases import LONGEST, Mark
from glossary.counting.tokens import Bools, Ints

__all__ = [
    "LONGEST", "Bools", "Counter", "Counts", "Floats", "Ints", "Mark", "Measures", "Stretch", "iter_places", "measure",
    "merge", "merge_all", "nothing", "unithood",
]  # fmt: skip
