"""Pinyin on the command line, and the forms of Chinese that are kept compiled."""

from __future__ import annotations

import pytest
from cases import cases
from click.testing import CliRunner

from glossary.authority import Authority
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
    assert (
        forms.pinyin(Kind.MARKET, concept.zh)
        == forms._spell(Kind.MARKET, concept.zh, forms._userwords)
        == "Zhōngguó Qīngfǎngchéng"
    )
    assert forms.traditional(concept.zh) == "中國輕紡城"
