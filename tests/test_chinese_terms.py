"""Candidates of Chinese texts: what is published, what is rejected and why."""

from __future__ import annotations

from glossary.authority import Authority
from glossary.chinese_terms import collect_chinese, iter_words, score_chinese
from glossary.records import ScoredTerm

TEXT = "飞梭坏了。换飞梭要时间。飞梭和绞车都旧了，绞车有问题，绞车很重。企业很大，企业很多，企业也旧。踏板好。"


def mined(authority: Authority, text: str) -> dict[str, ScoredTerm]:
    runs = iter_words(text, authority.chinese_names.segmenter)
    found, total = collect_chinese([("a", list(runs), frozenset())])
    return {term.text: term for term in score_chinese(found, total)}


def test_terms_of_the_trade_are_published(authority: Authority) -> None:
    found = mined(authority, TEXT)
    assert [found[zh].rejected for zh in ("飞梭", "绞车")] == ["", ""]
    assert [measure.name for measure in found["飞梭"].measures] == [
        "c_value", "min_weirdness", "frequency", "maximal",
    ]  # fmt: skip


def test_common_words_are_rejected_with_the_reason(authority: Authority) -> None:
    assert mined(authority, TEXT)["企业"].rejected == "its words are common in general Chinese"


def test_general_words_are_no_candidates(authority: Authority) -> None:
    assert {"时间", "问题"} & mined(authority, TEXT).keys() == set()


def test_owned_stretches_end_a_phrase(authority: Authority) -> None:
    runs = list(iter_words("柯桥面料市场。", authority.chinese_names.segmenter))
    found, _ = collect_chinese([("a", runs, frozenset(range(2)))])
    assert all("柯桥" not in zh for zh in found)


def test_counts_do_not_depend_on_the_order_of_pages(authority: Authority) -> None:
    segmenter = authority.chinese_names.segmenter
    pages = [
        (name, list(iter_words(text, segmenter)), frozenset[int]()) for name, text in (("a", TEXT), ("b", TEXT[:20]))
    ]
    assert score_chinese(*collect_chinese(pages)) == score_chinese(*collect_chinese(reversed(pages)))


def test_what_is_met_too_seldom_says_so(authority: Authority) -> None:
    assert mined(authority, TEXT)["踏板"].rejected == "met too seldom"


def test_no_text_has_no_terms() -> None:
    assert score_chinese({}, 0) == []
