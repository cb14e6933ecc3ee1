"""Term extraction on ACTER 1.5 (Rigouts Terryn, Hoste & Lefever 2020), scored as TermEval 2020 scored it.

Run: python benchmarks/acter.py FOLDER     (a checkout of github.com/AylaRT/ACTER; its licence forbids to ship it)

Candidates, ranking and cut are those of `glossary build`, for each of its three settings, which are the same for all
domains; names are not taken out first. Compared are unique lower-case strings, exactly, normalised as the corpus's
README sets out in 5.6; a term counts with every surface form that the texts have. Weights and cut were tuned on corp
and wind, for --wide; equi and htfl were only measured.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from glossary.corpus import parse_document
from glossary.counting import Counter, iter_places
from glossary.records import Document
from glossary.termhood import Cut, Scores
from glossary.terms import look

TUNED, MEASURED = ("corp", "wind"), ("equi", "htfl")
_DOUBLED = re.compile(",,|''|‘’|’’")
_SIGNS = str.maketrans(
    {**dict.fromkeys("−‐", "-"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("`´’‘", "'"), "İ": "I"}
)


def normal(text: str) -> str:
    """A string as it is compared: ACTER's README 5.6, lower case, single spaces.

    >>> normal("Left−ventricular  ‘Failure’")
    "left-ventricular 'failure'"
    """
    plain = _DOUBLED.sub('"', unicodedata.normalize("NFC", text)).translate(_SIGNS)
    return " ".join(plain.lower().split())


def read_gold(folder: Path, domain: str) -> dict[str, bool]:
    """The annotated terms, and whether each is a named entity."""
    lists = folder / "en" / domain / "annotated" / "annotations" / "unique_annotation_lists"
    gold = {}
    for line in (lists / f"{domain}_en_terms_nes.tsv").read_text(encoding="utf-8").splitlines():
        term, _, label = line.partition("\t")
        if label:
            gold[normal(term)] = label.strip() == "Named_Entity"
    return gold


def read_texts(folder: Path, domain: str) -> list[Document]:
    paths = sorted((folder / "en" / domain / "annotated" / "texts").glob("*.txt"))
    return [parse_document(path.name, path.read_bytes()) for path in paths]


def mine(documents: list[Document], cut: Cut) -> Iterator[str]:
    """Yield the surface forms of what would be published."""
    counter = Counter(look)
    for document in documents:
        counter.add(document.text)
    wanted = {term.words for term in Scores(counter.counts(), cut) if not term.rejected}
    for document in documents:
        for _, start, stop in iter_places(document.text, (), look, wanted):
            yield normal(document.text[start:stop])


def shares(found: set[str], gold: set[str]) -> tuple[float, float, float]:
    """Precision, recall, F1, in per cent."""
    right = len(found & gold)
    return 100 * right / max(len(found), 1), 100 * right / len(gold), 200 * right / (len(found) + len(gold))


def main(folder: Path) -> int:
    if not (folder / "en" / "corp").is_dir():
        print(f"{folder}: no ACTER here\n    to mend: name the folder that holds en/corp, en/equi, …", file=sys.stderr)
        return 2
    domains = [(d, read_texts(folder, d), read_gold(folder, d)) for d in (*TUNED, *MEASURED)]
    for cut in (Cut.WIDE, Cut.DEFAULT, Cut.STRICT):
        print(f"--{cut}       with named entities      without\n         terms     P     R    F1      P     R    F1")
        totals = [0.0, 0.0]
        for domain, documents, gold in domains:
            found = set(mine(documents, cut))
            figures = [shares(found, set(gold)), shares(found, {term for term, is_name in gold.items() if not is_name})]
            totals = [total + f1 for total, (_, _, f1) in zip(totals, figures, strict=True)]
            row = "  ".join("".join(f"{share:6.1f}" for share in three) for three in figures)
            print(f"{domain:8} {len(found):5}{row}  {'tuned on' if domain in TUNED else 'only measured'}")
        print(f"mean F1 {totals[0] / len(domains):23.1f} {totals[1] / len(domains):19.1f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("ACTER")))
