"""Counting: the tokens of english.iter_tokens all at once, and a record whose parts may be merged in any order."""

from __future__ import annotations

import itertools
import pickle
import random

import pytest
from cases import read_cases

from glossary.counting import Counter, Counts, iter_places, merge, merge_all, nothing
from glossary.counting.tokens import NUMBER, WORD, tokenise
from glossary.english import iter_tokens
from glossary.tables import data_dir
from glossary.terms import look

SAMPLES = sorted(data_dir().glob("texts/*.txt"))
PARTS = (
    "The warp knitting machine hums. A high-tech fibre sells.",
    "Warp knitting machines cost 12 yuan. The cocoon and silk industry grows.",
    "China's cocoon and silk industry; R&D of JD.com & co. CO2-free fibers!",
    "",
    "纺织 and the 3rd printing, weaving and dyeing mill",
)


def counts_of(*texts: str) -> Counts:
    counter = Counter(look)
    for text in texts:
        counter.add(text)
    return counter.counts()


def texts() -> list[str]:
    """The cases of the tokeniser, the sample texts, and noise with a fixed seed."""
    chance = random.Random(7)
    marks = "aB'’s. ,-–“”&\n1,2纺Ü\u00a0/()" + "x"
    noise = ["".join(chance.choices(marks, k=60)) for _ in range(300)]
    cases = [row["given"] for row in read_cases("tokens")]
    return [*cases, *noise, *(path.read_text(encoding="utf-8") for path in SAMPLES)]


def test_tokens_are_those_of_the_other_tokeniser() -> None:
    for text in texts():
        found = tokenise(text)
        cut = [text[start:stop] for start, stop in zip(found.start, found.stop, strict=True)]
        expected = [token.text for token in iter_tokens(text)]
        stops = sum(token == "." for token in cut) - sum(token == "." for token in expected)
        assert stops >= 0  # that of "Co." is told from others later
        assert [token for token in cut if token != "."] == [token for token in expected if token != "."], text
        assert found.words == [text for text, kind in zip(cut, found.kind, strict=True) if kind == WORD]
        assert found.numbers == [text for text, kind in zip(cut, found.kind, strict=True) if kind == NUMBER]


def test_merging_is_associative_and_commutative() -> None:
    counts = [counts_of(part) for part in PARTS]
    for a, b, c in itertools.permutations(counts, 3):
        assert merge(a, merge(b, c)) == merge(merge(a, b), c)
    assert all(merge(a, b) == merge(b, a) for a, b in itertools.combinations(counts, 2))
    assert all(merge(part, nothing()) == part == merge(nothing(), part) for part in counts)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_any_split_gives_the_same_counts(size: int) -> None:
    parts = [path.read_text(encoding="utf-8") for path in SAMPLES] + list(PARTS)
    whole = counts_of(*parts)
    assert merge_all(counts_of(*parts[at : at + size]) for at in range(0, len(parts), size)) == whole
    assert counts_of(*parts[::-1]) == whole


def test_counts_differ_where_texts_do() -> None:
    assert counts_of(PARTS[0]) != counts_of(PARTS[1])
    assert counts_of(PARTS[0]) != counts_of(PARTS[0], PARTS[0])


def test_counts_travel_between_processes() -> None:
    counts = counts_of(*PARTS)
    assert pickle.loads(pickle.dumps(counts)) == counts


def test_every_occurrence_counted_is_found_again() -> None:
    for text in texts():
        counts = counts_of(text)
        keys = {
            tuple(counts.folds[number] for number in row): int(tally[0])
            for rows, tallies in zip(counts.grams, counts.tallies, strict=True)
            for row, tally in zip(rows.tolist(), tallies, strict=True)
        }
        found = [words for words, _, _ in iter_places(text, (), look, keys)]
        assert {words: found.count(words) for words in found} == keys


def test_nothing_is_counted_in_blocked_stretches() -> None:
    text = "Silk mills sell cotton yarn."
    counter = Counter(look)
    counter.add(text, [(0, 4), (11, 15)])
    assert {counter.counts().folds[row[0]] for row in counter.counts().grams[0].tolist()} >= {"mill", "cotton", "yarn"}
    assert "silk" not in {counter.counts().folds[row[0]] for row in counter.counts().grams[0].tolist()}
    assert all("silk" not in words for words, _, _ in iter_places(text, [(0, 4)], look, {("silk", "mill"), ("mill",)}))
