"""Chinese names and terms → toned pinyin as the orthography wants it. The only module that knows pypinyin.

In: characters, what they name, and our `Readings`. Out: pinyin with tones, capitals, spaces, apostrophes, hyphens.
Method: GB/T 16159-2012 (word joining), GB/T 28039-2011 (personal names), the rules of 1984 for place names of the Han
language (specific and generic apart). Our own readings are consulted first, longest match first; what they leave is
read by pypinyin, whose global dictionaries stay untouched. Official forms of names from other languages (Ürümqi) come
from readings.csv alone: the characters only imitate them, and converting the characters back would invent a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from glossary.chinese import GENERICS, split_place
from glossary.tables import DataError, Location, read_rows

# Long generics are written as the words they consist of.
_LONG_GENERICS: Mapping[str, tuple[str, ...]] = {
    "特别行政区": ("特别", "行政区"), "民族乡": ("民族", "乡"), "民族苏木": ("民族", "苏木"),
    "经济技术开发区": ("经济", "技术", "开发区"), "经济开发区": ("经济", "开发区"),
    "高新技术产业开发区": ("高新", "技术", "产业", "开发区"),
}  # fmt: skip
_LITTLE_WORDS = frozenset("的和与及之暨或")  # small inside names: they join, they do not name
# Common nouns that end like a division; in a name they stay one word.
_NO_DIVISION = re.compile(
    "(?:.*(?:开发|工业|商业|高新|经开|保税|示范|试验|实验|合作|管理|集聚|核心|商务|住宅|风景|旅游|保护|自贸|贸易)区|.*园区"
    "|[小社景矿城郊市山林牧灾库厂校院片街港湾特老地辖专禁分]区|大湾区|主城区|革命老区|[城都夜超股门省县]市|大都市|[城村乡集小]镇|自治[区州县旗]|行政区)"
)
# One-character names of provinces, cities and countries: two or more of them in a row take a hyphen (Yuè-Guì).
_ABBREVIATIONS = frozenset(
    "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新港澳台中美英法德俄日韩欧非亚印"
)
_HAN_RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|.", re.DOTALL)

READING_COLUMNS = ("zh", "pinyin", "kind", "source", "confidence")
READING_KINDS = ("place", "person", "name", "term", "any", "official")
SURNAME_COLUMNS = ("zh", "pinyin", "rank", "source")
# Readings are looked up longest first from here down; read_readings refuses a longer one.
LONGEST_READING = 8
# Up to so many characters a run is written as one word (GB/T 16159, 4.2: cut what is longer).
LONGEST_WORD = 4
# A pair such as 张王 counts as a double surname only if both are among so many: rarer pairs are mostly given names.
PAIRED_SURNAME_RANK = 200

Syllables = Mapping[str, tuple[str, ...]]  # characters → one toned syllable each
_Table = TypeVar("_Table")


@dataclass(frozen=True, slots=True)
class Readings:
    """Our own readings, by what they are for. Without any (`Readings()`) pypinyin alone speaks."""

    place: Mapping[str, Syllables] = field(default_factory=dict)  # code prefix, "" for everywhere → readings
    person: Syllables = field(default_factory=dict)
    name: Syllables = field(default_factory=dict)  # organisations and other names; places of two characters and more
    term: Syllables = field(default_factory=dict)
    official: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # code prefix → specific → Hohhot, Ürümqi
    surnames: Syllables = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)  # surname → frequency rank, from 1; 0 is unknown


def reading_files(folder: Path) -> tuple[Path, Path]:
    """The two files of a data folder that hold readings."""
    return folder / "curated" / "readings.csv", folder / "curated" / "surnames.csv"


def read_readings(folder: Path) -> Readings:
    """Read readings.csv and surnames.csv of a data folder; DataError for a row that breaks their rules.

    A kind may be bound to a part of the country by the head of its codes: `place:44` speaks for Guangdong alone.
    """
    place: dict[str, dict[str, tuple[str, ...]]] = {"": {}}
    official: dict[str, dict[str, str]] = {"": {}}
    other: dict[str, dict[str, tuple[str, ...]]] = {"person": {}, "name": {}, "term": {}}
    ours, names = reading_files(folder)
    for where, row in read_rows(ours, READING_COLUMNS):
        kind, _, code = row["kind"].partition(":")
        if kind not in READING_KINDS or not (code or "0").isdigit() or (code and kind not in ("place", "official")):
            remedy = f"write one of {', '.join(READING_KINDS)}, place:44, official:65"
            raise DataError(where, f"unknown kind {row['kind']!r}", remedy)
        if kind == "official":
            official.setdefault(code, {})[row["zh"]] = row["pinyin"]
            continue
        syllables = _parse_syllables(row, where)
        if kind in ("place", "any"):
            place.setdefault(code, {})[row["zh"]] = syllables
        for name in other if kind == "any" else {kind} & other.keys():
            other[name][row["zh"]] = syllables
    for zh, syllables in place[""].items():
        if len(zh) > 1:  # 干 is gān in places, gàn in 干部: outside of places only whole names speak
            other["name"].setdefault(zh, syllables)
    surnames: dict[str, tuple[str, ...]] = {}
    ranks: dict[str, int] = {}
    for where, row in read_rows(names, SURNAME_COLUMNS):
        surnames.setdefault(row["zh"], _parse_syllables(row, where))  # the first reading is the usual one
        if not (row["rank"] or "0").isdigit():
            raise DataError(where, f"rank {row['rank']!r}", "write a number from 1, or nothing")
        ranks.setdefault(row["zh"], int(row["rank"] or 0))
    return Readings(place, other["person"], other["name"], other["term"], official, surnames, ranks)


def _parse_syllables(row: Mapping[str, str], where: Location) -> tuple[str, ...]:
    syllables = tuple(row["pinyin"].split())
    if not len(row["zh"]) == len(syllables) <= LONGEST_READING:
        remedy = f"write one toned syllable a character, with spaces, for at most {LONGEST_READING} characters"
        raise DataError(where, f"{len(syllables)} syllables for {row['zh']}", remedy)
    return syllables


def place_pinyin(zh: str, level: str, readings: Readings, code: str = "") -> str:
    """Toned pinyin of a place: specific, peoples and generic apart, each with a capital.

    level is province, prefecture, county or township; "" for a place that is no division. The code lets readings speak
    that hold for a part of the country only: 大圩 is Dàwéi in Anhui, Dàxū in Guangxi.

    >>> ours = Readings(place={"45": {"圩": ("xū",)}}, official={"": {"乌鲁木齐": "Ürümqi"}})
    >>> place_pinyin("西安市", "prefecture", ours), place_pinyin("环江毛南族自治县", "county", ours)
    ("Xī'ān Shì", 'Huánjiāng Máonánzú Zìzhìxiàn')
    >>> place_pinyin("乌鲁木齐市", "prefecture", ours), place_pinyin("柯桥", "", ours)
    ('Ürümqi Shì', 'Kēqiáo')
    >>> place_pinyin("大圩镇", "township", ours, "340121"), place_pinyin("大圩镇", "township", ours, "450305")
    ('Dàwéi Zhèn', 'Dàxū Zhèn')
    """
    return " ".join(filter(None, spell_place(zh, level, readings, code)))


def spell_place(zh: str, level: str, readings: Readings, code: str = "") -> tuple[str, str, str]:
    """The same in three: specific, peoples, generic; "" for what the name lacks.

    The specific of a division is one word (rule 4 of 1984: a generic inside it has become specific); that of another
    place is cut into words where it is long.

    >>> spell_place("玉屏侗族自治县", "county", Readings()), spell_place("上海化学工业区", "", Readings())[0]
    (('Yùpíng', 'Dòngzú', 'Zìzhìxiàn'), 'Shànghǎi Huàxué Gōngyè')
    """
    parts = split_place(zh, level)
    syllables = iter(spell(zh, *_tables(readings.place, code)))

    def words(pieces: Iterable[str]) -> str:
        return " ".join(_capital(join_syllables(islice(syllables, len(piece)))) for piece in pieces if piece)

    pieces = [parts.specific] if level or len(parts.specific) <= LONGEST_WORD else _known_words(parts.specific)
    if min(map(len, pieces)) == 1:  # what is not made of words is a transcription: Tǎkèlāmǎgān
        pieces = [parts.specific]
    spelled = {piece: words([piece]) for piece in (*pieces, *parts.peoples)}
    specific = " ".join(official_form(piece, piece, readings, code) or spelled[piece] for piece in pieces)
    peoples = [official_form(people, people, readings) or spelled[people] for people in parts.peoples]
    generic = words(_generic_words(parts.generic))
    return official_form(zh, parts.specific, readings, code) or specific, " ".join(peoples), generic


def _generic_words(generic: str) -> tuple[str, ...]:
    wing = generic[:2] if generic[1:2] == "翼" else ""  # Zuǒyì Zhōngqí, left wing, middle banner
    return _LONG_GENERICS.get(generic, (wing, generic.removeprefix(wing)))


def official_form(zh: str, specific: str, readings: Readings, code: str = "") -> str:
    """Official romanization of the specific of a place, "" where there is none: 乌鲁木齐 Ürümqi, 兴安盟 Hinggan.

    >>> official_form("兴安盟", "兴安", Readings(official={"15": {"兴安盟": "Hinggan"}}), "152200")
    'Hinggan'
    """
    tables = _tables(readings.official, code)[::-1]
    return next((table[name] for table in tables for name in (zh, specific) if name in table), "")


def _tables(by_code: Mapping[str, _Table], code: str) -> list[_Table]:
    """What holds everywhere and what holds for this code, the more particular later."""
    return [by_code[code[:size]] for size in range(len(code) + 1) if code[:size] in by_code]


def person_pinyin(zh: str, readings: Readings) -> str:
    """Toned pinyin of a personal name: surname, space, given name joined (GB/T 28039).

    A transcribed name keeps its parts as words. Where no surname is known the first character is taken for one.

    >>> surnames = {"欧阳": ("ōu", "yáng"), "曾": ("zēng",), "张": ("zhāng",), "王": ("wáng",)}
    >>> ours = Readings(surnames=surnames, ranks={"张": 3, "王": 1})
    >>> person_pinyin("欧阳文", ours), person_pinyin("曾庆红", ours), person_pinyin("张王淑芳", ours)
    ('Ōuyáng Wén', 'Zēng Qìnghóng', 'Zhāng-Wáng Shūfāng')
    """
    parts = [part for part in re.split(r"[·•・‧．.]", zh) if part]
    whole = [spell(part, readings.person) for part in parts]
    if len(parts) > 1:
        return "·".join(_capital(join_syllables(syllables)) for syllables in whole)
    syllables = tuple(whole[0]) if whole else ()
    at = 2 if zh[:2] in readings.surnames and len(zh) > 2 else 1
    if at == 1 and len(zh) == 4 and all(0 < readings.ranks.get(ch, 0) <= PAIRED_SURNAME_RANK for ch in zh[:2]):
        heads = [readings.surnames[ch] for ch in zh[:2]]
        at = 2
    elif zh in readings.person:
        heads = [syllables[:at]]
    else:
        heads = [readings.surnames.get(zh[:at], syllables[:at])]
    surname = "-".join(_capital(join_syllables(head)) for head in heads)
    return " ".join(filter(None, [surname, _capital(join_syllables(syllables[at:]))]))


def name_pinyin(words: Sequence[str], readings: Readings) -> str:
    """Toned pinyin of an organisation, market, event or programme from its words: each with a capital.

    >>> name_pinyin(["中国", "轻纺城"], Readings()), name_pinyin(["粤桂", "协作"], Readings())
    ('Zhōngguó Qīngfǎngchéng', 'Yuè-Guì Xiézuò')
    >>> name_pinyin(["柯桥区", "丝绸", "与", "服装", "协会"], Readings())
    'Kēqiáo Qū Sīchóu yǔ Fúzhuāng Xiéhuì'
    """
    spelled: list[str] = []
    for word in words:
        run = spell(word, readings.name)  # word by word: 广州长江 has no 州长 in it
        if _is_division(word):
            spelled.append(place_pinyin(word, "", readings))
        elif official := official_form(word, word, readings):
            spelled.append(official)
        elif word in _LITTLE_WORDS:
            spelled.append(join_syllables(run))
        elif 1 < len(word) <= LONGEST_WORD and set(word) <= _ABBREVIATIONS and word not in readings.name:
            spelled.append("-".join(map(_capital, run)))
        else:
            spelled.append(_capital(join_syllables(run)))
    return re.sub(r"(?<=[“《（(]) | (?=[”》）),，、])", "", " ".join(filter(str.strip, spelled)))


def _is_division(word: str) -> bool:
    generic = split_place(word).generic
    return len(word) > 2 and generic in GENERICS["county"] + GENERICS["province"] and not _NO_DIVISION.fullmatch(word)


def term_pinyin(zh: str, readings: Readings, words: Sequence[str] = ()) -> str:
    """Toned pinyin of a term, in lower case: up to three characters are one word, longer ones go by `words`.

    >>> term_pinyin("印染", Readings()), term_pinyin("品牌企业", Readings(), ["品牌", "企业"])
    ('yìnrǎn', 'pǐnpái qǐyè')
    """
    cut = [zh] if len(zh) < LONGEST_WORD else words or _known_words(zh)
    return " ".join(join_syllables(spell(word, readings.term)) for word in cut)


def _known_words(zh: str) -> list[str]:
    """Cut at the words of pypinyin's own phrase list, single characters together: coarse, but better than no cut."""
    from pypinyin.seg import mmseg

    pieces: list[str] = []
    alone = False  # whether the last piece was a single character
    for word in mmseg.seg.cut(zh):
        if alone and len(word) == 1:
            pieces[-1] += word
        else:
            pieces.append(word)
        alone = len(word) == 1
    return pieces


def spell(zh: str, *tables: Syllables) -> list[str]:
    """One toned syllable a character: ours where a table matches longest (of equals the later), else pypinyin's.

    What is not Chinese stands for itself. Tones are dictionary tones: no sandhi for 一 and 不, as the standards ask.

    >>> spell("长治A", {"长治": ("cháng", "zhì")}), spell("绿")
    (['cháng', 'zhì', 'A'], ['lǜ'])
    """
    from pypinyin import Style, lazy_pinyin

    spelled: list[str] = []
    for run in _HAN_RUN.findall(zh):
        spelled += lazy_pinyin(run, style=Style.TONE)
    at = 0
    while at < len(zh):
        runs = (zh[at : at + size] for size in range(min(LONGEST_READING, len(zh) - at), 0, -1))
        found = next(((run, table[run]) for run in runs for table in reversed(tables) if run in table), None)
        if found:
            spelled[at : at + len(found[0])] = found[1]
        at += len(found[0]) if found else 1
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
