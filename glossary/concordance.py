"""The concordance of one document: a line of text, left, node, right, for each reading (KWIC).

Comes in: a document and its readings. Goes out: a Mention for each, that knows the shortest longer one it is nested in.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator

from glossary.records import Document, Mention, Reading
from glossary.uses import rendering_of

CONTEXT = 70  # characters of context on either side of a node
_LINE_FEED = re.compile("\n")
_SPACE = re.compile(r"\s+")


def iter_mentions(document: Document, readings: Iterable[Reading]) -> Iterator[Mention]:
    """Yield the concordance lines of readings, cut at the line of the text, in its order, the longer first.

    >>> from glossary.records import Kind
    >>> document = Document("a", "Mills of\\nKeqiao weave.", "")
    >>> reading = Reading("a", 9, 15, "Keqiao", Kind.PLACE, "place:330603", "")
    >>> [(m.line, m.left, m.node, m.right) for m in iter_mentions(document, [reading])]
    [(2, '', 'Keqiao', ' weave.')]
    """
    text = document.text
    feeds = [match.start() for match in _LINE_FEED.finditer(text)]
    spans: list[tuple[int, int]] = []
    for reading in sorted(readings, key=lambda r: (r.start, -r.stop)):
        start, stop = reading.start, reading.stop
        while spans and spans[-1][1] < stop:
            spans.pop()
        above, below = bisect.bisect_left(feeds, start), bisect.bisect_left(feeds, stop)
        opens = feeds[above - 1] + 1 if above else 0
        closes = feeds[below] if below < len(feeds) else len(text)
        yield Mention(
            rendering=rendering_of(reading, document.lang),
            document=document.path,
            start=start,
            stop=stop,
            line=above + 1,
            left=_SPACE.sub(" ", text[max(opens, start - CONTEXT) : start]),
            node=" ".join(text[start:stop].split()),
            right=_SPACE.sub(" ", text[stop : min(closes, stop + CONTEXT)]),
            inside=spans[-1] if spans else None,
        )
        spans.append((start, stop))
