"""What people decided: read from judgements.csv, applied to the entries of a build, old addresses lead on."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.forms import ChineseForms
from glossary.judgements import Decided, decide, read_judgements
from glossary.pinyin import read_readings
from glossary.records import Confidence, Entry, Form, Issue, Kind, Rendering, Role, Status
from glossary.tables import DataError, data_dir

HEADER = "designation,concept,decision,zh,judge,date,reason\n"


def entry(number: int, slug: str, zh: str, english: str, status: Status, kind: Kind = Kind.ORGANISATION) -> Entry:
    role = Role.PREFERRED if zh else Role.ADMITTED
    renderings = [Rendering("en", english, Form.FULL, role, Issue.OK, "", (slug,), 1)]
    if zh:
        renderings.append(Rendering("zh-Hans", zh, Form.FULL, Role.PREFERRED, None, ""))
    return Entry(number, slug, kind, "", zh, zh, "", english, status, Confidence.LOW, 0.4, "", "", tuple(renderings))


ENTRIES = (
    entry(1, "chenyun-group-0001", "", "Chenyun Group", Status.OPEN),
    entry(2, "chenyun-corporation-0002", "", "Chenyun Corporation", Status.OPEN),
    entry(3, "cntac", "中国纺织工业联合会", "CNTAC", Status.LISTED),
    entry(4, "textile-federation-0004", "", "Textile Federation", Status.OPEN),
    entry(5, "weavers-union-0005", "织工联合会", "Weavers Union", Status.PROPOSED),
)


@pytest.fixture(scope="module")
def chinese() -> ChineseForms:
    return ChineseForms(read_readings(data_dir()), data_dir())


def decided(folder: Path, chinese: ChineseForms, *rows: str) -> Decided:
    (folder / "judgements.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return decide(ENTRIES, read_judgements(folder), chinese)


def test_an_open_entry_gets_its_chinese_and_a_new_id(tmp_path: Path, chinese: ChineseForms) -> None:
    found = decided(tmp_path, chinese, "chenyun group,,chinese,晨云集团,our office,2026-11-20,their letterhead")
    (now,) = (each for each in found.entries if each.zh == "晨云集团")
    assert (now.pinyin, now.zh_hant, now.status) == ("Chényún Jítuán", "晨雲集團", Status.REVIEWED)
    assert now.because == "decided by our office on 2026-11-20: their letterhead"
    assert [(old.id, old.slug, old.concept) for old in found.retired] == [(1, "chenyun-group-0001", now.id)]
    assert now.slug != "chenyun-group-0001"
    assert now.uses == 1
    assert [each.id for each in found.entries] == sorted(each.id for each in found.entries)


def test_two_entries_of_one_thing_become_one(tmp_path: Path, chinese: ChineseForms) -> None:
    rows = ("Chenyun Group,,chinese,晨云集团,us,,", "Chenyun Corporation,,chinese,晨云集团,us,,")
    found = decided(tmp_path, chinese, *rows)
    (now,) = (each for each in found.entries if each.zh == "晨云集团")
    assert {r.text: r.role for r in now.renderings if r.lang == "en"} == {
        "Chenyun Group": Role.PREFERRED,
        "Chenyun Corporation": Role.ADMITTED,
    }
    assert [(old.id, old.concept) for old in found.retired] == [(1, now.id), (2, now.id)]


def test_what_the_tables_know_takes_the_renderings(tmp_path: Path, chinese: ChineseForms) -> None:
    found = decided(tmp_path, chinese, "Textile Federation,,chinese,中国纺织工业联合会,us,,")
    (now,) = (each for each in found.entries if each.slug == "cntac")
    assert [r.text for r in now.renderings if r.uses] == ["CNTAC", "Textile Federation"]
    assert [r.text for r in now.renderings if r.role is Role.PREFERRED and r.lang == "en"] == ["CNTAC"]
    assert [(old.id, old.concept) for old in found.retired] == [(4, 3)]


def test_a_proposal_is_confirmed(tmp_path: Path, chinese: ChineseForms) -> None:
    found = decided(tmp_path, chinese, "Weavers Union,weavers-union-0005,chinese,织工联合会,us,,")
    assert [each.status for each in found.entries if each.id == 5] == [Status.REVIEWED]
    assert found.retired == ()


def test_a_decision_about_what_no_text_has_is_kept_and_does_nothing(tmp_path: Path, chinese: ChineseForms) -> None:
    found = decided(tmp_path, chinese, "Nobody Ltd,,chinese,无人公司,us,,")
    assert found.entries == ENTRIES
    assert [each.zh for each in found.judgements] == ["无人公司"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("A,,chinese,Latin,us,,", "2: zh is 'Latin', which is no Chinese"),
        ("A,,chinese,晨云,,,", "2: the designation or the judge is missing"),
        ("A,,guess,晨云,us,,", "2: unknown decision 'guess'"),
        ("CNTAC,cntac,chinese,晨云,us,,", "2: cntac is 中国纺织工业联合会, by the tables"),
        ("A,chinese,晨云,us", "2: 4 cells where the header has 7"),
    ],
)
def test_a_row_that_cannot_be_is_an_error(tmp_path: Path, chinese: ChineseForms, row: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        decided(tmp_path, chinese, row)


def test_no_file_no_decisions(tmp_path: Path) -> None:
    assert read_judgements(tmp_path) == read_judgements(None) == ()
