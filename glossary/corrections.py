"""What the original has in place of a reading that it does not contain.

Comes in: a reading, the bitext, the Chinese names that nothing else explains. Goes out: the reading with another
referent and what stands where, or nothing. The surest comes first: forms weighed before, homographs of the tables,
short forms, other characters of the same sound, near spellings, bodies alike, the one name left over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from glossary.authority import ChineseName
from glossary.bitext import Bitext
from glossary.covers import Covers
from glossary.distance import distance
from glossary.english import fold_phrase
from glossary.leftovers import Leftovers
from glossary.records import Alternative, Confidence, Issue, Kind, Reading
from glossary.romanization import is_pinyin, pinyin_key
from glossary.toponyms import GENERICS

NEAR = 1.6  # steps between a misspelt place and the one that stands in the line
NEAR_SHARE = 0.3  # of the longer key; both tuned on ../shared/mt
# The one field where a single name left over was the right one ("Xinhua" for 中新网); elsewhere one of six distinct
# cases on ../shared/mt.
LEFT_OVER = "media"
SURE, LIKELY = 0.97, 0.8
HIGH = ("province", "prefecture")
BODIES = frozenset({Kind.ORGANISATION, Kind.MARKET, Kind.EVENT, Kind.PROGRAMME, Kind.PLACE})
# One character that stands for a province or city in 沪宁 or 粤企; countries and continents use their first (亚太).
SHORT = {
    "上海": "沪申", "重庆": "渝", "天津": "津", "河北": "冀", "河南": "豫", "山西": "晋", "山东": "鲁", "安徽": "皖",
    "湖北": "鄂", "湖南": "湘", "广东": "粤", "广西": "桂", "福建": "闽", "江西": "赣", "四川": "川蜀", "贵州": "黔贵",
    "云南": "滇", "陕西": "陕秦", "甘肃": "甘陇", "海南": "琼", "浙江": "浙", "江苏": "苏", "西藏": "藏", "广州": "穗",
    "香港": "港", "澳门": "澳", "北京": "京", "杭州": "杭", "南京": "宁",
}  # fmt: skip
ITS_FIRST = frozenset("亚欧非美澳韩日德法英俄印越泰墨加台")


def short_forms(forms: Iterable[str]) -> str:
    """The single characters that may stand for a place of these names.

    >>> short_forms(["广东省", "广东"]), short_forms(["亚洲"]), short_forms(["墨西哥城"]), short_forms(["柯桥"])
    ('粤', '亚', '', '')
    """
    return "".join(
        SHORT.get(form, "") + (form[0] if form[0] in ITS_FIRST and form[-1] not in "城市县区省" else "")
        for form in forms
    )


class Corrector:
    """Corrections on one bitext."""

    def __init__(self, bitext: Bitext, covers: Covers, leftovers: Leftovers) -> None:
        self._covers, self._leftovers = covers, leftovers
        self._bitext, self._page, self._authority = bitext, bitext.page, bitext.authority
        self._explained: Collection[ChineseName] = ()
        self._sure: Collection[Reading] = ()

    def learn(self, sure: Collection[Reading], explained: Collection[ChineseName]) -> None:
        """What the page is sure to name, and the names of the original that this accounts for."""
        self._sure, self._explained = sure, explained

    def correct(self, reading: Reading) -> Reading | None:
        """The reading as the original has it, None where nothing there can be it."""
        return (
            self._alternative(reading) or self._homograph(reading) or self._abbreviated(reading)
            or self._same_sound(reading) or self._near(reading) or self._body(reading) or self._single(reading)
        )  # fmt: skip

    def _take(self, reading: Reading, referent: str, because: str, confidence: Confidence = Confidence.HIGH) -> Reading:
        zh = next(iter(self._authority.chinese_of(referent)), "")
        weighed = tuple(replace(a, chosen=a.zh == zh) for a in reading.alternatives)
        if old := next(iter(self._authority.chinese_of(reading.referent)), ""):
            weighed = (*weighed, Alternative(old, "English alone", 0.2, False, "it does not stand in the original"))
        return replace(
            reading, referent=referent, because=because, confidence=confidence, alternatives=weighed, zh="",
            score=SURE if confidence is Confidence.HIGH else LIKELY, issue=Issue.OK, issue_because="", english="",
        )  # fmt: skip

    def _alternative(self, reading: Reading) -> Reading | None:
        """One of the forms weighed before that stands in the line."""
        facing = self._bitext.facing(reading.start, reading.stop)
        for weighed in sorted(reading.alternatives, key=lambda a: (-len(a.zh), -a.score)):
            if facing and len(weighed.zh) > 1 and self._leftovers.is_whole(weighed.zh, facing):
                because = f"{weighed.zh}, weighed for it, stands in the aligned line of the original"
                return self._take(reading, self._bitext.resolve(weighed.zh, reading.kind), because)
        return None

    def _homograph(self, reading: Reading) -> Reading | None:
        """Another curated concept with the same English whose Chinese stands in the line."""
        stretch = self._bitext.stretch(reading.start, reading.stop)
        for designation in self._authority.termbase.with_folds(fold_phrase(reading.text)):
            if f"concept:{designation.concept}" == reading.referent:
                continue
            code = self._authority.division(designation.concept)
            referent = f"place:{code}" if code else f"concept:{designation.concept}"
            if zh := next((form for form in self._authority.chinese_of(referent) if form in stretch), ""):
                because = f"{zh}, which is also called so, stands in the aligned line of the original"
                return replace(self._take(reading, referent, because), kind=designation.kind, issue=designation.issue,
                               issue_because=designation.reason)  # fmt: skip
        return None

    def _abbreviated(self, reading: Reading) -> Reading | None:
        """The same place by its short form: 亚 of 亚洲 in 亚太, 沪 for 上海."""
        if reading.kind is not Kind.PLACE or reading.is_open or reading.issue is Issue.MISSPELT:
            return None
        if (span := self._bitext.facing(reading.start, reading.stop)) is None:
            return None
        named = [n for n in self._bitext.names_within(*span) if n.kind in (Kind.PLACE, Kind.PERSON)]
        inside = {at for n in named for at in range(n.start, n.stop)}  # 墨 in 即墨 Jimo is no Mexico
        free = {self._bitext.original[at] for at in range(*span) if at not in inside}
        is_division = reading.referent.startswith("place:")
        forms = [f for f in self._authority.chinese_of(reading.referent) if not is_division or f in SHORT]
        if zh := next((ch for ch in short_forms(forms) if ch in free), ""):
            because = f"{reading.because}; the aligned line of the original has it shortened to {zh}"
            return replace(reading, because=because, confidence=Confidence.MEDIUM)
        return None

    def _name_key(self, reading: Reading) -> str:
        """The match key of the romanized part of a place, "" if it has none."""
        words = [w for w in fold_phrase(reading.text) if w not in GENERICS]
        return "".join(words) if words and all(map(is_pinyin, words)) else ""

    def _same_sound(self, reading: Reading) -> Reading | None:
        """Other characters of the same pinyin: a division, or any name of two syllables and more."""
        key = self._name_key(reading) if reading.kind is Kind.PLACE else ""
        span = self._bitext.facing(reading.start, reading.stop)
        if not key or span is None:
            return None
        for name in self._bitext.places_by_key.get(key, ()):
            if span[0] <= name.start < span[1]:
                return self._take(reading, name.referent, f"{name.zh} stands in the aligned line and has this pinyin")
        for start, stop in self._bitext.sounds.get(key, ()):
            if span[0] <= start < span[1]:
                zh = self._bitext.original[start:stop]
                because = f"{zh} stands in the aligned line of the original and is read so"
                return self._take(reading, self._bitext.resolve(zh, Kind.PLACE), because, Confidence.MEDIUM)
        return None

    def _near(self, reading: Reading) -> Reading | None:
        """A place of near spelling that nothing else in the English explains: the reading is misspelt."""
        find = self._authority.gazetteer.find
        mine = find(reading.referent.removeprefix("place:"))
        if reading.kind is not Kind.PLACE or reading.referent.startswith("concept:") or (mine and mine.level in HIGH):
            return None
        key = pinyin_key("".join(w for w in fold_phrase(reading.text) if w not in GENERICS))
        ranked = []
        for name in self._unexplained(reading, Kind.PLACE):
            place = find(name.referent.removeprefix("place:"))
            if place and (place.level != "township" or name.zh == place.zh):
                right = place.english.rsplit(" ", 1)[0] if place.stem != place.zh else place.english
                cost = distance(key, pinyin_key(right))
                if cost <= min(NEAR, NEAR_SHARE * max(len(key), len(right))):
                    ranked.append((cost, name.zh, name, right))
        ranked.sort()
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        cost, _, name, right = ranked[0]
        because = f"the aligned line of the original has {name.zh} {right}, {cost:.1f} steps from this spelling"
        found = self._take(reading, name.referent, because)
        said = f"the original has {name.zh}, that is {right}"
        return replace(found, issue=Issue.MISSPELT, issue_because=said) if cost else found

    def _body(self, reading: Reading) -> Reading | None:
        """A body of the line that is like the composed form, or that the English words cover."""
        if reading.kind not in BODIES or not (reading.is_open or reading.referent.startswith("zh:")):
            return None
        start, stop = self._page.position(reading.start), self._page.position(reading.stop)
        endings, named = self._endings(start, stop, reading.kind), self._named(reading)
        if reading.kind is Kind.PLACE:  # zones and parks; what ends in 区 or 市 alone is for the gazetteer
            endings = tuple(ending for ending in endings if len(ending) > 1)
        forms = [
            *self._authority.chinese_of(reading.referent),
            *(a.zh for a in reading.alternatives if a.source == "composition"),
        ]
        for form in forms[:3]:
            if zh := self._leftovers.like(form, reading.start, reading.stop, endings, named.values()):
                because = f"{zh} stands in the aligned line of the original, and its parts make {form}"
                return self._take(reading, self._bitext.resolve(zh, reading.kind), because, Confidence.MEDIUM)
        if endings and (cover := self._covers.find(start, stop, endings, named)):
            because = f"{cover.zh} stands in the aligned line of the original, and its parts mean so: {cover}"
            return self._take(reading, self._bitext.resolve(cover.zh, reading.kind), because, Confidence.MEDIUM)
        return None

    def correct_term(self, reading: Reading) -> Reading | None:
        """A term by a homograph, or by the stretch that its words are glosses of, or derived from glosses of."""
        if found := self._alternative(reading) or self._homograph(reading):
            return found
        start, stop = self._page.position(reading.start), self._page.position(reading.stop)
        cover = self._covers.find(start, stop) or self._covers.find(start, stop, is_loose=True)
        if cover is None:
            return None
        quoted = self._bitext.quote(cover.zh, reading.start, reading.stop)
        because = f"{cover.zh} stands in the aligned line of the original, {quoted}, and its parts mean so: {cover}"
        return self._take(reading, self._bitext.resolve(cover.zh, Kind.TERM), because, Confidence.MEDIUM)

    def _endings(self, start: int, stop: int, kind: Kind) -> tuple[str, ...]:
        """The Chinese of the head of a span: at its end, or before "of"."""
        page = self._page
        found: dict[str, None] = {}
        for end in range(stop, start, -1):
            if end < stop and page.tokens[end].fold not in ("of", "for"):
                continue
            for size in range(min(5, end - start), 0, -1):
                if heads := self._authority.heads.get(page.folds(end - size, end)):
                    found |= {head.zh: None for head in heads if head.kind is kind}
                    break
        return tuple(found)

    def _named(self, reading: Reading) -> dict[tuple[int, int], tuple[str, ...]]:
        """The Chinese of the names nested in a reading, and of what is spelt there, from the original alone."""
        position, found = self._page.position, dict[tuple[int, int], tuple[str, ...]]()
        for inner in self._sure:
            if reading.start <= inner.start and inner.stop <= reading.stop and len(inner.text) < len(reading.text):
                span = position(inner.start), position(inner.stop)
                forms = self._authority.chinese_of(inner.referent)
                found[span] = (*forms, *(SHORT.get(forms[-1], "") if inner.kind is Kind.PLACE else ()))
        facing = self._bitext.facing(reading.start, reading.stop)
        taken = {at for span in found for at in range(*span)}
        for at in range(position(reading.start), position(reading.stop)):
            token = self._page.tokens[at]
            if facing and at not in taken and token.is_capitalised and is_pinyin(token.text):
                places = self._bitext.sounds.get(pinyin_key(token.text), ())
                if spelt := {self._bitext.original[a:b] for a, b in places if facing[0] <= a < facing[1]}:
                    found[at, at + 1] = tuple(sorted(spelt))
        return found

    def _single(self, reading: Reading) -> Reading | None:
        """The one curated name of its kind and field in the line that nothing else explains: 中新网 for "Xinhua"."""
        find = self._authority.termbase.find
        mine = find(reading.referent.removeprefix("concept:"))
        left = [n for n in self._unexplained(reading, reading.kind) if n.referent.startswith("concept:")]
        if mine is None or reading.kind is Kind.PLACE or len(left) != 1:
            return None
        concept = find(left[0].referent.removeprefix("concept:"))
        if concept is None or {mine.subject_field, concept.subject_field} != {LEFT_OVER}:
            return None
        zh = left[0].zh
        because = f"{zh} is the only {reading.kind} of its field in the aligned line that nothing else explains"
        found = self._take(reading, left[0].referent, because, Confidence.MEDIUM)
        said = f"the original has {zh}" + (f", that is {concept.english}" if concept.english else "")
        return replace(found, issue=Issue.MISTRANSLATED, issue_because=said)

    def _facing(self, reading: Reading) -> list[ChineseName]:
        """The known names of the stretch that faces a reading."""
        span = self._bitext.facing(reading.start, reading.stop)
        return self._bitext.names_within(*span) if span else []

    def _unexplained(self, reading: Reading, kind: Kind) -> list[ChineseName]:
        found = {n.referent: n for n in self._facing(reading) if n.kind is kind and n not in self._explained}
        return list(found.values())
