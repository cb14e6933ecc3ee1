"""The evidence gate of places: how well a candidate fits what a text names, and whether that is enough.

Comes in: a candidate place, the hit it may explain, the places the text names. Goes out: a weight among candidates of
one spelling, and a confidence or none. Weights and gate follow trials on 435,000 words of real machine translation
(shared/reference/names.md): provinces and prefectures are taken as they come, a county wants its prefecture or province
in the text, a township its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.authority import Gazetteer, short_english
from glossary.records import Confidence, Kind, Place
from glossary.romanization import pinyin_key
from glossary.toponyms import Toponym, generic_fits

LEVEL_WEIGHT = {"province": 6.0, "prefecture": 4.0, "county": 2.0, "township": 0.0}
BESIDE = 8.0  # a parent or child right beside the name: "Shengze, Suzhou", "Weifang Changyi City"
PARENT, GRANDPARENT, PROVINCE = 5.0, 4.0, 1.5  # named parents; weights from the trials
CHILD = 2.0  # each child or grandchild the text names, three at most
GENERIC = 3.0
NOTED = 2.0  # curated by hand, no county: Xiliu is the market town 西柳 before it is any other place
SPELLING = 3.0  # Shanxi is 山西: 陕西, of the same pinyin, is spelt Shaanxi to keep them apart
APOSTROPHE = 1.5  # Jinan is 济南 before it is Jin'an 晋安: an apostrophe is kept more often than lost
KNOWN_ZIPF = (
    2.8  # a county-level city this common in Chinese (常熟 3.3) may stand without context; tuned on ../shared/mt
)
ORDINARY = frozenset(("东方",))  # cities whose name is a word that firms and markets have in theirs: the East
KNOWN_CITY = 1.0  # Yiwu is 义乌, a city that all know, before it is 伊吾 Yiwu County
KNOWN_WEIGHT = 0.5  # a power of ten in frequency, for counties and above of one spelling


@dataclass(frozen=True, slots=True)
class Context:
    """The places a text names for sure, by code, and the provinces they lie in."""

    named: frozenset[str]
    provinces: frozenset[str]
    hinted: frozenset[str] = frozenset()  # where listed names of the text are: named as good as, but not in words

    @classmethod
    def of(cls, gazetteer: Gazetteer, codes: Iterable[str], hinted: Iterable[str] = ()) -> Context:
        words = frozenset(codes)
        named = words | frozenset(hinted)
        provinces = {
            above.code
            for code in named
            if (place := gazetteer.find(code))
            for above in (place, *gazetteer.ancestors(place))
            if above.level == "province"
        }
        return cls(named, frozenset(provinces), named - words)

    def speaks_against(self, place: Place) -> bool:
        """Whether the text is about provinces, and none of them is that of a place."""
        return bool(self.provinces) and not any(place.code.startswith(code[:2]) for code in self.provinces)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands right around one hit."""

    beside: frozenset[str]  # codes that the hits right beside it may mean
    head: Kind | None  # of the head word behind it: "Luokou Clothing City" is a market
    in_list: bool  # it stands in a list with places that are sure: "Changshu, Xiliu, Jinan, Qingdao"


def weigh(
    place: Place, hit: Toponym, around: Surroundings, context: Context, gazetteer: Gazetteer, is_noted: bool
) -> float:
    """How well a place explains a hit, in the points of the constants above."""
    above = [ancestor.code for ancestor in gazetteer.ancestors(place)]
    below = {child.code for child in gazetteer.children(place.code)}
    score = (
        LEVEL_WEIGHT[place.level]
        + (GENERIC if hit.generic and generic_fits(hit.generic, place) else 0.0)
        + (NOTED if is_noted and place.level != "county" else 0.0)
    )
    if ("'" in place.pinyin.split()[0]) != hit.has_apostrophe:
        score -= APOSTROPHE
    if pinyin_key(short_english(place.english)) != hit.key:
        score -= SPELLING
    if around.beside & {*above} or any(place.code in gazetteer.codes_above(code) for code in around.beside):
        score += BESIDE
    if above and above[0] in context.named:
        score += PROVINCE if len(above) == 1 else PARENT
    if len(above) > 2 and above[1] in context.named:
        score += GRANDPARENT
    if len(above) > 1 and above[-1] in context.named | context.provinces:
        score += PROVINCE
    grandchildren = {g.code for code in below for g in gazetteer.children(code)}
    score += CHILD * min(3, len(context.named & (below | grandchildren)))
    score += KNOWN_CITY if is_known_city(place) else 0.0
    return score + (KNOWN_WEIGHT * place.zipf if place.level != "township" else 0.0)


