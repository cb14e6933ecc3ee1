"""Matching a cell of someone's table against the glossary: candidates with a score and the features it rests on.

Comes in: a connection and a Question. Goes out: candidates, the best first, none below a threshold: an empty answer is
better than a wrong one. Wrong renderings, pinyin and near spellings find their entry and say that they are that.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from glossary.distance import likeness
from glossary.index import match_expression
from glossary.romanization import query_keys
from glossary.search import Answer, find_ids, read_answer, suggest
from glossary.tables import WRONG_ROLES

MOST_WEIGHED = 30  # entries scored for one question
LEAST_SCORE = 60.0  # below this nothing is answered
CERTAIN, LEAD = 90.0, 5.0  # what a match needs: this score, and this much more than the next
# What a designation that is the question is worth, by its role; then the same pinyin; a mere likeness is worth less.
WORTH = {"preferred": 100.0, "admitted": 98.0, "deprecated": 95.0, "lookup": 94.0}
SAME_PINYIN, LIKENESS = 92.0, 0.85
CONTRADICTED = 25.0  # taken off for each property that says otherwise
PROPERTIES = {
    "zh": "Chinese", "zh_hant": "Chinese, traditional", "pinyin": "Pinyin", "english": "English to prefer",
    "kind": "Kind", "subject_field": "Subject field", "parent": "Belongs to", "definition": "Definition",
    "note": "Note", "status": "Status", "confidence": "Confidence", "latitude": "Latitude", "longitude": "Longitude",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One cell, with what else its row says."""

    text: str
    kinds: frozenset[str] = frozenset()  # none for any
    are_kinds_strict: bool = True
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    answer: Answer
    score: float
    is_match: bool
    features: dict[str, float | bool]


def _either(text: str) -> str:
    """A MATCH expression for entries that share any word, or any two neighbouring characters, with a text."""
    han = [run[i : i + 2] for run in re.findall("[\u3400-\u9fff]+", text) for i in range(max(1, len(run) - 1))]
    words = re.findall(r"[^\W\d_\u3400-\u9fff]{2,}", text)
    return " OR ".join(match_expression(part) for part in dict.fromkeys([*han, *words])) or '""'


def _considered(db: sqlite3.Connection, text: str) -> list[int]:
    """The ids worth scoring: what a search finds, or else what shares a word or is spelt alike."""
    numbers, exactly = find_ids(db, text, MOST_WEIGHED)
    if exactly:
        return numbers
    sql = """SELECT f.rowid FROM concepts_fts f WHERE concepts_fts MATCH ?
             ORDER BY bm25(concepts_fts, 10, 6, 8, 2), f.rowid LIMIT ?"""
    numbers += [row[0] for row in db.execute(sql, (_either(text), MOST_WEIGHED))]
    near = suggest(db, text)
    marks = ", ".join("?" * len(near))
    rows = db.execute(f"SELECT DISTINCT concept_id FROM designations WHERE text IN ({marks}) ORDER BY 1", near)
    return list(dict.fromkeys([*(row[0] for row in rows), *numbers]))


def _features(answer: Answer, text: str) -> dict[str, float | bool]:
    """What speaks for an entry: how well its best designation fits, and of what sort that is."""
    folded, keys = text.casefold(), set(query_keys(text))
    same = [found for found in answer.designations if found.text.casefold() == folded]
    role = max((found.role for found in same), key=lambda each: WORTH.get(each, 0.0), default="")
    likest = max((likeness(text, found.text) for found in answer.designations), default=0.0)
    return {
        "same_text": bool(same),
        "preferred": role == "preferred",
        "known_error": role in WRONG_ROLES,
        "same_pinyin": bool(keys & set(query_keys(answer.pinyin))),
        "likeness": round(likest, 1),
        "worth": WORTH.get(role, 0.0),
    }


def _contradictions(answer: Answer, row: dict[str, str], question: Question) -> int:
    """How many properties of the question the entry does not have."""
    against = 0
    for name, values in question.properties:
        held = " | ".join([answer.parent, *answer.parents]) if name == "parent" else row.get(name, "")
        wanted = [value.casefold() for value in values if value]
        against += bool(wanted) and not any(value in held.casefold() for value in wanted)
    return against


def _scored(db: sqlite3.Connection, number: int, question: Question) -> tuple[float, Answer, dict[str, float | bool]]:
    answer = read_answer(db, number, question.text)
    features = _features(answer, question.text) if question.text else {}
    worth = float(features.pop("worth", 80.0))
    score = worth or (SAME_PINYIN if features["same_pinyin"] else LIKENESS * float(features["likeness"]))
    against = _contradictions(answer, read_properties(db, number), question)
    if question.kinds and answer.kind not in question.kinds:
        against += 1
    return max(0.0, round(score - CONTRADICTED * against, 1)), answer, features | {"contradictions": float(against)}


def _with_property(db: sqlite3.Connection, question: Question) -> list[int]:
    """Entries for a question without a text: those that a property names."""
    found: list[int] = []
    for name, values in question.properties:
        if name in ("zh", "english", "pinyin"):
            found += [number for value in values if value for number in find_ids(db, value, MOST_WEIGHED)[0]]
    return list(dict.fromkeys(found))


def find_candidates(db: sqlite3.Connection, question: Question) -> list[Candidate]:
    """The candidates for a question, the best first; at most one is a match, and only where it leads clearly."""
    numbers = _considered(db, question.text) if question.text else _with_property(db, question)
    scored = [_scored(db, number, question) for number in numbers[: 2 * MOST_WEIGHED]]
    kept = [
        each for each in scored
        if each[0] >= LEAST_SCORE
        and not (question.kinds and question.are_kinds_strict and each[1].kind not in question.kinds)
    ]  # fmt: skip
    kept.sort(key=lambda each: (-each[0], -each[1].uses, each[1].slug))
    lead = kept[0][0] - (kept[1][0] if len(kept) > 1 else 0.0) if kept else 0.0
    return [
        Candidate(answer, score, rank == 0 and score >= CERTAIN and lead >= LEAD, features)
        for rank, (score, answer, features) in enumerate(kept[: question.limit])
    ]


def read_properties(db: sqlite3.Connection, number: int) -> dict[str, str]:
    """What the glossary says of one entry, by the names of PROPERTIES; "" where it says nothing."""
    columns = ", ".join(f"c.{name}" for name in PROPERTIES if name != "parent")
    row = db.execute(
        f"""SELECT {columns}, p.english FROM concepts c LEFT JOIN concepts p ON p.id = c.parent_id WHERE c.id = ?""",
        (number,),
    ).fetchone()
    names = [name for name in PROPERTIES if name != "parent"]
    return {name: "" if value is None else str(value) for name, value in zip([*names, "parent"], row, strict=True)}


def extend(db: sqlite3.Connection, slugs: Iterable[str]) -> dict[str, dict[str, str]]:
    """The properties of entries by slug; {} for a slug that does not exist."""
    found = {}
    for slug in slugs:
        row = db.execute("SELECT id FROM concepts WHERE slug = ?", (slug,)).fetchone()
        found[slug] = read_properties(db, row[0]) if row else {}
    return found
