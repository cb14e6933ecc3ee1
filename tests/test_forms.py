"""Pinyin on the command line, and the forms of Chinese that are kept compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import cases
from click.testing import CliRunner

from glossary.authority import Authority
from glossary.authority.compiled import MOST_KEPT, cache_folder, compiled
from glossary.cli import main
from glossary.forms import ChineseForms
from glossary.pinyin import read_readings
from glossary.records import Kind
from glossary.tables import data_dir


@pytest.mark.parametrize(("given", "expected"), cases("pinyin_command"))
def test_pinyin(given: str, expected: str) -> None:
    result = CliRunner().invoke(main, ["pinyin", *given.split()])
    assert (result.exit_code, result.stdout.rstrip("\n")) == (0, expected)


def test_no_chinese_is_an_error_with_a_remedy() -> None:
    result = CliRunner().invoke(main, ["pinyin", "abc"])
    assert result.exit_code == 2
    assert "'abc' is not Chinese" in result.output


def test_what_is_kept_is_what_is_worked_out(authority: Authority) -> None:
    """轻纺城 Qīngfǎngchéng: the compiled forms and those made on the spot agree."""
    forms = ChineseForms(read_readings(data_dir()), data_dir())
    concept = authority.termbase.find("china-textile-city")
    assert concept is not None
    assert forms.pinyin(Kind.MARKET, concept.zh) == forms._spell(Kind.MARKET, concept.zh) == "Zhōngguó Qīngfǎngchéng"
    assert forms.traditional(concept.zh) == "中國輕紡城"


def test_compiled_anew_when_a_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    source = tmp_path / "source.csv"
    source.write_text("one")
    made: list[str] = []

    def make() -> str:
        made.append(source.read_text())
        return made[-1]

    assert [compiled("demo", [source], make) for _ in range(2)] == ["one", "one"]
    source.write_text("two")
    assert compiled("demo", [source], make) == "two"
    assert made == ["one", "two"]
    for number in range(9):
        source.write_text(str(number))
        compiled("demo", [source], make)
    assert len(list(cache_folder().glob("demo-*.bin"))) == MOST_KEPT


def test_a_broken_or_missing_cache_costs_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert compiled("demo", [blocked], lambda: "made") == "made"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert compiled("demo", [blocked], lambda: "made") == "made"
    for kept in cache_folder().glob("demo-*.bin"):
        kept.write_bytes(b"\xff broken")
    assert compiled("demo", [blocked], lambda: "made again") == "made again"
