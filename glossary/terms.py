"""Term candidates: noun phrases by the classes of their words, with everything nested in them.

Comes in: pages. Goes out: for each folded phrase its occurrences and how often it stood as a whole phrase. Patterns
after Justeson & Katz (1995): adjectives, participles and nouns before a noun; a coordination before a shared head
("cocoon and silk industry") stays whole, and its halves are no candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from glossary.english import Token, word_class, zipf
from glossary.names import Page

LONGEST = 6  # words of a candidate
_BEFORE = frozenset(("adjective", "noun", "participle", "gerund", "proper"))
_LAST = frozenset(("noun", "gerund", "proper"))
# Words of every text that look like parts of terms and never are.
_GENERAL = frozenset(
    "other such many more most new own same several various certain first second third last next few high low large "
    "small great good important main full total special following above current recent present past whole entire "
    "different possible time year month day way number part lot kind sort type thing people one two three".split()
)
_VERBAL_ZIPF = 3.6  # a commoner gerund opens a clause, not a term
_COMMONEST = 6.2  # zipf of words too common to stand alone


@dataclass(slots=True)
class Candidate:
    """One folded phrase: where it stands and how often no longer phrase held it."""

    words: tuple[str, ...]
    surface: tuple[str, ...] = ()  # lower-case words as first met, for frequencies in general English
    occurrences: list[tuple[str, int, int]] = field(default_factory=list)
    maximal: int = 0

    @property
    def key(self) -> str:
        return " ".join(self.words)


def _fits(token: Token) -> bool:
    return token.is_word and len(token.text) > 1 and word_class(token.text) in _BEFORE


def _coordinates(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "and" joins two modifiers of one head: a noun on either side and another noun behind."""
    if not (0 < at < len(tokens) - 2 and tokens[at].fold == "and"):
        return False
    return _fits(tokens[at - 1]) and _fits(tokens[at + 1]) and _fits(tokens[at + 2])


def iter_phrases(page: Page, names: Collection[int] = frozenset()) -> Iterator[tuple[int, int]]:
    """Yield the spans of whole noun phrases in the prose of a page; the tokens of names end a phrase.

    >>> from glossary.records import Document
    >>> page = Page.read(Document("a", "Keqiao gathers the cocoon and silk industry.", ""))
    >>> [page.text(*span) for span in iter_phrases(page, names={0})]
    ['cocoon and silk industry']
    """
    tokens, at = page.tokens, 0

    def joins(at: int) -> bool:
        return at not in names and (_fits(tokens[at]) or _coordinates(tokens, at))

    while at < len(tokens):
        if at in names or not _fits(tokens[at]) or page.is_furniture(at) or page.is_headline(at):
            at += 1
            continue
        stop = at + 1
        while stop < len(tokens) and '"' not in page.gap(stop) and joins(stop):
            stop += 1
        end = stop
        while end > at and word_class(tokens[end - 1].text) not in _LAST:
            end -= 1
        if end > at:
            yield at, end
        at = stop


def _is_candidate(page: Page, start: int, stop: int, phrase: tuple[int, int]) -> bool:
    tokens = page.tokens
    first, last = tokens[start], tokens[stop - 1]
    if first.fold == "and" or last.fold == "and" or first.fold in _GENERAL or word_class(last.text) not in _LAST:
        return False
    if stop - start > 1 and word_class(first.text) == "gerund" and zipf(first.text) >= _VERBAL_ZIPF:
        return False  # "promoting fashion brands" is something done, "weaving enterprises" are something
    if start > phrase[0] and tokens[start - 1].fold == "and":
        return False
    if stop < phrase[1] and tokens[stop].fold == "and":
        return False
    if stop - start == 1:
        return zipf(first.text) < _COMMONEST and last.fold not in _GENERAL
    return True


def collect(pages: Iterable[tuple[Page, Collection[int]]]) -> dict[tuple[str, ...], Candidate]:
    """The candidates of all pages by their folded words; with each page go the tokens that names own."""
    found: dict[tuple[str, ...], Candidate] = {}
    for page, names in pages:
        for phrase in iter_phrases(page, names):
            for start in range(*phrase):
                for stop in range(start + 1, min(start + LONGEST, phrase[1]) + 1):
                    if _is_candidate(page, start, stop, phrase):
                        words = page.folds(start, stop)
                        if (candidate := found.get(words)) is None:
                            surface = tuple(token.text.lower() for token in page.tokens[start:stop])
                            candidate = found[words] = Candidate(words, surface)
                        candidate.occurrences.append((page.document.path, *page.offsets(start, stop)))
                        candidate.maximal += (start, stop) == phrase
    return found


def merge(documents: Iterable[Iterable[Candidate]]) -> dict[tuple[str, ...], Candidate]:
    """The candidates of many documents as one would collect them from all at once; associative.

    >>> one, two = [Candidate(("silk",), ("silk",), [(name, 0, 4)], 1) for name in ("a", "b")]
    >>> merge([[one], [two]])
    {('silk',): Candidate(words=('silk',), surface=('silk',), occurrences=[('a', 0, 4), ('b', 0, 4)], maximal=2)}
    """
    found: dict[tuple[str, ...], Candidate] = {}
    for candidates in documents:
        for candidate in candidates:
            if (known := found.get(candidate.words)) is None:
                known = found[candidate.words] = Candidate(candidate.words, candidate.surface)
            known.occurrences += candidate.occurrences
            known.maximal += candidate.maximal
    return found
