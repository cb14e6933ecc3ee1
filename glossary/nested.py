"""What stands in a name, held against what the name says: "Water Resources" in a Ministry of Water Resources is 水利.

Comes in: what is read on a page. Goes out: the readings without those that a known name around them refutes. Places and
persons stay, since the Chinese of a longer name may shorten them (粤 for 广东) or leave them out; but for a country or
continent that is the end of another place's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from glossary.authority import Authority
from glossary.pinyin import spell
from glossary.records import Kind, Reading
from glossary.romanization import pinyin_key

FIRMS = frozenset({Kind.ORGANISATION, Kind.BRAND, Kind.MARKET})
REWORDED = frozenset({Kind.PLACE, Kind.PERSON})  # kinds that a longer name need not say as they are


def without_refuted(readings: Sequence[Reading], authority: Authority) -> tuple[Reading, ...]:
    """The readings but for those whose Chinese stands in no form of the known name that they are a part of."""
    return tuple(_iter_kept(sorted(readings, key=lambda r: (r.start, -r.stop)), authority))


def _iter_kept(readings: Sequence[Reading], authority: Authority) -> Iterator[Reading]:
    around: list[tuple[Reading, frozenset[str]]] = []  # known names that the next reading may be nested in
    for reading in readings:
        around = [(name, forms) for name, forms in around if name.stop > reading.start]
        forms = frozenset(filter(None, (*authority.chinese_of(reading.referent), reading.zh, *reading.also_zh)))
        if reading.kind not in REWORDED and forms:
            outer = [(name, said) for name, said in around if said and reading.stop <= name.stop]
            names = [said for name, said in outer if not _is_joined(reading, name)]
            if names and not any(form in whole for form in forms for said in names for whole in said):
                continue
        if any(_is_alien(reading, name) or _sounds_so(reading, forms, name, said) for name, said in around):
            continue
        if reading.kind is Kind.PERSON or (reading.kind is not Kind.TERM and forms):
            around.append((reading, forms))
        yield reading


def _is_joined(reading: Reading, name: Reading) -> bool:
    """Whether "and" makes a longer event of two: "Annual Meeting and Innovation Forum"."""
    return reading.kind is Kind.EVENT and name.text[reading.stop - name.start :].casefold().split()[:1] == ["and"]


def _is_alien(reading: Reading, name: Reading) -> bool:
    """Whether what stands in a longer name is not meant by itself; in a person's nothing is: "Zhang Xi'an"."""
    is_of_person = name.kind is Kind.PERSON and reading.stop <= name.stop and reading.start > name.start
    return is_of_person or _is_tail_of_place(reading, name) or _is_sound_in(reading, name)


def _is_tail_of_place(reading: Reading, name: Reading) -> bool:
    """Whether a country or continent is but the end of a place's name: "Mongolia" in "Inner Mongolia"."""
    is_division = reading.referent.startswith("place:")
    is_tail = reading.stop == name.stop and reading.start > name.start
    return is_tail and not is_division and reading.kind is name.kind is Kind.PLACE and reading.referent != name.referent


def _is_sound_in(reading: Reading, name: Reading) -> bool:
    """Whether what is wrong by itself belongs to another's listed, sound name: Canton, once, and the Canton Fair."""
    is_sound = name.referent.startswith("concept:") and not name.issue.is_wrong and name.kind is not Kind.TERM
    return reading.issue.is_wrong and is_sound and reading.stop <= name.stop and reading.referent != name.referent


def _sounds_so(reading: Reading, forms: Collection[str], name: Reading, said: Collection[str]) -> bool:
    """Whether a place is but how a firm's own name sounds: 大理 in "Dali Silk", which is 达利."""
    begins = reading.start == name.start and reading.stop < name.stop
    if not (begins and reading.kind is Kind.PLACE and name.kind in FIRMS and forms and said):
        return False
    if any(whole.startswith(form) for whole in said for form in forms):
        return False
    size, key = min(map(len, forms)), pinyin_key(reading.text)
    return any("".join(map(pinyin_key, spell(whole[:size]))) == key for whole in said)
