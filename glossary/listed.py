"""Curated names and terms where they stand in a text: the first judgement, longest match first.

Comes in: a page and the authority. Goes out: readings whose referent a curated row names. Nothing composes
中国轻纺城 or CNTAC out of words, so tables are asked before everything else.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from glossary.authority import Authority, short_english
from glossary.english import is_everyday, word_class
from glossary.names import Page
from glossary.records import Confidence, Designation, Form, Issue, Kind, Reading, Role
from glossary.romanization import is_one_syllable, is_pinyin, pinyin_key

_SCORES = {Confidence.HIGH: 0.95, Confidence.MEDIUM: 0.85, Confidence.LOW: 0.6}

_SCHOOLS = ("University", "College", "Institute", "Academy", "School")
SHORT = 2  # words of a name that wants a capital, or quotation marks
QUOTED = frozenset({Kind.PROGRAMME, Kind.EVENT})
CUT_OFF = 0.3  # taken off a form that stands inside a longer form of the same concept


def _choose(found: Iterable[Designation], text: str) -> Designation:
    """The designation meant where several concepts share an English form: the nearest, the surest, the best of role."""
    roles = list(Role)
    return min(
        found,
        key=lambda d: (
            d.text != text and d.text.casefold() != text.casefold(),
            list(Confidence).index(d.confidence),
            roles.index(d.role),
            d.concept,
        ),
    )


def _because(authority: Authority, designation: Designation) -> str:
    concept = authority.termbase.find(designation.concept)
    zh = concept.zh if concept else ""
    because = f"listed as a rendering of {zh}, source {designation.source}"
    return f"{because}: {designation.reason}" if designation.reason else because


def _is_guess(designation: Designation) -> bool:
    """Whether a person would get characters that a namesake has: those the table itself is not sure of."""
    return designation.kind is Kind.PERSON and designation.confidence is Confidence.LOW


def _is_weak(designation: Designation, page: Page, at: int) -> bool:
    """Whether a one-word name is an everyday word here: "must", "target", or any word a headline capitalises.

    So is a fair called SINCE where a headline is in capitals.
    """
    if designation.kind is Kind.TERM or not is_everyday(designation.text):
        return False
    return page.is_headline(at) or (page.opens_sentence(at) and designation.form is not Form.ABBREVIATION)


def _wants_gate(designation: Designation, authority: Authority) -> bool:
    """Whether a bare place name wants evidence: that of a county or township, or of several prefectures (Suzhou)."""
    place = authority.gazetteer.find(authority.division(designation.concept))
    if place is None or place.level in ("county", "township"):
        return place is not None
    same = [
        p for p in authority.gazetteer.with_key(pinyin_key(designation.text)) if p.level in ("province", "prefecture")
    ]
    return sum(short_english(other.english) == designation.text for other in same) > 1


def _is_cut(designation: Designation, page: Page, at: int, stop: int, surnames: Container[str]) -> bool:
    """Whether the name goes on behind what is listed: "Beijing University of Technology", "Chen Hao Ran".

    Or it begins before it: a body in small letters has no capital before it, "Beijing fashion institute of technology";
    what stands behind a surname is a given name, "Zhang Ruichun", "Zhang Hong Sen".
    """
    behind = page.tokens[stop : stop + 2]
    before = page.tokens[at - 1] if at and page.tokens[at - 1].is_word and page.gap(at) == " " else None
    if before is not None and before.is_capitalised:
        is_surname = before.fold in surnames and is_one_syllable(before.text)
        if is_surname and designation.kind is not Kind.PLACE and _is_given_name(page, at, stop):
            return True
        is_small = designation.kind is Kind.ORGANISATION and not page.tokens[at].is_capitalised
        if is_small and word_class(before.text) != "function":
            return True
    if designation.kind is Kind.PERSON:
        return bool(behind) and behind[0].is_word and page.gap(stop) in " -" and is_one_syllable(behind[0].text)
    if designation.kind is not Kind.ORGANISATION or not designation.text.endswith(_SCHOOLS):
        return False
    return len(behind) == 2 and behind[0].fold in ("of", "for") and behind[1].is_capitalised


def _is_given_name(page: Page, at: int, stop: int) -> bool:
    """Whether tokens are one word of pinyin, or two of one syllable each."""
    texts = [token.text for token in page.tokens[at:stop]]
    return is_pinyin(texts[0]) if len(texts) == 1 else len(texts) == 2 and all(map(is_one_syllable, texts))


def find_listed(page: Page, authority: Authority) -> list[Reading]:
    """A reading for each curated English form in a page, nested ones included.

    A form inside a longer form of the same concept loses some of its score, since its ends may cut another name; a
    wrong form inside a sound one is no find at all, unless quotation marks set it off: "Ministry of Industry and
    Information" goes on.
    """
    found = list(_iter_listed(page, authority))
    widest: dict[tuple[str, int], Reading] = {}
    for reading in sorted(found, key=lambda r: len(r.text)):
        for at in range(*page.span(reading.start, reading.stop)):
            widest[reading.referent, at] = reading
    kept = []
    for reading in found:
        whole = widest[reading.referent, page.position(reading.start)]
        is_set_off = page.span(reading.start, reading.stop) in page.quotes
        if len(whole.text) == len(reading.text):
            kept.append(reading)
        elif whole.issue.is_wrong or not reading.issue.is_wrong or is_set_off:
            kept.append(replace(reading, score=reading.score - CUT_OFF))
    return kept


def _iter_listed(page: Page, authority: Authority) -> Iterator[Reading]:
    tokens = page.tokens
    for at, token in enumerate(tokens):
        if not token.is_word and not token.text[0].isdigit():
            continue
        for length, found in authority.termbase.matches(tokens, at):
            designation = _choose(found, page.text(at, at + length))
            if length == 1 and (_is_weak(designation, page, at) or _wants_gate(designation, authority)):
                continue
            if not (_is_guess(designation) or _is_cut(designation, page, at, at + length, authority.surnames)):
                yield _reading(page, at, at + length, designation, authority)
    for start, stop in page.quotes:
        if stop - start == SHORT and not any(token.is_capitalised for token in tokens[start:stop]):
            quoted = [d for d in authority.termbase.with_folds(page.folds(start, stop)) if d.kind in QUOTED]
            if quoted:
                yield _reading(page, start, stop, _choose(quoted, page.text(start, stop)), authority)


def _reading(page: Page, at: int, end: int, designation: Designation, authority: Authority) -> Reading:
    start, stop = page.balance(*page.offsets(at, end))
    return Reading(
        *page.cut(start, stop),
        kind=designation.kind,
        referent=authority.referent(designation.concept),
        because=_because(authority, designation),
        confidence=designation.confidence,
        score=_SCORES[designation.confidence],
        issue=designation.issue if designation.role is not Role.PREFERRED else Issue.OK,
        issue_because=designation.reason,
    )
