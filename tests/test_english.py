"""English words: tokens, the keys at which spellings meet, everyday words."""

from __future__ import annotations

import pytest
from cases import cases

from glossary.english import fold_word, is_everyday, iter_tokens


@pytest.mark.parametrize(("given", "expected"), cases("tokens"))
def test_tokens(given: str, expected: str) -> None:
    tokens = list(iter_tokens(given))
    assert "|".join(token.text for token in tokens) == expected
    assert all(given[token.start : token.stop] == token.text for token in tokens)


@pytest.mark.parametrize(("given", "expected"), cases("folding"))
def test_folding(given: str, expected: str) -> None:
    assert fold_word(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("everyday_words"))
def test_everyday_words(given: str, expected: str) -> None:
    assert is_everyday(given) == (expected == "yes")
