"""What is known need not be read again, whoever reads: the same bytes with a full shelf, an empty one, a broken one."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import MINI, Run

from glossary.authority import _fingerprint
from glossary.authority.compiled import cache_folder
from glossary.dossier import Reader
from glossary.readers import _without_interrupts
from glossary.shelf import MOST_SHELVES, PUT_DOWN, Shelf, open_shelf, shelf_path
from glossary.tables import data_dir

CHINESE = "踏板旁边是飞梭，飞梭要常换。柯桥工人说踏板很好，飞梭不好。\n"  # shuttles of Keqiao, by the treadle
DECISIONS = """designation,concept,decision,zh,judge,date,reason
Chen Haoming,,chinese,陈浩明,the mill,2024-05-06,his card
Chen Haomin,,chinese,陈浩明,the mill,2024-05-06,his card
"""
COMMAND = [sys.executable, "-c", "from glossary.cli import main; main()", "build"]


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, with what is compiled of our data, which is slow to make."""
    ours = cache_folder()
    folder = tmp_path_factory.mktemp("cache")
    (folder / "sinoglossary").mkdir()
    for file in ours.glob("*.bin"):
        with contextlib.suppress(FileNotFoundError):  # other tests may be at it too
            shutil.copy(file, folder / "sinoglossary")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    for module in ("shelf", "foundation"):
        monkeypatch.setattr(f"glossary.{module}.cache_folder", cache_folder)
    return folder


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many texts were read, how many were settled."""
    done = {"read": 0, "settle": 0}
    for name in done:
        work = getattr(Reader, name)

        def counted(*given: object, name: str = name, work: object = work) -> object:
            done[name] += 1
            return work(*given)  # type: ignore[operator]

        monkeypatch.setattr(Reader, name, counted)
    return done


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Ten texts made of two, one with its original, a Chinese one by itself, and two decisions on one person."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(5):
        for name in ("mill", "river"):
            text = (MINI / f"{name}.txt").read_text(encoding="utf-8")
            (folder / f"{name}{number:02}.txt").write_text(f"{text}\nLoom number {number} of Shengze stands still.\n")
    (folder / "mill03.zh.txt").write_text("柯桥的一天\n柯桥织布，中国轻纺城卖布。\n")  # a day of Keqiao, Textile City
    (folder / "mill04.txt").write_text(
        "Chen Haomin opens the gate of the mill at six. Chen Haoming shuts it at nine.\n"
    )
    (folder / "shuttle.txt").write_text(CHINESE)
    (tmp_path / "judgements.csv").write_text(DECISIONS)
    return folder


def bytes_of(run: Run, db: str, *paths: Path | str) -> bytes:
    assert run("build", *paths, "--db", db).exit_code == 0
    return Path(db).read_bytes()


def test_one_new_text_is_the_work_of_one(
    run: Run, mini: None, articles: Path, cache: Path, count: dict[str, int]
) -> None:
    bytes_of(run, "a.db", articles)
    assert count["read"] == 12
    (articles / "new.txt").write_text("Weavers of Wujiang in Suzhou buy grey cloth at the China Light Textile City.\n")
    count.update(read=0, settle=0)
    grown = bytes_of(run, "a.db", articles)
    assert count["read"] == 1
    assert grown == bytes_of(run, "whole.db", articles)
    assert count["read"] == 1 + 13


def test_nothing_new_is_no_work(run: Run, mini: None, articles: Path, cache: Path, count: dict[str, int]) -> None:
    first = bytes_of(run, "a.db", articles)
    count.update(read=0, settle=0)
    assert bytes_of(run, "a.db", articles) == first
    assert count == {"read": 0, "settle": 0}


@pytest.mark.parametrize("change", ["text", "original", "Chinese text", "gone", "own table", "decision"])
def test_what_changed_is_read_again(
    run: Run, mini: None, articles: Path, cache: Path, count: dict[str, int], change: str
) -> None:
    before = bytes_of(run, "a.db", articles)
    count.update(read=0, settle=0)
    if change == "text":
        (articles / "mill01.txt").write_text("Weavers of Keqiao in Shaoxing.\n")
    elif change == "original":
        (articles / "mill03.zh.txt").write_text("中国轻纺城\n")  # China Textile City
    elif change == "Chinese text":
        (articles / "shuttle.txt").write_text(CHINESE.replace("飞梭", "绞车"))  # windlasses
    elif change == "decision":
        Path("judgements.csv").write_text(DECISIONS.replace("陈浩明", "陈昊铭"))
    elif change == "gone":
        (articles / "mill01.txt").unlink()
    else:
        assert change == "own table"
        Path("concepts.csv").write_text("concept,subject_field,parent,definition,note\n")
    changed = bytes_of(run, "a.db", articles)
    again = {"text": 1, "original": 2, "Chinese text": 1, "gone": 0, "own table": 12, "decision": 0}
    assert count["read"] == again[change]
    assert changed != before or change == "own table"  # an empty one
    shutil.rmtree(cache / "sinoglossary" / "dossiers")
    assert changed == bytes_of(run, "a.db", articles)


def test_the_corpus_has_what_it_is_for(run: Run, mini: None, articles: Path, cache: Path) -> None:
    """A mined Chinese term, an original, and a decision that joins two persons; counts are those of the mentions."""
    bytes_of(run, "a.db", articles)
    with closing(sqlite3.connect("a.db")) as db:
        mined = db.execute("SELECT status, uses, documents FROM concepts WHERE zh = '飞梭'").fetchall()
        assert mined == [("proposed", 3, 1)]
        assert db.execute("SELECT count(*) > 0 FROM segments").fetchall() == [(1,)]
        assert db.execute("SELECT count(*), count(DISTINCT concept_id) FROM retired").fetchall() == [(2, 1)]
        joined = db.execute("SELECT uses, documents FROM concepts WHERE zh = '陈浩明'").fetchall()
        assert joined == [(10, 5)]
        wrong = """SELECT c.slug FROM concepts c WHERE (c.uses, c.documents) !=
                   (SELECT count(m.id), count(DISTINCT m.document_id) FROM designations d
                    LEFT JOIN mentions m ON m.designation_id = d.id WHERE d.concept_id = c.id)"""
        assert db.execute(wrong).fetchall() == []


@pytest.mark.parametrize(
    "table", [path.relative_to(MINI) for path in sorted(MINI.rglob("*.csv")) if path.name != "gold.csv"]
)
def test_what_is_known_is_all_tables(tmp_path: Path, table: Path) -> None:
    """Whichever table changes, a text is read again."""
    shutil.copytree(MINI, tmp_path / "data")
    before = _fingerprint(tmp_path / "data", None)
    with (tmp_path / "data" / table).open("a") as file:
        file.write("\n")
    assert _fingerprint(tmp_path / "data", None) != before


def test_the_shelf_holds_what_the_last_build_needed(run: Run, mini: None, articles: Path, cache: Path) -> None:
    bytes_of(run, "a.db", articles)
    bytes_of(run, "a.db", articles / "mill00.txt")
    with closing(sqlite3.connect(shelf_path(Path("a.db")))) as shelf:
        assert shelf.execute("SELECT count(*) FROM dossiers").fetchall() == [(1,)]


@pytest.mark.parametrize("damage", ["no database", "another table", "a changed bit", "cut off", "a folder"])
def test_a_damaged_shelf_is_filled_anew(
    run: Run, mini: None, articles: Path, cache: Path, count: dict[str, int], damage: str
) -> None:
    first = bytes_of(run, "a.db", articles)
    shelf = shelf_path(Path("a.db"))
    if damage == "no database":
        shelf.write_bytes(b"These are notes about silk." * 999)
    elif damage == "cut off":
        shelf.write_bytes(shelf.read_bytes()[: shelf.stat().st_size // 2])
    elif damage == "a folder":
        shelf.unlink()
        shelf.mkdir()
    else:
        with closing(sqlite3.connect(shelf)) as db, db:
            if damage == "another table":
                db.execute("DROP TABLE dossiers")
                db.execute("CREATE TABLE dossiers (key)")
            else:
                changed = "CAST(substr(document, 1, 20) || x'00' || substr(document, 22) AS BLOB)"
                db.execute(f"UPDATE dossiers SET document = {changed}")
    count.update(read=0, settle=0)
    assert bytes_of(run, "a.db", articles) == first
    assert count["read"] == 12


def test_a_shelf_that_cannot_be_had(run: Run, mini: None, articles: Path, cache: Path) -> None:
    first = bytes_of(run, "a.db", articles)
    shutil.rmtree(cache / "sinoglossary" / "dossiers")
    (cache / "sinoglossary" / "dossiers").write_text("no folder")
    assert bytes_of(run, "a.db", articles) == first


def test_shelves_do_not_pile_up(cache: Path) -> None:
    for number in range(MOST_SHELVES + 5):
        with open_shelf(shelf_path(Path(f"{number}.db"))):
            pass
    assert len(list((cache / "sinoglossary" / "dossiers").iterdir())) == MOST_SHELVES
    assert shelf_path(Path(f"{MOST_SHELVES + 4}.db")).exists()


def test_two_builds_at_once(run: Run, mini: None, articles: Path, cache: Path) -> None:
    """The second does without the shelf that the first holds."""
    first = bytes_of(run, "a.db", articles)
    with open_shelf(shelf_path(Path("a.db"))):
        assert bytes_of(run, "a.db", articles) == first


def test_an_interrupted_build_goes_on_where_it_was(
    run: Run, mini: None, articles: Path, cache: Path, count: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    put, seen = Shelf.put, []

    def interrupt(*given: object) -> None:
        seen.append(given)
        if len(seen) > 8:
            raise KeyboardInterrupt
        put(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Shelf, "put", interrupt)
    assert run("build", articles, "--db", "a.db").exit_code not in (0, None)
    assert not Path("a.db").exists()
    monkeypatch.setattr(Shelf, "put", put)
    count.update(read=0)
    bytes_of(run, "a.db", articles)
    assert count["read"] == 12 - 8


def test_dossiers_come_to_the_disk_while_a_build_runs(tmp_path: Path) -> None:
    """Even a build that is killed keeps what it read."""
    path = tmp_path / "shelf.db"
    shelf = Shelf(path)
    for number in range(PUT_DOWN + 1):
        shelf.put(str(number), (b"", b"", b"", 0))
    shelf._db.execute("ROLLBACK")
    shelf._db.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM dossiers").fetchall() == [(PUT_DOWN,)]


def test_several_workers_give_the_same_bytes(articles: Path, cache: Path, tmp_path: Path) -> None:
    for workers in ("1", "3"):
        command = [*COMMAND, str(articles), "--workers", workers, "--db", f"{workers}.db"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "1.db").read_bytes() == (tmp_path / "3.db").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
def test_an_interrupt_while_workers_start_is_heard_afterwards() -> None:
    heard = []

    def interrupted() -> None:
        with _without_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            heard.append("not yet")

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert heard == ["not yet"]


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
def test_an_interrupt_that_another_thread_takes_is_heard_afterwards_too() -> None:
    """Threads of numpy were there before and share no mask."""
    heard, done = [], threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()

    def interrupted() -> None:
        with _without_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            heard.append("not yet")

    try:
        with pytest.raises(KeyboardInterrupt):
            interrupted()
    finally:
        done.set()
        thread.join()
    assert heard == ["not yet"]


@pytest.mark.skipif(os.name == "nt", reason="signals are of another kind there")
def test_an_interrupt_ends_all_workers_quietly(cache: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    sample = (data_dir() / "texts" / "01-keqiao-weaves.txt").read_text(encoding="utf-8")
    for number in range(400):
        (texts / f"{number}.txt").write_text(f"{sample}\nNumber {number}.\n")
    command = [*COMMAND, "texts", "--workers", "2", "--db", "a.db"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    shelf = cache / "sinoglossary" / "dossiers"
    waited = time.monotonic() + 60
    while not (shelf.is_dir() and any(shelf.iterdir())) and time.monotonic() < waited:
        time.sleep(0.1)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, said = process.communicate(timeout=60)
    assert process.returncode not in (0, None)
    assert "Traceback" not in said
    assert "Aborted" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["texts"]
