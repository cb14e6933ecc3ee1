"""Chinese documents: the listed names and terms of a sentence, and silence where characters only look like a name."""

from __future__ import annotations

import pytest
from cases import cases, chinese_of

from glossary.authority import Authority
from glossary.build import judge, make_entries
from glossary.chinese_pages import ChinesePage
from glossary.pinyin import read_readings
from glossary.records import Document, Entry, Kind, Status
from glossary.tables import data_dir

MILL = "缫丝车间有二十个踏板。旁边是飞梭，飞梭要常换。工人说踏板很好，飞梭不好。\n"


@pytest.mark.parametrize(("given", "expected"), cases("chinese_pages"))
def test_what_is_listed(given: str, expected: str, authority: Authority) -> None:
    page = ChinesePage(Document("a.txt", given, "", lang="zh-Hans"), authority)
    assert " | ".join(f"{r.text} {chinese_of(r, authority)}" for r in page.readings) == expected
    assert all(given[r.start : r.stop] == r.text for r in page.readings)


def entries(authority: Authority, *documents: Document) -> dict[str, Entry]:
    """The entries that documents mention, by their Chinese."""
    spellings = read_readings(data_dir())
    made = make_entries(judge(documents, authority, spellings), authority, spellings, data_dir())
    return {entry.zh: entry for entry in made if entry.mentions}


def test_a_folder_of_chinese_alone_gives_a_glossary(authority: Authority) -> None:
    found = entries(authority, Document("a.txt", MILL, "", lang="zh-Hans"))
    assert (found["缫丝"].kind, found["缫丝"].status, found["缫丝"].english) == (
        Kind.TERM,
        Status.LISTED,
        "silk reeling",
    )
    mined = found["飞梭"]
    assert (mined.status, mined.english, mined.source) == (Status.PROPOSED, "", "Chinese text")
    assert "by its measures: 3 times" in mined.because
    (chinese,) = [r for r in mined.renderings if r.mentions]
    assert (chinese.lang, [m.node for m in chinese.mentions]) == ("zh-Hans", ["飞梭"] * 3)
    assert "c_value" in [measure.name for measure in chinese.measures]


def test_an_original_and_its_english_meet_in_one_entry(authority: Authority) -> None:
    english = Document("a.txt", "Keqiao weaves.\n", "", original="a.zh.txt")
    found = entries(authority, english, Document("a.zh.txt", "柯桥织布。\n", "", lang="zh-Hans"))
    assert {m.document for m in found["柯桥"].mentions} == {"a.txt", "a.zh.txt"}


def test_traditional_text_keeps_its_characters(authority: Authority) -> None:
    found = entries(authority, Document("a.txt", "柯橋織布，紹興也織布。\n", "", lang="zh-Hans"))
    mentioned = {(r.lang, r.text) for r in found["柯桥"].renderings if r.mentions}
    assert mentioned == {("zh-Hant", "柯橋")}
