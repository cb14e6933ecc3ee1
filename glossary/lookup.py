"""A look-up from end to end: the database where there is one, the curated data where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glossary.search import Answer, look_up, open_database, suggest


def answer(path: Path | None, query: str, kinds: Sequence[str] = ()) -> tuple[list[Answer], list[str]]:
    """The answers to a query and, where there are none, what may be meant; without a database from the curated data.

    GlossaryError where the database cannot be read.
    """
    if path is None:
        from glossary.offhand import answer_offhand

        return answer_offhand(query, kinds), []
    db = open_database(path)
    answers = [found for found in look_up(db, query) if not kinds or found.kind in kinds]
    return answers, [] if answers else suggest(db, query)
