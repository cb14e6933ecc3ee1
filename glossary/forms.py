"""The other forms of Chinese: pinyin after the orthography of its kind, traditional characters.

Comes in: Chinese of a kind. Goes out: its pinyin and its traditional form. Those of all curated concepts are kept
compiled, since cutting nine thousand names into words takes seconds; whatever a text adds is worked out when asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from glossary.authority import CHINESE, curated_files, kept_designations, kept_places
from glossary.authority.compiled import compiled
from glossary.chinese import split_place, to_traditional, words
from glossary.pinyin import Readings, name_pinyin, person_pinyin, place_pinyin, read_readings, term_pinyin
from glossary.records import Designation, Kind, Role
from glossary.romanization import numbered, pinyin_key, plain
from glossary.tables import GlossaryError, data_dir

LEVELS = ("province", "prefecture", "county", "township")
SHORT_TERMS = (2, 3)  # characters of a term that is one word; longer ones are cut
SHORT_PLACE = 4  # characters; a longer name of a place that is no division is made of words, as bodies are
Kept = tuple[dict[tuple[str, str], str], dict[str, str], tuple[str, ...]]  # pinyin by kind, traditional, user's words
_HAN = re.compile(r"[\u3400-\u9fff]")


class ChineseForms:
    """Pinyin and traditional forms; `folder` is the data that they depend on, and on nothing else."""

    def __init__(self, readings: Readings, folder: Path) -> None:
        self._readings, self._folder = readings, folder

    @cached_property
    def _userwords(self) -> frozenset[str]:
        return frozenset(self._kept[2])

    def _find_userwords(self) -> frozenset[str]:
        """Names of divisions and short terms, so that 中国家纺名城 is cut 中国 家纺 名城."""
        places = kept_places(self._folder / "places.csv")
        stems = {place.stem for place in places if place.level != "township" and len(place.stem) > 1}
        terms = {d.text for d in self._designations() if d.kind is Kind.TERM and len(d.text) in SHORT_TERMS}
        return frozenset(stems | terms)

    def _designations(self) -> Iterator[Designation]:
        """The curated Chinese."""
        found = kept_designations(curated_files(self._folder / "curated"))
        return (designation for designation in found if designation.lang == CHINESE)

    @cached_property
    def _kept(self) -> Kept:
        sources = (self._folder / "places.csv", *sorted((self._folder / "curated").glob("*.csv")))
        pinyin, traditional, userwords = compiled("forms", sources, self._make)
        return pinyin, traditional, userwords

    def _make(self) -> Kept:
        pinyin, traditional, userwords = {}, {}, self._find_userwords()
        for designation in self._designations():
            kind, zh = designation.kind, designation.text
            traditional[zh] = to_traditional(zh)
            if designation.role is Role.PREFERRED:
                pinyin[str(kind), zh] = self._spell(kind, zh, userwords)
        return pinyin, traditional, tuple(sorted(userwords))

    def _spell(self, kind: Kind, zh: str, userwords: frozenset[str]) -> str:
        if not _HAN.search(zh):
            return ""
        if kind is Kind.PERSON:
            return person_pinyin(zh, self._readings)
        if kind is Kind.PLACE and len(zh) <= SHORT_PLACE:
            return place_pinyin(zh, "", self._readings)
        cut = words(zh, userwords)
        return term_pinyin(zh, self._readings, cut) if kind is Kind.TERM else name_pinyin(cut, self._readings)

    def pinyin(self, kind: Kind, zh: str) -> str:
        """Pinyin of a Chinese form after the orthography of its kind; "" for Latin names."""
        kept = self._kept[0].get((str(kind), zh))
        return self._spell(kind, zh, self._userwords) if kept is None else kept

    def traditional(self, zh: str) -> str:
        """The traditional form; the form itself where nothing differs."""
        kept = self._kept[1].get(zh)
        return to_traditional(zh) if kept is None else kept


def spell_as(zh: str, kind: str, style: str) -> str:
    """Pinyin of a place, person, other name or term, as toned, plain or numbered pinyin or as its match key.

    GlossaryError where there is no Chinese to spell.
    """
    if not _HAN.search(zh):
        raise GlossaryError(f"{zh!r} is not Chinese\n    to mend: give the characters")
    readings = read_readings(data_dir())
    if kind == "place":
        level = max(LEVELS, key=lambda level: len(split_place(zh, level).generic))
        toned = place_pinyin(zh, level if split_place(zh, level).generic else "", readings)
    elif kind == "person":
        toned = person_pinyin(zh, readings)
    else:
        toned = term_pinyin(zh, readings, words(zh)) if kind == "term" else name_pinyin(words(zh), readings)
    return {"toned": toned, "plain": plain(toned), "numbered": numbered(toned), "key": pinyin_key(toned)}[style]
