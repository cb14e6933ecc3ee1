"""Which column of a table holds the texts, which the Chinese original, title, publisher, date and address.

Comes in: the names of the columns. Goes out: Columns, or Unreadable with the names found and what to do. The names are
those that news archives and exports use, in English and Chinese; case, spaces, hyphens and underscores do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.corpus.decoding import Unreadable

_NAMES = {  # in the order in which they are looked for
    "text": "text body content article fulltext maintext articletext articlebody story english en enus engb"
    " 正文 内容 文章 英文 英语",  # body, content, article, English
    "original": "zh chinese zhcn zhhans zhhant zhtw original originaltext 中文 原文 汉语",  # Chinese, original
    "title": "title headline heading 标题 题目",  # title
    "publisher": "publisher site sitename source media outlet newspaper 来源 媒体",  # source, media
    "date": "date published publishdate publisheddate publishedat pubdate datetime 日期 时间",  # date, time
    "url": "url link href permalink 网址 链接",  # address, link
}
_APART = re.compile(r"[\s_-]+")
_MOST_NAMED = 12  # columns that a message lists


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns, "" where the table has none for the purpose."""

    text: str
    original: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    is_memory: bool = False  # English and Chinese and nothing else: a text line by line, not a text a row


def find_columns(names: Sequence[str], text_column: str = "") -> Columns:
    """The columns of a table by their names; `text_column` is where the texts are, if there is such a column.

    >>> find_columns(["Headline", "Article_Text", "Source", "views"])
    Columns(text='Article_Text', original='', title='Headline', publisher='Source', date='', url='', is_memory=False)
    >>> find_columns(["English", "Chinese"]).is_memory
    True
    """
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(_APART.sub("", name.casefold()), name)
    found = {use: next((by_key[key] for key in keys.split() if key in by_key), "") for use, keys in _NAMES.items()}
    if text_column and text_column in names:
        found = {use: "" if name == text_column else name for use, name in found.items()} | {"text": text_column}
    if not found["text"]:
        listed = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        raise Unreadable(f"no column of texts among {listed}; name it with --text-column, or call it text")
    is_memory = bool(found["original"]) and len(names) == 2
    return Columns(
        text=found["text"],
        original=found["original"],
        title=found["title"],
        publisher=found["publisher"],
        date=found["date"],
        url=found["url"],
        is_memory=is_memory,
    )
