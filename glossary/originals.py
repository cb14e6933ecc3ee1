"""What the Chinese original says of each reading: confirmed, corrected, or doubted.

Comes in: a page, its original in simplified characters, the readings made of the English alone. Goes out: readings.
The original overrides: a name whose pinyin or whose listed Chinese stands in the aligned stretch is sure (76 of 76 right,
shared/reference/names.md), a hit that the original does not contain gives way to what stands there instead. Nothing is
made from the Chinese side alone: pinyin or meaning in the English comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from glossary.authority import CHINESE, Authority
from glossary.bitext import Bitext, ChineseName
from glossary.characters import PersonFinder
from glossary.distance import distance
from glossary.english import fold_phrase
from glossary.leftovers import Leftovers
from glossary.names import Page
from glossary.pinyin import Readings
from glossary.records import Alternative, Confidence, Document, Issue, Kind, Reading
from glossary.romanization import is_pinyin, pinyin_key
from glossary.toponyms import GENERICS, MOST_TOKENS, NOT_PLACES

NEAR = 1.6  # steps between a misspelt place and the one that stands in the line
NEAR_SHARE = 0.3  # of the longer key; both tuned on ../shared/mt
SURE, LIKELY = 0.97, 0.8
BODIES = frozenset({Kind.ORGANISATION, Kind.MARKET, Kind.EVENT, Kind.PROGRAMME})
# Provinces and countries that Chinese names by one character which is none of theirs; others use one of their own (亚太).
SHORT = {
    "上海": "沪申", "重庆": "渝", "天津": "津", "河北": "冀", "河南": "豫", "山西": "晋", "山东": "鲁", "安徽": "皖",
    "湖北": "鄂", "湖南": "湘", "广东": "粤", "广西": "桂", "福建": "闽", "江西": "赣", "四川": "川蜀", "贵州": "黔贵",
    "云南": "滇", "陕西": "陕秦", "甘肃": "甘陇", "海南": "琼", "浙江": "浙", "江苏": "苏", "西藏": "藏", "广州": "穗",
}  # fmt: skip


class OriginalJudge:
    """The readings of one page beside its original."""

    def __init__(self, bitext: Bitext, pinyin_readings: Readings) -> None:
        self._bitext, self._page, self._authority = bitext, bitext.page, bitext.authority
        self._persons = PersonFinder(bitext, pinyin_readings)
        self._leftovers = Leftovers(bitext)
        self._explained: set[ChineseName] = set()

    def names(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The names of a page as the original has them, and those that only the original explains."""
        names = [r for r in readings if r.kind is not Kind.TERM]
        first = [(reading, self._confirm(reading)) for reading in names]
        sure = [confirmed for _, confirmed in first if confirmed]
        found = [*self._persons.find(sure), *self._new_places(sure)]
        sure += found
        self._explained = {name for reading in sure for name in self._explained_by(reading)}
        spans = {(r.start, r.stop) for r in found}
        judged = [done or self._correct(reading) for reading, done in first if (reading.start, reading.stop) not in spans]
        judged += found
        self._explained |= {name for reading in judged for name in self._explained_by(reading)}
        return (*judged, *self._calques(judged), *(r for r in readings if r.kind is Kind.TERM))

    def terms(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The terms of a page as the original has them."""
        return tuple(self._term(r) if r.kind is Kind.TERM else r for r in readings)

    # -- what stands where ---------------------------------------------------------------------------------------------

    def _forms(self, referent: str) -> tuple[str, ...]:
        """The Chinese forms of a referent, longer ones first."""
        what, _, key = referent.partition(":")
        if what == "zh":
            return (key,)
        forms: dict[str, None] = {}
        if what == "place" and (place := self._authority.gazetteer.find(key)):
            forms |= {place.zh: None, place.stem: None}
        concept = self._authority.termbase.find(key if what == "concept" else f"cn-{key}")
        forms |= {d.text: None for d in (concept.designations if concept else ()) if d.lang == CHINESE}
        return tuple(sorted(forms, key=lambda zh: (-len(zh), zh)))

    def _confirm(self, reading: Reading) -> Reading | None:
        """The reading made sure by its Chinese in the original, None where that does not stand there."""
        forms = self._forms(reading.referent)
        stretch = self._bitext.stretch(reading.start, reading.stop)
        for text, where in ((stretch, "the aligned line of the original"), (self._bitext.original, "the original")):
            zh = next((form for form in forms if form in text), "")
            if zh:
                return replace(
                    reading,
                    because=f"{reading.because}; {zh} stands in {where}",
                    confidence=Confidence.HIGH,
                    score=max(reading.score, SURE),
                )
        return None

    def _explained_by(self, reading: Reading) -> Iterator[ChineseName]:
        """The names of the facing stretch that a reading accounts for."""
        forms = self._forms(reading.referent)
        for name in self._facing(reading):
            if name.referent == reading.referent or any(name.zh in form or form in name.zh for form in forms):
                yield name

    def _facing(self, reading: Reading) -> list[ChineseName]:
        span = self._bitext.facing(reading.start, reading.stop)
        return self._bitext.names_within(*span) if span else []

    def _unexplained(self, reading: Reading, kind: Kind) -> list[ChineseName]:
        found = {n.referent: n for n in self._facing(reading) if n.kind is kind and n not in self._explained}
        return list(found.values())

    # -- what stands there instead -------------------------------------------------------------------------------------

    def _correct(self, reading: Reading) -> Reading:
        """What the original has in place of a reading that it does not contain."""
        if not self._bitext.stretch(reading.start, reading.stop):
            return reading
        if reading.kind is Kind.PERSON:
            found = self._persons.correct(reading)
        else:
            found = (
                self._alternative(reading) or self._homograph(reading) or self._abbreviated(reading)
                or self._same_sound(reading) or self._near(reading) or self._body(reading) or self._single(reading)
            )  # fmt: skip
        return found or self._doubt(reading)

    def _take(self, reading: Reading, referent: str, because: str, confidence: Confidence = Confidence.HIGH) -> Reading:
        zh = next(iter(self._forms(referent)), "")
        weighed = tuple(replace(a, chosen=a.zh == zh) for a in reading.alternatives)
        if old := next(iter(self._forms(reading.referent)), ""):
            weighed = (*weighed, Alternative(old, "English alone", 0.2, False, "it does not stand in the original"))
        return replace(
            reading, referent=referent, because=because, confidence=confidence, alternatives=weighed, zh="",
            score=SURE if confidence is Confidence.HIGH else LIKELY, issue=Issue.OK, issue_because="", english="",
        )  # fmt: skip

    def _resolve(self, zh: str, kind: Kind) -> str:
        """The referent of a Chinese form: a curated concept, a division, or the characters."""
        for designation in self._authority.termbase.with_zh(zh):
            if designation.lang == CHINESE and (designation.kind is kind or kind is not Kind.TERM):
                code = self._authority.division(designation.concept)
                return f"place:{code}" if code else f"concept:{designation.concept}"
        if kind is Kind.PLACE and (places := self._authority.gazetteer.with_zh(zh)):
            return f"place:{self._bitext.nearest(places).code}"
        return f"zh:{zh}"

    def _alternative(self, reading: Reading) -> Reading | None:
        """One of the forms weighed before that stands in the line."""
        stretch = self._bitext.stretch(reading.start, reading.stop)
        for weighed in sorted(reading.alternatives, key=lambda a: (-len(a.zh), -a.score)):
            if len(weighed.zh) > 1 and weighed.zh in stretch:
                because = f"{weighed.zh}, weighed for it, stands in the aligned line of the original"
                return self._take(reading, self._resolve(weighed.zh, reading.kind), because)
        return None

    def _homograph(self, reading: Reading) -> Reading | None:
        """Another curated concept with the same English whose Chinese stands in the line."""
        stretch = self._bitext.stretch(reading.start, reading.stop)
        for designation in self._authority.termbase.with_folds(fold_phrase(reading.text)):
            if f"concept:{designation.concept}" == reading.referent:
                continue
            code = self._authority.division(designation.concept)
            referent = f"place:{code}" if code else f"concept:{designation.concept}"
            if zh := next((form for form in self._forms(referent) if form in stretch), ""):
                because = f"{zh}, which is also called so, stands in the aligned line of the original"
                return replace(self._take(reading, referent, because), kind=designation.kind, issue=designation.issue,
                               issue_because=designation.reason)  # fmt: skip
        return None

    def _abbreviated(self, reading: Reading) -> Reading | None:
        """The same place by its short form: 亚 of 亚洲 in 亚太, 沪 for 上海."""
        if reading.kind is not Kind.PLACE or reading.is_open or reading.issue is Issue.MISSPELT:
            return None
        stretch = self._bitext.stretch(reading.start, reading.stop)
        forms = self._forms(reading.referent)
        place = self._authority.gazetteer.find(reading.referent.partition(":")[2])
        short = "".join(SHORT.get(form, "") for form in forms)
        if place is None or place.level == "province":
            short += "".join(form[0] for form in forms if form[0] not in "中新大东西南北上下山河湖广") + "港澳台" * (
                place is not None and place.zh[:2] in ("香港", "澳门", "台湾"))  # fmt: skip
        if zh := next((ch for ch in short if ch in stretch), ""):
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
                return self._take(reading, self._resolve(zh, Kind.PLACE), because, Confidence.MEDIUM)
        return None

    def _near(self, reading: Reading) -> Reading | None:
        """A place of near spelling that nothing else in the English explains: the reading is misspelt."""
        if reading.kind is not Kind.PLACE:
            return None
        key = pinyin_key("".join(w for w in fold_phrase(reading.text) if w not in GENERICS))
        ranked = []
        for name in self._unexplained(reading, Kind.PLACE):
            if place := self._authority.gazetteer.find(name.referent.removeprefix("place:")):
                right = place.english.rsplit(" ", 1)[0] if place.stem != place.zh else place.english
                cost = distance(key, pinyin_key(right))
                if cost <= min(NEAR, NEAR_SHARE * max(len(key), len(right))):
                    ranked.append((cost, name.zh, name, right))
        if not ranked or (len(ranked) > 1 and sorted(ranked)[0][0] == sorted(ranked)[1][0]):
            return None
        _, _, name, right = min(ranked)
        because = f"the aligned line of the original has {name.zh} {right}, {min(ranked)[0]:.1f} steps from this spelling"
        return replace(self._take(reading, name.referent, because), issue=Issue.MISSPELT,
                       issue_because=f"the original has {name.zh}, that is {right}")  # fmt: skip
