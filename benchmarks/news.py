"""Mined terms on annotated trade news: recall of the annotation, and how many of the best hundred were judged right.

Run: python benchmarks/news.py TEXTS GOLD.csv [SHEET.csv]

Prints how many of the annotated terms are candidates, and how many are published, by mining alone and with what the
curated tables hold; then, where a SHEET (term, right, why) is given, the hundred best published terms with the
judgement of each, and the count. Names are taken out first, as in a build. --list prints the hundred as a sheet.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from glossary.authority import Authority, read_authority
from glossary.build import judged
from glossary.corpus import read_documents
from glossary.english import fold_phrase
from glossary.evaluate import normal_surface, read_gold
from glossary.pinyin import read_readings
from glossary.records import Document, Kind, ScoredTerm
from glossary.tables import data_dir, read_rows

BEST = 100
SHEET_COLUMNS = ("term", "right", "why")


def best_terms(terms: list[ScoredTerm]) -> list[str]:
    """The published terms with the highest scores, known to the tables or not."""
    published = [term for term in terms if not term.rejected]
    return [term.text for term in sorted(published, key=lambda term: (-term.score, term.words))[:BEST]]


def read_sheet(path: Path) -> dict[str, tuple[str, str]]:
    """The judgement of each term: yes or no, and why."""
    return {row["term"]: (row["right"], row["why"]) for _, row in read_rows(path, SHEET_COLUMNS)}


def mine(texts: Path, authority: Authority) -> tuple[list[ScoredTerm], set[tuple[str, str]]]:
    """All candidates, and (document, text) of every mention that a build of the texts keeps."""
    documents = [item for item in read_documents([texts]) if isinstance(item, Document)]
    spellings = read_readings(data_dir())
    with judged(documents, authority, spellings) as gathering:
        return list(gathering.scores), {(m.document, normal_surface(m.node)) for m in gathering.mentions()}


def main(texts: Path, gold_path: Path, sheet: Path | None, as_sheet: bool) -> None:
    terms, mentioned = mine(texts, read_authority())
    if as_sheet:
        csv.writer(sys.stdout, lineterminator="\n").writerows([[term, "", ""] for term in best_terms(terms)])
        return
    gold = [row for row in read_gold(gold_path) if row.kind is Kind.TERM]
    candidates = {term.words for term in terms}
    published = {term.words for term in terms if not term.rejected}
    kept = {(row.doc, row.surface) for row in gold if (row.doc, normal_surface(row.surface)) in mentioned}
    keys = {(row.doc, row.surface): fold_phrase(row.surface) for row in gold}
    print(f"{len(candidates)} candidates, {len(published)} published; {len(gold)} annotated terms, of which")
    for label, among in (("candidates", candidates), ("published", published)):
        mined = {row for row, key in keys.items() if key in among}
        shares = [len(found) / len(keys) for found in (mined, mined | kept)]
        print(f"  {label:11} {shares[0]:.0%} by mining alone, {shares[1]:.0%} with the curated tables")
    if sheet is not None:
        verdicts = read_sheet(sheet)
        best = best_terms(terms)
        right = sum(verdicts.get(term, ("", ""))[0] == "yes" for term in best)
        unknown = sum(term not in verdicts for term in best)
        print(f"of the best {len(best)} {right} were judged right, {unknown} not judged; wrong:")
        print(*(f"  {term}: {verdicts[term][1]}" for term in best if verdicts.get(term, ("", ""))[0] == "no"), sep="\n")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:] if argument != "--list"]
    if len(given) < 2:
        sys.exit(__doc__)
    main(given[0], given[1], given[2] if len(given) > 2 else None, "--list" in sys.argv)
