"""Where names may stand in a text: capitalised runs, quoted phrases, titles; proposed generously, judged elsewhere.

Comes in: a document. Goes out: a Page, its tokens with what the layout says of them, and the runs in which the judging
rooms look for places, persons and bodies.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from glossary.english import Token, is_everyday, iter_tokens, word_class
from glossary.records import Document

CONNECTORS = frozenset("of the for and in on to with by at a an".split())
_HEADLINE_SHARE = 0.6  # of a line's longer words capitalised make it a headline; tuned on the five shared articles
_HEADLINE_WORDS = 5
LONGEST_QUOTE = 10  # words; a longer quotation is speech, not a name
LONGEST_RUN = 24  # tokens; nothing longer is one name
_QUOTED = re.compile(
    '["\N{LEFT DOUBLE QUOTATION MARK}]([^"\n\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]{3,120}?)'
    '["\N{RIGHT DOUBLE QUOTATION MARK}]'
)

_MARKS = re.compile('["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]')


@dataclass(frozen=True)
class Page:
    """A document with its tokens; positions below are token numbers, spans are half open."""

    document: Document
    tokens: tuple[Token, ...]

    @classmethod
    def read(cls, document: Document) -> Page:
        return cls(document, tuple(iter_tokens(document.text)))

    def text(self, start: int, stop: int) -> str:
        """The surface of a span of tokens, exactly as it stands."""
        return self.document.text[self.tokens[start].start : self.tokens[stop - 1].stop]

    def offsets(self, start: int, stop: int) -> tuple[int, int]:
        return self.tokens[start].start, self.tokens[stop - 1].stop

    def balance(self, start: int, stop: int) -> tuple[int, int]:
        """Offsets of a span widened by the quotation mark it cuts off: 'freight train "Keqiao' ends behind its mark."""
        text = self.document.text
        if len(_MARKS.findall(text[start:stop])) % 2:
            closes, opens = text[stop : stop + 1], text[max(0, start - 1) : start]
            if _MARKS.match(closes) and not _MARKS.match(opens):
                return start, stop + 1
            if _MARKS.match(opens) and not _MARKS.match(closes):
                return start - 1, stop
        return start, stop

    def folds(self, start: int, stop: int) -> tuple[str, ...]:
        return tuple(token.fold for token in self.tokens[start:stop])

    def gap(self, at: int) -> str:
        """What stands between a token and the one before it: spaces, quotes, hyphens, 's."""
        return self.document.text[self.tokens[at - 1].stop : self.tokens[at].start] if at else ""

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def position(self, offset: int) -> int:
        """The number of the first token at or after an offset."""
        return bisect.bisect_left(self._starts, offset)

    @cached_property
    def _furniture(self) -> frozenset[int]:
        return frozenset(
            at for start, stop in self.document.furniture for at in range(self.position(start), self.position(stop))
        )

    def is_furniture(self, at: int) -> bool:
        return at in self._furniture

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Spans of tokens between line feeds."""
        breaks = [at for at, token in enumerate(self.tokens) if "\n" in token.text]
        edges = [-1, *breaks, len(self.tokens)]
        return tuple((a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1)

    @cached_property
    def _headlines(self) -> frozenset[int]:
        found: set[int] = set()
        for start, stop in self.lines:
            words = [t for t in self.tokens[start:stop] if t.is_word and len(t.text) > 3]
            capitals = sum(t.is_capitalised for t in words)
            if len(words) >= _HEADLINE_WORDS and capitals >= _HEADLINE_SHARE * len(words):
                found.update(range(start, stop))
        return frozenset(found)

    def is_headline(self, at: int) -> bool:
        """Whether a token stands in a line whose capitals say nothing about names."""
        return at in self._headlines

    def opens_sentence(self, at: int) -> bool:
        return at == 0 or self.tokens[at - 1].is_barrier

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Spans of short quoted phrases."""
        spans = []
        for match in _QUOTED.finditer(self.document.text):
            start, stop = self.position(match.start(1)), self.position(match.end(1))
            if 0 < stop - start <= LONGEST_QUOTE and not any(t.is_barrier for t in self.tokens[start:stop]):
                spans.append((start, stop))
        return tuple(spans)


def _may_join(page: Page, at: int) -> bool:
    """Whether a token may stand inside a run: a capital, a number, or a small word between capitals."""
    token = page.tokens[at]
    return token.is_word and (token.is_capitalised or token.fold in CONNECTORS)


def iter_runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the spans of capitalised runs: "Ministry of Industry and Information Technology".

    Small connecting words join capitals but never open or close a run; nothing joins across a comma, a bracket or a
    quotation mark. A capital that only opens a sentence is no run of its own.

    >>> page = Page.read(Document("a", "The Ministry of Commerce met Chen Hao in Keqiao.", ""))
    >>> [page.text(*span) for span in iter_runs(page)]
    ['Ministry of Commerce', 'Chen Hao in Keqiao']
    """
    tokens, at = page.tokens, 0
    while at < len(tokens):
        if not (tokens[at].is_word and tokens[at].is_capitalised):
            at += 1
            continue
        stop = at + 1
        while stop < len(tokens) and _may_join(page, stop) and '"' not in page.gap(stop) and stop - at < LONGEST_RUN:
            stop += 1
        end = stop
        while end > at and not tokens[end - 1].is_capitalised:
            end -= 1
        start = at
        while start < end and (tokens[start].fold in CONNECTORS or _only_opens(page, start, end)):
            start += 1
        if start < end:
            yield start, end
        at = max(stop, at + 1)


def _only_opens(page: Page, at: int, end: int) -> bool:
    """Whether a capital is owed to the start of a sentence: a common word that is no noun, or one alone."""
    if not page.opens_sentence(at):
        return False
    word = page.tokens[at].text
    if at + 1 == end or not page.tokens[at + 1].is_capitalised:
        return is_everyday(word)
    return word_class(word) in ("function", "adverb", "verb", "gerund") and is_everyday(word)
