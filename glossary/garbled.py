"""Machine noise: words run together, cut or said twice ("digitaltalents"), and Chinese left standing in the English.

Comes in: a page and the authority. Goes out: readings with the issue garbled, and those of Chinese left standing. A
fused word is split only where both parts are common words; it gets Chinese only if the parts, with their neighbours,
make a listed name or term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.authority import Authority
from glossary.english import Token, fold_word, word_class, zipf
from glossary.names import Page
from glossary.records import Confidence, Issue, Kind, Reading
from glossary.romanization import is_pinyin
from glossary.untranslated import find_untranslated

UNKNOWN_ZIPF = 1.2  # a word this rare is no English word; tuned on the five shared articles
PART_ZIPF = 3.3  # both parts of a fused word are at least this common
SHORTEST_PART = 3  # letters; of two parts one may be a single letter ("border" + "e")
GLUED_BEHIND = frozenset("to of in by on at as is or".split())  # small words that stick to the end: "finishingto"
GROWING = "making"  # English joins it to any stuff by itself: "ironmaking"
SHORTEST_TWICE = 5  # letters of a word said twice
_NOMINAL = ("noun", "gerund", "adjective", "proper")  # what a noun before it goes with
_SAID_TWICE = ("noun", "adjective", "participle")
NEIGHBOURS = 5  # tokens on either side that may belong to the same listed name


def _splits(token: Token) -> Iterator[tuple[str, str]]:
    """The ways to cut an unknown word into two common ones."""
    word = token.text.lower()
    for at in range(1, len(word)):
        first, second = word[:at], word[at:]
        short, long = sorted((first, second), key=len)
        is_small = len(short) == 1 or second in GLUED_BEHIND
        fits = len(long) >= SHORTEST_PART and (is_small or len(short) >= SHORTEST_PART)
        if fits and all(len(part) == 1 or zipf(part) >= PART_ZIPF for part in (first, second)):
            yield first, second


def _is_unknown(token: Token) -> bool:
    """Whether a token is no English word, in the singular either, and no pinyin: 'Haoming' is a given name."""
    if not token.is_word or is_pinyin(token.text):
        return False
    return max(zipf(token.text), zipf(token.fold)) < UNKNOWN_ZIPF and not token.fold.endswith(GROWING)


def _as_tokens(parts: tuple[str, str], token: Token) -> tuple[Token, Token]:
    first, second = parts
    cut = token.start + len(first)
    return Token(first, token.start, cut, fold_word(first)), Token(second, cut, token.stop, fold_word(second))


def find_fused(page: Page, authority: Authority, at: int) -> Reading | None:
    """The reading of a fused word, with the listed name its parts belong to, if there is one."""
    token = page.tokens[at]
    if len(token.text) <= 2 * SHORTEST_PART:
        return None
    splits = list(_splits(token))
    for parts in splits:
        because = f"{token.text!r} is {' + '.join(parts)} run together"
        if reading := _listed_with(page, authority, at, _as_tokens(parts, token), because):
            return reading
    half = _half_pinyin(token)
    is_plain = splits and (splits[0][1] in GLUED_BEHIND or all(len(part) >= SHORTEST_PART for part in splits[0]))
    if half or is_plain:
        parts = half or splits[0]
        because = f"{token.text!r} is {' + '.join(parts)} run together"
        key = " ".join(map(fold_word, parts))  # that of the term the parts make, should the texts have it
        return _reading(page, token.start, token.stop, Kind.TERM, f"open:{key}", because, Confidence.LOW)
    return None


def find_clipped(page: Page, authority: Authority, at: int) -> Reading | None:
    """The reading of a word that has lost its "trans" but for a "p", as a filter of web texts leaves it: "pformation".

    With the listed name that the whole word belongs to, if there is one.
    """
    token = page.tokens[at]
    word = "trans" + token.text[1:]
    if token.text[0] not in "Pp" or len(token.text) <= SHORTEST_PART or zipf(word) < PART_ZIPF:
        return None
    because = f"{token.text!r} is {word!r} cut by a machine"
    whole = (Token(word, token.start, token.stop, fold_word(word)),)
    return _listed_with(page, authority, at, whole, because) or _reading(
        page, token.start, token.stop, Kind.TERM, f"open:{fold_word(word)}", because, Confidence.LOW
    )


def _listed_with(page: Page, authority: Authority, at: int, read: tuple[Token, ...], because: str) -> Reading | None:
    """The reading of a listed name with a token in it that is to be read otherwise."""
    before, after = page.tokens[max(0, at - NEIGHBOURS) : at], page.tokens[at + 1 : at + 1 + NEIGHBOURS]
    tokens = [*before, *read, *after]
    for start in range(len(before) + 1):
        for length, found in authority.termbase.matches(tokens, start):
            if start + length >= len(before) + len(read):
                first, last = tokens[start].start, tokens[start + length - 1].stop
                because = f"{because}; so it reads {found[0].text!r}"
                referent = authority.referent(found[0].concept)
                return _reading(page, first, last, found[0].kind, referent, because, Confidence.MEDIUM)
    return None


def _half_pinyin(token: Token) -> tuple[str, str] | None:
    """A capitalised syllable of pinyin run into an English word: "Shangplatform"."""
    for at in range(2, 7):
        first, second = token.text[:at], token.text[at:]
        if token.is_capitalised and is_pinyin(first) and len(second) > SHORTEST_PART and zipf(second) >= PART_ZIPF:
            return first, second
    return None


def _reading(
    page: Page, start: int, stop: int, kind: Kind, referent: str, because: str, confidence: Confidence
) -> Reading:
    return Reading(
        *page.cut(start, stop),
        kind=kind,
        referent=referent,
        because=because,
        confidence=confidence,
        score=0.7 if confidence is Confidence.MEDIUM else 0.3,
        issue=Issue.GARBLED,
        issue_because=because,
    )


def find_doubled(page: Page, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings whose last word the text says twice: "Fujian Province Province".

    Not where something stands between ("Taiwan, China, China" may be a list), nor where the second is the beginning
    of another name: "in Shanghai Shanghai Fashion Week opens".
    """
    begun = {r.start for r in readings if page.position(r.stop) > page.position(r.start) + 1}
    for reading in readings:
        at = page.position(reading.stop)
        if reading.kind is Kind.PERSON:
            continue  # Chen Yang Yang is one
        if not 0 < at < len(page.tokens) or page.gap(at) not in (" ", "\N{NO-BREAK SPACE}"):
            continue
        last, again = page.tokens[at - 1], page.tokens[at]
        is_twice = again.is_word and again.fold == last.fold and len(again.text) > SHORTEST_PART
        if is_twice and last.stop == reading.stop and again.start not in begun:
            yield replace(
                reading,
                stop=again.stop,
                text=page.document.text[reading.start : again.stop],
                issue=Issue.GARBLED,
                issue_because=f"{again.text!r} stands twice",
            )


