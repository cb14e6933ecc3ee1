"""Entries of the glossary: every curated concept, and what the texts add, one entry a concept.

Comes in: what the texts show, the measures of terms, the authority, the tables of pinyin. Goes out: Entry records,
sorted, with ids that depend on what a concept is and on nothing else: those of all that is curated, and those that
texts add to these or change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from glossary.authority import CHINESE, DIVISION_PREFIX, ENGLISH, Authority, Concept, short_english
from glossary.forms import ChineseForms
from glossary.records import (
    Confidence,
    Designation,
    Entry,
    Form,
    Issue,
    Kind,
    Measure,
    Place,
    Rendering,
    Role,
    Status,
    identifier,
)  # fmt: skip
from glossary.renderings import TRADITIONAL, curated_rendering, merge, nearest_role, with_chinese
from glossary.romanization import pinyin_key
from glossary.tables import GlossaryError
from glossary.uses import Group, Uses

PINYIN = "zh-Latn-pinyin"
Measures = Mapping[tuple[str, ...], tuple[Measure, ...]]  # by the folded words of a term, or its characters
_LEVELS = {Confidence.HIGH: 1.0, Confidence.MEDIUM: 0.8, Confidence.LOW: 0.5}


def kebab(text: str) -> str:
    """ASCII words joined by hyphens, for addresses.

    >>> kebab("Xi'an High-tech Zone"), kebab("Kēqiáo Qū")
    ('xian-high-tech-zone', 'keqiao-qu')
    """
    return "-".join(
        pinyin_key(word) or re.sub(r"\W", "", word) for word in re.findall(r"[^\W_]+", text.replace("'", ""))
    )


class EntryMaker:
    """Makes entries of referents."""

    def __init__(self, authority: Authority, chinese: ChineseForms) -> None:
        self._authority, self._chinese = authority, chinese

    def curated(self) -> tuple[Entry, ...]:
        """The entries of all that is curated, as before any text, sorted by id; GlossaryError if two share an id."""
        listed = (self._curated(concept, None, {}) for concept in self._listed)
        return _by_id((*listed, *(self._place(code, None) for code in sorted(self._curated_codes()))))

    def make(self, uses: Uses, measures: Measures, asked: Collection[str] = ()) -> tuple[Entry, ...]:
        """The entries that texts add or change, and those of the names asked for, sorted by id.

        Names are asked for in English without case, or in Chinese. GlossaryError if two concepts share an id, made
        here or not.
        """
        grouped, chinese = uses.english, uses.chinese
        met, made = {*grouped, *chinese}, dict[str, Entry]()
        for concept in self._listed:
            key = f"concept:{concept.slug}"
            if key in met or (asked and any(d.text.casefold() in asked for d in concept.designations)):
                made[key] = self._curated(concept, grouped.get(key), measures)
        codes = self._with_all_above(key.removeprefix("place:") for key in met if key.startswith("place:"))
        for code in sorted(codes | (self._curated_codes() if asked else set())):
            made[f"place:{code}"] = self._place(code, grouped.get(f"place:{code}"))
        for key in sorted(met - {*made}):
            made[key] = self._worked_out(grouped.get(key), chinese.get(key))
        for key, group in chinese.items():
            entry = made[key]
            met_there = with_chinese(entry.renderings, group, measures.get((entry.zh,), ()))
            made[key] = replace(entry, renderings=met_there)
        return _by_id(made.values(), {_listed_id(c): c.slug for c in self._listed if f"concept:{c.slug}" not in made})

    @cached_property
    def _listed(self) -> tuple[Concept, ...]:
        """The curated concepts but those that add names to a division."""
        return tuple(c for c in self._authority.termbase if not self._authority.division(c.slug))

    def _curated_codes(self) -> set[str]:
        """The divisions that a curated concept lies in, and all above them."""
        return self._with_all_above(concept.parent for concept in self._authority.termbase if concept.parent)

    def _with_all_above(self, codes: Iterable[str]) -> set[str]:
        gazetteer = self._authority.gazetteer
        places = [place for code in codes if (place := gazetteer.find(code))]
        return {each.code for place in places for each in (place, *gazetteer.ancestors(place))}

    def place_id(self, code: str) -> int | None:
        place = self._authority.gazetteer.find(code)
        return identifier(Kind.PLACE, place.stem, code) if place else None

    def _forms(self, kind: Kind, chinese: Sequence[Rendering], pinyin: str) -> tuple[Rendering, ...]:
        """Traditional forms and pinyin of Chinese renderings, where they say something new."""
        traditional: dict[str, Rendering] = {}  # 䌷丝 and 紬丝 share one
        for rendering in chinese:
            text = self._chinese.traditional(rendering.text)
            if text != rendering.text:
                traditional.setdefault(text, Rendering(TRADITIONAL, text, rendering.form, rendering.role, None, ""))
        spelt = (Rendering(PINYIN, pinyin, Form.FULL, Role.PREFERRED, None, ""),) if pinyin else ()
        return (*traditional.values(), *spelt)

    def _curated(self, concept: Concept, group: Group | None, measures: Measures) -> Entry:
        from glossary.english import fold_phrase

        zh, preferred = concept.zh, concept.preferred("en")
        pinyin = self._chinese.pinyin(concept.kind, zh)
        found = measures.get(fold_phrase(concept.english), ()) if group else ()
        renderings = merge(map(curated_rendering, concept.designations), group, found)
        chinese = [r for r in renderings if r.lang == CHINESE]
        first = concept.preferred(CHINESE) or preferred or concept.designations[0]
        return Entry(
            id=_listed_id(concept),
            slug=concept.slug,
            kind=concept.kind,
            subject_field=concept.subject_field,
            zh=zh,
            zh_hant=self._chinese.traditional(zh),
            pinyin=pinyin,
            english=concept.english,
            status=Status.LISTED if zh else Status.OPEN,
            confidence=first.confidence,
            score=_LEVELS[first.confidence],
            because=_because_listed(first, preferred),
            source=_sources(concept.designations),
            renderings=(*renderings, *self._forms(concept.kind, chinese, pinyin)),
            definition=concept.definition,
            note=concept.note,
            parent=self.place_id(concept.parent),
            valid_from=first.valid_from,
            valid_to=first.valid_to,
        )

    def _place(self, code: str, group: Group | None) -> Entry:
        place = self._authority.gazetteer.find(code)
        assert place is not None
        concept = self._authority.termbase.find(f"{DIVISION_PREFIX}{code}")
        chinese = [Rendering(CHINESE, place.stem, Form.SHORT, Role.PREFERRED, None, "")]
        if place.zh != place.stem:
            chinese.append(Rendering(CHINESE, place.zh, Form.FULL, Role.ADMITTED, None, ""))
        chinese += [Rendering(CHINESE, zh, Form.FULL, Role.ADMITTED, None, "with the place it lies in")
                    for zh in (sorted(group.zh) if group else ())]  # fmt: skip
        english = self._place_english(place, concept)
        curated = [curated_rendering(d) for d in (concept.designations if concept else ())
                   if d.lang != CHINESE or d.text not in (place.zh, place.stem)]  # fmt: skip
        known = {r.text for r in english}
        renderings = merge([*chinese, *english, *(r for r in curated if r.text not in known)], group)
        best = group.best if group else None
        pinyin = _specific_pinyin(place)
        first = nearest_role(renderings)
        return Entry(
            id=identifier(Kind.PLACE, place.stem, code),
            slug=f"{kebab(place.english)}-{code}",
            kind=Kind.PLACE,
            subject_field="places",
            zh=place.stem,
            zh_hant=self._chinese.traditional(place.stem),
            pinyin=pinyin,
            english=first.text if first else place.english,
            status=Status.LISTED if best is None or best.confidence is Confidence.HIGH else Status.PROPOSED,
            confidence=best.confidence if best else Confidence.HIGH,
            score=best.score if best else 1.0,
            because=best.because if best else f"in the official table of divisions: {place.zh}",
            source="official table of divisions, end of 2025",
            renderings=(*renderings, *self._forms(Kind.PLACE, [r for r in renderings if r.lang == CHINESE], pinyin)),
            note=self._authority.gazetteer.path(place),
            parent=self.place_id(place.parent),
            latitude=place.latitude,
            longitude=place.longitude,
        )

    @staticmethod
    def _place_english(place: Place, concept: Concept | None) -> list[Rendering]:
        listed = concept.preferred("en") if concept else None
        full = listed.text if listed else place.english
        short = short_english(full) if place.zh != place.stem else full
        forms = [Rendering("en", short, Form.SHORT, Role.PREFERRED, Issue.OK, "")]
        for text in dict.fromkeys((full, place.english)):
            if text != short:
                forms.append(Rendering("en", text, Form.FULL, Role.ADMITTED, Issue.OK, ""))
        return forms

    def _worked_out(self, group: Group | None, met: Group | None) -> Entry:
        """The entry of a referent of English documents, of Chinese ones (`met`), or of both."""
        shown = group or met
        assert shown is not None
        best, kind = shown.best, shown.kinds.most_common(1)[0][0]
        what, _, key = best.referent.partition(":")
        zh = "" if what == "open" else key
        renderings = merge((), group)
        if zh:
            also = sorted(shown.also_zh - {zh})
            chinese = [Rendering(CHINESE, form, Form.SHORT, Role.ADMITTED, None, f"the same as {zh}") for form in also]
            renderings = (Rendering(CHINESE, zh, Form.FULL, Role.PREFERRED, None, best.because), *chinese, *renderings)
        if best.english and not group:
            said = Rendering(ENGLISH, best.english, Form.FULL, Role.ADMITTED, Issue.OK, best.because)
            renderings = (*renderings, said)
        pinyin = self._chinese.pinyin(kind, zh)
        first = nearest_role(renderings)
        is_wrong = first is not None and first.issue is not None and first.issue.is_wrong
        english = best.english or (first.text if first and not (zh and is_wrong) else "")
        number = identifier(kind, zh, "") if zh else identifier(kind, "", key)
        return Entry(
            id=number,
            slug=f"{kebab(english)[:60].strip('-') or kind}-{number % 0x10000:04x}",
            kind=kind,
            subject_field="",
            zh=zh,
            zh_hant=self._chinese.traditional(zh),
            pinyin=pinyin or _person_key(kind, shown),
            english=english,
            status=Status.PROPOSED if zh else Status.OPEN,
            confidence=best.confidence if zh else Confidence.LOW,
            score=best.score,
            because=best.because,
            source="" if not zh else "composed from curated parts" if group else "Chinese text",
            renderings=(*renderings, *self._forms(kind, renderings[:1] if zh else (), pinyin)),
        )


def _by_id(entries: Iterable[Entry], others: Mapping[int, str] | None = None) -> tuple[Entry, ...]:
    """Entries sorted by id; GlossaryError if two share one, or one has that of another concept (id, slug)."""
    slugs, by_id = dict(others or {}), dict[int, Entry]()
    for entry in entries:
        if (other := slugs.get(entry.id)) is not None:
            raise GlossaryError(f"{entry.slug} and {other} share an id: {entry.kind} {entry.zh}\n"
                                "    to mend: merge the two concepts in data/curated")  # fmt: skip
        slugs[entry.id], by_id[entry.id] = entry.slug, entry
    return tuple(by_id[key] for key in sorted(by_id))


def _listed_id(concept: Concept) -> int:
    return identifier(concept.kind, concept.zh or concept.slug, "")


def _person_key(kind: Kind, group: Group) -> str:
    """The spelling of the text serves as the pinyin of a person whose characters are not known."""
    return group.first_text if kind is Kind.PERSON else ""


def _specific_pinyin(place: Place) -> str:
    return place.pinyin if place.stem == place.zh else place.pinyin.split()[0]


def _because_listed(chinese: Designation, english: Designation | None) -> str:
    because = f"{chinese.text} is listed, source {chinese.source}"
    if english is not None and english.source != chinese.source:
        because = f"{because}; {english.text}, source {english.source}"
    return because


def _sources(designations: Iterable[Designation]) -> str:
    return " | ".join(dict.fromkeys(d.source for d in designations if d.source))
