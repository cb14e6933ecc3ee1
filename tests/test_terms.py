"""Term candidates and the measures that choose among them."""

from __future__ import annotations

import pytest
from cases import cases, page_of

from glossary.english import fold_phrase
from glossary.termhood import score_terms
from glossary.terms import collect, iter_phrases


@pytest.mark.parametrize(("given", "expected"), cases("phrases"))
def test_phrases(given: str, expected: str) -> None:
    page = page_of(given)
    assert "|".join(" ".join(page.folds(*span)) for span in iter_phrases(page)) == expected


TEXT = "The warp knitting machine hums. A warp knitting machine costs money. Buyers like the good old time.\n" * 3


def scored() -> dict[str, str]:
    page = page_of(TEXT)
    words = sum(token.is_word for token in page.tokens)
    return {term.key: term.rejected for term in score_terms(collect([(page, frozenset())]), words)}


def test_a_unit_that_recurs_is_published() -> None:
    assert scored()["warp knitting machine"] == ""


def test_what_only_stands_inside_longer_phrases_is_not() -> None:
    assert scored()["knitting machine"] == "only inside longer phrases"


@pytest.mark.parametrize("phrase", ["money", "good old time", "buyer", "time"])
def test_general_english_is_not(phrase: str) -> None:
    assert scored().get(phrase, "no candidate") != ""


def test_names_are_no_terms() -> None:
    page = page_of("Keqiao cloth is good. Keqiao cloth is cheap.")
    taken = frozenset(at for at, token in enumerate(page.tokens) if token.text == "Keqiao")
    assert set(collect([(page, taken)])) == {fold_phrase("cloth")}


def test_scores_do_not_depend_on_the_order_of_pages() -> None:
    one, two = page_of(TEXT), page_of("Water jet looms sing. Water jet looms spray.")
    there, back = (
        score_terms(collect((page, frozenset()) for page in pages), 100) for pages in ((one, two), (two, one))
    )
    assert [(term.key, term.score) for term in there] == [(term.key, term.score) for term in back]


@pytest.mark.xfail(strict=True, reason="in a short text every word is weird: weirdness grows as the text shrinks")
def test_a_phrase_of_everyday_words_met_once_is_not_published() -> None:
    page = page_of("It is a market which older visitors know well.")
    terms = score_terms(collect([(page, frozenset())]), 9)
    assert {term.key: term.rejected for term in terms}["older visitor"] != ""
