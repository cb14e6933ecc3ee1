"""Term candidates, what they are cut out of, and the measures that choose among them."""

from __future__ import annotations

import pytest
from cases import cases, page_of

from glossary.coordination import expand
from glossary.counting import Counter, iter_places
from glossary.english import fold_phrase
from glossary.termhood import REASONS, Cut, Scores
from glossary.terms import look

PLAIN = "It is what they have been to us, and so it was for all of them. "


def scored(text: str, cut: Cut = Cut.DEFAULT, blocked: tuple[tuple[int, int], ...] = ()) -> dict[str, str]:
    """Candidates of a text, among other English, and why they are not published."""
    counter = Counter(look)
    counter.add(text, blocked)
    counter.add(PLAIN * 200)
    return {term.text: term.rejected for term in Scores(counter.counts(), cut)}


def whole(text: str) -> list[str]:
    """The phrases of a text that no longer phrase holds, in order."""
    counter = Counter(look)
    furniture = page_of(text).document.furniture
    counter.add(text, furniture)
    terms = [t for t in Scores(counter.counts(), Cut.WIDE) if {m.name: m.value for m in t.measures}.get("maximal")]
    places = iter_places(text, furniture, look, {term.words for term in terms})
    return [text[start:stop] for _, start, stop in sorted(places, key=lambda place: place[1])]


@pytest.mark.parametrize(("given", "expected"), cases("phrases"))
def test_phrases(given: str, expected: str) -> None:
    assert "|".join(whole(given)) == expected


@pytest.mark.parametrize(("given", "expected"), cases("expansions"))
def test_expansions(given: str, expected: str) -> None:
    assert "|".join(" ".join(words) for words in expand(fold_phrase(given))) == expected


@pytest.mark.parametrize(("given", "expected"), cases("rejections"))
def test_rejections(given: str, expected: str) -> None:
    text, _, phrase = given.rpartition("|")
    assert scored(text).get(phrase, "no candidate") == expected


TEXT = "The warp knitting machine hums. A warp knitting machine costs money. Buyers like the good old time.\n" * 3


def test_strict_publishes_less_and_wide_more() -> None:
    text = f"{TEXT}Lyocell is dear. The cloth is nanofibrous."
    strict, default, wide = ({t for t, why in scored(text, cut).items() if not why} for cut in Cut)
    assert strict < default < wide
    assert "lyocell" in default - strict
    assert "nanofibrous" in wide - default


def test_names_are_no_terms() -> None:
    page = "Keqiao cloth is good. Keqiao cloth is cheap."
    assert {text for text in scored(page, blocked=((0, 6), (22, 28))) if "cloth" in text} == {"cloth"}


def test_spellings_are_one_candidate() -> None:
    text = "A high-tech fibre sells. High tech fibers sell. The HIGH-TECH FIBER sells."
    counter = Counter(look)
    counter.add(text)
    term = next(t for t in Scores(counter.counts()) if t.words == ("high", "tech", "fiber"))
    assert {m.name: m.value for m in term.measures}["frequency"] == 3
    found = [text[start:stop] for _, start, stop in iter_places(text, (), look, {term.words})]
    assert found == ["high-tech fibre", "High tech fibers", "HIGH-TECH FIBER"]


def test_a_phrase_of_everyday_words_met_once_is_not_published() -> None:
    assert scored("It is a market which older visitors know well.")["older visitors"] == REASONS[1]
