"""Chinese text → words, parts of place names, traditional forms. The only module that knows jieba and OpenCC.

In: simplified Chinese, and the names a caller knows. Out: words; specific and generic of a place; traditional forms.
jieba runs as our own Tokenizer, made on first use, so its global dictionary stays as it came and importing this module
costs nothing. OpenCC (its own pure-Python package, Apache-2.0) converts by phrases: 干 is 乾, 幹 or 干 by its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencc import OpenCC

_LITTLE_WORDS = frozenset("的和与及之暨或兼在为于对向从把被是")  # never part of another word
# Joined to the word before or behind them (GB/T 16159, 5.1.1: prefixes and suffixes are not words).
_SUFFIXES = frozenset("城院局司部委厅处室所站馆店厂坊园群带区湾港路街网展节会社业性化型式级类者家员率机线布纱料品膜剂")
_PREFIXES = frozenset("非副总超反亚")
# What a user's word counts in jieba's dictionary of 60 million: more than the parts it would otherwise be cut into.
_USER_WORD_FREQUENCY = 20_000
LEAST_COMPOUND = 4  # characters of a word that may consist of others
USER_WORD = "nz"  # the class of a user's word that jieba does not know: a noun of its own

# Generics by level, a longer one before those it ends in; "" is for places that are no divisions, or of unknown level.
_COUNTY = (
    "左翼前旗", "左翼中旗", "左翼后旗", "右翼前旗", "右翼中旗", "右翼后旗", "自治县", "自治旗", "联合旗",
    "林区", "特区", "新区", "矿区", "左旗", "右旗", "前旗", "中旗", "后旗", "县", "市", "区", "旗",
)  # fmt: skip
_NATURAL = ("半岛", "群岛", "盆地", "平原", "高原", "草原", "沙漠", "山脉", "水库", "运河", "海峡", *"山河江湖海岛洋港")
GENERICS: Mapping[str, tuple[str, ...]] = {
    "province": ("特别行政区", "自治区", "省", "市"),
    "prefecture": ("自治州", "地区", "盟", "市", "县"),
    "county": _COUNTY,
    "township": ("民族苏木", "民族乡", "区公所", "街道", "苏木", "镇", "乡"),
    "": (
        "特别行政区", "自治区", "自治州", "省", "地区", "盟", "街道", "民族乡", "镇", "乡", "村", "口岸",
        "高新技术产业开发区", "经济技术开发区", "经济开发区", "高新区", "开发区", "保税区", *_COUNTY, *_NATURAL,
    ),
}  # fmt: skip
_OF_DIVISIONS = frozenset(GENERICS["province"] + GENERICS["prefecture"] + GENERICS["county"])
_LISTS = {
    # Of two characters only these are a specific and a generic: 上海, 佛山 and 镇江 are whole.
    "features": """黄河 长江 淮河 海河 辽河 珠江 湘江 赣江 汉江 闽江 怒江 漓江
        东海 南海 黄海 渤海 太湖 巢湖 泰山 天山""",
    # The other way round: these end like a generic and are whole, since they are names of divisions.
    "whole": """七台河 二道江 五指山 井冈山 双鸭山 北戴河 牡丹江 绥芬河 黑龙江 石嘴山 石景山 平顶山 马鞍山 峨眉山
        武夷山 阿尔山 调兵山 秦皇岛 葫芦岛 张家港 连云港 防城港 铁山港 黄石港 景德镇 乌镇""",
    # The 56 peoples less the Han, as they stand in names of divisions; 各族 is "of all peoples".
    "peoples": """柯尔克孜 维吾尔 哈萨克 达斡尔 鄂温克 鄂伦春 俄罗斯 塔吉克 塔塔尔 乌孜别克 土家 傈僳 仡佬 仫佬 毛南
        纳西 拉祜 景颇 布朗 布依 哈尼 朝鲜 蒙古 撒拉 保安 东乡 裕固 锡伯 普米 独龙 阿昌 德昂 基诺 门巴 珞巴 赫哲 高山
        回 藏 苗 彝 壮 侗 瑶 白 傣 黎 佤 畲 水 土 羌 怒 京 满 各""",
}
_SHORT_FEATURES = frozenset(_LISTS["features"].split())
_WHOLE_NAMES = frozenset(_LISTS["whole"].split())
ETHNONYMS = tuple(_LISTS["peoples"].split())
_PEOPLE = re.compile(f"(?:{'|'.join(ETHNONYMS)})族$")
_PEOPLE_WITHOUT_ZU = re.compile(f"(?:{'|'.join(name for name in ETHNONYMS if len(name) > 1)})$")


@cache
def _tokenizer(userwords: frozenset[str]) -> Any:  # noqa: ANN401  (jieba has no types)
    import jieba

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    if userwords:  # jieba's own dictionary takes most of a second to load, and a moment to copy
        own = _tokenizer(frozenset())
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = own.FREQ.copy(), own.total, True
    else:
        tokenizer.initialize()
    for word in sorted(userwords):
        tokenizer.add_word(word, _USER_WORD_FREQUENCY)
    return tokenizer


class Segmenter:
    """jieba with a user's words: words for matching, and their classes for mining.

    >>> segmenter = Segmenter(["泺口服装城"])
    >>> segmenter.cut("泺口服装城卖面料"), segmenter.flag("卖"), segmenter.flag("面料"), segmenter.flag("泺口服装城")
    (('泺口服装城', '卖', '面料'), 'v', 'n', 'nz')
    """

    def __init__(self, userwords: Iterable[str]) -> None:
        self._userwords = frozenset(word for word in userwords if len(word) > 1)
        self._parts: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401  (jieba has no types)
        return _tokenizer(self._userwords)

    @cached_property
    def _flags(self) -> Mapping[str, str]:
        """The class of each word of jieba's dictionary."""
        with self._tokenizer.get_dict_file() as file:
            return {word: flag for word, _, flag in (line.decode("utf-8").split() for line in file)}

    def cut(self, zh: str) -> tuple[str, ...]:
        """The words of a stretch, as jieba's dictionary and the user's have them."""
        return tuple(self._tokenizer.cut(zh, HMM=False))

    def parts(self, zh: str) -> tuple[str, ...]:
        """The words of a stretch, compounds that consist of shorter words taken apart; a user's word stays whole."""
        return tuple(part for word in self.cut(zh) for part in self._parts_of(word))

    def _parts_of(self, word: str) -> Sequence[str]:
        if word not in self._parts:
            whole = len(word) < LEAST_COMPOUND or word in self._userwords
            self._parts[word] = (word,) if whole else tuple(_parts(word, self._tokenizer.FREQ))
        return self._parts[word]

    def flag(self, word: str) -> str:
        """The class of a word in the ICTCLAS set: n, v, vn, a …; a user's word is a noun, any other unknown one ""."""
        return self._flags.get(word, USER_WORD if word in self._userwords else "")


