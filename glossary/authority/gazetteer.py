"""The official places, found by pinyin, by English name and by Chinese.

Comes in: data/places.csv. Goes out: Place records. A key proposes, it proves nothing: which of several places of
one key is meant is judged elsewhere, by what the text names around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.english import fold_phrase
from glossary.records import Place
from glossary.romanization import pinyin_key
from glossary.tables import read_rows

COLUMNS = ("code", "zh", "zh_hant", "level", "parent", "pinyin", "english", "latitude", "longitude")
LEVELS = ("province", "prefecture", "county", "township")
_ETHNIC = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|"
    "傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|"
    "布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|"
    "裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族"
)
_AUTONOMOUS = re.compile(rf"(?:{_ETHNIC})*(?:自治区|自治州|自治县|自治旗|民族乡|民族苏木|(?<=族)乡)$")
_GENERIC = re.compile(r"(?:特别行政区|自治区|自治州|自治县|街道|地区|新区|林区|特区|矿区|苏木|省|市|区|县|盟|旗|镇|乡)$")
_LATIN_ETHNIC = re.compile(r"z[uú]$")


def stem_of(zh: str) -> str:
    """The specific part of an official place name; the whole name where one character would remain.

    >>> [stem_of(name) for name in ("柯桥区", "环江毛南族自治县", "新疆维吾尔自治区", "单县", "市中区")]
    ['柯桥', '环江', '新疆', '单县', '市中']
    """
    short = _AUTONOMOUS.sub("", zh)
    if short == zh:
        short = _GENERIC.sub("", zh)
    return short if len(short) > 1 else zh


def stem_key(pinyin: str) -> str:
    """The match key of the specific part of a place name in pinyin with its generic apart.

    >>> stem_key("Kēqiáo Qū"), stem_key("Huánjiāng Máonánzú Zìzhìxiàn"), stem_key("Shàn Xiàn")
    ('keqiao', 'huanjiang', 'shan')
    """
    words = pinyin.split()
    specific = [word for word in words[:-1] if not _LATIN_ETHNIC.search(word)] if len(words) > 1 else words
    return pinyin_key("".join(specific[:1] if len(words) > 2 else specific))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def read_places(path: Path) -> Iterator[Place]:
    """Yield the places of a gazetteer file in its order."""
    for _, row in read_rows(path, COLUMNS):
        yield Place(
            code=row["code"],
            zh=row["zh"],
            stem=stem_of(row["zh"]),
            level=row["level"],
            parent=row["parent"],
            pinyin=row["pinyin"],
            english=row["english"],
            zh_hant=row["zh_hant"],
            latitude=_number(row["latitude"]),
            longitude=_number(row["longitude"]),
            zipf=float(row.get("zipf") or 0.0),
        )


class Gazetteer:
    """All official places, by code, by match key, by Chinese and by parent."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code: dict[str, Place] = {}
        self._by_key: defaultdict[str, list[Place]] = defaultdict(list)
        self._by_zh: defaultdict[str, list[Place]] = defaultdict(list)
        self._children: defaultdict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._by_code[place.code] = place
            self._by_key[stem_key(place.pinyin)].append(place)
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

    def path(self, place: Place) -> str:
        """The place within its parents, as a reader wants it: Keqiao District, Shaoxing City, Zhejiang Province."""
        return ", ".join([place.english, *(ancestor.english for ancestor in self.ancestors(place))])

    def english_words(self, place: Place) -> tuple[str, ...]:
        return fold_phrase(place.english)
