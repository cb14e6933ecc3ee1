"""Text with marks in it, as safe HTML: the words of a query in an answer, the mentions in a document.

Comes in: plain text and what is to be marked. Goes out: Markup in which everything else is escaped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as a page shows it: where it is, and what entry it leads to."""

    id: int
    start: int
    stop: int
    url: str
    kind: str
    issue: str  # "" where nothing is wrong
    zh: str
    pinyin: str
    english: str


def _folded(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text without case and marks, and where each of them stands in it.

    >>> _folded("Kē Qiáo")
    ('keqiao', [0, 1, 3, 4, 5, 6])
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFD", character.casefold()):
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _needles(query: str) -> list[str]:
    """What to look for: the whole query, then its words and runs of characters."""
    whole = re.sub(r"\d", "", query) if re.search(r"[a-zü:]\d", query, re.IGNORECASE) else query
    words = [piece for word in _WORD.findall(whole) for piece in (_HAN.findall(word) or [word])]
    found = [_folded(part)[0] for part in (whole, *words)]
    return list(dict.fromkeys(part for part in found if part))


def _spans(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """Where the needles stand in a text: Latin ones at the beginning of a word, Chinese ones anywhere; none overlap."""
    letters, places = _folded(text)
    taken = [False] * len(text)
    for needle in needles:
        at = letters.find(needle)
        while at >= 0:
            start, stop = places[at], places[at + len(needle) - 1] + 1
            begins_word = start == 0 or not text[start - 1].isalnum() or _HAN.match(needle) is not None
            if begins_word and not any(taken[start:stop]):
                taken[start:stop] = [True] * (stop - start)
            at = letters.find(needle, at + 1)
    edges = [i for i in range(len(text) + 1) if (i > 0 and taken[i - 1]) != (i < len(text) and taken[i])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def highlighted(text: str, query: str) -> Markup:
    """A text with the words of a query marked, whatever their case, tones and spaces.

    >>> print(highlighted("Keqiao <District>", "ke1qiao2"), highlighted("中国轻纺城", "轻纺"))
    <mark>Keqiao</mark> &lt;District&gt; 中国<mark>轻纺</mark>城
    """
    html = Markup()
    at = 0
    for start, stop in _spans(text, _needles(query)):
        html += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:stop])
        at = stop
    return html + escape(text[at:])


def _link(text: str, mention: Mention) -> Markup:
    """A run of text that leads to an entry; a gap between nested mentions that has no letter needs no link."""
    if not text.strip():
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(mention.url, text)


def _opened(mention: Mention, first: bool) -> Markup:
    anchor = Markup(' id="m{}"').format(mention.id) if first else Markup()
    issue = Markup(" wrong issue-{}").format(mention.issue) if mention.issue else Markup()
    title = " ".join(part for part in (mention.zh, mention.pinyin) if part) or "Chinese not known"
    advice = f"{mention.issue}: use {mention.english}" if mention.issue else mention.english
    return Markup('<span{} class="mention kind-{}{}" data-zh="{}" data-pinyin="{}" title="{} · {}">').format(
        anchor, mention.kind, issue, mention.zh, mention.pinyin, title, advice
    )


def marked(text: str, mentions: Sequence[Mention], start: int, stop: int) -> Markup:
    """A stretch of a text with its mentions marked and linked, nested ones inside the longer ones.

    A mention that reaches out of the stretch is cut at its edge. One that crosses another without being nested in it is
    left out, since HTML cannot show it.

    >>> inner, outer = (Mention(n, 0, n * 5, f"/{n}", "place", "", "中", "", "China") for n in (1, 2))
    >>> print(marked("China <Oil>", [outer, inner], 6, 11))
    <span class="mention kind-place" data-zh="中" data-pinyin="" title="中 · China"><a href="/2">&lt;Oil</a></span>&gt;
    """
    html = Markup()
    open_marks: list[Mention] = []
    at = start

    def run_to(place: int) -> Markup:
        nonlocal at
        piece, at = text[at:place], max(at, place)
        return _link(piece, open_marks[-1]) if open_marks else escape(piece)

    for mention in sorted(mentions, key=lambda each: (each.start, -each.stop)):
        if mention.stop <= start or mention.start >= stop or mention.start >= mention.stop:
            continue
        while open_marks and open_marks[-1].stop <= max(mention.start, start):
            html += run_to(open_marks[-1].stop) + Markup("</span>")
            open_marks.pop()
        if open_marks and mention.stop > open_marks[-1].stop:
            continue
        html += run_to(max(mention.start, start)) + _opened(mention, mention.start >= start)
        open_marks.append(mention)
    while open_marks:
        html += run_to(min(open_marks[-1].stop, stop)) + Markup("</span>")
        open_marks.pop()
    return html + run_to(stop)
