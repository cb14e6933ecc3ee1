"""Chinese names and terms → toned pinyin as the orthography wants it. The only module that knows pypinyin.

In: characters, what kind of thing they name, and our `Readings`. Out: pinyin with tones, capitals, spaces, apostrophes.
Method: GB/T 16159-2012 (word joining), GB/T 28039-2011 (personal names), the rules of 1984 for place names of the Han
language (specific and generic apart). Our own readings are consulted first, longest match first; what they leave is
read by pypinyin, whose global dictionaries stay untouched. Official forms of names from other languages (Ürümqi) come
from readings.csv alone: characters only imitate them, so converting the characters back would invent a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from glossary.records import Location
from glossary.tables import DataError, read_rows

# Generics by level, longest first where one ends another; "" holds what curated places that are no divisions end in.
GENERICS: Mapping[str, tuple[str, ...]] = {
    "province": ("特别行政区", "自治区", "省", "市"),
    "prefecture": ("自治州", "地区", "盟", "市", "县"),
    "county": (
        "左翼前旗", "左翼中旗", "左翼后旗", "右翼前旗", "右翼中旗", "右翼后旗", "自治县", "自治旗", "联合旗", "林区", "特区", "新区",
        "矿区", "左旗", "右旗", "前旗", "中旗", "后旗", "县", "市", "区", "旗",
    ),
    "township": ("民族苏木", "民族乡", "区公所", "街道", "苏木", "镇", "乡"),
    "": (
        "特别行政区", "自治区", "自治州", "自治县", "自治旗", "高新技术产业开发区", "经济技术开发区", "经济开发区",
        "高新区", "开发区", "新区", "地区", "街道", "群岛", "半岛", "盆地", "平原", "高原", "草原", "山脉", "水库",
        "运河", "省", "市", "县", "区", "旗", "盟", "镇", "乡", "村", "路", "街", "山", "河", "江", "湖", "海", "岛", "港",
    ),
}  # fmt: skip
# The 56 less the Han, as they stand in names of divisions; 各族 is "of all".
ETHNONYMS = tuple(
    "柯尔克孜 维吾尔 哈萨克 达斡尔 鄂温克 鄂伦春 俄罗斯 塔吉克 塔塔尔 乌孜别克 土家 傈僳 仡佬 仫佬 毛南 纳西 拉祜 景颇 布朗 布依 "
    "哈尼 朝鲜 蒙古 撒拉 保安 东乡 裕固 锡伯 普米 独龙 阿昌 德昂 基诺 门巴 珞巴 赫哲 高山 "
    "回 藏 苗 彝 壮 侗 瑶 白 傣 黎 佤 畲 水 土 羌 怒 京 满 各".split()
)
_ETHNIC_TAIL = re.compile(f"(?:{'|'.join(ETHNONYMS)})族$")
_BARE_ETHNIC_TAIL = re.compile(f"(?:{'|'.join(name for name in ETHNONYMS if len(name) > 1)})$")
# Inside a specific these begin a word of their own where two characters or more stand before them: 南京/东路.
_INNER_GENERIC = re.compile(
    r"(?<=..)((?:[东西南北中]|内|外)?(?:大街|大道|广场|新村|工业园区?|开发区|新区|农场|林场|牧场|渔场|管理区)"
    r"|[东西南北中][路街])$"
)
_LITTLE_WORDS = frozenset("的和与及之暨或")  # small inside names: they join, they do not name
# Words that end like a division and are none, so that their last character stays joined.
_NO_DIVISION = re.compile(r".*(?:[园社商业城都夜超股集贸片景矿库山牧林郊灾战院厂特专辖军禁海地街]区|[都城超夜股集楼门]市|城镇)$")
_ABBREVIATIONS = frozenset("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新港澳台中美英法德俄日韩欧非亚印")
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

READING_COLUMNS = ("zh", "pinyin", "kind", "source", "confidence")
SURNAME_COLUMNS = ("zh", "pinyin", "rank", "source")
# A pair such as 张王 counts as a double surname only if both are among so many: rarer pairs are mostly given names.
PAIRED_SURNAME_RANK = 200


@dataclass(frozen=True, slots=True)
class Readings:
    """Our own readings, by what they are for. Without any (`Readings()`) pypinyin alone speaks."""

    place: Mapping[str, tuple[str, ...]]  # characters → one toned syllable each
    person: Mapping[str, tuple[str, ...]]
    term: Mapping[str, tuple[str, ...]]  # terms, organisations and all other names
    official: Mapping[str, str]  # characters → romanized form as the authorities write it: 乌鲁木齐, Ürümqi
    surnames: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, int]  # surname → frequency rank, from 1


def read_readings(folder: Path) -> Readings:
    """Read readings.csv and surnames.csv of a data folder; DataError for a row that breaks their rules."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {"place": {}, "person": {}, "term": {}}
    official: dict[str, str] = {}
    for where, row in read_rows(folder / "curated" / "readings.csv", READING_COLUMNS):
        kind, syllables = row["kind"], tuple(row["pinyin"].split())
        if kind == "official":
            official[row["zh"]] = row["pinyin"]
            continue
        if kind not in (*tables, "any"):
            raise DataError(where, f"unknown kind {kind!r}", "write place, person, term, any or official")
        if len(syllables) != len(row["zh"]):
            remedy = "write one toned syllable a character, with spaces between"
            raise DataError(where, f"{len(syllables)} syllables for {row['zh']}", remedy)
        for name in tables if kind == "any" else [kind]:
            tables[name].setdefault(row["zh"], syllables)
    surnames: dict[str, tuple[str, ...]] = {}
    ranks: dict[str, int] = {}
    for where, row in read_rows(folder / "curated" / "surnames.csv", SURNAME_COLUMNS):
        if row["zh"] not in surnames:  # the first reading of a surname is its usual one
            surnames[row["zh"]] = _syllables_of_surname(row, where)
            ranks[row["zh"]] = int(row["rank"] or 0)
    return Readings(tables["place"], tables["person"], tables["term"], official, surnames, ranks)


