"""Which place a name means, from what the text names around it; in doubt nothing is chosen.

Comes in: a page, the authority, the places already listed. Goes out: readings of places. The gate and its weights
follow trials on 435,000 words of real machine translation (shared/reference/names.md): provinces and prefectures
are taken as they come, a county wants its prefecture or province in the text, a township its parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.authority import Authority, Gazetteer
from glossary.names import Page
from glossary.records import Alternative, Confidence, Kind, Place, Reading
from glossary.toponyms import Toponym, is_one_syllable, iter_toponyms

LEVEL_WEIGHT = {"province": 6.0, "prefecture": 4.0, "county": 2.0, "township": 0.0}
BESIDE = 8.0  # a parent or child right beside the name: "Shengze, Suzhou", "Weifang Changyi City"
PARENT, GRANDPARENT, PROVINCE = 5.0, 4.0, 1.5  # named parents; weights from the trials
CHILD = 2.0  # each child or grandchild the text names, three at most
GENERIC = 3.0
APOSTROPHE = 1.5  # Jinan is 济南 before it is Jin'an 晋安: an apostrophe is kept more often than lost
MARGIN = 1.0  # the best candidate must lead by this much
KNOWN_ZIPF = 2.5  # a county this common in Chinese (柯桥 2.8) may stand without any context; tuned on ../shared/mt
BESIDE_TOKENS = 3  # ", ", " of ", " City " between a place and its parent


@dataclass(frozen=True, slots=True)
class Context:
    """The places a text names for sure, by code, with all their parents, and what stands beside each hit."""

    named: frozenset[str]
    provinces: frozenset[str]

    @classmethod
    def of(cls, gazetteer: Gazetteer, codes: Iterable[str]) -> Context:
        named = frozenset(codes)
        provinces = {
            above.code
            for code in named
            if (place := gazetteer.find(code))
            for above in (place, *gazetteer.ancestors(place))
            if above.level == "province"
        }
        return cls(named, frozenset(provinces))


def _weigh(place: Place, hit: Toponym, beside: frozenset[str], context: Context, gazetteer: Gazetteer) -> float:
    above = [ancestor.code for ancestor in gazetteer.ancestors(place)]
    below = {child.code for child in gazetteer.children(place.code)}
    score = LEVEL_WEIGHT[place.level] + (GENERIC if hit.generic else 0.0)
    if ("'" in place.pinyin.split()[0]) != hit.has_apostrophe:
        score -= APOSTROPHE
    if beside & {*above} or any(place.code in gazetteer.codes_above(code) for code in beside):
        score += BESIDE
    if above and above[0] in context.named:
        score += PROVINCE if len(above) == 1 else PARENT
    if len(above) > 2 and above[1] in context.named:
        score += GRANDPARENT
    if len(above) > 1 and above[-1] in context.named | context.provinces:
        score += PROVINCE
    grandchildren = {g.code for code in below for g in gazetteer.children(code)}
    return score + CHILD * min(3, len(context.named & (below | grandchildren))) + place.zipf / 10


def _evidence(place: Place, beside: frozenset[str], context: Context, gazetteer: Gazetteer) -> list[Place]:
    """The ancestors of a place that the text names, the nearest first."""
    return [a for a in gazetteer.ancestors(place) if a.code in context.named | beside]


def _passes(
    place: Place, hit: Toponym, named: Sequence[Place], context: Context, heads_name: bool
) -> Confidence | None:
    """The evidence gate: how sure a chosen place is, None where the text does not support it.

    A township without its generic wants its county in the text, or a head word behind it ("Luokou Clothing City") and
    its prefecture.
    """
    if place.level in ("province", "prefecture"):
        return Confidence.HIGH
    near = any(ancestor.level != "province" or ancestor.zh.endswith("市") for ancestor in named)
    if place.level == "county":
        if near:
            return Confidence.HIGH
        if named or (place.zipf >= KNOWN_ZIPF and hit.generic != "county") or not context.provinces:
            return Confidence.MEDIUM if named or place.zipf >= KNOWN_ZIPF else None
        return None
    if near and (hit.generic or heads_name or named[0].level == "county"):
        return Confidence.HIGH if hit.generic else Confidence.MEDIUM
    return Confidence.MEDIUM if named and hit.generic else None


def _say(place: Place, named: Sequence[Place], hit: Toponym, gazetteer: Gazetteer) -> str:
    if named:
        return f"pinyin of {place.zh}; the text names {named[0].english}, to which it belongs"
    if place.level in ("province", "prefecture"):
        return f"pinyin of {place.zh}, {gazetteer.path(place)}"
    return f"pinyin of {place.zh}, the best known place of that spelling; its parents are not named"


def _is_given_name(page: Page, hit: Toponym, authority: Authority, alone: frozenset[str]) -> bool:
    """Whether a hit is rather the given name in "Chen Jinjiang": a surname before it, and never met alone."""
    if hit.generic or hit.key in alone or hit.start == 0:
        return False
    before = page.tokens[hit.start - 1]
    return (
        before.is_word
        and before.is_capitalised
        and page.gap(hit.start) == " "
        and before.fold in authority.surnames
        and is_one_syllable(before.text)
    )


def _follows_surname(page: Page, at: int, authority: Authority) -> bool:
    before = page.tokens[at - 1] if at else None
    return before is not None and before.is_word and before.is_capitalised and before.fold in authority.surnames


def _accepts_split(hit: Toponym, keys: frozenset[str], context: Context, gazetteer: Gazetteer) -> bool:
    """ "Ke Qiao" is a person in most texts: it wants a generic, the joined form, or a parent in the text."""
    if hit.generic or hit.key in keys:
        return True
    return any(p.parent in context.named for p in hit.candidates if p.level != "township")


class PlaceJudge:
    """The places of one page: two passes, so that places sure in the first are the anchors of the second."""

    def __init__(self, page: Page, authority: Authority, listed: Iterable[str] = ()) -> None:
        self._page, self._authority, self._gazetteer = page, authority, authority.gazetteer
        hits = list(iter_toponyms(page, self._gazetteer))
        alone = frozenset(h.key for h in hits if not _follows_surname(page, h.start, authority))
        self._hits = [h for h in hits if not _is_given_name(page, h, authority, alone)]
        self._keys = frozenset(h.key for h in self._hits if not h.is_split)
        sure = {p.code for h in self._hits if not h.is_split for p in self._sure(h)}
        self.context = Context.of(self._gazetteer, sure | set(listed))
        chosen = {place.code for _, place, _, confidence, _ in self.choose() if place and confidence is Confidence.HIGH}
        self.context = Context.of(self._gazetteer, sure | chosen | set(listed))

    @staticmethod
    def _sure(hit: Toponym) -> list[Place]:
        """The province or prefecture a hit names if it can name but one."""
        high = [p for p in hit.candidates if p.level == "province"] or [
            p for p in hit.candidates if p.level == "prefecture"
        ]
        return high if len(high) == 1 else []

    def _beside(self, index: int) -> frozenset[str]:
        hit, codes = self._hits[index], set()
        for other in self._hits[max(0, index - 2) : index + 3]:
            if other is hit:
                continue
            distance = hit.start - other.stop if other.start < hit.start else other.start - hit.stop
            between = self._page.tokens[min(hit.stop, other.stop) : max(hit.start, other.start)]
            if distance < BESIDE_TOKENS and not any(t.is_barrier for t in between):
                codes.update(p.code for p in other.candidates)
        return frozenset(codes)

    def _seats_apart(self, hit: Toponym) -> list[Place]:
        """The candidates without those that lie in another: "Keqiao" is the district before its subdistrict Keqiao."""
        codes = {p.code for p in hit.candidates}
        return [p for p in hit.candidates if not any(a.code in codes for a in self._gazetteer.ancestors(p))]

    def choose(self) -> Iterator[tuple[Toponym, Place | None, str, Confidence, tuple[Alternative, ...]]]:
        """Yield each hit with the place it means, or None and the reason why none is chosen."""
        chosen: defaultdict[str, set[str]] = defaultdict(set)
        for index, hit in enumerate(self._hits):
            if hit.is_split and not _accepts_split(hit, self._keys, self.context, self._gazetteer):
                continue
            beside = self._beside(index)
            weighed = sorted(
                ((_weigh(p, hit, beside, self.context, self._gazetteer), p) for p in self._seats_apart(hit)),
                key=lambda pair: (-pair[0], pair[1].code),
            )
            kept = [pair for pair in weighed if pair[1].code in chosen[hit.key]]
            best_score, best = (kept or weighed)[0]
            rival = next((score for score, p in weighed if p is not best and p.stem != best.stem), float("-inf"))
            named = _evidence(best, beside, self.context, self._gazetteer)
            sure = _passes(best, hit, named, self.context, self._heads_name(hit))
            if not kept and best_score - rival < MARGIN:
                sure = None
            if sure is not None:
                chosen[hit.key].add(best.code)
            because = _say(best, named, hit, self._gazetteer) if sure else self._doubt(hit, best, best_score - rival)
            alternatives = tuple(
                Alternative(p.zh, "gazetteer", round(score, 2), sure is not None and p is best, self._gazetteer.path(p))
                for score, p in weighed[:5]
            )
            yield hit, best if sure else None, because, sure or Confidence.LOW, alternatives

    def _heads_name(self, hit: Toponym) -> bool:
        """Whether a head word stands behind the hit."""
        behind = self._page.folds(hit.stop, min(hit.stop + 3, len(self._page.tokens)))
        return any(behind[:size] in self._authority.heads for size in range(1, len(behind) + 1))

    def _pairs(self, found: Sequence[tuple[Toponym, Place, Reading]]) -> Iterator[Reading]:
        """A place with the one it lies in right beside it: "Weifang Changyi City", "Shizhong District of Zaozhuang"."""
        for (left, outer, _), (right, inner, reading) in zip(found, found[1:], strict=False):
            between = self._page.folds(left.stop, right.start)
            for whole, part, words in ((outer, inner, ()), (inner, outer, ("of",))):
                if between == words and whole.code in self._gazetteer.codes_above(part.code):
                    start, stop = self._page.offsets(left.start, right.stop)
                    big, small = (left, right) if whole is outer else (right, left)
                    zh = (whole.zh if big.generic else whole.stem) + (part.zh if small.generic else part.stem)
                    yield replace(reading, start=start, stop=stop, text=self._page.text(left.start, right.stop),
                                  referent=f"place:{part.code}", zh=zh)  # fmt: skip

    def _doubt(self, hit: Toponym, best: Place, lead: float) -> str:
        if lead < MARGIN:
            return "several places share this spelling and the text does not say which is meant"
        if hit.generic == "county" and self.context.provinces:
            return f"reading doubtful: {best.zh} would fit the spelling, but the text names only other provinces"
        return f"{best.zh} would fit the spelling, but the text names none of its parents"

    def readings(self) -> Iterator[Reading]:
        """Yield the readings: the name with its generic, and the specific part inside it."""
        found: list[tuple[Toponym, Place, Reading]] = []
        for hit, place, because, confidence, alternatives in self.choose():
            if place is None and not hit.generic:
                continue  # a bare word that fits a village somewhere is no finding
            if place is None and hit.generic in ("street", "municipal", "provincial"):
                continue
            spans = {(hit.start, hit.stop), (hit.start, hit.name_stop)}
            if hit.generic in ("municipal", "provincial") or place is None:
                spans = {(hit.start, hit.name_stop if place else hit.stop)}
            for start, stop in sorted(spans):
                first, last = self._page.offsets(start, stop)
                reading = Reading(
                    document=self._page.document.path,
                    start=first,
                    stop=last,
                    text=self._page.text(start, stop),
                    kind=Kind.PLACE,
                    referent=f"place:{place.code}" if place else f"open:{hit.key} {hit.generic}",
                    because=because,
                    confidence=confidence,
                    score={Confidence.HIGH: 0.95, Confidence.MEDIUM: 0.8, Confidence.LOW: 0.3}[confidence],
                    alternatives=alternatives,
                )
                yield reading
            if place:
                found.append((hit, place, reading))
        yield from self._pairs(found)

