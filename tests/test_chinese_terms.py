"""Candidates of Chinese texts: what is published, what is rejected and why."""

from __future__ import annotations

from glossary.authority import Authority
from glossary.chinese_terms import ChineseCounts, collect_chinese, iter_words, score_chinese
from glossary.records import ScoredTerm

TEXT = "飞梭坏了。换飞梭要时间。飞梭和绞车都旧了，绞车有问题，绞车很重。企业很大，企业很多，企业也旧。踏板好。"


def counted(authority: Authority, *texts: str) -> ChineseCounts:
    counts = ChineseCounts()
    for text in texts:
        counts.add(collect_chinese(list(iter_words(text, authority.chinese_names.segmenter)), frozenset()))
    return counts


def mined(authority: Authority, text: str) -> dict[str, ScoredTerm]:
    return {term.text: term for term in score_chinese(counted(authority, text))}


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
    found = collect_chinese(runs, frozenset(range(2)))
    assert all("柯桥" not in phrase.zh for phrase in found.phrases)
    assert found.words == len(runs[0])


def test_counts_do_not_depend_on_the_order_of_documents(authority: Authority) -> None:
    texts = (TEXT, TEXT[:20])
    assert score_chinese(counted(authority, *texts)) == score_chinese(counted(authority, *reversed(texts)))


def test_what_is_met_too_seldom_says_so(authority: Authority) -> None:
    assert mined(authority, TEXT)["踏板"].rejected == "met too seldom"


def test_no_text_has_no_terms() -> None:
    assert score_chinese(ChineseCounts()) == []
