"""Chinese text → words, and simplified characters → traditional. The only module that knows jieba and OpenCC.

In: simplified Chinese, and the names a caller knows. Out: words; traditional forms. jieba runs as our own Tokenizer,
made on first use, so its global dictionary stays as it came and importing this module costs nothing. OpenCC (its own
pure-Python package, Apache-2.0) converts by phrases first: 干 is 幹, 乾 or 干 by the word it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencc import OpenCC

# What a user's word counts in jieba's dictionary of 60 million: more than the parts it would otherwise be cut into.
_USER_WORD_FREQUENCY = 20_000


@cache
def _tokenizer(userwords: frozenset[str]) -> Any:  # noqa: ANN401  (jieba has no types)
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in sorted(userwords):
        tokenizer.add_word(word, _USER_WORD_FREQUENCY)
    return tokenizer


def words(zh: str, userwords: Iterable[str] = ()) -> tuple[str, ...]:
    """Cut Chinese text into words; `userwords` are kept whole where they occur.

    The tokenizer of one set of userwords is kept, so pass the same set again and again: a new one costs a second.

    >>> words("泺口服装城", ["泺口"]), words("")
    (('泺口', '服装', '城'), ())
    """
    return tuple(_tokenizer(frozenset(userwords)).cut(zh, HMM=False))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")


def to_traditional(zh: str) -> str:
    """Traditional form of simplified Chinese, by phrases first; what is traditional already stays.

    >>> to_traditional("柯桥"), to_traditional("长丝"), to_traditional("干洗"), to_traditional("")
    ('柯橋', '長絲', '乾洗', '')
    """
    return str(_converter().convert(zh))
