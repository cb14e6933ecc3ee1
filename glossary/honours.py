"""Honorary titles of towns: "famous Chinese home textile cities", "Towel Capital of the World" (世界毛巾之都).

Councils confer them in series: 中国 + trade + 名城 (city, county) or 名镇 (town), 之都 (capital), 之乡 (hometown).
Comes in: a page and the authority. Goes out: readings; the trade must be known with one sense, else the title stays
open. Without "famous" a city or town is a title only where the tables hold it: a Chinese sweater city may be any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.authority import Authority
from glossary.composition import NATIONAL, find_listed_form, is_one_sense
from glossary.english import word_class
from glossary.names import Page
from glossary.parts import read_parts
from glossary.records import Confidence, Issue, Kind, Reading

RANKS = {"city": "名城", "county": "名城", "town": "名镇", "township": "名镇", "capital": "之都", "hometown": "之乡"}
TRADE_CITY = "商贸名城"
TRADING = frozenset(("trade", "trading"))
FAMED = frozenset(("名城", "名镇", TRADE_CITY))  # titles that say so: "famous" is theirs
LANDS = {"china": "中国", "chinese": "中国", "world": "世界"}
MOST_WORDS = 5  # of the trade
REACH = MOST_WORDS + 4  # tokens before the rank in which a title may begin: land, fame, trade
_JOINS = frozenset(("of", "for", "in", "the"))


@dataclass(frozen=True, slots=True)
class Title:
    """One title where it stands: spans are token numbers, `land` and `rank` are Chinese."""

    start: int
    stop: int
    trade: tuple[int, int]
    land: str
    rank: str
    is_famous: bool


def _marks(folds: Sequence[str], at: int) -> tuple[int, str, bool]:
    """(end, land, fame) of the words "China", "world" and "famous" from a token on, in any order."""
    land, fame = "", False
    while at < len(folds) and (folds[at] in LANDS or folds[at] == "famous"):
        land, fame = land or LANDS.get(folds[at], ""), fame or folds[at] == "famous"
        at += 1
    return at, land, fame


def _land_behind(folds: Sequence[str], at: int) -> tuple[int, str]:
    """(end, land) of "of China", "in the World" from a token on."""
    stop = at
    while stop < len(folds) and folds[stop] in _JOINS:
        stop += 1
    is_land = at < stop < len(folds) and folds[stop] in ("china", "world")
    return (stop + 1, LANDS[folds[stop]]) if is_land else (at, "")


def _trade_stop(page: Page, start: int) -> int:
    """The end of the words that may name a trade."""
    stop, tokens = start, page.tokens
    while stop < min(start + MOST_WORDS, len(tokens)) and not tokens[stop].is_barrier and tokens[stop].is_word:
        if stop > start and page.is_parted(stop):
            break
        if tokens[stop].fold != "and" and word_class(tokens[stop].text) == "function":
            break
        stop += 1
    return stop


def _rank_last(page: Page, folds: Sequence[str], at: int) -> Title | None:
    """ "China Famous Sweater City", "China Sweater Famous City", "Towel Capital of the World"."""
    trade, land, fame = _marks(folds, at)
    for rank in range(trade + 1, min(_trade_stop(page, trade) + 1, len(folds))):
        if folds[rank] in RANKS:
            stop, behind = _land_behind(folds, rank + 1) if not land else (rank + 1, "")
            of_trade = rank > trade + 1 and folds[rank - 1] in TRADING and folds[rank] == "city"
            end = rank - of_trade - (of_trade and folds[rank - 2] == "and")
            famed = rank > trade + 1 and folds[rank - 1] == "famous"
            title = TRADE_CITY if of_trade else RANKS[folds[rank]]
            return Title(at, stop, (trade, end - famed), land or behind, title, fame or famed)
    return None


def _rank_first(page: Page, folds: Sequence[str], at: int) -> Title | None:
    """ "famous city of China's non-woven industry", "Hometown of Chinese Towels"."""
    rank, land, fame = _marks(folds, at)
    if not (rank + 2 < len(folds) and folds[rank] in RANKS and folds[rank + 1] in ("of", "for")):
        return None
    trade, inner, famed = _marks(folds, rank + 2 + (folds[rank + 2] == "the"))
    stop = _trade_stop(page, trade)
    end, behind = _land_behind(folds, stop) if not (land or inner) else (stop, "")
    if stop == trade:
        return None
    return Title(at, end, (trade, stop), land or inner or behind, RANKS[folds[rank]], fame or famed)


def find_honours(page: Page, authority: Authority) -> Iterator[Reading]:
    """Yield a reading for each honorary title."""
    folds, at = page.folds(0, len(page.tokens)), 0
    near = {at for rank, fold in enumerate(folds) if fold in RANKS for at in range(rank - REACH, rank + 1)}
    while at < len(folds):
        if at not in near:
            at += 1
            continue
        titles = [t for t in (_rank_first(page, folds, at), _rank_last(page, folds, at)) if t and t.land]
        reading = next((r for t in titles if (r := _read(page, authority, t))), None)
        if reading:
            yield reading
            at = page.position(reading.stop)
        else:
            at += 1


def _read(page: Page, authority: Authority, title: Title) -> Reading | None:
    trade = page.folds(*title.trade)
    parts, unknown = read_parts(trade, authority, {})
    options = parts[0].options if len(parts) == 1 and not unknown else ()
    forms = [f"{title.land}{zh}{_ending(zh, title)}" for zh in options if zh not in NATIONAL]
    slug = find_listed_form(forms, authority, frozenset({Kind.PROGRAMME}))
    is_said = title.is_famous or title.rank not in FAMED
    if not is_said and not (slug and _is_set_off(page, title)):
        return None
    of_one = (
        options == authority.modifiers.get(trade) or len({d.concept for d in authority.termbase.with_folds(trade)}) == 1
    )
    zh = forms[0] if forms and (of_one or is_one_sense(options)) else ""  # of several forms the usual one stands first
    series = f"{title.land}…{title.rank}"
    signature = f"open:{' '.join(page.folds(*title.trade))} {title.rank}"
    return Reading(
        *page.cite(title.start, title.stop),
        kind=Kind.PROGRAMME,
        referent=authority.referent(slug) if slug else f"zh:{zh}" if zh else signature,
        because=f"an honorary title of the series {series}" if slug or zh else "its trade has no one Chinese form",
        confidence=Confidence.MEDIUM if slug or zh else Confidence.LOW,
        score=0.8 if slug or zh else 0.45,
        issue=Issue.UNOFFICIAL if title.rank in FAMED else Issue.OK,
        issue_because="a conferred title, written as one: China Famous … City" if title.rank in FAMED else "",
    )


def _is_set_off(page: Page, title: Title) -> bool:
    """Whether quotation marks or capitals say that the words are a name."""
    if any(start <= title.start and title.stop <= stop for start, stop in page.quotes):
        return True
    return all(token.is_capitalised for token in page.tokens[title.start : title.stop] if token.fold != "and")


def _ending(trade: str, title: Title) -> str:
    """中国鞋都 and 中国绸都 beside 中国羊绒之都: a trade of one character takes no 之."""
    return title.rank.removeprefix("之") if len(trade) == 1 and title.rank not in FAMED else title.rank
