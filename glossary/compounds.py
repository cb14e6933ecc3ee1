"""Where a head word makes a name of its neighbours: "Keqiao District Bureau of Commerce", "World Sock Conference".

Comes in: a page, the authority, the names the page is known to hold. Goes out: bodies, each a head with what stands
before it and the owners behind "of"; what they are called in Chinese is judged in `bodies`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from glossary.authority import Authority
from glossary.composition import AUTHORITIES
from glossary.english import is_everyday, is_name_like, word_class
from glossary.names import COMPANY_ENDS, Page
from glossary.parts import UNNAMED, Names
from glossary.records import Head, Kind

SPECIFIC = frozenset("china chinese national international world global asian all".split())
LONGEST_PREFIX = 9
HEADLINE_PREFIX = 5
LONGEST_OWNER = 12
LONGEST_BRACKET = 3  # tokens
LONGEST_POST = 3  # words of a post behind "and"
SCHOOLS = ("大学", "学院", "研究院", "研究所", "学校")
LONGEST_TRADE = 3  # words in small letters before "Co., Ltd": "Zhongtai new material Co., Ltd"


@dataclass(frozen=True, slots=True)
class Body:
    """A head with what belongs to it; spans are token numbers."""

    start: int
    stop: int
    head_start: int
    head_stop: int
    heads: tuple[Head, ...]
    owners: tuple[tuple[int, int], ...]  # "of X", "of Y": spans in the order of the English


_OF = frozenset(("of", "for"))
_ON = _OF | {"on"}  # "Conference on Textile Clusters"


class BodyFinder:
    """The bodies of one page. `known` maps folded words to the Chinese of names the page is known to hold."""

    def __init__(self, page: Page, authority: Authority, known: Names, persons: frozenset[int]) -> None:
        self._page, self._authority, self._known, self._persons = page, authority, known, persons
        self._specific = {word for words, name in known.items() if name.code for word in words} | SPECIFIC
        self._names = frozenset(known)
        self._longest_name = max((len(words) for words in known), default=0)
        self._begin_names = {words[0] for words in known if words}

    def find(self) -> Iterator[Body]:
        """Yield the bodies, with and without their owners; a head inside a longer head is passed over."""
        at, tokens = 0, self._page.tokens
        while at < len(tokens):
            match = self._head_at(at)
            if match is None:
                at += 1
                continue
            stop, heads = match
            start = self._prefix_start(at)
            owners = self.owners_behind(stop, _ON if heads[0].kind is Kind.EVENT else _OF)
            for count in range(len(owners), -1, -1):
                body = Body(start, owners[count - 1][1] if count else stop, at, stop, heads, tuple(owners[:count]))
                if self._is_name(body):
                    yield body
                    if heads[0].kind is not Kind.EVENT and is_year(self._page, start - 1):
                        yield replace(body, start=start - 1)
            at = stop

    def _head_at(self, at: int) -> tuple[int, tuple[Head, ...]] | None:
        token = self._page.tokens[at]
        for length, heads in self._authority.heads_from(self._page.folds(at, at + self._authority.longest_head)):
            last = self._page.tokens[at + length - 1]
            if last.is_capitalised and (token.is_capitalised or length > 1) and agrees(heads[0], last.text):
                return at + length, heads
        return None

    def _prefix_start(self, head: int) -> int:
        page, start = self._page, self._trade_start(head)
        longest = HEADLINE_PREFIX if page.is_headline(head) else LONGEST_PREFIX
        while start > 0 and head - start < longest and self._joins_left(start - 1):
            start -= 1
        start = self._whole_name_start(start)
        while start < head and not (self._may_open(start) and self._closes_its_brackets(start, head)):
            start += 1
        return start

    def _trade_start(self, head: int) -> int:
        """Where the trade of a company begins that is written in small letters behind its name; else the head."""
        page, start = self._page, head
        while head - start < LONGEST_TRADE and start > 1 and page.tokens[head].fold in COMPANY_ENDS:
            token = page.tokens[start - 1]
            if token.is_capitalised and token.is_word:
                return start
            if word_class(token.text) not in ("noun", "adjective", "gerund") or page.gap(start) != " ":
                break
            start -= 1
        return head

    def _closes_its_brackets(self, start: int, stop: int) -> bool:
        depth = 0
        for token in self._page.tokens[start:stop]:
            depth += (token.text == "(") - (token.text == ")")
            if depth < 0:
                return False
        return depth == 0

    def _whole_name_start(self, at: int) -> int:
        """The beginning of the known name that a token continues, where a headline's short prefix cuts it."""
        for start in range(max(0, at - self._longest_name), at):
            ends = range(at + 1, at + self._longest_name)
            if self._page.tokens[start].is_capitalised and any(self._page.folds(start, e) in self._names for e in ends):
                return start
        return at

    def _joins_left(self, at: int) -> bool:
        page, token = self._page, self._page.tokens[at]
        if at in self._persons or page.is_parted(at + 1):
            return False
        if token.text in ("(", ")"):
            return self._is_bracketed(at)
        if token.fold == "and" and self._ends_head(at):
            return False
        if token.fold in ("and", ","):
            after = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
            before = page.tokens[at - 1] if at else None
            joins = before is not None and before.is_word and before.is_capitalised
            return bool(joins and after and (token.fold == "and" or self._is_series(at)))
        if not (token.is_word and page.has_capital(at)) or token.fold in COMPANY_ENDS:
            return False
        return not (
            page.is_headline(at) and word_class(token.text) in ("function", "verb") and token.fold != "national"
        )

    def _is_bracketed(self, at: int) -> bool:
        """Whether a bracket belongs to a known name inside a longer one: "Jiangsu (Shengze) Textile Expo"."""
        tokens = self._page.tokens
        for start in range(max(1, at - LONGEST_BRACKET - 1), at + 1):
            for stop in range(max(at, start + 1), min(at, start + LONGEST_BRACKET) + LONGEST_BRACKET + 2):
                is_pair = stop < len(tokens) and tokens[start].text == "(" and tokens[stop].text == ")"
                if is_pair and tokens[start - 1].is_capitalised:
                    inside = self._page.folds(start + 1, stop)
                    if inside in self._names or inside == ("china",):
                        return True
        return False

    def _ends_head(self, stop: int) -> bool:
        """Whether a head word stands right before a token: "Textile Expo and Fashion Week" are two names."""
        return any(
            self._page.folds(stop - size, stop) in self._authority.heads
            for size in range(1, self._authority.longest_head + 1)
            if size <= stop
        )

    def _is_series(self, comma: int) -> bool:
        """Whether a comma divides a series that "and" closes: "Weaving, Printing and Dyeing Industry Brain"."""
        after = self._page.tokens[comma + 1 : comma + 4]
        return len(after) == 3 and all(t.is_capitalised for t in after[::2]) and after[1].fold in ("and", ",")

    def _may_open(self, at: int) -> bool:
        token = self._page.tokens[at]
        if token.fold in ("and", ",", "(", ")", "the", "a", "an"):
            return False
        opens = self._page.opens_sentence(at)
        return not (opens and is_everyday(token.text) and word_class(token.text) in ("function", "adverb", "verb"))

    def owners_behind(self, stop: int, words: frozenset[str] = _OF) -> list[tuple[int, int]]:
        """The spans behind "of (the)" after a head: topics and owners, each a run of capitals; `words` open them."""
        page, spans = self._page, []
        while stop + 1 < len(page.tokens) and page.tokens[stop].fold in words and "\n" not in page.gap(stop):
            start = stop + 1
            if page.tokens[start].fold == "the":
                start += 1
            end = self.known_stop(start)
            known = end
            while end < len(page.tokens) and end - start < LONGEST_OWNER and self._joins_right(end, start):
                if known > start and word_class(page.tokens[end].text) in ("verb", "gerund"):
                    break  # what is known is whole: "… Federation Introducing the donation"
                end += 1
            while end > start and page.tokens[end - 1].fold == "and":
                end -= 1
            if end == start:
                break
            spans.append((start, end))
            stop = end
        return spans

    def known_stop(self, start: int) -> int:
        """The end of the longest known name that starts at a token, whatever its capitals; the start if none does."""
        if start < len(self._page.tokens) and self._page.tokens[start].fold in self._begin_names:
            for stop in range(min(start + self._longest_name, len(self._page.tokens)), start, -1):
                if self._page.folds(start, stop) in self._names:
                    return stop
        return start

    def _joins_right(self, at: int, start: int) -> bool:
        token = self._page.tokens[at]
        if at in self._persons or (at > start and self._page.is_parted(at)):
            return False
        if token.fold == "and":
            return at > start and not self._begins_another(at + 1)
        if word_class(token.fold) == "function" and token.fold not in SPECIFIC:  # "Hi" of "Hi-tech Zone" is "high"
            return False
        return token.is_word and self._page.has_capital(at) and not (
            self._page.is_headline(at) and word_class(token.text) == "verb" and at > start
        )  # fmt: skip

    def _begins_another(self, at: int) -> bool:
        """Whether what follows "and" is no part of an owner: another body of the page, or a post."""
        page = self._page
        at += page.folds(at, at + 1) == ("the",)
        stops = range(at + 1, min(at + max(self._longest_name, 1), len(page.tokens)) + 1)
        names = (self._known.get(page.folds(at, stop)) for stop in stops)
        is_post = any(page.folds(at, at + size) in self._authority.posts for size in range(1, LONGEST_POST + 1))
        return is_post or any(name and not name.code for name in names)

    def what_is_cut(self, body: Body) -> str:
        """Why a body may be but a part of a name, "" where it is whole.

        "art and Design College of Zhengzhou" begins behind "and" with no name of its own; the name of a school goes on
        behind "of", as in "Heilongjiang University of Chinese Medicine"; an index goes on to its Index Office.
        """
        page = self._page
        goes_on = page.folds(body.stop, body.stop + 1) == ("of",)
        if goes_on and not body.owners and body.heads[0].zh.endswith(SCHOOLS):
            return "the name of the school goes on behind “of”"
        if body.heads[0].kind is Kind.PROGRAMME and body.stop < len(page.tokens) and self._head_at(body.stop):
            return "a head stands behind it, so that the name goes on"
        if body.start < 2 or page.tokens[body.start - 1].fold != "and" or not page.tokens[body.start - 2].is_word:
            return ""
        is_named = self.known_stop(body.start) > body.start
        return "" if is_named else "it begins behind “and”, so that its first words may be missing"

    def _is_name(self, body: Body) -> bool:
        """Whether there is more than a head and common words: a place, China, a rare word, a longer description.

        Of the authorities of a division its level is enough: "Municipal Bureau of Commerce".
        """
        words = [t for t in self._page.tokens[body.start : body.head_start] if t.is_word]
        words += [t for start, stop in body.owners for t in self._page.tokens[start:stop]]
        if not words:
            return False
        if any(t.fold in self._specific or is_name_like(t.text) for t in words):
            return True
        if self._page.folds(body.start, body.head_start) in UNNAMED and body.heads[0].zh.endswith(AUTHORITIES):
            return True
        return not self._page.is_headline(body.start) and len(words) >= 2


def agrees(head: Head, word: str) -> bool:
    """Whether a head fits the number of its last word in the text.

    One that is only plural stands in the plural: Customs is 海关, a custom tailor is none. Authorities in the plural
    are several: "Guangzhou Customs and public security departments".
    """
    is_plural, stands_so = (text.endswith("s") and not text.endswith("ss") for text in (head.english, word.casefold()))
    return stands_so if is_plural else not (stands_so and head.zh.endswith((*AUTHORITIES, "部")))


def is_year(page: Page, at: int) -> bool:
    """Whether a token is a year right before a name: "2024 World Textile Industry Outlook"."""
    token = page.tokens[at] if at >= 0 else None
    return token is not None and len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20")
