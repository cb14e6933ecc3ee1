"""Dossiers as bytes and back: plain lists of JSON, packed, so that loading them runs nothing and a changed bit shows.

Comes in: records. Goes out: bytes; and records again, exactly as they were. Damaged where bytes are none of ours.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from glossary.chinese_terms import ChinesePhrase, ChinesePhrases
from glossary.records import Alternative, Confidence, Document, Issue, Kind, Reading, Segment

Made = TypeVar("Made")
_LEVEL = 1  # of zlib: packs to a quarter, in a tenth of the time that reading a text takes
_KINDS, _LEVELS, _ISSUES = {str(k): k for k in Kind}, {str(c): c for c in Confidence}, {str(i): i for i in Issue}


class Damaged(Exception):
    """Kept bytes cannot be what was written."""


def _pack(values: object) -> bytes:
    return zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def _unpack(raw: bytes, make: Callable[[Any], Made]) -> Made:
    try:
        return make(json.loads(zlib.decompress(raw)))
    except (zlib.error, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Damaged(str(error)) from None


def pack_document(document: Document, words: int, segments: Iterable[Segment]) -> bytes:
    d = document
    fields = (d.path, d.text, d.sha256, d.title, d.publisher, d.date, d.url, d.lang, d.furniture, d.original)
    aligned = [(s.start, s.stop, s.original_start, s.original_stop) for s in segments]
    return _pack((fields, words, aligned))


def unpack_document(raw: bytes) -> tuple[Document, int, tuple[Segment, ...]]:
    """A document, its words and its segments.

    >>> document = Document("a.txt", "Keqiao weaves.", "00", furniture=((0, 6),))
    >>> unpack_document(pack_document(document, 2, [Segment(0, 6, 0, 2)])) == (document, 2, (Segment(0, 6, 0, 2),))
    True
    """

    def make(values: Any) -> tuple[Document, int, tuple[Segment, ...]]:  # noqa: ANN401
        (path, text, sha256, title, publisher, date, url, lang, furniture, original), words, aligned = values
        spans = tuple((start, stop) for start, stop in furniture)
        document = Document(path, text, sha256, title, publisher, date, url, lang, spans, original)
        return document, words, tuple(Segment(*offsets) for offsets in aligned)

    return _unpack(raw, make)


def pack_readings(readings: Iterable[Reading]) -> bytes:
    return _pack([
        (r.start, r.stop, r.text, r.kind, r.referent, r.because, r.confidence, r.score, r.issue, r.issue_because,
         r.english, r.zh, r.also_zh, [(a.zh, a.source, a.score, a.chosen, a.because) for a in r.alternatives])
        for r in readings
    ])  # fmt: skip


def unpack_readings(path: str, raw: bytes) -> tuple[Reading, ...]:
    """The readings of the document of this path.

    >>> weighed = (Alternative("柯桥", "table", 1.5, True, "Shaoxing stands beside it"),)
    >>> reading = Reading("a", 0, 6, "Keqiao", Kind.PLACE, "place:330603", "its pinyin", alternatives=weighed)
    >>> unpack_readings("a", pack_readings([reading])) == (reading,)
    True
    """

    def make(values: Any) -> tuple[Reading, ...]:  # noqa: ANN401
        return tuple(
            Reading(path, start, stop, text, _KINDS[kind], referent, because, _LEVELS[level], score, _ISSUES[issue],
                    issue_because, english, zh, tuple(also_zh), tuple(Alternative(*a) for a in alternatives))
            for (start, stop, text, kind, referent, because, level, score, issue, issue_because, english, zh, also_zh,
                 alternatives) in values
        )  # fmt: skip

    return _unpack(raw, make)


def pack_phrases(found: ChinesePhrases) -> bytes:
    return _pack((found.words, [(p.words, p.places, p.maximal) for p in found.phrases]))


def unpack_phrases(raw: bytes) -> ChinesePhrases:
    """The phrases of a Chinese document.

    >>> found = ChinesePhrases(9, (ChinesePhrase(("缫丝", "企业"), ((0, 4), (7, 11)), 2),))
    >>> unpack_phrases(pack_phrases(found)) == found
    True
    """

    def make(values: Any) -> ChinesePhrases:  # noqa: ANN401
        words, phrases = values
        return ChinesePhrases(words, tuple(
            ChinesePhrase(tuple(parts), tuple((start, stop) for start, stop in places), maximal)
            for parts, places, maximal in phrases
        ))  # fmt: skip

    return _unpack(raw, make)
