"""The tables, indexes and the view of glossary.db: a public contract, documented in the README.

Comes in: nothing. Goes out: columns with their types, and SQL.
"""

from __future__ import annotations

from glossary.tables import WRONG_ROLES

TABLES: dict[str, dict[str, type]] = {
    "documents": {
        "id": int, "path": str, "title": str, "publisher": str, "date": str, "url": str, "lang": str, "words": int,
        "sha256": str, "text": str, "original_id": int,
    },
    "concepts": {
        "id": int, "slug": str, "kind": str, "subject_field": str, "zh": str, "zh_hant": str, "pinyin": str,
        "english": str, "definition": str, "note": str, "status": str, "confidence": str, "score": float,
        "because": str, "source": str, "parent_id": int, "latitude": float, "longitude": float, "valid_from": str,
        "valid_to": str, "uses": int, "documents": int,
    },
    "designations": {
        "id": int, "concept_id": int, "lang": str, "text": str, "form": str, "role": str, "issue": str,
        "because": str, "uses": int, "documents": int,
    },
    "mentions": {
        "id": int, "designation_id": int, "document_id": int, "start": int, "stop": int, "line": int, "inside": int,
        "left": str, "node": str, "right": str,
    },
    "matches": {
        "id": int, "designation_id": int, "zh": str, "source": str, "score": float, "chosen": int, "because": str,
    },
    "measures": {"designation_id": int, "name": str, "value": float},
    "rejected": {
        "key": str, "text": str, "uses": int, "score": float, "c_value": float, "min_weirdness": float, "because": str,
    },
    "segments": {"document_id": int, "start": int, "stop": int, "original_start": int, "original_stop": int},
    "judgements": {
        "designation": str, "concept": str, "decision": str, "zh": str, "judge": str, "date": str, "reason": str,
    },
    "retired": {"id": int, "slug": str, "concept_id": int},
    "stats": {
        "documents": int, "words": int, "concepts": int, "seen": int, "renderings": int, "wrong": int, "open": int,
        "mentions": int,
    },
}  # fmt: skip
FOREIGN_KEYS = {
    "documents": [("original_id", "documents", "id")],
    "concepts": [("parent_id", "concepts", "id")],
    "designations": [("concept_id", "concepts", "id")],
    "mentions": [("designation_id", "designations", "id"), ("document_id", "documents", "id")],
    "matches": [("designation_id", "designations", "id")],
    "measures": [("designation_id", "designations", "id")],
    "segments": [("document_id", "documents", "id")],
    "retired": [("concept_id", "concepts", "id")],
}
INDEXES = {
    "concepts": (("slug",), ("zh",), ("kind",), ("status",), ("uses",), ("parent_id",)),
    "designations": (("concept_id",), ("text",), ("issue",)),
    "mentions": (("designation_id",), ("document_id", "start")),
    "matches": (("designation_id",),),
    "measures": (("designation_id",),),
    "rejected": (("key",),),
    "retired": (("slug",),),
}
MORE_INDEXES = (
    "CREATE INDEX idx_designations_name ON designations (text COLLATE NOCASE)",  # look-ups ignore case
    "CREATE INDEX idx_designations_seen ON designations (concept_id) WHERE lang = 'en' AND uses > 0",
    *(
        f"CREATE INDEX idx_designations_wrong_by_{order[0]} ON designations ({order[1]})"
        f" WHERE lang = 'en' AND uses > 0 AND role IN {WRONG_ROLES}"
        for order in (("uses", "uses DESC, text, id"), ("issue", "issue, uses DESC, text, id"), ("text", "text, id"))
    ),
)
SEARCH_INDEX = """
CREATE VIRTUAL TABLE concepts_fts USING fts5(zh, pinyin, en, variants, tokenize='porter unicode61 remove_diacritics 2')
"""
NEAR_INDEX = "CREATE TABLE beginnings (slip TEXT, beginning TEXT, PRIMARY KEY (slip, beginning)) WITHOUT ROWID"


def _several(lang: str, condition: str) -> str:
    """SQL for the designations of a concept in one cell, separated by " | "."""
    return (
        "(SELECT group_concat(text, ' | ') FROM (SELECT text FROM designations d WHERE d.concept_id = c.id"
        f" AND d.lang = '{lang}' AND {condition} ORDER BY d.uses DESC, d.text))"
    )


SHEET = f"""
CREATE VIEW glossary AS SELECT c.id, c.slug, c.kind, c.subject_field, c.zh, c.zh_hant, c.pinyin, c.english,
 {_several("en", "d.form = 'abbreviation' AND d.role IN ('preferred', 'admitted')")} AS abbreviation,
 {_several("en", "d.role = 'admitted' AND d.form != 'abbreviation'")} AS admitted,
 {_several("en", "d.role = 'deprecated'")} AS deprecated,
 {_several("en", "d.role = 'lookup'")} AS lookup,
 (SELECT group_concat(issue, ' | ') FROM (SELECT DISTINCT issue FROM designations d WHERE d.concept_id = c.id
   AND d.uses > 0 AND d.issue NOT IN ('', 'ok') ORDER BY issue)) AS issues,
 c.definition, c.note, (SELECT p.english FROM concepts p WHERE p.id = c.parent_id) AS parent,
 c.status, c.confidence, c.because,
 (SELECT CASE o.text WHEN '' THEN '' ELSE trim(m.left || m.node || m.right) END FROM mentions m
   JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example,
 (SELECT o.path FROM mentions m JOIN designations d ON d.id = m.designation_id JOIN documents o ON o.id = m.document_id
   WHERE d.concept_id = c.id ORDER BY m.document_id, m.start LIMIT 1) AS example_document,
 c.uses, c.documents, c.source
FROM concepts c
"""
