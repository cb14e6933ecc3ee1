"""Count the errors of bare pypinyin beside ours on the hard names of tests/cases/pinyin_names.csv.

Run: python benchmarks/pinyin.py [--list]

Both are asked through the same orthography (capitals, spaces, apostrophes), so what is counted is the reading alone:
once with tones, once by the toneless key that a search compares. The names were collected for being hard, and our
tables were mended on them: this is a list of what must not break, not an error rate for names at large.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

from glossary.pinyin import Readings, name_pinyin, person_pinyin, place_pinyin, read_readings, term_pinyin
from glossary.romanization import pinyin_key
from glossary.tables import data_dir

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "pinyin_names.csv"


def ask(label: str, given: str, readings: Readings) -> str:
    """Pinyin of one case; label is a kind and perhaps a level, given may end in @ and the code of the place."""
    kind, _, level = label.partition(" ")
    zh, _, code = given.partition("@")
    if kind == "place":
        return place_pinyin(zh, level, readings, code)
    if kind == "person":
        return person_pinyin(zh, readings)
    return name_pinyin(zh.split(), readings) if kind == "name" else term_pinyin(zh, readings)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="print each name that one of the two gets wrong")
    options = parser.parse_args()
    with CASES.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    systems = {"pypinyin": Readings(), "ours": read_readings(data_dir())}
    wrong: Counter[tuple[str, str, str]] = Counter()
    for case in cases:
        kind, expected = case["label"].split()[0], case["expected"]
        for system, readings in systems.items():
            answer = ask(case["label"], case["given"], readings)
            wrong[system, kind, "toned"] += answer != expected
            wrong[system, kind, "key"] += pinyin_key(answer) != pinyin_key(expected)
            if options.list and answer != expected:
                print(f"{system:8} {case['given']}: {answer}, not {expected} ({case['why']})")
    counts = Counter(case["label"].split()[0] for case in cases)
    print("kind      names   pypinyin wrong (of these by key)   ours wrong (by key)")
    for kind in (*sorted(counts), "all"):
        kinds = counts if kind == "all" else [kind]
        told = [sum(wrong[system, each, how] for each in kinds) for system in systems for how in ("toned", "key")]
        print(f"{kind:8} {sum(counts[each] for each in kinds):6} {told[0]:10} ({told[1]}) {told[2]:24} ({told[3]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