def _syllables_of_surname(row: Mapping[str, str], where: Location) -> tuple[str, ...]:
    syllables = tuple(row["pinyin"].lower().split())
    if len(syllables) != len(row["zh"]) or not (row["rank"] or "0").isdigit():
        raise DataError(where, f"{row['zh']} {row['pinyin']} {row['rank']}", "a syllable a character, rank a number")
    return syllables


@dataclass(frozen=True, slots=True)
class PlaceParts:
    """环江毛南族自治县 = 环江 + 毛南族 + 自治县. The specific is empty where a people gives the name: 东乡族自治县."""

    specific: str
    ethnic: tuple[str, ...]
    generic: str


def split_place(zh: str, level: str = "") -> PlaceParts:
    """Cut a place name into specific, peoples and generic; a name without a generic of its level is all specific.

    >>> split_place("环江毛南族自治县", "county")
    PlaceParts(specific='环江', ethnic=('毛南族',), generic='自治县')
    >>> split_place("新疆维吾尔自治区", "province").specific, split_place("泺口街道", "township").specific
    ('新疆', '泺口')
    """
    generic = next((end for end in GENERICS[level] if zh.endswith(end) and _may_end(zh, end)), "")
    specific, peoples = zh.removesuffix(generic), list[str]()
    tail = _BARE_ETHNIC_TAIL if "自治" in generic or "民族" in generic else None
    while found := _ETHNIC_TAIL.search(specific) or (tail and tail.search(specific)) or None:
        peoples.insert(0, found[0])
        specific = specific[: found.start()]
    return PlaceParts(specific, tuple(peoples), generic)


def _may_end(zh: str, generic: str) -> bool:
    """Whether the name ends in this generic: 碑林区 and 清新区 end in 区, 神农架林区 and 滨海新区 in more than that."""
    compound = len(generic) == 2 and generic[-1] in "区旗" and generic != "地区"
    return len(zh) > len(generic) + compound and (zh, generic) != ("万柏林区", "林区")


