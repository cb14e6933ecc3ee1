"""The main flow from end to end, by way of the commands: build, export, look up, and everything that may go wrong.

Most builds know only tests/mini (see conftest.py), so that they take a moment; test_corpora.py builds with all we have.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, Golden, Run

from glossary.exchange.sheets import defuse
from glossary.tables import DESIGNATION_COLUMNS, SCHEMA_VERSION

DESIGNATIONS = ",".join(DESIGNATION_COLUMNS)
TABLES = (
    "documents",
    "concepts",
    "designations",
    "mentions",
    "matches",
    "measures",
    "rejected",
    "segments",
    "judgements",
    "stats",
)
pytestmark = pytest.mark.usefixtures("mini")


def ask(db: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.fixture
def db(run: Run, tmp_path: Path) -> Path:
    """A glossary of the two small articles."""
    assert run("build", MINI / "mill.txt", MINI / "river.txt", "--db", "small.db").exit_code == 0
    return tmp_path / "small.db"


def test_the_tables_of_the_contract(db: Path) -> None:
    names = {row[0] for row in ask(db, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert {*TABLES, "glossary", "concepts_fts"} <= names
    assert ask(db, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert ask(db, "PRAGMA foreign_key_check") == []
    assert ask(db, "PRAGMA integrity_check") == [("ok",)]


def test_what_was_found(db: Path) -> None:
    sql = """SELECT d.text, c.zh, c.kind, d.issue FROM mentions m JOIN designations d ON d.id = m.designation_id
             JOIN concepts c ON c.id = d.concept_id"""
    found = set(ask(db, sql))
    assert {
        ("Keqiao", "柯桥", "place", "ok"),
        ("Shaoxing", "绍兴", "place", "ok"),
        ("Huanjiang", "环江", "place", "ok"),
        ("Surrounding Rivers", "环江", "place", "calque"),
        ("China Light Textile City", "中国轻纺城", "market", "variant"),
        ("Young Textile City", "中国轻纺城", "market", "mistranslated"),
        ("Luokou Clothing City", "泺口服装城", "market", "variant"),
        ("Loko Garment City", "泺口服装城", "market", "misspelt"),
        ("Loko", "泺口", "place", "misspelt"),
        ("Yuncheng County", "郓城", "place", "ok"),
        ("printing and dyeing", "印染", "term", "ok"),
        ("silk reeling", "缫丝", "term", "ok"),
        ("Chen Haoming", "", "person", "ok"),
    } <= found
    assert not any(text in ("Home", "News", "Prices", "Disclaimer", "Related reading", "Made") for text, *_ in found)


def test_mentions_are_where_they_say(db: Path) -> None:
    sql = """SELECT o.text, m.start, m.stop, m.node, m.line, m.left, m.right FROM mentions m
             JOIN documents o ON o.id = m.document_id"""
    rows = ask(db, sql)
    assert rows
    for text, start, stop, node, line, left, right in rows:
        assert " ".join(text[start:stop].split()) == node
        assert text.count("\n", 0, start) + 1 == line
        assert " ".join(text[:start].split()).endswith(" ".join(left.split()))
        assert " ".join(text[stop:].split()).startswith(" ".join(right.split()))


def test_uses_count_mentions(db: Path) -> None:
    sql = """SELECT c.uses, count(m.id), c.documents, count(DISTINCT m.document_id) FROM concepts c
             JOIN designations d ON d.concept_id = c.id LEFT JOIN mentions m ON m.designation_id = d.id GROUP BY c.id"""
    rows = ask(db, sql)
    assert sum(uses for uses, *_ in rows) > 20
    assert all(uses == mentions and documents == distinct for uses, mentions, documents, distinct in rows)


def test_nested_mentions_know_what_holds_them(db: Path) -> None:
    sql = """SELECT m.node, h.node FROM mentions m JOIN mentions h ON h.id = m.inside"""
    pairs = ask(db, sql)
    assert ("Loko", "Loko Garment City") in pairs
    assert all(inner in outer for inner, outer in pairs)


def test_open_concepts_have_no_chinese(db: Path) -> None:
    rows = ask(db, "SELECT zh, zh_hant FROM concepts WHERE status = 'open'")
    assert rows
    assert all(zh == "" and zh_hant == "" for zh, zh_hant in rows)


def test_front_matter_reaches_the_database(db: Path) -> None:
    rows = ask(db, "SELECT path, title, publisher, date FROM documents ORDER BY path")
    assert rows[0] == ("mill.txt", "A Day At The Mill", "Mill Page", "2024-05-06")
    assert rows[1] == ("river.txt", "Coats For The Families Of Hechi", "", "")


def test_ids_survive_a_further_document(run: Run, db: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("Weavers of Keqiao in Shaoxing met buyers of Jinan. Wang Fang of Wujiang met nobody.\n")
    assert run("build", MINI / "mill.txt", MINI / "river.txt", more, "--db", "more.db").exit_code == 0
    before = dict(ask(db, "SELECT id, slug FROM concepts"))
    after = dict(ask(tmp_path / "more.db", "SELECT id, slug FROM concepts"))
    assert before.items() <= after.items()
    assert len(after) > len(before)
    designations = "SELECT id, text FROM designations"
    assert set(ask(db, designations)) <= set(ask(tmp_path / "more.db", designations))
    mentions = "SELECT id, node FROM mentions"
    assert set(ask(db, mentions)) <= set(ask(tmp_path / "more.db", mentions))


def test_the_order_of_arguments_does_not_matter(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("build", MINI / "river.txt", MINI / "mill.txt", "--db", "other.db").exit_code == 0
    assert ask(db, "SELECT * FROM concepts") == ask(tmp_path / "other.db", "SELECT * FROM concepts")


def test_a_second_build_is_byte_identical(run: Run, db: Path, tmp_path: Path) -> None:
    first = db.read_bytes()
    assert run("build", MINI / "mill.txt", MINI / "river.txt", "--db", "small.db").exit_code == 0
    assert db.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.db"]


def test_without_texts(run: Run, tmp_path: Path) -> None:
    assert run("build", MINI / "mill.txt", "--db", "bare.db", "--without-texts").exit_code == 0
    assert ask(tmp_path / "bare.db", "SELECT DISTINCT text FROM documents") == [("",)]
    assert ask(tmp_path / "bare.db", "SELECT count(*) FROM mentions WHERE node = 'Keqiao'") == [(1,)]
    assert ask(tmp_path / "bare.db", 'SELECT DISTINCT "left", "right" FROM mentions') == [("", "")]
    assert set(ask(tmp_path / "bare.db", "SELECT example FROM glossary")) == {("",), (None,)}
    words = (MINI / "mill.txt").read_text(encoding="utf-8").split()
    runs = [" ".join(words[at : at + 12]) for at in range(0, len(words) - 12)]
    assert not [run for run in runs if run.encode() in (tmp_path / "bare.db").read_bytes()]
    assert "mill.txt" in run("lookup", "keqiao", "--json", "--db", "bare.db").stdout


def test_skipped_files_are_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Weavers of Keqiao in Shaoxing.\n")
    (tmp_path / "texts" / "empty.txt").write_bytes(b"")
    (tmp_path / "texts" / "picture.txt").write_bytes(b"\x89PNG\x00\x00" * 50)
    result = run("build", "texts", "--db", "a.db")
    assert result.exit_code == 1
    assert "skipped empty.txt: the file is empty" in result.stderr
    assert "skipped picture.txt: the file is binary, not text" in result.stderr
    assert ask(tmp_path / "a.db", "SELECT path FROM documents") == [("a.txt",)]


def test_the_summary(run: Run) -> None:
    result = run("build", MINI / "mill.txt", MINI / "river.txt", "--db", "a.db")
    assert "2 documents" in result.stdout
    assert "wrong renderings" in result.stdout
    assert "next: glossary lookup" in result.stdout
    assert "%" not in result.stderr  # no progress bar where nobody watches


# What goes wrong: a message with the remedy, exit code 2, and the old database as it was.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["empty"], "no text to read"),
        (["empty.txt"], "empty.txt: the file is empty"),
    ],
)
def test_nothing_to_read(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("build", *arguments, "--db", "a.db")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "to mend: " in result.stderr
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("concept,kind\nx,place\n", "the header lacks"),
        (f"{DESIGNATIONS}\nx,spaceship,,en,X,full,preferred,ok,,,,me,high\n", "unknown kind 'spaceship'"),
        (f"{DESIGNATIONS}\nx,place,,en,X,full,preferred,wrong,,,,me,high\n", "unknown issue 'wrong'"),
        (f"{DESIGNATIONS}\nx,place,,en,X\n", "5 cells where the header has 13"),
        (f'{DESIGNATIONS}\nx,place,,en,"X,full\n', "broken CSV"),
        ("", "the header lacks"),
    ],
    ids=["header", "kind", "issue", "ragged", "quote", "empty"],
)
def test_a_broken_table_of_ones_own(run: Run, db: Path, tmp_path: Path, table: str, said: str) -> None:
    before = db.read_bytes()
    (tmp_path / "markets.csv").write_text(table)
    result = run("build", MINI / "mill.txt", "--db", "small.db")
    assert result.exit_code == 2
    assert "markets.csv:" in result.stderr
    assert said in result.stderr
    assert "to mend: " in result.stderr
    assert db.read_bytes() == before


def test_a_broken_table_is_named_with_its_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "markets.csv").write_text("concept,kind\n")
    assert "own/markets.csv:1: " in run("build", MINI / "mill.txt", "--db", "a.db", "--project", "own").stderr


def test_a_table_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    (tmp_path / "markets.csv").write_bytes(f"{DESIGNATIONS}\nx,market,,zh-Hans,轻纺城,full\n".encode("gb18030"))
    result = run("build", MINI / "mill.txt", "--db", "a.db")
    assert result.exit_code == 2
    assert "not UTF-8" in result.stderr


def test_a_table_as_spreadsheets_write_it(run: Run, tmp_path: Path) -> None:
    """A byte order mark and CRLF are taken as they come."""
    rows = [DESIGNATIONS, "hat-hall,market,,en,Keqiao Hat Hall,full,preferred,ok,,,,me,high"]
    rows.append("hat-hall,market,,zh-Hans,柯桥帽城,full,preferred,,,,,me,high")  # Keqiao hat city
    (tmp_path / "markets.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("utf-8-sig"))
    assert run("build", MINI / "mill.txt", "--db", "a.db").exit_code == 0
    assert ask(tmp_path / "a.db", "SELECT zh, english FROM concepts WHERE slug = 'hat-hall'") == [
        ("柯桥帽城", "Keqiao Hat Hall")
    ]


def test_rows_of_ones_own_add(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "termbase.csv").write_text(
        f"{DESIGNATIONS}\n"
        "gate,term,,en,mill gate,full,preferred,ok,,,,me,high\n"
        "gate,term,,zh-Hans,厂门,full,preferred,,,,,me,high\n"  # mill gate
        "gate,term,,en,gate,short,admitted,ok,,,,me,high\n"
    )
    assert run("build", MINI / "mill.txt", "--db", "a.db", "--project", "own").exit_code == 0
    sheet = ask(tmp_path / "a.db", "SELECT zh, english, uses, status FROM concepts WHERE slug = 'gate'")
    assert sheet == [("厂门", "mill gate", 1, "listed")]


def test_two_chinese_forms_may_share_a_traditional_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "termbase.csv").write_text(
        f"{DESIGNATIONS}\n"
        "noil,term,,en,spun noil,full,preferred,ok,,,,me,high\n"
        "noil,term,,zh-Hans,䌷丝,full,preferred,,,,,me,high\n"  # spun silk, in two writings
        "noil,term,,zh-Hans,紬丝,full,admitted,,,,,me,high\n"
    )
    assert run("build", MINI / "mill.txt", "--db", "a.db", "--project", "own").exit_code == 0
    forms = "SELECT d.text FROM designations d JOIN concepts c ON c.id = d.concept_id WHERE slug = 'noil' AND lang = ?"
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        assert database.execute(forms, ("zh-Hant",)).fetchall() == [("紬絲",)]


def test_rows_of_ones_own_win(run: Run, tmp_path: Path) -> None:
    """中国轻纺城: our list prefers China Textile City, this user prefers another English."""
    (tmp_path / "markets.csv").write_text(
        f"{DESIGNATIONS}\nchina-textile-city,market,,en,Keqiao Fabric City,full,preferred,ok,,,,me,high\n"
    )
    assert run("build", MINI / "mill.txt", "--db", "a.db").exit_code == 0
    row = ask(tmp_path / "a.db", "SELECT english, zh FROM concepts WHERE slug = 'china-textile-city'")
    assert row == [("Keqiao Fabric City", "中国轻纺城")]


def test_a_failure_in_the_middle_keeps_the_old(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full while the new database is written: a message, the old file, nothing half-written."""
    before = db.read_bytes()

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("glossary.database._fill", fail)
    result = run("build", MINI / "mill.txt", "--db", "small.db")
    assert result.exit_code == 2
    assert "small.db: cannot be written (database or disk is full)" in result.stderr
    assert db.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.db"]


