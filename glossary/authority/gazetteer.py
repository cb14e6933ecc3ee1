"""The official places, found by pinyin, by English name and by Chinese.

Comes in: data/places.csv. Goes out: Place records. A key proposes, it proves nothing: which of several places of
one key is meant is judged elsewhere, by what the text names around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from pathlib import Path

from glossary.authority.compiled import compiled
from glossary.chinese import split_place
from glossary.pinyin import Readings, read_readings, reading_files, spell_place
from glossary.records import Place
from glossary.romanization import pinyin_key, split_syllables
from glossary.tables import read_rows

COLUMNS = ("code", "zh", "zh_hant", "level", "parent", "pinyin", "english", "latitude", "longitude", "zipf")
SHORTEST_SPELT = 5  # letters of an English name under which a division is found beside its pinyin
LEVELS = ("province", "prefecture", "county", "township")


def stem_of(zh: str, level: str = "county") -> str:
    """The specific part of an official place name; the whole name where one character would remain.

    >>> [stem_of(name) for name in ("柯桥区", "环江毛南族自治县", "单县", "市中区")]
    ['柯桥', '环江', '单县', '市中']
    >>> stem_of("内蒙古自治区", "province"), stem_of("新疆维吾尔自治区", "province")
    ('内蒙古', '新疆')
    """
    parts = split_place(zh, level)
    bare = zh.removesuffix(parts.generic)
    return next((name for name in (parts.specific, bare if parts.peoples else "") if len(name) > 1), zh)


def stem_key(zh: str, level: str, pinyin: str) -> str:
    """The match key of the specific part of a division, from its pinyin with peoples and generic apart.

    >>> stem_key("柯桥区", "county", "Kēqiáo Qū"), stem_key("单县", "county", "Shàn Xiàn")
    ('keqiao', 'shan')
    >>> stem_key("环江毛南族自治县", "county", "Huánjiāng Máonánzú Zìzhìxiàn")
    'huanjiang'
    """
    parts, words = split_place(zh, level), pinyin.split()
    apart = len(parts.peoples) + bool(parts.generic)
    return pinyin_key("".join(words[: len(words) - apart] or words))


_PEOPLES = (
    "Achang|Bai|Blang|Bonan|Bouyei|Buyei|Dai|Daur|Derung|Dong|Dongxiang|Ewenki|Gelao|Hani|Hezhe|Hui|Jing|Jingpo|Jino|"
    "Kazakh|Kirgiz|Korean|Lahu|Li|Lisu|Maonan|Manchu|Man|Miao|Mongolian|Mongol|Monba|Mulao|Naxi|Nu|Oroqen|Pumi|Qiang|"
    "Salar|She|Shui|Sui|Tajik|Tibetan|Tu|Tujia|Uygur|Va|Xibe|Yao|Yi|Yugur|Zhuang|Various Nationalities|Multinational"
)
_GENERIC_ENGLISH = re.compile(
    rf"(?:\s+(?:{_PEOPLES}),?(?:\s+and)?)*\s+Autonomous (?:Region|Prefecture|County|Banner)$"
    r"|\s+(?:Province|Municipality|City|(?:(?:Mining|Special|Hui|Daur|Forestry) )?District|County|Prefecture|League"
    r"|(?:\w+ )?Banner|Special Administrative Region|Town|(?:\w+ Ethnic )?Township|Subdistrict|Sumu|New Area)$"
)


def short_english(english: str) -> str:
    """The English of a division without its generic, as texts use it.

    >>> short_english("Huanjiang Maonan Autonomous County"), short_english("Inner Mongolia Autonomous Region")
    ('Huanjiang', 'Inner Mongolia')
    """
    return _GENERIC_ENGLISH.sub("", english)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _spelt(row: Mapping[str, str]) -> Iterator[str]:
    """The key of a spelling that is not pinyin: Hualien, Taitung. Parts of longer names ("East Ujimqin") are none."""
    english = short_english(row["english"])
    if row["level"] != "township" and " " not in english and len(english) >= SHORTEST_SPELT:
        yield pinyin_key(english)


def _sounded(place: Place, readings: Readings) -> Iterator[str]:
    """The key of the characters themselves, where the official spelling is that of another language.

    Machines write what they read: Shaya for 沙雅, officially Xayar.

    >>> xayar = Place("652924", "沙雅县", "沙雅", "county", "652900", "Xayar Xiàn", "Xayar County", keys=("xayar",))
    >>> list(_sounded(xayar, Readings()))
    ['shaya']
    """
    if not any(len(split) == len(place.stem) for split in split_syllables(place.keys[0])):
        specific, _, _ = spell_place(place.zh, place.level, replace(readings, official={}), place.code)
        yield from filter(None, [pinyin_key(specific)])


def read_places(path: Path, readings: Readings) -> Iterator[Place]:
    """Yield the places of a gazetteer file in its order; DataError where it breaks its rules."""
    for _, row in read_rows(path, COLUMNS):
        zh, level, pinyin = row["zh"], row["level"], row["pinyin"]
        stem = stem_of(zh, level)
        place = Place(
            code=row["code"],
            zh=zh,
            stem=stem,
            level=level,
            parent=row["parent"],
            pinyin=pinyin,
            english=row["english"],
            zh_hant=row["zh_hant"],
            latitude=_number(row["latitude"]),
            longitude=_number(row["longitude"]),
            zipf=_number(row["zipf"]) or 0.0,
            keys=(stem_key(zh, level, pinyin), *([pinyin_key(pinyin)] if stem == zh else []), *_spelt(row)),
        )
        yield replace(place, keys=tuple(dict.fromkeys((*place.keys, *_sounded(place, readings)))))


def kept_places(path: Path) -> Iterator[Place]:
    """The same from the user's cache, where it is kept."""

    def make() -> tuple[tuple[object, ...], ...]:
        return tuple(astuple(place) for place in read_places(path, read_readings(path.parent)))

    return (Place(*values) for values in compiled("places", [path, *reading_files(path.parent)], make))


