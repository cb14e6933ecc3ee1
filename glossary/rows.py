"""The rows of glossary.db: what the tables of schema.py hold of each record.

Comes in: documents, entries, mentions, decisions. Goes out: rows as dictionaries, with ids that depend on what a row
says and on nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from glossary.index import beginning, slips
from glossary.judgements import Judgement
from glossary.records import Document, Entry, Mention, Rendering, ScoredTerm, identifier
from glossary.schema import TABLES

Row = dict[str, Any]


def designation_id(concept: int, rendering: Rendering) -> int:
    return identifier("designation", str(concept), rendering.lang, rendering.text)


def document_row(document: Document, words: int, with_texts: bool) -> Row:
    row = {name: getattr(document, name) for name in TABLES["documents"] if hasattr(document, name)}
    original = identifier("document", document.original) if document.original else None
    return row | {"words": words, "text": document.text if with_texts else "", "original_id": original}


class Mentioned:
    """The mentions on their way to their table, and in how many documents they show each designation and concept."""

    def __init__(self, mentions: Iterable[Mention], entries: Iterable[Entry]) -> None:
        self._mentions = mentions
        self._shown = {key: (entry.id, designation_id(entry.id, r))
                       for entry in entries for r in entry.renderings for key in r.keys}  # fmt: skip
        self.documents, self._last = Counter[int](), dict[int, str]()

    def rows(self, with_texts: bool) -> Iterator[Row]:
        """Yield the rows, document by document; what no entry shows since a decision has none."""
        for mention in self._mentions:
            shown = self._shown.get(mention.rendering)
            if shown is None:
                continue
            for number in shown:
                self.documents[number] += self._last.get(number) != mention.document
                self._last[number] = mention.document
            yield _mention_row(mention, shown[-1], with_texts)


def concept_row(entry: Entry, documents: int) -> Row:
    row = {name: getattr(entry, name) for name in TABLES["concepts"] if hasattr(entry, name)}
    row |= {"kind": str(entry.kind), "status": str(entry.status), "confidence": str(entry.confidence)}
    return row | {"parent_id": entry.parent, "documents": documents}


def designation_rows(entry: Entry, documents: Mapping[int, int]) -> Iterator[Row]:
    for rendering in entry.renderings:
        number = designation_id(entry.id, rendering)
        yield {
            "id": number,
            "concept_id": entry.id,
            "lang": rendering.lang,
            "text": rendering.text,
            "form": str(rendering.form),
            "role": str(rendering.role),
            "issue": str(rendering.issue) if rendering.issue else "",
            "because": rendering.because,
            "uses": rendering.uses,
            "documents": documents.get(number, 0),
        }


def _mention_id(document: str, start: int, stop: int) -> int:
    return identifier("mention", document, str(start), str(stop))


def _mention_row(mention: Mention, designation: int, with_texts: bool) -> Row:
    """A mention with the text around it, or with the words themselves alone."""
    return {
        "id": _mention_id(mention.document, mention.start, mention.stop),
        "designation_id": designation,
        "document_id": identifier("document", mention.document),
        "start": mention.start,
        "stop": mention.stop,
        "line": mention.line,
        "inside": _mention_id(mention.document, *mention.inside) if mention.inside else None,
        "left": mention.left if with_texts else "",
        "node": mention.node,
        "right": mention.right if with_texts else "",
    }


def match_rows(entry: Entry) -> Iterator[Row]:
    for rendering in entry.renderings:
        owner = designation_id(entry.id, rendering)
        for rank, match in enumerate(rendering.alternatives):
            yield {
                "id": identifier("match", str(owner), match.zh, str(rank)),
                "designation_id": owner,
                "zh": match.zh,
                "source": match.source,
                "score": match.score,
                "chosen": int(match.chosen),
                "because": match.because,
            }


def measure_rows(entry: Entry) -> Iterator[Row]:
    for rendering in entry.renderings:
        for measure in rendering.measures:
            yield {"designation_id": designation_id(entry.id, rendering), "name": measure.name, "value": measure.value}


def judgement_rows(judgements: Iterable[Judgement]) -> Iterator[Row]:
    for judgement in judgements:
        yield {name: str(getattr(judgement, name)) for name in TABLES["judgements"]}


def rejected_rows(terms: Iterable[ScoredTerm]) -> Iterator[Row]:
    for term in sorted(terms, key=lambda term: term.words):
        values = {measure.name: measure.value for measure in term.measures}
        yield {
            "key": " ".join(term.words),
            "text": term.text,
            "uses": int(values.get("frequency", 0)),
            "score": term.score,
            "c_value": values.get("c_value"),
            "min_weirdness": values.get("min_weirdness"),
            "because": term.rejected,
        }


def beginnings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """(slip, beginning) for all English names."""
    names = {r.text for entry in entries for r in entry.renderings if r.lang == "en"}
    return sorted({(slip, beginning(name)) for name in names for slip in slips(name)})
