"""Term candidates that are not published: how much is, which are kept with their reason, and how they are shown."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Run

TEXT = """The county of felt

Mills of Yuncheng County in Heze, Shandong, weave felt. Our rewinding and doubling spindles are dear.
The rewinding and doubling spindles sell. They buy rewinding and doubling spindles, which are nanofibrous.
One spindle hums when the money is good. Lyocell is dear.
"""
pytestmark = pytest.mark.usefixtures("mini")


@pytest.fixture
def built(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "felt.txt").write_text(TEXT, encoding="utf-8")
    result = run("build", "felt.txt")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "glossary.db"


def published(run: Run, *options: str) -> set[str]:
    """The mined terms of the text under a setting."""
    assert run("build", "felt.txt", "--db", "other.db", *options).exit_code == 0
    rows = csv.DictReader(io.StringIO(run("export", "--db", "other.db", "--kind", "term", "--seen").stdout))
    return {row["english"] for row in rows}


def test_strict_publishes_less_and_wide_more(run: Run, built: Path) -> None:
    strict, default, wide = published(run, "--strict"), published(run), published(run, "--wide")
    assert strict < default < wide
    assert "rewinding and doubling spindles" in strict
    assert "Lyocell" in default - strict
    assert "nanofibrous" in wide - default


def test_nothing_is_both_published_and_rejected(built: Path) -> None:
    with closing(sqlite3.connect(built)) as db:
        both = db.execute(
            "SELECT r.text FROM rejected r JOIN designations d ON d.text = r.text COLLATE NOCASE WHERE d.uses > 0"
        ).fetchall()
        assert db.execute("SELECT count(*) FROM rejected WHERE because = ''").fetchone() == (0,)
    assert both == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("rewinding spindle", "not published: expansion of 'rewinding and doubling spindles'\n"),
        ("Doubling Spindles", "not published: expansion of 'rewinding and doubling spindles'\n"),
        ("money", "not published: a common word\n"),
        ("nanofibrous", "not published: an adjective or a verb by itself\n"),
    ],
)
def test_explain_says_why(run: Run, built: Path, asked: str, said: str) -> None:
    result = run("explain", asked)
    assert result.exit_code == 0
    assert said in result.stdout


def test_the_list_of_the_rejected(run: Run, built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--to", "rejected").stdout)))
    assert all(row["reason"] for row in rows)
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    seen = list(csv.DictReader(io.StringIO(run("export", "--to", "rejected", "--seen").stdout)))
    assert {row["text"] for row in rows} - {row["text"] for row in seen} == {"rewinding spindles", "doubling spindles"}


def test_rejected_candidates_have_no_status(run: Run, built: Path) -> None:
    result = run("export", "--to", "rejected", "--status", "open")
    assert result.exit_code == 2
    assert "leave out --kind, --field and --status" in result.stderr