class Gazetteer:
    """All official places, by code, by match key, by Chinese and by parent."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code: dict[str, Place] = {}
        self._by_key: defaultdict[str, list[Place]] = defaultdict(list)
        self._by_zh: defaultdict[str, list[Place]] = defaultdict(list)
        self._children: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_code[place.code] = place
            for key in place.keys:
                self._by_key[key].append(place)
            self._by_zh[place.stem].append(place)
            if place.zh != place.stem:
                self._by_zh[place.zh].append(place)
            self._children[place.parent].append(place)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_code.values())

    def add_key(self, key: str, code: str) -> None:
        """Let a place be found under one more key: an exonym, an older romanization."""
        if (place := self._by_code.get(code)) and place not in self._by_key[key]:
            self._by_key[key].append(place)

    def find(self, code: str) -> Place | None:
        return self._by_code.get(code)

    def with_key(self, key: str) -> tuple[Place, ...]:
        return tuple(self._by_key.get(key, ()))

    def with_zh(self, zh: str) -> tuple[Place, ...]:
        """Places whose name or specific part is this."""
        return tuple(self._by_zh.get(zh, ()))

    def children(self, code: str) -> tuple[Place, ...]:
        return tuple(self._children.get(code, ()))

    def ancestors(self, place: Place) -> Iterator[Place]:
        """Yield the parent, its parent, and so on up to the province."""
        while (parent := self._by_code.get(place.parent)) is not None:
            yield parent
            place = parent

    def codes_above(self, code: str) -> frozenset[str]:
        """The codes of all ancestors of a place."""
        place = self._by_code.get(code)
        return frozenset(above.code for above in self.ancestors(place)) if place else frozenset()

    def path(self, place: Place) -> str:
        """The place within its parents, as a reader wants it: Keqiao District, Shaoxing City, Zhejiang Province."""
        return ", ".join([place.english, *(ancestor.english for ancestor in self.ancestors(place))])
