"""A look-up where no database is built: answers from the curated tables and the gazetteer alone.

Comes in: a query. Goes out: the same answers as `search` gives, without counts and evidence, exact forms only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.authority import CHINESE, Authority, Concept, read_authority
from glossary.records import Issue, Place
from glossary.romanization import query_keys
from glossary.search import MOST_FOUND, Answer, Found


def _concept_answer(concept: Concept, query: str) -> Answer:
    designations = tuple(
        Found(d.lang, d.text, d.form, d.role, "" if d.lang == CHINESE else d.issue, d.reason, 0)
        for d in concept.designations
    )
    return Answer(
        id=0, slug=concept.slug, kind=concept.kind, subject_field=concept.subject_field, zh=concept.zh, pinyin="",
        english=concept.english, status="listed", confidence=concept.designations[0].confidence,
        because=f"listed, source {concept.designations[0].source}", parent="", note=concept.note, uses=0,
        designations=designations, met=_met(designations, query),
    )  # fmt: skip


def _met(designations: Sequence[Found], query: str) -> Found | None:
    return next((d for d in designations if d.text.casefold() == query.casefold()), None)


def _place_answer(place: Place, authority: Authority, query: str) -> Answer:
    designations = (Found("en", place.english, "full", "preferred", Issue.OK, "", 0),)
    parents = tuple(above.english for above in authority.gazetteer.ancestors(place))
    return Answer(
        id=0, slug="", kind="place", subject_field="places", zh=place.zh, pinyin=place.pinyin, english=place.english,
        status="listed", confidence="high", because="in the official table of divisions",
        parent=parents[0] if parents else "", note="", uses=0, designations=designations,
        met=_met(designations, query), parents=parents,
    )  # fmt: skip


def _answers(authority: Authority, query: str) -> Iterator[Answer]:
    found = [*authority.termbase.with_english(query), *authority.termbase.with_zh(query)]
    for slug in dict.fromkeys(d.concept for d in found):
        if (concept := authority.termbase.find(slug)) and not authority.division(slug):
            yield _concept_answer(concept, query)
    codes = [authority.division(d.concept) for d in found]
    places = [place for code in codes if code and (place := authority.gazetteer.find(code))]
    places += authority.gazetteer.with_zh(query)
    for key in query_keys(query):
        places += authority.gazetteer.with_key(key)
    for place in dict.fromkeys(places):
        yield _place_answer(place, authority, query)


def answer_offhand(query: str, kinds: Sequence[str] = ()) -> list[Answer]:
    """The answers the curated data give, at most as many as a look-up shows."""
    answers = [found for found in _answers(read_authority(), query) if not kinds or found.kind in kinds]
    return answers[:MOST_FOUND]
