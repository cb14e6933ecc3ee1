"""The article on a web page: its paragraphs, title, publisher, date and address.

Comes in: the bytes of an HTML file. Goes out: a Draft with one paragraph a line; Unreadable where the page holds no
article. What is article and what is the site around it is judged by trafilatura (Barbaresi 2021), which this module
alone knows. Nothing is fetched, and no date depends on the day on which the page is read.
"""

from __future__ import annotations

import logging
import re

from glossary.corpus.decoding import Unreadable, decode
from glossary.corpus.draft import Draft

LARGEST = 20_000_000  # bytes; what is larger is no page that a person was meant to read
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}  # as the page states it
_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext")


def parse_webpage(raw: bytes) -> Draft:
    """The article of a page; Unreadable where there is none.

    >>> line = "<p>The mills of Keqiao weave cloth, and the dyers of Shengze dye it for buyers from everywhere.</p>"
    >>> page = f"<html><head><title>Cloth</title></head><body><article>{line * 5}</article></body></html>"
    >>> draft = parse_webpage(page.encode())
    >>> draft.title, draft.text.count("Keqiao") > 0
    ('Cloth', True)
    """
    if len(raw) > LARGEST:
        raise Unreadable(f"the page is larger than {LARGEST // 1_000_000} MB; save its article as text")
    declared = _DECLARED.search(raw[:_HEAD])
    html = decode(raw, declared.group(1).decode("ascii") if declared else "")
    import trafilatura

    for name in _LIBRARIES:  # what they would say on stderr is said by our own reason
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        page = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise Unreadable(f"the page cannot be taken apart ({type(error).__name__}); save its article as text") from None
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise Unreadable("the page holds no article")
    lines = [" ".join(line.split()) for line in (page.text or "").splitlines()]
    text = "".join(f"{line}\n" for line in lines if line)
    return Draft(text, page.title or "", page.sitename or "", page.date or "", page.url or "")
