"""Bodies that machines leave in small letters: "Henan clothing industry association", "warp knitting branch of the …".

Comes in: a page, the authority, the finder of its bodies. Goes out: bodies whose heads have no capitals. They begin
with a place and no article, and only heads of bodies that have a name of their own count: a market may be any.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.authority import Authority
from glossary.composition import OFFICIAL
from glossary.compounds import LONGEST_PREFIX, Body, BodyFinder, agrees
from glossary.english import is_name_like, word_class
from glossary.names import Page
from glossary.records import Head
from glossary.romanization import is_pinyin

SHORTEST_NAME = 4  # letters of a place in pinyin that is not known
LONGEST_UNIT = 4  # words before "branch of"
_ADJECTIVES = frozenset(("provincial", "municipal"))  # of the level of a division
# Endings of bodies that have a name of their own even in small letters; a factory, a company or a market may be any.
# Endings of bodies that are composed even so. Clusters are named and listed by provinces: "Hanchuan textile cluster".
COMPOSED = (*OFFICIAL, "产业集群")
_NAMED = (*COMPOSED, "中心", "研究院", "研究所", "学院", "大学", "学校", "博物馆", "联盟", "基金会")
_FIRMS = ("公司", "集团", "厂")  # of these two capitals are asked: "Anshan Baofeng clothing company"
_UNITS_OF_ASSOCIATIONS = ("分会", "专业委员会")
_NOT_NAMING = frozenset(("function", "verb", "adverb"))


class SmallBodyFinder:
    """The bodies of one page that are, wholly or in part, in small letters."""

    def __init__(self, page: Page, authority: Authority, finder: BodyFinder) -> None:
        self._page, self._authority, self._finder = page, authority, finder

    def find(self) -> Iterator[Body]:
        """Yield the bodies that begin with the name of a place or with China."""
        page, at = self._page, 0
        while at < len(page.tokens):
            start = self._name_stop(at)
            if start - at > 1 and page.tokens[start - 1].fold in _ADJECTIVES:
                start -= 1  # of the head: "municipal Party committee" is one, 市委
            if page.folds(at, at + 1) in (("china",), ("chinese",)):
                start = max(start, at + 1)
            body = self._behind_name(at, start) if start > at else None
            if body:
                yield body
            at = body.stop if body else at + 1

    def _name_stop(self, at: int) -> int:
        """The end of the name of a place from a token on, known or in pinyin; the token itself where there is none."""
        token = self._page.tokens[at]
        is_any = self._page.folds(at - 1, at) in (("a",), ("an",))
        if is_any or not token.is_word:
            return at
        if not token.is_capitalised:
            return self._finder.known_stop(at)
        is_spelt = is_name_like(token.text) and len(token.text) > SHORTEST_NAME and is_pinyin(token.text)
        return max(self._finder.known_stop(at), at + is_spelt)

    def _heads(self, start: int) -> Iterator[tuple[int, tuple[Head, ...]]]:
        """Yield (stop, senses) of the heads that begin at a token, the longest first."""
        for size, heads in self._authority.heads_from(self._page.folds(start, start + self._authority.longest_head)):
            yield start + size, heads

    def _behind_name(self, at: int, start: int) -> Body | None:
        """The body that begins with the name up to `start`, with a small letter somewhere behind it."""
        page, found, stop = self._page, None, start
        capitals = sum(token.is_capitalised for token in page.tokens[at : start + 1])
        endings = (*_NAMED, *_FIRMS) if capitals > 1 else _NAMED
        while stop < min(start + LONGEST_PREFIX, len(page.tokens)) and page.gap(stop).strip() in ("", "-"):
            token = page.tokens[stop]
            if not token.is_word or (word_class(token.text) in _NOT_NAMING and token.fold != "and"):
                break
            if token.fold == "and" and found and found.stop == stop:
                break  # another body: "Yizhou district government and Hechi city government"
            for end, heads in self._heads(stop):
                if heads[0].zh.endswith(endings) and agrees(heads[0], page.tokens[end - 1].text):
                    found = Body(at, end, stop, end, heads, ())
                    break
            stop = found.stop if found and found.head_start == stop else stop + 1
        is_small = found and any(not t.is_capitalised for t in page.tokens[start : found.stop] if t.fold != "and")
        return found if is_small else None

    def find_units(self) -> Iterator[Body]:
        """Yield the units before "of" and their association: "warp knitting branch of the China Knitting Association".

        Each comes with all that may belong to its name, the longest first: how much does is for the parts to tell.
        """
        tokens = self._page.tokens
        for at, token in enumerate(tokens):
            if token.is_capitalised:
                continue
            stop, heads = next(self._heads(at), (at, ()))
            is_unit = any(head.zh.endswith(_UNITS_OF_ASSOCIATIONS) for head in heads)
            owners = self._finder.owners_behind(stop)[:1] if is_unit else []
            for start in range(max(0, at - LONGEST_UNIT), at) if owners else ():
                if all(t.is_word and not t.is_capitalised for t in tokens[start:at]):
                    yield Body(start, owners[0][1], at, stop, heads, tuple(owners))
