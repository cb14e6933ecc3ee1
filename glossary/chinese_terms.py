"""Term candidates of Chinese documents: noun phrases by the classes of their words, with the measures of termhood.

Comes in: the words of Chinese documents (jieba's with our own), the stretches that listed names and terms own. Goes
out: the phrases of each document, the scored terms of all, keyed by their simplified characters. Unithood by C-value
(Frantzi, Ananiadou & Mima 2000), termhood by weirdness against general Chinese (Ahmad, Gillam & Tostevin 1999); the
least weird word of a phrase speaks for it, as on the English side.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from glossary.chinese import Segmenter
from glossary.english import HAN, chinese_zipf
from glossary.records import Measure, ScoredTerm

MOST_WORDS, MOST_CHARACTERS = 5, 12  # of a candidate
_NOUNS = frozenset(("n", "nz", "vn", "an", "j", "ng"))  # classes of the ICTCLAS set
_BEFORE = _NOUNS | {"b", "a", "l"}  # what may stand before a noun: distinguishing words, adjectives, set phrases
_RUN = re.compile(f"[{HAN}]+")
# Words of every text that look like parts of terms and never are: measures of time and extent, ways of speaking.
_GENERAL = frozenset(
    """方面 问题 情况 时候 时间 地方 部分 全部 大量 各种 主要 重要 有关 相关 相应 不同 同时 目前 当前 现在 今年 去年
    方式 方法 过程 结果 原因 内容 作用 意义 程度 水平 条件 关系 基础 工作 活动 人们 大家 自己 全国 国内 国外 国家
    世界 全球 中国 我国 本报 记者 消息 新闻 网站 全省 全市 良好 明显 积极 有力 有效 重大 新型 近年来 进一步 一系列
    总体 整体 具体""".split()
)
FLOOR_ZIPF = 2.0  # words rarer than this in Chinese count as this rare: counts in small texts say no more
LEAST_WORDS = 5_000  # a shorter text counts as this long, or every word of it would be weird
CUT = 2.6  # the least score published; tuned by hand on the sources of ../shared/mt (see README)
LEAST_USES = (3, 2)  # of a single word, and of a phrase
ALONE = 1.5  # the least weirdness of a single word, in powers of ten
NEVER_MAXIMAL = 1.0  # taken off a phrase that only stands inside longer ones
C_VALUE_WEIGHT = 0.5


class Word(NamedTuple):
    """One word of a text with its class."""

    text: str
    start: int
    flag: str

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class ChinesePhrase:
    """One noun phrase of one document: its words, where it stands, how often no longer phrase held it."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]  # start, stop
    maximal: int

    @property
    def zh(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class ChinesePhrases:
    """The noun phrases of one document, and how many words it has."""

    words: int = 0
    phrases: tuple[ChinesePhrase, ...] = ()


NO_PHRASES = ChinesePhrases()


@dataclass(slots=True)
class ChineseCandidate:
    """One noun phrase of all documents: its words, how often it is met, how often no longer phrase held it."""

    words: tuple[str, ...]
    uses: int = 0
    maximal: int = 0


class ChineseCounts:
    """The candidates of all documents by their characters: what is kept grows with the vocabulary alone."""

    def __init__(self) -> None:
        self.candidates: dict[str, ChineseCandidate] = {}
        self.words = 0

    def add(self, found: ChinesePhrases) -> None:
        """Count the phrases of a document."""
        self.words += found.words
        for phrase in found.phrases:
            candidate = self.candidates.setdefault(phrase.zh, ChineseCandidate(phrase.words))
            candidate.uses += len(phrase.places)
            candidate.maximal += phrase.maximal


def iter_words(text: str, segmenter: Segmenter) -> Iterator[list[Word]]:
    """Yield the words of each unbroken run of characters."""
    for run in _RUN.finditer(text):
        words, at = list[Word](), run.start()
        for word in segmenter.parts(run.group()):
            words.append(Word(word, at, segmenter.flag(word)))
            at += len(word)
        yield words


def _phrases(words: Sequence[Word], owned: Collection[int]) -> Iterator[list[Word]]:
    """Yield the longest noun phrases of a run; what names and listed terms own ends a phrase."""
    phrase: list[Word] = []
    for word in [*words, Word("", 0, "")]:
        if word.flag in _BEFORE and word.text not in _GENERAL and word.start not in owned:
            phrase.append(word)
            continue
        while phrase and phrase[-1].flag not in _NOUNS:
            phrase.pop()
        if phrase:
            yield phrase
        phrase = []


def collect_chinese(runs: Sequence[Sequence[Word]], owned: Collection[int]) -> ChinesePhrases:
    """The noun phrases of a document and all their parts that may be terms.

    `runs`: the words of each unbroken run of characters; `owned`: the offsets that names and listed terms own.
    """
    words: dict[str, tuple[str, ...]] = {}
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    maximal = Counter[str]()
    for phrase in (phrase for run in runs for phrase in _phrases(run, owned)):
        for part in _candidates(phrase):
            zh = "".join(word.text for word in part)
            if 2 <= len(zh) <= MOST_CHARACTERS:
                words.setdefault(zh, tuple(word.text for word in part))
                places[zh].append((part[0].start, part[-1].stop))
                maximal[zh] += len(part) == len(phrase)
    phrases = tuple(ChinesePhrase(words[zh], tuple(places[zh]), maximal[zh]) for zh in words)
    return ChinesePhrases(sum(map(len, runs)), phrases)


def _candidates(phrase: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the parts of a phrase that end in a noun and do not begin with the last character of another word."""
    for start in range(len(phrase)):
        if len(phrase[start].text) > 1:
            for stop in range(start + 1, min(start + MOST_WORDS, len(phrase)) + 1):
                if phrase[stop - 1].flag in _NOUNS:
                    yield phrase[start:stop]


def c_values(candidates: Mapping[str, ChineseCandidate]) -> dict[str, float]:
    """C-value of each candidate: log2 of its words (plus one) times the occurrences not owed to longer candidates.

    >>> inner, outer = ChineseCandidate(("缫丝",), 3), ChineseCandidate(("缫丝", "企业"), 2)
    >>> {zh: round(value, 2) for zh, value in c_values({"缫丝": inner, "缫丝企业": outer}).items()}
    {'缫丝': 1.0, '缫丝企业': 3.17}
    """
    longer: defaultdict[str, list[int]] = defaultdict(list)
    for candidate in candidates.values():
        size = len(candidate.words)
        for start in range(size):
            for stop in range(start + 1, size + 1):
                inner = "".join(candidate.words[start:stop])
                if stop - start < size and inner in candidates:
                    longer[inner].append(candidate.uses)
    return {
        zh: math.log2(len(c.words) + 1) * (c.uses - (sum(above) / len(above) if above else 0.0))
        for zh, c in candidates.items()
        for above in [longer.get(zh, [])]
    }


def score_chinese(counted: ChineseCounts) -> list[ScoredTerm]:
    """Score every candidate; those below the cut carry the reason. Sorted by score, then characters.

    The score adds the weirdness of the least weird word, in powers of ten, and a share of the C-value.
    """
    candidates = counted.candidates
    values = c_values(candidates)
    counts = Counter({c.words[0]: c.uses for c in candidates.values() if len(c.words) == 1})
    scored = []
    for zh, candidate in candidates.items():
        uses, total = candidate.uses, max(counted.words, LEAST_WORDS)
        least = min(
            math.log10(max(counts[word], uses) * 1e9 / total) - max(chinese_zipf(word), FLOOR_ZIPF)
            for word in candidate.words
        )
        unit = math.log2(1 + max(0.0, values[zh]))
        score = least + C_VALUE_WEIGHT * unit - (0.0 if candidate.maximal else NEVER_MAXIMAL)
        measures = (
            Measure("c_value", round(values[zh], 3)),
            Measure("min_weirdness", round(least, 3)),
            Measure("frequency", float(uses)),
            Measure("maximal", float(candidate.maximal)),
        )
        rejected = _reject(candidate, score, least)
        scored.append(ScoredTerm((zh,), zh, measures, round(score, 3), rejected))
    return sorted(scored, key=lambda term: (-term.score, term.text))


def _reject(candidate: ChineseCandidate, score: float, least: float) -> str:
    is_phrase = len(candidate.words) > 1
    if not candidate.maximal:
        return "only inside longer phrases"
    if candidate.uses < LEAST_USES[is_phrase]:
        return "met too seldom"
    return "" if score >= CUT and (is_phrase or least >= ALONE) else "its words are common in general Chinese"