def place_pinyin(zh: str, level: str, readings: Readings) -> str:
    """Toned pinyin of a place: specific, peoples and generic apart, each with a capital.

    level is province, prefecture, county or township; "" for a place that is no division.

    >>> bare = Readings({}, {}, {}, {"乌鲁木齐": "Ürümqi"}, {}, {})
    >>> place_pinyin("西安市", "prefecture", bare), place_pinyin("环江毛南族自治县", "county", bare)
    ("Xī'ān Shì", 'Huánjiāng Máonánzú Zìzhìxiàn')
    >>> place_pinyin("乌鲁木齐市", "prefecture", bare), place_pinyin("柯桥", "", bare)
    ('Ürümqi Shì', 'Kēqiáo')
    """
    if official := readings.official.get(zh):
        return official
    return " ".join(filter(None, spell_place(zh, level, readings)))


def spell_place(zh: str, level: str, readings: Readings) -> tuple[str, str, str]:
    """The same in three: specific, peoples, generic; "" for what the name lacks.

    >>> spell_place("玉屏侗族自治县", "county", Readings({}, {}, {}, {}, {}, {}))
    ('Yùpíng', 'Dòngzú', 'Zìzhìxiàn')
    """
    parts = split_place(zh, level)
    syllables = iter(spell(zh, readings.place))

    def words(pieces: Iterable[str]) -> str:
        return " ".join(_capital(join_syllables(islice(syllables, len(piece)))) for piece in pieces)

    inner = _INNER_GENERIC.search(parts.specific)
    cut = inner.start() if inner else 0
    specific = words(filter(None, (parts.specific[:cut], parts.specific[cut:])))
    return readings.official.get(parts.specific, specific), words(parts.ethnic), words(_generic_words(parts.generic))


def _generic_words(generic: str) -> tuple[str, ...]:
    """Long generics are written as the words they consist of: Tèbié Xíngzhèngqū."""
    long = {
        "特别行政区": ("特别", "行政区"), "民族乡": ("民族", "乡"), "民族苏木": ("民族", "苏木"),
        "经济技术开发区": ("经济", "技术", "开发区"), "经济开发区": ("经济", "开发区"),
        "高新技术产业开发区": ("高新", "技术", "产业", "开发区"),
    }  # fmt: skip
    if "翼" in generic:
        return generic[:2], generic[2:]
    return long.get(generic, (generic,) if generic else ())


def person_pinyin(zh: str, readings: Readings) -> str:
    """Toned pinyin of a personal name: surname, space, given name joined (GB/T 28039).

    A transcribed name keeps its parts as words. Refuses nothing: a name without a known surname is split after its
    first character, as nine in ten of the rare surnames would be.

    >>> bare = Readings({}, {}, {}, {}, {"欧阳": ("ōu", "yáng"), "曾": ("zēng",), "张": ("zhāng",), "王": ("wáng",)},
    ...                 {"张": 3, "王": 1})
    >>> person_pinyin("欧阳文", bare), person_pinyin("曾庆红", bare), person_pinyin("张王淑芳", bare)
    ('Ōuyáng Wén', 'Zēng Qìnghóng', 'Zhāng-Wáng Shūfāng')
    """
    if official := readings.official.get(zh):
        return official
    parts = [part for part in re.split(r"[·•・‧．.]", zh) if part]  # noqa: RUF001
    if len(parts) > 1:
        return "·".join(_capital(join_syllables(spell(part, readings.person))) for part in parts)
    whole = list(spell(zh, readings.person))
    if zh in readings.person:
        at = 2 if zh[:2] in readings.surnames and len(zh) > 2 else 1
        heads = [join_syllables(whole[:at])]
    elif zh[:2] in readings.surnames and len(zh) > 2:
        at, heads = 2, [join_syllables(readings.surnames[zh[:2]])]
    else:
        paired = len(zh) == 4 and all(0 < readings.ranks.get(ch, 0) <= PAIRED_SURNAME_RANK for ch in zh[:2])
        at = 2 if paired else 1
        heads = [join_syllables(readings.surnames.get(ch, (whole[i],))) for i, ch in enumerate(zh[:at])]
    return " ".join(filter(None, ["-".join(map(_capital, heads)), _capital(join_syllables(whole[at:]))]))


