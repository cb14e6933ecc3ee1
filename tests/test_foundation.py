"""What is curated is written once and copied into each build: the same bytes, whatever became of the kept file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import MINI, Run

from glossary.entries import EntryMaker
from glossary.foundation import MOST_KEPT, Foundation

OWN = """concept,kind,subject_field,lang,text,form,role,issue,reason,valid_from,valid_to,source,confidence
treadle-house,organisation,,en,Treadle House,full,preferred,ok,,,,editor,medium
treadle-house,organisation,,zh-Hans,踏板行,full,preferred,,,,,editor,medium
"""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache; the folder in it where foundations lie."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("glossary.foundation.cache_folder", lambda: cache)
    return cache / "foundations"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many entries were made, each time those of all that is curated were."""
    found, make = [], EntryMaker.curated

    def counted(maker: EntryMaker) -> object:
        entries = make(maker)
        found.append(len(entries))
        return entries

    monkeypatch.setattr(EntryMaker, "curated", counted)
    return found


def build(run: Run) -> bytes:
    assert run("build", MINI / "mill.txt", "--db", "a.db").exit_code == 0
    return Path("a.db").read_bytes()


def test_it_is_made_once(run: Run, mini: None, folder: Path, made: list[int]) -> None:
    assert build(run) == build(run)
    assert len(made) == 1
    assert made[0] > 0
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", ["a changed bit", "cut off", "nothing", "a folder", "no cache"])
def test_what_is_damaged_is_made_anew(run: Run, mini: None, folder: Path, made: list[int], damage: str) -> None:
    first = build(run)
    (kept,) = folder.iterdir()
    content = bytearray(kept.read_bytes())
    kept.unlink()
    if damage == "a changed bit":
        content[len(content) // 2] ^= 1
        kept.write_bytes(content)
    elif damage == "cut off":
        kept.write_bytes(content[:-20])
    elif damage == "nothing":
        kept.write_bytes(b"")
    elif damage == "a folder":
        kept.mkdir()
    else:
        shutil.rmtree(folder)
        folder.write_text("no folder")
    assert build(run) == first
    assert len(made) == 2


def test_what_another_build_let_go_is_made_anew(
    run: Run, mini: None, folder: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(run)
    monkeypatch.setattr(Foundation, "_kept", lambda _: folder / "gone.db")
    assert build(run) == first
    assert len(made) == 2


def test_tables_of_ones_own_are_part_of_it(run: Run, mini: None, folder: Path, made: list[int]) -> None:
    build(run)
    Path("organisations.csv").write_text(OWN, encoding="utf-8")
    build(run)
    assert made[1] == made[0] + 1
    assert "踏板行" in run("lookup", "Treadle House", "--db", "a.db").output


def test_foundations_do_not_pile_up(tmp_path: Path, folder: Path) -> None:
    for number in range(MOST_KEPT + 2):
        Foundation(str(number), tuple).lay(tmp_path / f"{number}.db")
        newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    assert sorted(file.stat().st_mtime for file in folder.iterdir()) == list(range(2, MOST_KEPT + 2))
