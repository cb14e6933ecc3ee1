"""Scores by hand: what evaluation counts as found, right, precise, flagged (shared/gold/README.md)."""

from __future__ import annotations

import pytest

from glossary.evaluate import Given, Gold, normal_surface, normal_zh, score
from glossary.records import Issue, Kind


def gold(surface: str, zh: str = "", issue: Issue = Issue.OK, kind: Kind = Kind.PLACE, certainty: str = "high") -> Gold:
    return Gold("a.txt", surface, kind, tuple(normal_zh(form) for form in zh.split("|") if form), issue, certainty)


def given(text: str, *zh: str, issue: Issue = Issue.OK, start: int = 0, stop: int = 1) -> Given:
    return Given("a.txt", text, frozenset(map(normal_zh, zh)), issue, start, stop)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Hechi", "Hechi"),
        ("Hechi’s", "Hechi"),
        ("HECHI", "Hechi"),
        ("Silk  City", "Silk City"),
        ("Hechi's", "hechi"),
    ],
)
def test_surfaces_that_meet(one: str, other: str) -> None:
    assert normal_surface(one) == normal_surface(other)


def test_surfaces_that_do_not() -> None:
    assert normal_surface("Hechi City") != normal_surface("Hechi")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柯桥区", "柯桥"),  # Keqiao District, Keqiao
        ("浙江省", "浙江"),  # Zhejiang
        ("环江毛南族自治县", "环江"),  # Huanjiang Maonan Autonomous County
        ("“一带一路”", "一带一路"),  # Belt and Road
        ("浙江省商务厅", "浙江商务厅"),  # Zhejiang Department of Commerce
    ],
)
def test_chinese_that_meets(one: str, other: str) -> None:
    assert normal_zh(one) == normal_zh(other)


@pytest.mark.parametrize(
    ("one", "other"), [("郓城", "运城"), ("泺口", "洛口"), ("中国轻纺城", "轻纺城"), ("单县", "县")]
)
def test_chinese_that_does_not(one: str, other: str) -> None:
    """郓城 and 运城 are both Yuncheng, 泺口 and 洛口 both Luokou, 轻纺城 is the Textile City, 单县 Shan County."""
    assert normal_zh(one) != normal_zh(other)


def test_found_and_right() -> None:
    report = score([gold("Keqiao", "柯桥"), gold("Hechi", "河池"), gold("Ningbo", "宁波")],
                   [given("keqiao", "柯桥区"), given("Hechi", "和池")], {})  # fmt: skip
    tally = report.tallies["names"]
    assert (tally.rows, tally.found, tally.with_zh, tally.right) == (3, 2, 3, 1)
    assert (tally.given, tally.given_right) == (2, 1)
    assert [row.surface for row in report.missed] == ["Hechi", "Ningbo"]


def test_an_open_name_is_found_and_costs_no_precision() -> None:
    tally = score([gold("Keqiao", "柯桥")], [given("Keqiao")], {}).tallies["place"]
    assert (tally.found, tally.right, tally.given) == (1, 0, 0)


def test_several_right_forms() -> None:
    tally = score(
        [gold("Textile City", "中国轻纺城|轻纺城", kind=Kind.MARKET)], [given("Textile City", "轻纺城")], {}
    ).tallies["market"]
    assert tally.right == 1  # 轻纺城 Textile City


def test_persons_and_doubtful_rows_ask_for_no_chinese() -> None:
    report = score(
        [gold("Chen Hao", "陈浩", kind=Kind.PERSON), gold("Wuxiang", "武乡", certainty="low")],  # a person; Wuxiang
        [given("Chen Hao"), given("Wuxiang")],
        {},
    )
    assert (report.tallies["all"].rows, report.tallies["all"].found, report.tallies["all"].with_zh) == (2, 2, 0)


def test_names_leave_terms_out() -> None:
    report = score([gold("Keqiao", "柯桥"), gold("cloth", "布", kind=Kind.TERM)], [], {})
    assert (report.tallies["names"].rows, report.tallies["term"].rows, report.tallies["all"].rows) == (1, 1, 2)


def test_flags() -> None:
    rows = [gold("A", issue=Issue.CALQUE), gold("B", issue=Issue.VARIANT), gold("C", issue=Issue.MISSPELT)]
    report = score(rows, [given("A", issue=Issue.UNOFFICIAL), given("B", issue=Issue.CALQUE), given("C")], {})
    assert report.flags == {(True, True): 1, (True, False): 1, (False, True): 1}
    assert report.confusion == {("calque", "unofficial"): 1, ("variant", "calque"): 1, ("misspelt", "ok"): 1}


def test_what_overlaps_no_annotation_is_listed_and_not_scored() -> None:
    texts = {"a.txt": "Keqiao and Ningbo"}
    report = score([gold("Keqiao", "柯桥")], [given("Ningbo", "宁波", start=11, stop=17)], texts)
    assert [item.text for item in report.outside] == ["Ningbo"]
    assert report.tallies["all"].given == 0
