"""What we know before we read: the gazetteer, the termbase, glosses, and what is kept compiled of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import MINI

from glossary.authority import Authority, read_authority
from glossary.authority.compiled import MOST_KEPT, cache_folder, compiled
from glossary.english import iter_tokens
from glossary.records import Kind
from glossary.tables import DESIGNATION_COLUMNS, DataError, write_text


def test_places_by_key_by_chinese_and_by_code(authority: Authority) -> None:
    gazetteer = authority.gazetteer
    [keqiao] = [place for place in gazetteer.with_key("keqiao") if place.level == "county"]
    assert (keqiao.zh, keqiao.stem, keqiao.code) == ("柯桥区", "柯桥", "330603")  # Keqiao District
    assert keqiao in gazetteer.with_zh("柯桥")
    assert keqiao in gazetteer.with_zh("柯桥区")
    assert [place.zh for place in gazetteer.ancestors(keqiao)] == ["绍兴市", "浙江省"]  # Shaoxing, Zhejiang
    assert gazetteer.codes_above("330603") == {"330600", "330000"}
    assert gazetteer.path(keqiao).startswith("Keqiao District, Shaoxing")


def test_what_is_not_there(authority: Authority) -> None:
    gazetteer = authority.gazetteer
    assert gazetteer.with_key("manchester") == ()
    assert gazetteer.with_zh("曼彻斯特") == ()  # Manchester
    assert gazetteer.find("999999") is None
    assert gazetteer.codes_above("999999") == frozenset()


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("China Textile City opens", 3),
        ("china textile cities open", 3),  # any case, any number
        ("printing and dyeing hall", 3),
        ("CNTAC met", 1),
        ("cntac met", 0),  # an abbreviation wants its capitals
        ("zibbel opens", 0),
    ],
)
def test_the_longest_match_comes_first(authority: Authority, text: str, longest: int) -> None:
    lengths = [length for length, _ in authority.termbase.matches(tuple(iter_tokens(text)), 0)]
    assert lengths == sorted(lengths, reverse=True)
    assert max(lengths, default=0) == longest


def test_a_division_lends_its_concept_to_the_gazetteer(authority: Authority) -> None:
    assert authority.division("cn-330603") == "330603"
    assert authority.division("china-textile-city") == ""
    assert authority.division("cn-999999") == ""


def test_glosses(authority: Authority) -> None:
    assert "环" in authority.glosses.pieces(("surround",))  # to surround
    assert "江" in authority.glosses.pieces(("river",))  # river
    assert authority.glosses.pieces(("zibbel",)) == ()


def test_the_blind_leaves_english_out_and_chinese_in() -> None:
    blind = read_authority(MINI, stands=lambda text: "Textile City" in text)
    concept = blind.termbase.find("china-textile-city")
    assert concept is not None
    assert concept.zh == "中国轻纺城"  # China Textile City
    assert not [d for d in concept.designations if d.lang == "en" and "Textile City" in d.text]


def test_a_missing_table_of_ours_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "curated").mkdir()
    with pytest.raises(DataError, match=r"readings\.csv: cannot be read .*\n    to mend: "):
        read_authority(tmp_path)


def test_a_project_folder_that_is_missing_adds_nothing(tmp_path: Path) -> None:
    with_folder = read_authority(MINI, tmp_path / "nowhere")
    assert len(with_folder.termbase) == len(read_authority(MINI).termbase)


def test_a_person_s_row_is_read_after_ours(tmp_path: Path) -> None:
    rows = f"{','.join(DESIGNATION_COLUMNS)}\nsilk,term,silk,en,silken stuff,full,admitted,ok,,,,me,low\n"
    write_text(tmp_path / "termbase.csv", rows)
    authority = read_authority(MINI, tmp_path)
    assert [d.source for d in authority.termbase.with_english("silken stuff")] == ["me"]
    assert [d.concept for d in authority.termbase.with_english("silk")] == ["silk"]


# What is kept compiled costs time when it is gone, never an answer.


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


def test_values_are_kept_and_read_again(cache: Path, tmp_path: Path) -> None:
    source = tmp_path / "source.csv"
    source.write_text("one")
    made: list[str] = []

    def make() -> dict[str, tuple[str, ...]]:
        made.append(source.read_text())
        return {"桥": ("bridge",)}  # bridge

    assert compiled("x", [source], make) == compiled("x", [source], make) == {"桥": ("bridge",)}
    assert made == ["one"]
    source.write_text("two")
    compiled("x", [source], make)
    assert made == ["one", "two"]
    for number in range(9):
        source.write_text(str(number))
        compiled("x", [source], make)
    assert len(list(cache.glob("x-*"))) == MOST_KEPT


@pytest.mark.parametrize(
    ("referent", "kind", "expected"),
    [
        ("zh:中国羊毛衫名镇", Kind.PROGRAMME, "concept:china-famous-woolen-sweater-town"),  # its headword
        ("zh:中国羊毛衫名镇", Kind.TERM, "zh:中国羊毛衫名镇"),  # of another kind
        ("zh:无此名镇", Kind.PROGRAMME, "zh:无此名镇"),  # of no table
        ("concept:silk", Kind.TERM, "concept:silk"),
        ("place:330603", Kind.PLACE, "place:330603"),
        ("open:zh:x", Kind.TERM, "open:zh:x"),
    ],
)
def test_a_headword_is_its_entry(referent: str, kind: Kind, expected: str, authority: Authority) -> None:
    assert authority.listed_as(referent, kind) == expected


@pytest.mark.parametrize("junk", [b"", b"junk", None, b"\x00" * 100], ids=["empty", "text", "cut", "zeros"])
def test_a_spoilt_cache_is_passed_over(cache: Path, tmp_path: Path, junk: bytes | None) -> None:
    source = tmp_path / "source.csv"
    source.write_text("one")
    compiled("x", [source], lambda: {"a": "b"})
    for path in cache.glob("x-*"):
        path.write_bytes(path.read_bytes()[:-3] if junk is None else junk)
    assert compiled("x", [source], lambda: {"a": "b"}) == {"a": "b"}


def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    source = tmp_path / "source.csv"
    source.write_text("one")
    assert compiled("x", [source], lambda: ("a",)) == ("a",)