def test_an_interrupt_in_the_middle_keeps_the_old(
    run: Run, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = db.read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glossary.database._fill", interrupt)
    assert run("build", MINI / "mill.txt", "--db", "small.db").exit_code not in (0, None)
    assert db.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.db"]


def test_a_folder_that_cannot_be_written(run: Run, db: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    result = run("build", MINI / "mill.txt", "--db", "file/a.db", "--project", tmp_path)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "to mend: " in result.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    result = run("build", MINI / "mill.txt", "--db", "closed/a.db")
    assert result.exit_code == 2
    assert "closed/a.db: cannot be written" in result.stderr


def test_a_folder_where_the_database_should_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    result = run("build", MINI / "mill.txt", "--db", "a.db")
    assert result.exit_code == 2
    assert "a.db" in result.stderr


def test_a_folder_for_the_database_is_made(run: Run, tmp_path: Path) -> None:
    assert run("build", MINI / "mill.txt", "--db", "new/deep/a.db").exit_code == 0
    assert (tmp_path / "new" / "deep" / "a.db").is_file()


READERS = [("lookup", "keqiao"), ("export",), ("serve",), ("evaluate", MINI / "gold.csv")]


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_no_database_at_all(run: Run, command: tuple[object, ...]) -> None:
    result = run(*command, "--db", "nowhere.db")
    assert result.exit_code == 2
    assert "nowhere.db: no such database\n    to mend: run glossary build" in result.stderr


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_database_that_is_none(run: Run, tmp_path: Path, command: tuple[object, ...]) -> None:
    (tmp_path / "a.db").write_text("These are notes about silk, and no database.\n" * 40)
    result = run(*command, "--db", "a.db")
    assert result.exit_code == 2
    assert "a.db: no SQLite database" in result.stderr
    assert "to mend: " in result.stderr


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_database_of_another_version(run: Run, db: Path, command: tuple[object, ...]) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("PRAGMA user_version = 99")
    result = run(*command, "--db", "small.db")
    assert result.exit_code == 2
    assert f"a database of version 99, this release reads {SCHEMA_VERSION}" in result.stderr
    assert "to mend: build it anew" in result.stderr


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_someone_elses_database(run: Run, tmp_path: Path, command: tuple[object, ...]) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("CREATE TABLE photos (id)")
    result = run(*command, "--db", "a.db")
    assert result.exit_code == 2
    assert "to mend: " in result.stderr


# Exports.


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("shape", ["csv", "renderings"])
def test_export_as_a_whole(run: Run, db: Path, golden: Golden, shape: str) -> None:
    result = run("export", "--to", shape, "--seen", "--db", db)
    assert result.exit_code == 0
    golden(f"{shape}.csv", result.stdout)


def test_the_example_is_the_text(run: Run, db: Path) -> None:
    text = " ".join("".join(row[0] for row in ask(db, "SELECT text FROM documents ORDER BY path")).split())
    for row in rows_of(run("export", "--seen", "--db", db).stdout):
        assert row["example"].removeprefix("'").strip("…") in text


def test_export_to_a_file(run: Run, db: Path, tmp_path: Path) -> None:
    result = run("export", "--db", db, "-o", "glossary.csv")
    assert result.exit_code == 0
    assert result.stdout == ""
    text = (tmp_path / "glossary.csv").read_bytes()
    assert text.startswith(b"id,slug,kind")
    assert f"glossary.csv: {len(rows_of(text.decode()))} rows" in result.stderr


def test_export_for_excel(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("export", "--excel", "--db", db, "-o", "glossary.csv").exit_code == 0
    assert (tmp_path / "glossary.csv").read_bytes().startswith(b"\xef\xbb\xbfid,slug")


def test_export_filters(run: Run, db: Path) -> None:
    kinds = {row["kind"] for row in rows_of(run("export", "--kind", "market", "--kind", "place", "--db", db).stdout)}
    assert kinds == {"market", "place"}
    found = rows_of(run("export", "--status", "open", "--db", db).stdout)
    assert found
    assert all(row["status"] == "open" and row["zh"] == "" for row in found)
    assert {row["subject_field"] for row in rows_of(run("export", "--field", "silk", "--db", db).stdout)} == {"silk"}
    assert all(int(row["uses"]) > 0 for row in rows_of(run("export", "--seen", "--db", db).stdout))


def test_export_of_nothing_is_a_header(run: Run, db: Path) -> None:
    assert run("export", "--kind", "event", "--db", db).stdout.count("\n") == 1


def test_formulas_are_defused(run: Run, tmp_path: Path) -> None:
    """Names come from texts that nobody has vetted: no cell may run in a spreadsheet."""
    (tmp_path / "brands.csv").write_text(
        f"{DESIGNATIONS}\n"
        '"evil",brand,,en,"=HYPERLINK(""http://x"",""y"")",full,preferred,ok,,,,+1,high\n'
        "evil,brand,,en,@SUM(A1),full,admitted,ok,-2,,,me,high\n"
        "evil,brand,,zh-Hans,＝坏,full,preferred,,,,,me,high\n"  # bad
    )
    assert run("build", MINI / "mill.txt", "--db", "a.db").exit_code == 0
    for shape in ("csv", "renderings"):
        cells = [cell for row in rows_of(run("export", "--to", shape, "--db", "a.db").stdout) for cell in row.values()]
        assert any("HYPERLINK" in cell for cell in cells)
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_known(start: str) -> None:
    """The list of OWASP, CSV injection."""
    assert defuse(f"{start}1").startswith("'")


def test_errors_are_never_exported_as_translations(run: Run, db: Path) -> None:
    for row in rows_of(run("export", "--seen", "--db", db).stdout):
        fine = [row["english"], *row["admitted"].split(" | "), *row["abbreviation"].split(" | ")]
        assert not {"Loko", "Loko Garment City", "Surrounding Rivers", "Young Textile City"} & set(fine)
    wrong = {row["rendering"]: row for row in rows_of(run("export", "--to", "renderings", "--seen", "--db", db).stdout)}
    assert (wrong["Loko Garment City"]["right"], wrong["Loko Garment City"]["role"]) == (
        "Luokou Garment City",
        "lookup",
    )
    assert (wrong["Surrounding Rivers"]["right"], wrong["Surrounding Rivers"]["role"]) == ("Huanjiang", "deprecated")


# Looking up.


@pytest.mark.parametrize(
    "query",
    ["Keqiao", "keqiao", "KEQIAO", "柯桥", "柯橋", "kēqiáo", "ke1qiao2", "ke qiao", "Keqiao District", "柯桥区"],
)
def test_look_up_in_any_dress(run: Run, db: Path, query: str) -> None:
    result = run("lookup", query, "--db", db)
    assert result.exit_code == 0
    first, second, *_ = result.stdout.splitlines()
    assert first == "Keqiao is 柯桥"
    assert "柯桥" in second
    assert "Kēqiáo" in second
    assert "Shaoxing" in second
    assert "Zhejiang" in second


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("loko garment city", "'Loko Garment City' is misspelt: use Luokou Garment City"),
        ("Young Textile City", "'Young Textile City' is mistranslated: use China Textile City"),
        ("surrounding rivers", "'Surrounding Rivers' is a calque: use Huanjiang"),
        ("china light textile city", "'China Light Textile City' is fine; China Textile City is preferred"),
        ("Chen Haoming", "Chen Haoming: found in the texts, its Chinese is not known"),
    ],
)
def test_the_verdict_comes_first(run: Run, db: Path, query: str, said: str) -> None:
    result = run("lookup", *query.split(), "--db", db)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == said


def test_look_up_shows_evidence(run: Run, db: Path) -> None:
    said = run("lookup", "surrounding", "rivers", "--db", db).stdout
    assert "avoid" in said
    assert "calque" in said
    assert "river.txt:3: " in said


def test_look_up_bare(run: Run, db: Path) -> None:
    assert run("lookup", "-1", "loko garment city", "--db", db).stdout == "Luokou Garment City\n"


def test_look_up_as_json(run: Run, db: Path) -> None:
    rows = json.loads(run("lookup", "--json", "中国轻纺城", "--db", db).stdout)
    assert [(row["english"], row["zh"], row["kind"]) for row in rows] == [
        ("China Textile City", "中国轻纺城", "market")
    ]
    assert {"text": "Young Textile City", "role": "deprecated"}.items() <= next(
        d for d in rows[0]["designations"] if d["text"] == "Young Textile City"
    ).items()


def test_look_up_as_csv(run: Run, db: Path) -> None:
    rows = rows_of(run("lookup", "--csv", "luokou garment city", "--db", db).stdout)
    assert {"rendering": "Loko Garment City", "role": "lookup", "issue": "misspelt"}.items() <= next(
        row for row in rows if row["rendering"] == "Loko Garment City"
    ).items()


def test_look_up_by_kind(run: Run, db: Path) -> None:
    assert run("lookup", "luokou garment city", "--kind", "market", "--db", db).exit_code == 0
    assert run("lookup", "luokou garment city", "--kind", "term", "--db", db).exit_code == 1


@pytest.mark.parametrize(
    ("query", "meant"), [("keqaio", "Keqiao"), ("kechiao", "Keqiao"), ("printing and dying", "printing and dyeing")]
)
def test_did_you_mean(run: Run, db: Path, query: str, meant: str) -> None:
    result = run("lookup", query, "--db", db)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{query!r} is not in the glossary" in result.stderr
    assert "did you mean: " in result.stderr
    assert meant in result.stderr


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "*", "(", "a OR", "NEAR(", "zh:", "柯*", "%", "\x00", "-" * 9 + "x", "é" * 5000]
)
def test_hostile_queries(run: Run, db: Path, query: str) -> None:
    result = run("lookup", "--db", db, "--", query)
    assert result.exit_code in (0, 1)


def test_a_wrong_option_is_wrong_use(run: Run) -> None:
    assert run("lookup", "--colour", "blue").exit_code == 2
    assert run("export", "--to", "parchment").exit_code == 2
    assert run("lookup").exit_code == 2
