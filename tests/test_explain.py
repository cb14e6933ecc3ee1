"""The evidence trail of a rendering, as it is kept and as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary.cli import main
from glossary.explain import MEASURES, explain
from glossary.search import open_database

TEXT = """The county of felt

Mills of Yuncheng County in Heze, Shandong, weave felt. Silkworm cocoon mills of Yuncheng County weave at night.
Silkworm cocoon mills stand in Shizhong District of Zaozhuang, too.
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "felt.txt").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", str(folder / "felt.txt"), "--db", str(folder / "g.db")])
    assert result.exit_code == 0, result.output
    return folder / "g.db"


def test_what_was_weighed_is_kept(database: Path) -> None:
    """市中区 Shizhong District is four places; the one in 枣庄 Zaozhuang was chosen."""
    (trail,) = explain(open_database(database), "shizhong district")
    assert trail.zh == "市中"
    chosen = [w.because for w in trail.weighed if w.chosen]
    assert chosen == ["Shizhong District, Zaozhuang City, Shandong Province"]
    assert len(trail.weighed) > 1


def test_measures_go_by_their_names_in_the_literature(database: Path) -> None:
    measures = {
        name for trail in explain(open_database(database), "silkworm cocoon") for name, _ in trail.measures
    }  # 蚕茧
    assert measures == set(MEASURES.values())


def test_printed(database: Path) -> None:
    result = CliRunner().invoke(main, ["explain", "Yuncheng", "County", "--db", str(database)])
    assert result.exit_code == 0
    assert "pinyin of 郓城县; the text names Heze City" in result.stdout
    assert "felt.txt:3: …Mills of [Yuncheng County] in Heze, Shandong, weave felt." in result.stdout


def test_unknown_rendering_is_exit_code_1(database: Path) -> None:
    result = CliRunner().invoke(main, ["explain", "nothing", "--db", str(database)])
    assert result.exit_code == 1
    assert "glossary lookup finds more" in result.stderr