def words(zh: str, userwords: Iterable[str] = ()) -> tuple[str, ...]:
    """Cut Chinese text into words as pinyin orthography counts them; `userwords` are kept whole where they occur.

    A compound that jieba keeps whole falls apart where all its parts are words of two or three characters; characters
    that jieba leaves alone are one word together or join as prefix or suffix. The tokenizer of a set of userwords is
    kept: pass the same set again and again, a new one costs a second.

    >>> words("泺口服装城", ["泺口"]), words("纺织工业联合会"), words("毛衫与新质生产力"), words("")
    (('泺口', '服装城'), ('纺织', '工业', '联合会'), ('毛衫', '与', '新质', '生产力'), ())
    """
    kept = frozenset(userwords)
    tokenizer = _tokenizer(kept)
    cut: list[str] = []
    before = ""  # how the word before ended: "alone" for a run of single characters, "prefix", or "" for any other
    for word in tokenizer.cut(zh, HMM=False):
        single = len(word) == 1 and word not in _LITTLE_WORDS and word.isalpha()
        if cut and (before == "prefix" or (single and (before == "alone" or word in _SUFFIXES) and cut[-1].isalpha())):
            cut[-1] += word
        else:
            cut += [word] if word in kept else _parts(word, tokenizer.FREQ)
        before = "prefix" if word in _PREFIXES else "alone" if single else ""
        if word in _LITTLE_WORDS or not cut[-1].isalpha():
            before = ""
    return tuple(cut)