def is_known_city(place: Place) -> bool:
    """Whether a county-level city is so common in Chinese that it needs no context."""
    is_common = place.zipf >= KNOWN_ZIPF and place.stem not in ORDINARY
    return place.level == "county" and place.zh.endswith("市") and is_common


def is_only_city(hit: Toponym) -> bool:
    """Whether the text says "City", and one city alone is spelt so: Tongxiang City, or its Municipal Government."""
    return hit.generic in ("city", "municipal") and len(hit.candidates) == 1


def evidence(place: Place, around: Surroundings, context: Context, gazetteer: Gazetteer) -> list[Place]:
    """The ancestors of a place that the text names, the nearest first."""
    return [a for a in gazetteer.ancestors(place) if a.code in context.named | around.beside]


def passes(
    place: Place, hit: Toponym, named: Sequence[Place], context: Context, around: Surroundings, is_noted: bool
) -> Confidence | None:
    """How sure a chosen place is, None where the text does not support it.

    A township without its generic wants its county in the text, or a head word behind it and its prefecture; one that
    is known for its trade may also stand in a list of places, or where the text is not about other provinces alone.
    The only city of a spelling wants but its generic, the only county also that the text is not about
    other provinces alone.
    """
    if place.level in ("province", "prefecture") or place.code in context.named:
        return Confidence.HIGH
    near = any(ancestor.level != "province" or ancestor.zh.endswith("市") for ancestor in named)
    is_owner = around.head is Kind.ORGANISATION and not hit.generic
    if is_owner and not (near if place.level == "township" else named):
        return None  # the Shanshan Group is no business of Shanshan County
    if place.level == "county":
        if near:
            return Confidence.HIGH
        is_alone = hit.generic == "county" and len(hit.candidates) == 1 and not context.speaks_against(place)
        is_known = is_known_city(place) or is_alone or (is_noted and not context.provinces)
        is_listed = around.in_list and not hit.generic
        return Confidence.MEDIUM if named or is_known or is_only_city(hit) or is_listed else None
    if near and (hit.generic or around.head is Kind.MARKET or named[0].level == "county"):
        return Confidence.HIGH if hit.generic else Confidence.MEDIUM
    fits = bool(hit.generic) and generic_fits(hit.generic, place)
    if (named and fits) or (is_noted and (named or around.in_list or not context.speaks_against(place))):
        return Confidence.MEDIUM
    return None


def say(
    place: Place, hit: Toponym, named: Sequence[Place], around: Surroundings, gazetteer: Gazetteer, context: Context
) -> str:
    """Why a place was chosen, in a sentence a translator can check."""
    if named and named[0].code in context.hinted:
        return f"pinyin of {place.zh}; a listed name of the text is in {named[0].english}, to which it belongs"
    if named:
        return f"pinyin of {place.zh}; the text names {named[0].english}, to which it belongs"
    if place.code in context.hinted:
        return f"pinyin of {place.zh}; a listed name of the text lies in it"
    if place.code in context.named and place.level in ("county", "township"):
        return f"the text has {place.english} in full"
    if place.level in ("province", "prefecture"):
        return f"pinyin of {place.zh}, {gazetteer.path(place)}"
    if around.in_list:
        return f"pinyin of {place.zh}, {gazetteer.path(place)}; it stands in a list of places"
    rank = "the only city" if is_only_city(hit) else "the best known place"
    return f"pinyin of {place.zh}, {gazetteer.path(place)}, {rank} of that spelling"
