"""How much a candidate is one unit, and how much it is of the field: the score, the cut and the reasons.

Comes in: counts. Goes out: every candidate with its measures, its score, and the reason where it is not published. The
score is a sum that a person can check: weirdness of the least weird word, which was worth six points of F1 on ACTER,
a share of the C-value, and what speaks for or against a whole phrase.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

from glossary.coordination import Words, expand, halves
from glossary.counting import Bools, Counts, Floats, Ints, Mark, Measures, measure, unithood
from glossary.english import occurrences, singular
from glossary.records import Measure, ScoredTerm
from glossary.terms import is_neutral, look

# Tuned on corp and wind of ACTER and rounded; equi and htfl were only measured, see benchmarks/acter.py.
C_VALUE_WEIGHT = 0.3
NEVER_WHOLE = -2.0  # it only stands inside longer phrases
COORDINATED = 1.5  # times the share of its occurrences that stand beside "and": what is joined is of one rank
CAPITALISED = 2.0  # times the share of its occurrences with capitals
SINGLE = -0.5  # one word
A_NAME = 3.0  # one word that the lexicon has as a name
NO_NOUN = 1.0  # one word that is an adjective or a verb
LONG, LONG_WORDS = -1.0, 4  # this many words or more, "and" apart
JOINED = -1.0  # "and" stands in it
# Of a phrase, one word of which the tables hold as a term of the trade: "swimsuit production enterprise". Set on two
# sets of real articles: it publishes 20 phrases more in 4,000 words, half of which the annotation has.
IN_FIELD = 1.0
# Of a single word, unless WIDE; set on the five shared articles: "silk" passes, "design" does not.
SINGLE_WEIRDNESS = 2.35
ONCE_WEIRDNESS = 2.5  # of a single word met once


class Cut(StrEnum):
    """How much is published."""

    STRICT = "strict"
    DEFAULT = "default"
    WIDE = "wide"

    @property
    def least(self) -> float:
        """The least score that is published.

        Weirdness compares with general English, with a prior that holds small texts back, so one figure serves texts
        of any size. 1.5 is within half a point of the best F1 on corp and wind of ACTER; 2.2 was set on the five
        shared articles.
        """
        return 2.2 if self is Cut.STRICT else 1.5


REASONS = (
    "",
    "its words are common in general English",
    "a common word",
    "only inside longer phrases or in headlines",
    "an adjective or a verb by itself",
    "met once only",
)
_PUBLISHED, _COMMON, _COMMON_WORD, _NEVER_WHOLE, _NO_NOUN, _ONCE = range(len(REASONS))


@dataclass(frozen=True, slots=True)
class _Scored:
    """The candidates of one length with their scores and the number of the reason against each."""

    measures: Measures
    scores: Floats
    reasons: Ints

    @property
    def dependent(self) -> Bools:
        """Which of them only stand beside the "and" of a coordination."""
        found: Bools = (self.measures.maximal == 0) & (self.measures.coordinated == self.measures.frequency)
        return found


class Scores:
    """All candidates of a corpus, scored; records are made of those that are asked for."""

    def __init__(self, counts: Counts, cut: Cut = Cut.DEFAULT, field: Container[str] = ()) -> None:
        """`field` holds the folded words that are terms of the trade by themselves."""
        self._folds, self._spellings = counts.folds, _spellings(counts)
        self._scored = [_score(m, cut) for m in measure(counts, look, occurrences, is_neutral, field)]
        self._parts = dict(self._name_parts())

    def __iter__(self) -> Iterator[ScoredTerm]:
        """Yield every candidate, then the expansions of published coordinations that no text has as they stand."""
        met = set()
        for scored in self._scored:
            for at in range(len(scored.scores)):
                term = self._term(scored, at)
                met.add(term.words)
                yield term
        for words, because in sorted(self._parts.items()):
            if words not in met and because.startswith("expansion"):
                yield ScoredTerm(words, self._text(words), (), 0.0, because)

    def of_interest(self, is_listed: Callable[[Words], bool]) -> list[ScoredTerm]:
        """What is published or listed, the best first."""
        found = []
        for scored in self._scored:
            for at, reason in enumerate(scored.reasons.tolist()):
                if reason == _PUBLISHED or is_listed(self._words(scored, at)):
                    found.append(self._term(scored, at))
        kept = [term for term in found if not term.rejected or is_listed(term.words)]
        return sorted(kept, key=lambda term: (-term.score, term.words))

    def _words(self, scored: _Scored, at: int) -> Words:
        return tuple(self._folds[number] for number in scored.measures.rows[at].tolist())

    def _name_parts(self) -> Iterator[tuple[Words, str]]:
        """Yield what published coordinations are short for, and their halves, with the reason not to publish these."""
        expansions: dict[Words, str] = {}
        cut_out: dict[Words, str] = {}
        for scored in self._scored:
            for at in ((scored.measures.joins > 0) & (scored.reasons == _PUBLISHED)).nonzero()[0].tolist():
                host = self._words(scored, at)
                said = self._text(host)
                expansions |= dict.fromkeys(expand(host), f"expansion of {said!r}")
                cut_out |= dict.fromkeys(halves(host), f"half of {said!r}")
        yield from (cut_out | expansions).items()

    def _term(self, scored: _Scored, at: int) -> ScoredTerm:
        m, words = scored.measures, self._words(scored, at)
        rejected = REASONS[scored.reasons[at]]
        if words in self._parts and scored.dependent[at]:
            rejected = self._parts[words]
        measures = (
            Measure("c_value", round(float(m.c_value[at]), 3)),
            Measure("min_weirdness", round(float(m.min_weirdness[at]), 3)),
            Measure("frequency", float(m.frequency[at])),
            Measure("maximal", float(m.maximal[at])),
            Measure("coordinated", float(m.coordinated[at])),
            Measure("capitalised", float(m.capitalised[at])),
            Measure("in_field", float(m.in_field[at])),
        )
        score = round(float(scored.scores[at]), 3)
        return ScoredTerm(words, self._text(words), measures, score, rejected)

    def _text(self, words: Words) -> str:
        """The words as they are mostly spelt; only the last may be in the plural."""
        spelt = [self._spellings.get(word, (word, word)) for word in words]
        return " ".join([*(single for single, _ in spelt[:-1]), spelt[-1][1]]).replace(" ,", ",")


def _spellings(counts: Counts) -> dict[str, tuple[str, str]]:
    """By fold: the lower-case word that the texts have most often for it, in the singular if met, and as it is."""
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, number in zip(counts.words, counts.uses.tolist(), strict=True):
        uses[look(word)[0]][word.lower()] += number
    spelt = {}
    for fold, words in uses.items():
        most = min(words, key=lambda word: (-words[word], word))
        spelt[fold] = (singular(most) if singular(most) in words else most, most)
    return spelt


def _score(m: Measures, cut: Cut) -> _Scored:
    words = m.rows.shape[1]
    scores = m.min_weirdness + C_VALUE_WEIGHT * unithood(m)
    scores += NEVER_WHOLE * (m.maximal == 0) + JOINED * (m.joins > 0) + LONG * (words - m.joins >= LONG_WORDS)
    scores += (COORDINATED * m.coordinated + CAPITALISED * m.capitalised) / m.frequency
    is_noun = (m.marks & Mark.LAST) != 0
    if words > 1:
        scores += IN_FIELD * (m.in_field > 0)
    else:
        scores += SINGLE + A_NAME * ((m.marks & Mark.PROPER) != 0) + NO_NOUN * ~is_noun
    reasons = (scores < cut.least) * (_COMMON_WORD if words == 1 else _COMMON)
    if cut is Cut.STRICT:
        reasons[(reasons == _PUBLISHED) & (m.frequency == 1)] = _ONCE
    if cut is not Cut.WIDE:
        reasons[(m.maximal == 0) & (m.coordinated == 0)] = _NEVER_WHOLE
        if words == 1:
            reasons[m.min_weirdness < SINGLE_WEIRDNESS] = _COMMON_WORD
            reasons[(reasons == _PUBLISHED) & (m.frequency == 1) & (m.min_weirdness < ONCE_WEIRDNESS)] = _ONCE
            reasons[~is_noun] = _NO_NOUN
    return _Scored(m, scores, reasons)
