"""What the original says of readings: the cases of tests/cases/originals.csv, and the project's own pair."""

import csv
from functools import cache
from pathlib import Path

import pytest

from glossary.authority import Authority, read_authority
from glossary.bitext import Bitext
from glossary.names import Page
from glossary.originals import OriginalJudge
from glossary.pinyin import Readings, read_readings
from glossary.reconcile import choose, read_page
from glossary.records import Confidence, Document, Issue, Kind, Reading
from glossary.tables import data_dir

CASES = Path(__file__).parent / "cases" / "originals.csv"


@cache
def knowledge() -> tuple[Authority, Readings]:
    return read_authority(), read_readings(data_dir())


def read(english: str, original: str) -> tuple[Reading, ...]:
    authority, readings = knowledge()
    page = Page.read(Document("a.txt", english, ""))
    beside = Document("a.zh.txt", original, "", lang="zh-Hans")
    judge = OriginalJudge(Bitext.read(page, beside, authority), readings)
    return choose(judge.terms(judge.names(read_page(page, authority))))


def params() -> list[object]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(
                row, id=row["label"], marks=[pytest.mark.xfail(strict=True)] if row["expect"] == "fail" else []
            )
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("row", params())
def test_case(row: dict[str, str]) -> None:
    found = [r for r in read(row["english"], row["original"]) if r.text == row["given"] and not r.is_open]
    assert [r.referent for r in found] == ([row["expected"]] if row["expected"] else []), row["why"]


def by_text(readings: tuple[Reading, ...]) -> dict[str, Reading]:
    return {reading.text: reading for reading in readings}


def test_a_confirmed_reading_says_what_stands_where() -> None:
    found = by_text(read("Keqiao sells cloth.", "柯桥卖布。"))["Keqiao"]
    assert found.confidence is Confidence.HIGH
    assert "柯桥 stands in the aligned line of the original" in found.because


def test_a_misspelt_person_is_told_the_right_spelling() -> None:
    found = by_text(read("Our guide Zhou Wanling opened the shed.", "我们的向导周万霖打开了棚子。"))["Zhou Wanling"]
    assert (found.issue, found.english) == (Issue.MISSPELT, "Zhou Wanlin")


def test_nothing_is_made_from_the_chinese_side_alone() -> None:
    assert not [r for r in read("The cloth was soft.", "柯桥的周万霖说布很软。") if r.kind is not Kind.TERM]


def test_a_listed_name_that_is_absent_is_open_and_says_so() -> None:
    (found,) = [r for r in read("Cloth was shown in Florence.", "布在那里展出。") if r.text == "Florence"]
    assert found.is_open
    assert "the original has no 佛罗伦萨" in found.because
    assert [(a.zh, a.chosen) for a in found.alternatives] == [("佛罗伦萨", False)]


def test_a_term_of_another_line_is_kept_with_less_confidence() -> None:
    found = by_text(read("The warp breaks.\nWe oiled it.\n", "它断了。\n我们给经纱上了油。\n"))["warp"]
    assert found.confidence is Confidence.MEDIUM
    assert "though not in the aligned line" in found.because


def test_a_cover_names_both_sides() -> None:
    found = by_text(read("Visitors praised the curtain.", "参观者称赞了这幅帘子。"))["curtain"]
    quoted = "帘子 stands in the aligned line of the original, “参观者称赞了这幅帘子。”, and its parts mean so: "
    assert found.because == f"{quoted}curtain = 帘子"


def test_every_span_says_what_the_text_says() -> None:
    (path,) = (data_dir() / "texts").glob("06-*.zh.txt")
    text = path.with_name(path.name.replace(".zh", "")).read_text(encoding="utf-8")
    original = path.read_text(encoding="utf-8")
    readings = read(text, original)
    assert all(text[r.start : r.stop] == r.text for r in readings)
    zh = [r.referent[3:] for r in readings if r.referent.startswith("zh:")]
    assert all(form in original for form in zh)
    found = by_text(readings)
    assert found["Lianyungang"].confidence is Confidence.HIGH
    assert found["Feng Menglong"].referent in ("zh:冯梦龙", "concept:feng-menglong")