def _parts(word: str, known: Mapping[str, int]) -> list[str]:
    """The words that a compound of four characters or more consists of, itself if it does not."""
    if len(word) < LEAST_COMPOUND or split_place(word).generic in _OF_DIVISIONS:
        return [word]
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(word) + 1):
        sizes = [size for size in (2, 3) if size <= end and known.get(word[end - size : end])]
        ways.append([[*way, word[end - size : end]] for size in sizes for way in ways[end - size]])
    return max(ways[-1], key=lambda way: sum(known[part] for part in way), default=[word])


# OpenCC's names: the characters of the Taiwan standard (峰, not 峯), the words left as they are; and back.
TRADITIONAL, SIMPLIFIED = "s2tw", "t2s"


@cache
def _converter(direction: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(direction)


def to_traditional(zh: str) -> str:
    """Traditional form of simplified Chinese, by phrases first; what is traditional already stays.

    >>> to_traditional("柯桥"), to_traditional("长丝"), to_traditional("干洗"), to_traditional("")
    ('柯橋', '長絲', '乾洗', '')
    """
    return str(_converter(TRADITIONAL).convert(zh))


@lru_cache(maxsize=30_000)
def _is_simplified(character: str) -> bool:
    return str(_converter(SIMPLIFIED).convert(character)) == character


def to_simplified(zh: str) -> str:
    """Simplified form of Chinese, character for character, so that offsets hold; what is simplified already stays.

    >>> to_simplified("柯橋輕紡城"), to_simplified("柯桥")
    ('柯桥轻纺城', '柯桥')
    """
    if all(map(_is_simplified, set(zh))):
        return zh
    simplified = str(_converter(SIMPLIFIED).convert(zh))
    return simplified if len(simplified) == len(zh) else zh


@dataclass(frozen=True, slots=True)
class PlaceParts:
    """环江毛南族自治县 = 环江 + 毛南族 + 自治县. The specific is empty where a people gives the name: 东乡族自治县."""

    specific: str
    peoples: tuple[str, ...]
    generic: str


def split_place(zh: str, level: str = "") -> PlaceParts:
    """Cut a place name into specific, peoples and generic; a name without a generic of its level is all specific.

    >>> split_place("环江毛南族自治县", "county")
    PlaceParts(specific='环江', peoples=('毛南族',), generic='自治县')
    >>> [split_place(zh, "county").generic for zh in ("单县", "碑林区", "神农架林区", "浦东新区")]
    ['县', '区', '林区', '新区']
    >>> [split_place(zh).generic for zh in ("太行山", "黄河", "佛山", "牡丹江", "柯桥经济技术开发区")]
    ['山', '河', '', '', '经济技术开发区']
    """
    generic = next((end for end in GENERICS[level] if zh.endswith(end) and _may_end(zh, end, level)), "")
    specific, peoples = zh.removesuffix(generic), list[str]()
    bare = "自治" in generic or "民族" in generic  # only there a people may stand without 族: 维吾尔自治区
    while found := _PEOPLE.search(specific) or (_PEOPLE_WITHOUT_ZU.search(specific) if bare else None):
        peoples.insert(0, found[0])
        specific = specific[: found.start()]
    return PlaceParts(specific, tuple(peoples), generic)


def _may_end(zh: str, generic: str, level: str) -> bool:
    """Whether this is the generic of the name: 碑林区 and 清新区 end in 区, 神农架林区 and 滨海新区 in more."""
    if not level and zh in _WHOLE_NAMES:
        return False
    if generic in _NATURAL and len(generic) == 1:
        return zh in _SHORT_FEATURES or (len(zh) > 2 and not zh.endswith("香港"))
    if zh == "万柏林区" and generic == "林区":  # ten thousand cypresses, not a forestry district
        return False
    compound = len(generic) == 2 and generic[-1] in "区旗" and generic != "地区"
    return len(zh) > len(generic) + compound
