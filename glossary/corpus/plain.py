"""Plain text and Markdown, with the front matter that may stand above it.

Comes in: the text of a file. Goes out: a Draft, its links and emphasis reduced to their words where it is Markdown.
"""

from __future__ import annotations

import re

from glossary.corpus.draft import FIELDS, Draft

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_MARKDOWN = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),  # a link keeps its words
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
)


def parse_plain(text: str, is_markdown: bool = False) -> Draft:
    """The text below its front matter, with what that says.

    >>> parse_plain("---\\ntitle: Cloth\\n---\\nKeqiao weaves.\\n")
    Draft(text='Keqiao weaves.\\n', title='Cloth', publisher='', date='', url='')
    """
    fields: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        text = text[match.end() :]
        for line in match.group(1).splitlines():
            name, colon, value = line.partition(":")
            if colon and name.strip().lower() in FIELDS:
                fields[name.strip().lower()] = value.strip().strip("\"'")
    for pattern, replacement in _MARKDOWN if is_markdown else ():
        text = pattern.sub(replacement, text)
    return Draft(text, **fields)
