"""Make data/lexicon.csv: English words and the class they have most often.

Source: the lexicon of Eric Brill's tagger (1992; MIT licence) with the words of the Twitter part-of-speech data
(Gimpel et al. 2011; CC BY 3.0), as the package textblob carries it. Run: python scripts/make_lexicon.py
Needs: pip install textblob. A capitalised entry is left out where the lower-case word has one of its own.
"""

import csv
import importlib.metadata
import re
from pathlib import Path

CLASSES = {
    "NN": "noun", "NNS": "noun", "FW": "noun", "NNP": "proper", "NNPS": "proper", "JJ": "adjective",
    "JJR": "adjective", "JJS": "adjective", "RB": "adverb", "RBR": "adverb", "RBS": "adverb", "RP": "adverb",
    "VB": "verb", "VBP": "verb", "VBZ": "verb", "VBD": "verb", "VBN": "participle", "VBG": "gerund", "CD": "number",
}  # fmt: skip
TARGET = Path(__file__).resolve().parent.parent / "data" / "lexicon.csv"


def read_classes(lines: list[str]) -> dict[str, str]:
    classes: dict[str, str] = {}
    for line in lines:
        word, _, tag = line.strip().partition(" ")
        if line.startswith(";;;") or not re.fullmatch(r"[A-Za-z]{1,30}", word):
            continue
        if word.islower() or word.lower() not in classes:
            classes[word.lower()] = CLASSES.get(tag.split("-")[0], "function")
    return classes


def main() -> None:
    package = importlib.metadata.distribution("textblob")
    path = Path(str(package.locate_file("textblob/en/en-lexicon.txt")))
    classes = read_classes(path.read_text(encoding="utf-8").splitlines())
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "class"))
        writer.writerows(sorted(classes.items()))


if __name__ == "__main__":
    main()
