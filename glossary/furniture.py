"""Which lines of a page are furniture: navigation, column labels, related reading, notices. They may hold names.

Comes in: the text of a page. Goes out: the stretches that are no prose. The cues are the standing phrases of web
pages, in the English that machines make of Chinese ones; a line is judged by its shape and its phrases, never by
what it is about.
"""

from __future__ import annotations

import re

_NOTICE = re.compile(
    r"\b(?:disclaimer|all rights reserved|copyright|add to (?:your )?favou?rites|set as (?:your )?home ?page"
    r"|about us|contact us|zip code|postal code|hotline|\bICP\b|technical support"
    r"|read more|click here|subscribe|share to|print this|previous (?:article|page)|next (?:article|page)|site map"
    r"|scan the (?:qr )?code|follow us|official account|log ?in|sign up|reprint(?:ed)?|infringe(?:s|ment)?)\b"
    r"|\b(?:declaration|e-?mail|tel(?:ephone)?|fax):"
    r"|(?:^|\()\s*(?:article )?source:|(?:responsible )?editor(?:-in-charge)?:",
    re.IGNORECASE,
)
_LIST_OPENS = re.compile(
    r"^\W*(?:related (?:reading|news|articles?|links?|recommendations?)|recommended reading|more news"
    r"|hot (?:news|topics?)|latest news|popular (?:articles?|news)|you may also like|other information"
    r"|guess you like)\W*",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"^\s*(?:[-|•*·>]|\d{1,2}[.、)]\s)")
_SENTENCE_END = re.compile(r"[.!?。！？][\"”'’)]*\s*$")
NAVIGATION_BARS = 3  # fields divided by "|" in a line that make it a menu; tuned on the five shared articles
NOTICE_WORDS = 60  # a longer paragraph that mentions copyright is prose about copyright; same tuning


def _is_furniture(line: str, in_list: bool) -> bool:
    words = line.split()
    if len(words) <= 1 and line.strip().isascii():
        return True
    if line.count("|") + 1 >= NAVIGATION_BARS:
        return True
    if _NOTICE.search(line) and len(words) <= NOTICE_WORDS:
        return True
    return in_list and (bool(_LIST_ITEM.match(line)) or not _SENTENCE_END.search(line))


def find_furniture(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches (start, stop) of furniture, in order; neighbouring lines make one stretch.

    A list of related reading lasts until a line that reads like a sentence.

    >>> page = "Home | News | Log in\\nKeqiao weaves cloth.\\nRelated reading\\n- Silk Fair Held\\n"
    >>> [page[start:stop] for start, stop in find_furniture(page)]
    ['Home | News | Log in\\n', 'Related reading\\n- Silk Fair Held\\n']
    """
    spans: list[tuple[int, int]] = []
    offset, in_list = 0, False
    for line in text.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        if not line.strip():
            continue
        opens = _LIST_OPENS.search(line)
        in_list = bool(opens) or (in_list and _is_furniture(line, in_list=True))
        if opens or _is_furniture(line, in_list):
            if spans and not text[spans[-1][1] : start].strip():
                spans[-1] = (spans[-1][0], offset)
            else:
                spans.append((start, offset))
    return tuple(spans)
