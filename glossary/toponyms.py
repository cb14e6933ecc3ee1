"""Where a text may name Chinese places: tokens whose pinyin key the gazetteer knows, with the generic beside them.

Comes in: a page and the gazetteer. Goes out: hits with every place they may mean; choosing among them is for
`places`, which looks at the rest of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glossary.authority import Gazetteer, short_english
from glossary.english import is_everyday, is_known_word
from glossary.enumerations import shared_generics
from glossary.names import Page
from glossary.records import Place
from glossary.romanization import is_pinyin, pinyin_key

GENERICS: dict[str, tuple[str, ...]] = {  # English generic -> endings of the official Chinese name
    "province": ("省",),
    "provincial": ("省",),
    "municipality": ("市",),
    "city": ("市",),
    "municipal": ("市",),
    "prefecture": ("自治州", "地区"),
    "state": ("自治州",),
    "region": ("地区",),
    "area": ("地区",),
    "league": ("盟",),
    "county": ("县",),
    "district": ("区",),
    "banner": ("旗",),
    "town": ("镇",),
    "township": ("乡", "镇"),
    "subdistrict": ("街道",),
    "street": ("街道",),
}
COUNTIES = frozenset(("county", "city", "district"))  # what divisions of one level are called, and have been
_NEW_AREA = ("new", "area")
_AUTONOMOUS = {"region": ("自治区",), "prefecture": ("自治州",), "county": ("自治县",), "banner": ("自治旗",)}
HIGH = ("province", "prefecture")  # "the towns of Wuxi and Huzhou" lie there: a list shares no generic with these
MOST_TOKENS = 3  # "Ke Qiao", "Shi Jia Zhuang"
SHORTEST_SMALL = 5  # letters of a place in small letters
_JOINTS = tuple("@./_-")  # of addresses: zhejiang.gov.cn
_JOINED = re.compile(r"[@./_-]\w")
# News agencies, companies and platforms whose names are also townships: 13 of 14 wrong as places in real translations;
# and a given name of half the world, which is also how the characters of Ngari in Tibet are read.
NOT_PLACES = frozenset("xinhua zhongxin weibo taobao jingdong huawei xiaomi ali".split())


@dataclass(frozen=True, slots=True)
class Toponym:
    """A stretch that may name a place; spans are token numbers."""

    start: int
    name_stop: int  # end of the specific part
    stop: int  # end of the generic, if there is one
    key: str
    generic: str  # "" where the text gives none
    candidates: tuple[Place, ...]
    is_split: bool  # "Ke Qiao": more often a person
    has_apostrophe: bool
    misfit: int = 0  # end of a generic of its level that no candidate has now: "Haimen County" for 海门区, 0 if none


def generic_fits(generic: str, place: Place) -> bool:
    """Whether a place is of the sort the English generic says; any place fits where there is no generic.

    >>> keqiao = Place("330603", "柯桥区", "柯桥", "county", "330600", "Kēqiáo Qū", "Keqiao District")
    >>> generic_fits("district", keqiao), generic_fits("county", keqiao), generic_fits("", keqiao)
    (True, False, True)
    """
    if not generic:
        return True
    if generic == "district" and place.level == "township":
        return False
    if generic == " ".join(_NEW_AREA):
        return place.zh.endswith("新区")
    return place.zh.endswith((*GENERICS.get(generic, ()), *_AUTONOMOUS.get(generic, ())))


def may_be(generic: str, place: Place) -> bool:
    """Whether a place is, or may have been, of the sort the generic says: many a town is a subdistrict (街道) now."""
    return generic_fits(generic, place) or (generic == "town" and place.zh.endswith("街道"))


def _read_generic(page: Page, at: int) -> tuple[int, str]:
    """(tokens, generic) after a specific part: ("City"), ("Maonan Autonomous County"), or (0, "")."""
    tokens = page.tokens
    if page.folds(at, at + 2) == _NEW_AREA:
        return 2, " ".join(_NEW_AREA)
    for skip in range(3):
        if at + skip + 1 < len(tokens) and tokens[at + skip].fold == "autonomous":
            generic = tokens[at + skip + 1].fold
            return (skip + 2, generic) if generic in _AUTONOMOUS else (0, "")
        if at + skip >= len(tokens) or not tokens[at + skip].is_capitalised:
            break
    if at < len(tokens) and tokens[at].fold in GENERICS and "," not in page.gap(at):
        return 1, tokens[at].fold
    return 0, ""


def _needs_generic(place: Place, key: str) -> bool:
    """Names of one character are never used without their generic: 单县 is Shan County or Shanxian, not Shan."""
    return place.stem == place.zh and key != pinyin_key(place.pinyin)


def _provinces(candidates: Iterable[Place], key: str) -> tuple[Place, ...]:
    """Those spelt so that are provinces: "Beijing, Tianjin, Hebei" has no district of Tianjin in it."""
    return tuple(p for p in candidates if p.level == "province" and pinyin_key(short_english(p.english)) == key)


def iter_toponyms(page: Page, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the stretches that may name a place, at most one of each length from each token on."""
    tokens, shared = page.tokens, shared_generics(page)
    for at, token in enumerate(tokens):
        is_small = not token.is_capitalised
        if not token.is_word or (is_small and not _is_small_name(page, at, gazetteer)):
            continue
        for length in range(1 if is_small else MOST_TOKENS, 0, -1):
            stop = at + length
            if stop > len(tokens) or not all(_is_syllabic(page, at, i) for i in range(at + 1, stop)):
                continue
            key = "".join(pinyin_key(t.text) for t in tokens[at:stop])
            found = gazetteer.with_key(key)
            if not found or key in NOT_PLACES:
                continue
            width, generic = _read_generic(page, stop)
            if not generic and (at, stop) in shared and not any(place.level in HIGH for place in found):
                generic = shared[at, stop]
            if is_small and not generic:
                found = tuple(place for place in found if place.level != "township")
            candidates = tuple(p for p in found if may_be(generic, p) and (generic or not _needs_generic(p, key)))
            misfit = 0
            if not candidates:
                misfit = stop + width if width and generic in COUNTIES else 0
                width, generic = 0, ""
                candidates = tuple(p for p in found if not _needs_generic(p, key))
            if not candidates or (length == 1 and not generic and is_everyday(token.text)):
                continue
            candidates = candidates if generic else _provinces(candidates, key) or candidates
            apostrophe = _has_apostrophe(page.text(at, stop))
            yield Toponym(at, stop, stop + width, key, generic, candidates, length > 1, apostrophe, misfit)
            break


def _is_small_name(page: Page, at: int, gazetteer: Gazetteer) -> bool:
    """Whether a word in small letters spells a place and is no English: "zhejiang". Parts of addresses are none."""
    token, text = page.tokens[at], page.document.text
    is_spelt = len(token.text) >= SHORTEST_SMALL and gazetteer.with_key(token.fold) and is_pinyin(token.text)
    if not is_spelt or is_known_word(token.text):
        return False
    return not (text[token.start - 1 : token.start] in _JOINTS or _JOINED.match(text, token.stop))


def _has_apostrophe(text: str) -> bool:
    return any(mark in text for mark in "'\N{RIGHT SINGLE QUOTATION MARK}")


def _is_syllabic(page: Page, start: int, at: int) -> bool:
    """Whether a token may continue a name that a machine has written apart: a capital, legal pinyin, one space."""
    token = page.tokens[at]
    if not (token.is_word and token.is_capitalised and page.gap(at) in (" ", "\u00a0", "-")):
        return False
    return is_pinyin(token.text) and is_pinyin(page.tokens[start].text)
