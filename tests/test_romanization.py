"""Romanization: keys, splits, queries, older systems and styles, by table."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glossary.romanization import (
    SYLLABLES,
    is_pinyin,
    numbered,
    older_keys,
    pinyin_key,
    plain,
    query_keys,
    split_syllables,
)

CASES = Path(__file__).parent / "cases" / "romanization.csv"


def cases() -> list[object]:
    """The rows of the table; `fail` rows must fail until someone mends them."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(
                row["label"],
                row["given"],
                row["expected"],
                id=f"{row['label']}-{row['given']}",
                marks=[pytest.mark.xfail(strict=True, reason=row["why"])] if row["expect"] == "fail" else [],
            )
            for row in csv.DictReader(file)
        ]


def best_split(token: str) -> str:
    return " ".join(next(iter(split_syllables(token)), ()))


ASK: dict[str, Callable[[str], str]] = {
    "key": pinyin_key,
    "split": best_split,
    "query": lambda text: " ".join(query_keys(text)),
    "numbered": numbered,
    "plain": plain,
}


@pytest.mark.parametrize(("label", "given", "expected"), cases())
def test_table(label: str, given: str, expected: str) -> None:
    if label == "older":  # older systems leave several readings open: ours must be among them, and none for English
        assert (expected in older_keys(given)) if expected else not older_keys(given)
    else:
        assert ASK[label](given) == expected


def test_syllables_are_those_of_pypinyin() -> None:
    from pypinyin.constants import PINYIN_DICT

    grunts = {"m", "n", "ng", "hm", "hng"}
    said = {reading for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    assert {pinyin_key(reading) for reading in said if "ê" not in plain(reading)} - grunts - {""} == SYLLABLES


def test_every_pinyin_of_the_gazetteer_reads_back() -> None:
    """What the converter joined, the splitter takes apart again; official forms of other languages are no pinyin."""
    from glossary.tables import data_dir

    with (data_dir() / "places.csv").open(encoding="utf-8", newline="") as file:
        names = [row["pinyin"] for row in csv.DictReader(file)]
    assert sum(is_pinyin(name) for name in names) > 0.99 * len(names)
    assert all(pinyin_key(numbered(name)) == pinyin_key(name) for name in names)


@pytest.mark.parametrize("token", ["xian" * 10, "a" * 40, "aoeaoe" * 6])
def test_long_tokens_do_not_explode(token: str) -> None:
    assert is_pinyin(token)
    assert len(older_keys(token)) <= 64


def test_a_token_longer_than_a_name_is_none() -> None:
    assert split_syllables("xian" * 11) == []


def test_loads_without_pypinyin() -> None:
    code = "import sys, glossary.romanization; print('pypinyin' in sys.modules, 'jieba' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["False", "False"]
