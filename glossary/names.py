"""Where names may stand in a text: capitalised runs, quoted phrases, titles; proposed generously, judged elsewhere.

Comes in: a document. Goes out: a Page, its tokens with what the layout says of them, and the runs in which the judging
rooms look for places, persons and bodies.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from glossary.english import Token, iter_tokens
from glossary.records import Document

COMPANY_ENDS = frozenset("co ltd inc corp".split())  # abbreviations that end the name of a company
CONNECTORS = frozenset("of the for and in on to with by at a an".split())
_HEADLINE_SHARE = 0.6  # of a line's longer words capitalised make it a headline; tuned on the five shared articles
_HEADLINE_WORDS = 5
_LONGEST_HEADLINE = 40  # longer words of a line; a paragraph full of names is none
LONGEST_QUOTE = 15  # words; a longer quotation is speech, not a title
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
        return self.document.text[slice(*self.offsets(start, stop))]

    def offsets(self, start: int, stop: int) -> tuple[int, int]:
        """Where a span of tokens stands, with the full stop that belongs to "Ltd." or "Inc."."""
        last = self.tokens[stop - 1]
        is_short = last.fold in COMPANY_ENDS and self.document.text[last.stop : last.stop + 1] == "."
        return self.tokens[start].start, last.stop + is_short

    def cite(self, start: int, stop: int) -> tuple[str, int, int, str]:
        """Document, offsets and surface of a span of tokens: what every reading of it begins with."""
        return self.cut(*self.offsets(start, stop))

    def cut(self, start: int, stop: int) -> tuple[str, int, int, str]:
        """The same of a span of characters."""
        return self.document.path, start, stop, self.document.text[start:stop]

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
        return self._folds[start:stop]

    def gap(self, at: int) -> str:
        """What stands between a token and the one before it: spaces, quotes, hyphens, 's."""
        return self.document.text[self.tokens[at - 1].stop : self.tokens[at].start] if at else ""

    def is_parted(self, at: int) -> bool:
        """Whether a quotation mark stands between a token and the one before it."""
        return bool(_MARKS.search(self.gap(at)))

    def has_capital(self, at: int) -> bool:
        """Whether a token has a capital, its own or that of the word it hangs on by a hyphen: "E-commerce"."""
        token = self.tokens[at]
        return token.is_capitalised or (at > 0 and self.gap(at) == "-" and self.tokens[at - 1].is_capitalised)

    @cached_property
    def _folds(self) -> tuple[str, ...]:
        return tuple(token.fold for token in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def position(self, offset: int) -> int:
        """The number of the first token at or after an offset."""
        return bisect.bisect_left(self._starts, offset)

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """The tokens between two offsets: what `offsets` came from."""
        return self.position(start), self.position(stop)

    @cached_property
    def _furniture(self) -> frozenset[int]:
        return frozenset(at for start, stop in self.document.furniture for at in range(*self.span(start, stop)))

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
            if _HEADLINE_WORDS <= len(words) <= _LONGEST_HEADLINE and capitals >= _HEADLINE_SHARE * len(words):
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
            while stop > start and self.tokens[stop - 1].text in ",.;":
                stop -= 1  # American style: the comma stands before the mark
            if 0 < stop - start <= LONGEST_QUOTE and not any(t.is_barrier for t in self.tokens[start:stop]):
                spans.append((start, stop))
        return tuple(spans)