def name_pinyin(words: Sequence[str], readings: Readings) -> str:
    """Toned pinyin of an organisation, market, event or programme from its words: each with a capital.

    >>> bare = Readings({}, {}, {}, {}, {}, {})
    >>> name_pinyin(["中国", "轻纺城"], bare), name_pinyin(["粤桂", "协作"], bare)
    ('Zhōngguó Qīngfǎngchéng', 'Yuè-Guì Xiézuò')
    >>> name_pinyin(["柯桥区", "丝绸", "与", "服装", "协会"], bare)
    'Kēqiáo Qū Sīchóu yǔ Fúzhuāng Xiéhuì'
    """
    whole = spell("".join(words), {**readings.place, **readings.term})
    spelled: list[str] = []
    at = 0
    for word in words:
        run = whole[at : at + len(word)]
        at += len(word)
        if _is_division(word):
            spelled.append(place_pinyin(word, "", readings))
        elif official := readings.official.get(word):
            spelled.append(official)
        elif word in _LITTLE_WORDS:
            spelled.append(join_syllables(run))
        elif 1 < len(word) <= 4 and set(word) <= _ABBREVIATIONS and word not in readings.place:
            spelled.append("-".join(map(_capital, run)))
        else:
            spelled.append(_capital(join_syllables(run)))
    return " ".join(filter(str.strip, spelled))


def _is_division(word: str) -> bool:
    generic = split_place(word).generic
    return len(word) > 2 and generic in GENERICS["county"] + GENERICS["province"] and not _NO_DIVISION.fullmatch(word)


def term_pinyin(zh: str, readings: Readings, words: Sequence[str] = ()) -> str:
    """Toned pinyin of a term, in lower case: up to four characters are one word, longer ones go by `words`.

    >>> bare = Readings({}, {}, {}, {}, {}, {})
    >>> term_pinyin("印染", bare), term_pinyin("新质生产力", bare, ["新质", "生产力"])
    ('yìnrǎn', 'xīnzhì shēngchǎnlì')
    """
    whole = spell(zh, readings.term)
    if len(zh) <= 4 or not words:
        words = [zh] if len(zh) <= 4 else _known_words(zh)
    ends = [sum(map(len, words[: count + 1])) for count in range(len(words))]
    return " ".join(join_syllables(whole[end - len(word) : end]) for word, end in zip(words, ends, strict=True))


def _known_words(zh: str) -> list[str]:
    """Cut at the words of pypinyin's own phrase list: coarse, but better than a run of nine syllables."""
    from pypinyin.seg import mmseg

    return list(mmseg.seg.cut(zh))


def spell(zh: str, table: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One toned syllable a character: ours where the table has the longest match, else pypinyin's.

    What is not Chinese stands for itself. Tones are dictionary tones: no sandhi for 一 and 不, as the standards ask.

    >>> spell("长治A", {"长治": ("cháng", "zhì")}), spell("绿", {})
    (['cháng', 'zhì', 'A'], ['lǜ'])
    """
    spelled = _converted(zh)
    longest = max(map(len, table), default=0)
    at = 0
    while at < len(zh):
        size = next((size for size in range(min(longest, len(zh) - at), 0, -1) if zh[at : at + size] in table), 0)
        if size:
            spelled[at : at + size] = table[zh[at : at + size]]
        at += size or 1
    return spelled


def _converted(zh: str) -> list[str]:
    """pypinyin's reading of each character, with its phrases; other characters as they are."""
    from pypinyin import Style, lazy_pinyin

    spelled: list[str] = []
    for run in re.findall(rf"{_HAN.pattern}+|.", zh, re.DOTALL):
        spelled += lazy_pinyin(run, style=Style.TONE) if _HAN.match(run) and len(run) > 0 else [run]
    return spelled


def join_syllables(syllables: Iterable[str]) -> str:
    """One word out of toned syllables, with the apostrophe before a, o and e inside it.

    >>> join_syllables(["tiān", "é"]), join_syllables(["jiàn", "ōu"]), join_syllables(["kē", "qiáo"])
    ("tiān'é", "jiàn'ōu", 'kēqiáo')
    """
    word = ""
    for syllable in syllables:
        first = unicodedata.normalize("NFD", syllable)[:1].lower()
        word += f"'{syllable}" if word[-1:].isalpha() and first in set("aoe") else syllable
    return word


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