def find_twice(page: Page) -> Iterator[Reading]:
    """Yield what a machine says twice where Chinese has two words of one sense: "shortcomings and shortcomings".

    "Higher and higher" is no slip, nor are "cotton and cotton yarn": the second goes with what follows.
    """
    tokens = page.tokens
    for at in range(1, len(tokens)):
        first, second = tokens[at - 1], tokens[at]
        is_paired = second.fold == "and" and at + 1 < len(tokens)
        stop = at + 2 if is_paired else at + 1
        last, kind = tokens[stop - 1], word_class(first.text)
        if last.fold != first.fold or len(first.text) < SHORTEST_TWICE or not first.is_word or is_pinyin(first.text):
            continue
        if kind not in _SAID_TWICE or first.text.endswith("er") or page.gap(at) != " " or page.gap(stop - 1) != " ":
            continue
        behind = tokens[stop] if stop < len(tokens) else None
        if kind == "noun" and is_paired and behind and behind.is_word and word_class(behind.text) in _NOMINAL:
            continue
        because = f"{first.text!r} stands twice"
        start, end = page.offsets(at - 1, stop)
        yield _reading(page, start, end, Kind.TERM, f"open:{first.fold} {first.fold}", because, Confidence.LOW)


def find_garbled(page: Page, authority: Authority) -> Iterator[Reading]:
    """Yield the readings of fused, cut and repeated words and of Chinese left standing."""
    for at, token in enumerate(page.tokens):
        if _is_unknown(token):
            reading = find_clipped(page, authority, at) or find_fused(page, authority, at)
            if reading:
                yield reading
    yield from find_twice(page)
    yield from find_untranslated(page, authority)
