"""Term candidates of Chinese documents: noun phrases by the classes of their words, with the measures of termhood.

Comes in: Chinese pages, the words of jieba with our own, the stretches that listed names and terms own. Goes out:
scored terms, keyed by their simplified characters. Unithood by C-value (Frantzi, Ananiadou & Mima 2000), termhood by
weirdness against general Chinese (Ahmad, Gillam & Tostevin 1999); the least weird word of a phrase speaks for it, as on
the English side.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class ChineseCandidate:
    """One noun phrase: its words, where it stands, how often no longer phrase held it."""

    words: tuple[str, ...]
    occurrences: list[tuple[str, int, int]] = field(default_factory=list)
    maximal: int = 0


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


def collect_chinese(
    pages: Iterable[tuple[str, Iterable[Sequence[Word]], Collection[int]]],
) -> tuple[dict[str, ChineseCandidate], int]:
    """The candidates of all pages by their characters, and how many words were read.

    A page is (path, the words of each run, the offsets that names and listed terms own).
    """
    found: dict[str, ChineseCandidate] = {}
    total = 0
    for path, runs, owned in pages:
        for words in runs:
            total += len(words)
            for phrase in _phrases(words, owned):
                for part in _candidates(phrase):
                    zh = "".join(word.text for word in part)
                    if 2 <= len(zh) <= MOST_CHARACTERS:
                        candidate = found.setdefault(zh, ChineseCandidate(tuple(word.text for word in part)))
                        candidate.occurrences.append((path, part[0].start, part[-1].stop))
                        candidate.maximal += len(part) == len(phrase)
    return found, total


def _candidates(phrase: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the parts of a phrase that end in a noun and do not begin with the last character of another word."""
    for start in range(len(phrase)):
        if len(phrase[start].text) > 1:
            for stop in range(start + 1, min(start + MOST_WORDS, len(phrase)) + 1):
                if phrase[stop - 1].flag in _NOUNS:
                    yield phrase[start:stop]


def c_values(candidates: Mapping[str, ChineseCandidate]) -> dict[str, float]:
    """C-value of each candidate: log2 of its words (plus one) times the occurrences not owed to longer candidates.

    >>> inner = ChineseCandidate(("缫丝",), [("d", 0, 2)] * 3)
    >>> outer = ChineseCandidate(("缫丝", "企业"), [("d", 0, 4)] * 2)
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
                    longer[inner].append(len(candidate.occurrences))
    return {
        zh: math.log2(len(c.words) + 1) * (len(c.occurrences) - (sum(above) / len(above) if above else 0.0))
        for zh, c in candidates.items()
        for above in [longer.get(zh, [])]
    }


def score_chinese(candidates: Mapping[str, ChineseCandidate], total: int) -> list[ScoredTerm]:
    """Score every candidate; those below the cut carry the reason. Sorted by score, then characters.

    The score adds the weirdness of the least weird word, in powers of ten, and a share of the C-value.
    """
    values = c_values(candidates)
    counts = Counter({c.words[0]: len(c.occurrences) for c in candidates.values() if len(c.words) == 1})
    scored = []
    for zh, candidate in candidates.items():
        uses = len(candidate.occurrences)
        least = min(
            math.log10(max(counts[word], uses) * 1e9 / max(total, LEAST_WORDS)) - max(chinese_zipf(word), FLOOR_ZIPF)
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
        occurrences = tuple(sorted(candidate.occurrences))
        rejected = _reject(candidate, score, least)
        scored.append(ScoredTerm((zh,), zh, occurrences, measures, round(score, 3), rejected))
    return sorted(scored, key=lambda term: (-term.score, term.text))


def _reject(candidate: ChineseCandidate, score: float, least: float) -> str:
    is_phrase = len(candidate.words) > 1
    if not candidate.maximal:
        return "only inside longer phrases"
    if len(candidate.occurrences) < LEAST_USES[is_phrase]:
        return "met too seldom"
    return "" if score >= CUT and (is_phrase or least >= ALONE) else "its words are common in general Chinese"
