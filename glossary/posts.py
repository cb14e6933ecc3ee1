"""Posts with the body that they are of: "Secretary of the Keqiao District Committee" (柯桥区委书记), "Shishi Mayor".

Comes in: a page, the authority, the places and bodies the page is known to hold. Goes out: readings of terms. What a
post is called in Chinese hangs on the body, by the table posts.csv: a director is 局长 of a 局, 主任 of a 委员会. Where
the table has none for a body, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from glossary.authority import Authority
from glossary.composition import DIVISIONS, worked_out
from glossary.names import Page
from glossary.records import Kind, Reading

LONGEST_POST = 5  # words
SCORE = 0.7
LONGEST_MINISTRY = 8  # words behind "Minister of"
PARTY = "委"  # the owner under which posts.csv has the posts of Party committees


@dataclass(frozen=True, slots=True)
class Owner:
    """A place or body of the page: its tokens, half open, and its Chinese, the full form first."""

    start: int
    stop: int
    forms: tuple[str, ...]


class PostFinder:
    """The posts of one page."""

    def __init__(self, page: Page, authority: Authority, owners: Sequence[Owner]) -> None:
        self._page, self._posts, self._termbase = page, authority.posts, authority.termbase
        self._from: Mapping[int, Owner] = {o.start: o for o in sorted(owners, key=lambda o: o.stop)}
        self._up_to: Mapping[int, Owner] = {o.stop: o for o in sorted(owners, key=lambda o: -o.start)}

    def readings(self) -> Iterator[Reading]:
        """Yield a reading for each post with its body, behind "of" or before it."""
        tokens = self._page.tokens
        for at in range(len(tokens)):
            for stop in range(min(at + LONGEST_POST, len(tokens)), at, -1):
                if not (senses := self._posts.get(self._page.folds(at, stop))):
                    continue
                if (owner := self._behind(stop) or self._ministry(at, stop)) and (zh := _compose(senses, owner.forms)):
                    yield self._reading(at, owner.stop, zh)
                    yield from self._with_party_post(at, owner, senses)
                elif (owner := self._up_to.get(at)) and (zh := _compose(senses, owner.forms)):
                    yield self._reading(owner.start, stop, zh)
                break

    def _behind(self, at: int) -> Owner | None:
        """The body behind "of (the)" from a token on."""
        folds = self._page.folds(at, at + 2)
        if folds[:1] != ("of",):
            return None
        return self._from.get(at + 1 + (folds[1:] == ("the",)))

    def _ministry(self, at: int, stop: int) -> Owner | None:
        """The ministry that a minister names by its field alone: "Vice Minister of Commerce" of the 商务部."""
        if self._page.folds(stop - 1, stop + 1) != ("minister", "of"):
            return None
        for end in range(min(stop + 1 + LONGEST_MINISTRY, len(self._page.tokens)), stop + 1, -1):
            for designation in self._termbase.with_folds(("ministry", *self._page.folds(stop, end))):
                if concept := self._termbase.find(designation.concept):
                    return Owner(at, end, (concept.zh,))
        return None

    def _with_party_post(self, at: int, owner: Owner, senses: Mapping[str, str]) -> Iterator[Reading]:
        """A post in the government with the one in the Party before it: "Deputy Secretary and Mayor of Shaoxing"."""
        if self._page.folds(at - 1, at) != ("and",):
            return
        for start in range(max(0, at - 1 - LONGEST_POST), at - 1):
            party = self._posts.get(self._page.folds(start, at - 1), {}).get(PARTY)
            post = senses.get(owner.forms[0][-1])
            if party and post and owner.forms[0].endswith(DIVISIONS):
                yield self._reading(start, owner.stop, (f"{owner.forms[0]}{PARTY}{party}、{post}",))
                return

    def _reading(self, start: int, stop: int, zh: tuple[str, ...]) -> Reading:
        because = f"a post with its body: together {zh[0]}"
        return worked_out(self._page.cite(start, stop), Kind.TERM, zh, because, SCORE)


def _compose(senses: Mapping[str, str], forms: Sequence[str]) -> tuple[str, ...]:
    """The post at a body in Chinese, by the endings of the body's forms; () where the table has none.

    >>> _compose({"局": "局长", "委": "书记"}, ["中共柯桥区委员会", "柯桥区委"])
    ('柯桥区委书记',)
    >>> _compose({"市": "市长"}, ["石狮市", "石狮"])
    ('石狮市市长', '石狮市长')
    """
    found: dict[str, None] = {}
    for form in forms:
        ending = next((e for e in sorted(senses, key=len, reverse=True) if form.endswith(e)), "")
        if ending:
            found[form + senses[ending]] = None
            stem = form.removesuffix(ending)
            if stem in forms and senses[ending].startswith(ending):
                found[stem + senses[ending]] = None
    return tuple(found)
