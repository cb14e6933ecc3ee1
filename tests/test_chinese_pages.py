"""Chinese documents: the listed names and terms of a sentence, and silence where characters only look like a name."""

from __future__ import annotations

import pytest
from cases import cases, chinese_of

from glossary.authority import Authority
from glossary.build import judged
from glossary.chinese_pages import ChinesePage
from glossary.entries import EntryMaker
from glossary.forms import ChineseForms
from glossary.pinyin import read_readings
from glossary.records import Document, Entry, Kind, Status
from glossary.tables import data_dir

MILL = "缫丝车间有二十个踏板。旁边是水车，水车要常换。工人说踏板很好，水车不好。\n"


@pytest.mark.parametrize(("given", "expected"), cases("chinese_pages"))
def test_what_is_listed(given: str, expected: str, authority: Authority) -> None:
    page = ChinesePage(Document("a.txt", given, "", lang="zh-Hans"), authority)
    assert " | ".join(f"{r.text} {chinese_of(r, authority)}" for r in page.readings) == expected
    assert all(given[r.start : r.stop] == r.text for r in page.readings)


def entries(authority: Authority, *documents: Document) -> dict[str, tuple[Entry, list[tuple[str, str, str, str]]]]:
    """The entries that documents mention, by their Chinese, with (lang, text, document, node) of each mention."""
    spellings = read_readings(data_dir())
    with judged(documents, authority, spellings) as gathering:
        made, mentions = (
            gathering.entries(EntryMaker(authority, ChineseForms(spellings, data_dir()))),
            list(gathering.mentions()),
        )
    return {
        entry.zh: (entry, [(r.lang, r.text, m.document, m.node)
                           for r in entry.renderings for m in mentions if m.rendering in r.keys])
        for entry in made if entry.uses
    }  # fmt: skip


def test_a_folder_of_chinese_alone_gives_a_glossary(authority: Authority) -> None:
    found = entries(authority, Document("a.txt", MILL, "", lang="zh-Hans"))
    listed, _ = found["缫丝"]
    assert (listed.kind, listed.status, listed.english) == (Kind.TERM, Status.LISTED, "silk reeling")
    mined, mentions = found["水车"]
    assert (mined.status, mined.english, mined.source) == (Status.PROPOSED, "", "Chinese text")
    assert "by its measures: 3 times" in mined.because
    (chinese,) = [r for r in mined.renderings if r.uses]
    assert mentions == [("zh-Hans", "水车", "a.txt", "水车")] * 3
    assert mined.uses == chinese.uses == 3
    assert "c_value" in [measure.name for measure in chinese.measures]


def test_an_original_and_its_english_meet_in_one_entry(authority: Authority) -> None:
    english = Document("a.txt", "Keqiao weaves.\n", "", original="a.zh.txt")
    found = entries(authority, english, Document("a.zh.txt", "柯桥织布。\n", "", lang="zh-Hans"))
    entry, mentions = found["柯桥"]
    assert sorted(mentions) == [("en", "Keqiao", "a.txt", "Keqiao"), ("zh-Hans", "柯桥", "a.zh.txt", "柯桥")]
    assert entry.uses == 2


def test_traditional_text_keeps_its_characters(authority: Authority) -> None:
    found = entries(authority, Document("a.txt", "柯橋織布，紹興也織布。\n", "", lang="zh-Hans"))
    _, mentions = found["柯桥"]
    assert mentions == [("zh-Hant", "柯橋", "a.txt", "柯橋")]
