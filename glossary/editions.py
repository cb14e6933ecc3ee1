"""Events with their number or year: "the 6th World Sock Conference" (第六届…), "2024 Silk Expo" (2024…).

Comes in: a page, what is read on it, with the Chinese where that is known. Goes out: readings. An edition is a concept
of its own: its Chinese is that of the event with the number before it; it stays open where the event does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from glossary.authority import Authority
from glossary.compounds import is_year
from glossary.names import Page
from glossary.records import Kind, Reading

_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)} | {
    f"{ten}-{word}": tens + number for ten, tens in _TENS.items() for number, word in enumerate(_WORDS[:9], 1)
}
ENDINGS = frozenset("st nd rd th".split())
LAND = "中国"
_LAND_WORDS = frozenset(("china", "chinese"))
MOST = 199  # sessions: the Canton Fair, twice a year since 1957, is near 140
_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number from 1 to 199 in Chinese, as sessions are counted.

    >>> [chinese_number(n) for n in (6, 10, 12, 30, 105, 136)]
    ['六', '十', '十二', '三十', '一百零五', '一百三十六']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    ten = "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十" if tens else "零" if hundreds and ones else ""
    return (f"{_DIGITS[hundreds]}百" if hundreds else "") + ten + (_DIGITS[ones] if ones else "")


def find_editions(page: Page, authority: Authority, named: Iterable[tuple[Reading, str]]) -> Iterator[Reading]:
    """Yield a reading for each event that has its number or year before it; `named` gives its Chinese, or ""."""
    for reading, zh in named:
        start, _ = page.span(reading.start, reading.stop)
        found = _number_before(page, start) if reading.kind is Kind.EVENT else None
        if found is None:
            continue
        at, forms = found
        text = page.document.text[page.tokens[at].start : reading.stop]
        before = text[: len(text) - len(reading.text)]
        names = _as_said(page, reading, zh, authority) if zh else ()
        owner = _owner_of(page, reading, zh, authority)
        whole = [f"{owner}{form}{name.removeprefix(owner)}" for name in names for form in forms]
        yield replace(
            reading,
            start=page.tokens[at].start,
            text=text,
            referent=f"zh:{whole[0]}" if whole else f"open:{forms[0]} {reading.referent.removeprefix('open:')}",
            because=f"{reading.text!r} is {names[0]}; the number before it makes it {whole[0]}"
            if whole
            else reading.because,
            english=f"{before}{right}" if reading.issue.is_wrong and (right := _right(reading, authority)) else "",
            zh="",
            also_zh=tuple(whole[1:]),
            alternatives=(),
        )


def _as_said(page: Page, reading: Reading, zh: str, authority: Authority) -> tuple[str, ...]:
    """The Chinese of an event, and the same without or with 中国 where both are listed; first what the English says."""
    other = zh.removeprefix(LAND) if zh.startswith(LAND) else f"{LAND}{zh}"
    names = (zh, other) if other in authority.chinese_of(reading.referent) else (zh,)
    says_land = not _LAND_WORDS.isdisjoint(page.folds(*page.span(reading.start, reading.stop)))
    return tuple(sorted(names, key=lambda name: name.startswith(LAND) is not says_land))


def _owner_of(page: Page, reading: Reading, zh: str, authority: Authority) -> str:
    """What stands before the number in Chinese: the body whose meeting it is, where English has it behind "of"."""
    start, stop = page.span(reading.start, reading.stop)
    folds = page.folds(start, stop)
    of = folds.index("of") if "of" in folds else 0
    heads = [head.zh for at in range(of) for head in authority.heads.get(folds[at:of], ())]
    return next((zh.removesuffix(head) for head in heads if zh.endswith(head)), "")


def _right(reading: Reading, authority: Authority) -> str:
    """The English to prefer for an event, "" where none is known."""
    concept = authority.termbase.find(reading.referent.removeprefix("concept:"))
    return reading.english or (concept.english if concept else "")


def _number_before(page: Page, stop: int) -> tuple[int, tuple[str, ...]] | None:
    """Where the number or year right before a name begins, and its Chinese, the usual form first."""
    tokens = page.tokens
    if stop < 1 or page.gap(stop).strip():
        return None
    last = tokens[stop - 1]
    if last.fold in NUMBERS:
        if tens := _tens_before(page, stop - 1):
            return stop - 2, _sessions(tens + NUMBERS[last.fold])
        return stop - 1, _sessions(NUMBERS[last.fold])
    if last.fold in ENDINGS and stop > 1 and tokens[stop - 2].text.isdigit() and not page.gap(stop - 1):
        number = int(tokens[stop - 2].text)
        return (stop - 2, _sessions(number)) if 0 < number <= MOST else None
    if is_year(page, stop - 1):
        return stop - 1, (last.text, f"{last.text}年")
    return None


def _tens_before(page: Page, at: int) -> int:
    """The tens of "twenty-first" or "Twenty first", 0 where there are none."""
    return _TENS.get(page.tokens[at - 1].fold, 0) if at and page.gap(at) in ("-", " ") else 0


def _sessions(number: int) -> tuple[str, ...]:
    first = ("首届",) if number == 1 else ()
    return (*first, f"第{chinese_number(number)}届", f"第{number}届")
