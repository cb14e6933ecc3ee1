"""Lists of places that share one generic: "the towns of Lingxiu, Baogai and Fengli", "Tongxiang and Haining cities".

Comes in: a page. Goes out: which members share which generic; what each member means is for `toponyms` and `places`.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.names import Page

PLURALS = {
    "provinces": "province",
    "prefectures": "prefecture",
    "cities": "city",
    "counties": "county",
    "districts": "district",
    "banners": "banner",
    "towns": "town",
    "townships": "township",
    "subdistricts": "subdistrict",
    "streets": "street",
}
LONGEST_MEMBER = 3  # tokens: "Shi Jia Zhuang"
LONGEST_LIST = 12  # members
_OPENERS = (("of",), ("such", "as"), ("like",), ("including",), ("namely",))
_JOINTS = ((",",), ("and",), (",", "and"))
Span = tuple[int, int]


def shared_generics(page: Page) -> dict[Span, str]:
    """The generic that each member of a list shares with the others, by the tokens of the member."""
    found: dict[Span, str] = {}
    for at, token in enumerate(page.tokens):
        if generic := PLURALS.get(token.text.casefold()):
            for members in (_members_behind(page, at + 1), _members_before(page, at)):
                if len(members) > 1:
                    found.update(dict.fromkeys(members, generic))
    return found


def _members_behind(page: Page, at: int) -> list[Span]:
    opener = next((words for words in _OPENERS if page.folds(at, at + len(words)) == words), None)
    return list(_iter_members(page, at + len(opener))) if opener else []


def _iter_members(page: Page, at: int) -> Iterator[Span]:
    for _ in range(LONGEST_LIST):
        stop = at
        while stop < len(page.tokens) and stop - at <= LONGEST_MEMBER and _is_part(page, stop):
            stop += 1
        if not 0 < stop - at <= LONGEST_MEMBER:
            return
        yield at, stop
        at = stop + next((n for n in (2, 1) if page.folds(stop, stop + n) in _JOINTS), 0)
        if at == stop:
            return


def _members_before(page: Page, stop: int) -> list[Span]:
    """The members of a list that a generic closes, from the last on."""
    members: list[Span] = []
    while len(members) < LONGEST_LIST:
        start = stop
        while start > 0 and stop - start <= LONGEST_MEMBER and _is_part(page, start - 1):
            start -= 1
        if not 0 < stop - start <= LONGEST_MEMBER:
            break
        members.append((start, stop))
        stop = start - next((n for n in (2, 1) if n < start and page.folds(start - n, start) in _JOINTS), 0)
        if stop == start:
            break
    return members


def _is_part(page: Page, at: int) -> bool:
    token = page.tokens[at]
    return token.is_word and token.is_capitalised and token.text.casefold() not in PLURALS
