"""Names nobody knows: brands in capitals, web addresses, firms, quoted titles; found, and left open.

Comes in: a page and the tokens that other judges have settled. Goes out: open readings for what is certainly a name and
certainly not known, so that a person can decide; a headline's capitals prove nothing and are passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from glossary.english import is_name_like, word_class, zipf
from glossary.names import CONNECTORS, Page
from glossary.records import Confidence, Issue, Kind, Reading

CAPITALS_ZIPF = 2.5  # capitals of a word this rare are how a brand writes itself: XULU
SHORTEST = 4  # letters
TRADES = frozenset("textile knitting silk weaving garment apparel clothing fashion".split())
QUOTED_WORDS = range(2, 16)  # of a quoted title
SLOGAN_WORDS = range(2, 10)  # of a quoted slogan or catchword in small letters
# Words of a sentence that is said, not of a slogan. Of quotations without them, of two to nine words and with no stop
# at their end, nine in ten were annotated in 90 articles (five shared, 20 invented, 70 real ones, set F apart).
_SAYING = frozenset(
    "i we you he she they it there this that these those is are was were be has have had will would can could must "
    "should do does did not no but my our your his her their".split()
)


def find_strangers(page: Page, taken: Collection[int], known: Collection[tuple[int, int]]) -> Iterator[Reading]:
    """Yield an open reading for each unknown name outside the tokens in `taken`.

    A quoted title may hold known names and terms; only the spans in `known` are names themselves.
    """
    for start, stop in page.quotes:
        if (start, stop) in known or (start + (page.tokens[start].fold == "the"), stop) in known:
            continue
        if stop - start in QUOTED_WORDS and _is_title(page, start, stop):
            yield _open(page, start, stop, Kind.PROGRAMME, "a quoted title that no table has")
        elif stop - start in SLOGAN_WORDS and _is_slogan(page, start, stop):
            slogan = _open(page, start, stop, Kind.PROGRAMME, "a quoted slogan or catchword that no table has")
            yield _as_calque(slogan) if _has_verb(page, start, stop) else slogan
    yield from _find_firms(page, taken)
    for at, token in enumerate(page.tokens):
        if at in taken or not token.is_word or len(token.text) < SHORTEST:
            continue
        if "." in token.text:
            yield _open(page, at, at + 1, Kind.BRAND, "a web address that no table has")
        elif token.text.isupper() and zipf(token.text) < CAPITALS_ZIPF and not _in_capitals(page, at):
            yield _open(page, at, at + 1, Kind.BRAND, "a name in capitals that no table has")


def _find_firms(page: Page, taken: Collection[int]) -> Iterator[Reading]:
    """Firms that go by a name and their trade: "Wujiang Futian Textile", where no noun goes on behind the trade."""
    for at, token in enumerate(page.tokens):
        if at == 0 or token.fold not in TRADES or not token.is_capitalised or page.is_headline(at):
            continue
        name, behind = page.tokens[at - 1], page.tokens[at + 1] if at + 1 < len(page.tokens) else None
        goes_on = behind is not None and behind.is_word and (behind.is_capitalised or word_class(behind.text) == "noun")
        named = name.is_capitalised and is_name_like(name.text) and at - 1 not in taken and page.gap(at) == " "
        if named and not goes_on and not page.opens_sentence(at - 1):
            yield _open(page, at - 1, at + 1, Kind.ORGANISATION, f"a name before the trade {token.text!r}")


def _is_title(page: Page, start: int, stop: int) -> bool:
    """Whether every longer word of a quotation has a capital."""
    words = [t for t in page.tokens[start:stop] if t.is_word and t.fold not in CONNECTORS]
    return len(words) > 1 and all(t.is_capitalised for t in words)


def _is_slogan(page: Page, start: int, stop: int) -> bool:
    """Whether a quotation in small letters is no sentence that somebody says."""
    tokens = page.tokens[start:stop]
    words = [t for t in tokens if t.is_word]
    opens_clause = words and words[0].is_capitalised and word_class(words[0].text) in ("gerund", "function")
    is_said = any(t.fold in _SAYING or t.text.lower() in _SAYING for t in words)
    return len(words) > 1 and not (opens_clause or is_said or tokens[-1].text in ".!?,;:")


def _has_verb(page: Page, start: int, stop: int) -> bool:
    """Whether a slogan has a verb of its own; what a hyphen or commas join are names of things: "fashion, branding"."""
    tokens = page.tokens[start:stop]
    if sum(token.text == "," for token in tokens) > 1:
        return False
    verbs = ("verb", "gerund", "participle")
    return any(t.is_word and word_class(t.text) in verbs and page.gap(at) != "-" for at, t in enumerate(tokens, start))


def _as_calque(slogan: Reading) -> Reading:
    """A slogan with a verb in it, flagged: of 18 such in 90 annotated articles 17 were word for word."""
    because = "a slogan with a verb, of which machines give the words one by one; the Chinese is not known"
    return replace(slogan, issue=Issue.CALQUE, issue_because=because)


def _in_capitals(page: Page, at: int) -> bool:
    """Whether the neighbours stand in capitals too: a shouted line names nothing."""
    around = [t for t in page.tokens[max(0, at - 2) : at + 3] if t.is_word and t is not page.tokens[at]]
    return sum(t.text.isupper() and len(t.text) > 1 for t in around) > 1


def _open(page: Page, start: int, stop: int, kind: Kind, because: str) -> Reading:
    return Reading(
        *page.cite(start, stop),
        kind=kind,
        referent=f"open:{' '.join(page.folds(start, stop))}",
        because=because,
        confidence=Confidence.LOW,
        score=0.35,
    )
