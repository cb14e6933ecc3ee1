"""Persons: a surname with one or two syllables after it, or an unknown name that a title points at.

Comes in: a page, the surnames, and the spans that places and listed names have taken. Goes out: readings of persons
whose Chinese is open: characters cannot be told from English (6 right of 56 in trials, shared/reference/names.md);
only the table of people on public record or a Chinese original gives them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from glossary.authority import Authority
from glossary.english import is_everyday, word_class, zipf
from glossary.names import Page
from glossary.records import Confidence, Issue, Kind, Reading
from glossary.romanization import pinyin_key, split_syllables

TITLES = frozenset(
    "chairman chairwoman chairperson president director secretary manager mayor minister governor inspector designer "
    "professor dr mr ms mrs academician reporter engineer founder ceo spokesperson spokesman chief commissioner editor "
    "correspondent headmaster dean principal consultant entrepreneur artist inheritor craftsman magistrate premier "
    "ambassador consul journalist writer teacher master merchant leader comrade".split()
)
SPEECH = frozenset("said says told added explained introduced noted stressed pointed believes suggested".split())
UNKNOWN_ZIPF = 2.0  # a word rarer than this in English may be a foreign or minority name
MOST_SYLLABLES = 2  # of a given name
_SPACES = (" ", "\u00a0")
_CAPITALISED = re.compile("[A-Z][a-z]+")


class Person(NamedTuple):
    """A span of tokens that names a person, the key of the name, the cue, and how it is written, if otherwise."""

    start: int
    stop: int
    key: str
    because: str
    right: str = ""


def _is_name_token(page: Page, at: int) -> bool:
    return at < len(page.tokens) and page.tokens[at].is_word and page.tokens[at].is_capitalised


def _syllables(text: str) -> int:
    """The fewest syllables a token can be read as, 0 if it is not legal pinyin."""
    return min((len(split) for split in split_syllables(text)), default=0)


def _given_stop(page: Page, at: int) -> int:
    """The end of a given name of one or two syllables that starts at a token, joined or apart; `at` if none does.

    In small letters it is one word of two syllables that English does not have: "Du yunqiong".
    """
    if at >= len(page.tokens) or not page.tokens[at].is_word or page.gap(at) not in _SPACES:
        return at
    count = _syllables(page.tokens[at].text)
    if not page.tokens[at].is_capitalised:
        is_given = count == MOST_SYLLABLES and zipf(page.tokens[at].text) < UNKNOWN_ZIPF
        return at + 1 if is_given else at
    if count == MOST_SYLLABLES:
        return at + 1
    if count != 1:
        return at
    if at + 1 < len(page.tokens) and page.tokens[at + 1].is_word and _syllables(page.tokens[at + 1].text) == 1:
        gap = page.gap(at + 1)
        if gap == "-" or (gap in _SPACES and _is_name_token(page, at + 1) and not page.is_headline(at)):
            return at + 2
    return at + 1


def _is_title(page: Page, at: int) -> bool:
    is_general = at > 0 and page.folds(at - 1, at + 1) == ("secretary", "general")
    return is_general or (0 <= at < len(page.tokens) and page.tokens[at].fold in TITLES)


def _title_near(page: Page, start: int, stop: int) -> str:
    """The title before a name, or after it behind a comma; "" if there is none."""
    if _is_title(page, start - 1):
        return page.tokens[start - 1].text
    tokens = page.tokens
    if stop < len(tokens) and tokens[stop].fold == ",":
        for token in tokens[stop + 1 : stop + 6]:
            if token.is_barrier or token.fold == ",":
                break
            if token.fold in TITLES:
                return token.text
    return ""


def _heads_name(page: Page, at: int, authority: Authority) -> bool:
    """Whether the word after a name makes it the name of something else: Bao Li Group, Wu Song Street."""
    if not _is_name_token(page, at) or page.gap(at) != " ":
        return False
    first = page.tokens[at].fold
    return authority.begins_head(first) and first not in TITLES


def _find_han(page: Page, at: int, authority: Authority) -> Person | None:
    """A Han name that starts at a token: surname first."""
    surname = page.tokens[at]
    if surname.fold.replace("v", "u") not in authority.surnames:  # Lv for Lü
        return None
    stop = _given_stop(page, at + 1)
    if stop == at + 1 or _heads_name(page, stop, authority):
        return None
    given = [token.text for token in page.tokens[at + 1 : stop]]
    key = pinyin_key(surname.text + "".join(given))
    is_small, places = not page.tokens[at + 1].is_capitalised, authority.gazetteer.with_key(key)
    if any(is_small or p.level in ("province", "prefecture") for p in places):
        return None
    if is_everyday(surname.text) and all(is_everyday(word) for word in given):
        return None
    title = _title_near(page, at, stop)
    is_doubtful = is_small or (page.opens_sentence(at) and word_class(surname.text) != "noun")
    if is_doubtful and is_everyday(surname.text) and not title:
        return None
    cue = f"; the title {title!r} stands beside it" if title else ""
    return Person(at, stop, key, f"surname {surname.text} with a given name in pinyin{cue}")


def _is_before_surname(page: Page, at: int, authority: Authority) -> bool:
    """Whether a surname follows, so that the token is a given name: "Mr. Yutao Wang"."""
    return _is_name_token(page, at + 1) and page.gap(at + 1) == " " and page.tokens[at + 1].fold in authority.surnames


def _find_joined(page: Page, at: int, authority: Authority, is_listed: bool) -> Person | None:
    """A Han name run together: "GuZhiGuo" by its capitals, "Chenjunchang" beside a title or listed with a person."""
    text = page.tokens[at].text
    parts = _CAPITALISED.findall(text)
    by_capitals = len(parts) > 1 and "".join(parts) == text
    if zipf(text) >= UNKNOWN_ZIPF and not by_capitals:
        return None
    splits = [tuple(parts)] if by_capitals else list(split_syllables(text))
    names = [s for s in splits if s[0].casefold() in authority.surnames and 2 <= len(s) <= 1 + MOST_SYLLABLES]
    names = [s for s in names if all(_syllables(part) == 1 for part in s[1:])]
    is_certain = len(max(names, key=len, default=())) > MOST_SYLLABLES and (by_capitals or is_listed)
    if not names or not (is_certain or _title_near(page, at, at + 1)) or _heads_name(page, at + 1, authority):
        return None
    places = authority.gazetteer.with_key(pinyin_key("".join(max(names, key=len)[:2])))  # "XinJiangMian" is cotton
    if authority.gazetteer.with_key(pinyin_key(text)) or any(place.level == "province" for place in places):
        return None
    if _is_before_surname(page, at, authority):
        return None
    surname, *given = max(names, key=len)
    right = f"{surname.capitalize()} {''.join(given).capitalize()}"
    return Person(at, at + 1, pinyin_key(text), f"surname {surname} and a given name, run together", right)


def _find_given_first(page: Page, at: int, authority: Authority) -> Person | None:
    """A Han name in Western order: with a hyphen, "Yu-Tao Wang", or where a title or a verb of speech points at it."""
    is_hyphened = page.gap(at + 1) == "-" if at + 1 < len(page.tokens) else False
    last = at + 1 + is_hyphened
    if not _is_before_surname(page, last - 1, authority):
        return None
    given, surname = page.text(at, last), page.tokens[last].text
    if is_hyphened:
        if any(_syllables(token.text) != 1 for token in page.tokens[at:last]) or _heads_name(page, last + 1, authority):
            return None
        because = f"hyphened given name and surname {surname} in Western order"
        return Person(at, last + 1, pinyin_key(surname + given), because)
    after = page.tokens[last + 1].fold if last + 1 < len(page.tokens) else ""
    if _syllables(given) != MOST_SYLLABLES or is_everyday(given) or not (_is_title(page, at - 1) or after in SPEECH):
        return None
    because = f"given name and surname {surname} in Western order, with a title or a verb of speech beside them"
    return Person(at, last + 1, pinyin_key(surname + given), because)


def _find_foreign(page: Page, at: int) -> Person | None:
    """Two or three words unknown to English and to pinyin that a title points at: minority and foreign names."""
    stop = at
    while stop - at < 3 and _is_name_token(page, stop) and zipf(page.tokens[stop].text) < UNKNOWN_ZIPF:
        stop += 1
    if stop - at < 2:
        return None
    title = _title_near(page, at, stop)
    if not title:
        return None
    key = " ".join(token.fold for token in page.tokens[at:stop])
    return Person(at, stop, key, f"an unknown name beside the title {title!r}")


def _find_speaker(page: Page, at: int) -> Person | None:
    """One unknown or foreign first name between a verb of speech and a comma: "said Ali, a fabric merchant"."""
    token = page.tokens[at]
    behind = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    speaks = at > 0 and page.tokens[at - 1].fold in SPEECH
    if not speaks or behind is None or behind.fold != "," or is_everyday(token.text):
        return None
    return Person(at, at + 1, token.fold, f"a name between {page.tokens[at - 1].text!r} and a comma")


def _find(page: Page, at: int, authority: Authority, is_listed: bool) -> Person | None:
    """The person whose name starts at a token, `is_listed` if one stands right before "," or "and".

    Without a capital only a name run together is one, behind a title or another person.
    """
    if not _is_name_token(page, at):
        is_sought = page.tokens[at].is_word and (is_listed or _is_title(page, at - 1))
        return _find_joined(page, at, authority, is_listed) if is_sought else None
    return (
        _find_han(page, at, authority)
        or _find_joined(page, at, authority, is_listed)
        or _find_given_first(page, at, authority)
        or _find_foreign(page, at)
        or _find_speaker(page, at)
    )


def find_persons(page: Page, authority: Authority, taken: Collection[int]) -> Iterator[Reading]:
    """Yield a reading for each person; `taken` holds the tokens that places and listed names own."""
    at, last = 0, -1  # where the person before ends
    while at < len(page.tokens):
        is_listed = 0 < last == at - 1 and page.tokens[last].fold in (",", "and")
        person = _find(page, at, authority, is_listed) if at not in taken else None
        if person is None or any(i in taken for i in range(person.start, person.stop)):
            at += 1
            continue
        yield Reading(
            *page.cite(person.start, person.stop),
            kind=Kind.PERSON,
            referent=f"open:{person.key}",
            because=person.because,
            confidence=Confidence.LOW,
            score=0.6,
            issue=Issue.GARBLED if person.right else Issue.OK,
            issue_because=f"surname and given name run together: {person.right}" if person.right else "",
            english=person.right,
        )
        at = last = person.stop
