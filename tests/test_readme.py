"""The papers tell the truth: examples are run, commands, tables, columns and figures are compared with the real ones.

A console block of README.md and docs/how-it-decides.md is run in a temporary folder that holds a database of the sample
texts; a block whose info string names a file ("csv mine/organisations.csv") is written there first. A line "…" stands
for any number of lines.
"""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import build_with

from glossary.authority import Authority
from glossary.build import build
from glossary.cli import KINDS, STATUSES, main
from glossary.corpus import SUFFIXES
from glossary.evaluate import Report, evaluate
from glossary.exchange.sheets import REJECTED_COLUMNS, RENDERING_COLUMNS, SHEET_COLUMNS
from glossary.records import Form, Issue, Role
from glossary.search import open_database
from glossary.tables import CURATED, DESIGNATION_COLUMNS, SCHEMA_VERSION, SUBJECT_FIELDS, data_dir

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAPERS = (README, ROOT / "docs" / "how-it-decides.md")
ALL_PAPERS = (*PAPERS, ROOT / "CHANGELOG.md", ROOT / "data" / "README.md", ROOT / "data" / "LICENSE.md")
ANY = "…"
BLOCK = re.compile(r"^```(\w+) ?([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DRIFT = 0.02  # how far a stated figure may lie from the measured one: two points
# Tables of SQLite itself, and the parts of the search index.
NOT_OURS = re.compile(r"^sqlite_|^concepts_fts_")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level or above."""
    level = heading.split(" ")[0]
    match = re.search(rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no chapter {heading!r}"
    return match.group(1)


def rows(text: str) -> list[list[str]]:
    """The body cells of the Markdown tables in a text."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.sub(r"`[^`]*`", _guard, line).split("|")[1:-1]] for line in lines]
    rules = {at for at, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for at, row in enumerate(cells) if at not in rules and at + 1 not in rules]


def _guard(match: re.Match[str]) -> str:
    return match.group().replace("|", "\N{BROKEN BAR}")


def code(text: str) -> set[str]:
    """The words set as code."""
    return set(re.findall(r"`([^`\n]+)`", text))


def runs(block: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines printed below it."""
    command, printed = "", list[str]()
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, printed
            command, printed = line[2:], []
        else:
            printed.append(line.rstrip())
    if command:
        yield command, printed


def agrees(expected: list[str], actual: list[str]) -> bool:
    """Whether lines are as expected, where a line of three dots stands for any number of lines."""
    if not expected:
        return not actual
    if expected[0] == ANY:
        return any(agrees(expected[1:], actual[at:]) for at in range(len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and agrees(expected[1:], actual[1:])


def test_dots_stand_for_any_number_of_lines() -> None:
    assert agrees(["a", ANY, "c"], ["a", "b", "b", "c"])
    assert agrees(["a", ANY], ["a"])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees([ANY, "c"], ["a", "b"])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the sample texts, built as a user builds it."""
    folder = tmp_path_factory.mktemp("sample")
    build([data_dir() / "texts"], folder / "glossary.db", folder)
    return folder / "glossary.db"


@pytest.fixture(scope="module")
def database(sample: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{sample.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_examples(paper: Path, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `$ glossary …` prints what the paper says it prints."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(sample, "glossary.db")
    wrong, count = [], 0
    for language, name, block in BLOCK.findall(paper.read_text(encoding="utf-8")):
        if name:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(block, encoding="utf-8")
        for command, expected in runs(block) if language == "console" else ():
            program, *arguments = shlex.split(command)
            assert program == "glossary", command
            result = CliRunner().invoke(main, arguments, prog_name="glossary")
            actual = [line.rstrip() for line in result.output.rstrip("\n").splitlines()]
            count += 1
            if not agrees(expected, actual):
                wrong.append("\n".join([f"$ {command}", *actual]))
    assert count
    assert not wrong, f"{paper.name} says otherwise than:\n\n" + "\n\n".join(wrong)


def test_only_console_blocks_show_a_prompt() -> None:
    """An example that is not run would rot."""
    unrun = [
        block
        for paper in PAPERS
        for language, _, block in BLOCK.findall(paper.read_text(encoding="utf-8"))
        if language != "console" and re.search(r"^\$ ", block, re.MULTILINE)
    ]
    assert not unrun


@pytest.mark.parametrize("name", main.commands)
def test_commands(name: str) -> None:
    """Each command has a chapter that names its arguments, options and choices, and no others."""
    chapter = section(README.read_text(encoding="utf-8"), f"### `glossary {name}`")
    named = {word for text in code(chapter) for word in re.findall(r"(?<![\w-])--?[a-z0-9][a-z-]*", text)}
    options: set[str] = set()
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            options.update(parameter.opts)
            if isinstance(parameter.type, click.Choice) and parameter.multiple is False:
                assert all(any(choice in text for text in code(chapter)) for choice in parameter.type.choices)
        else:
            assert parameter.name is not None
            assert re.search(rf"`glossary {name} \[?{parameter.name.upper()}", chapter), parameter.name
    assert named == options


def test_no_command_is_made_up() -> None:
    text = README.read_text(encoding="utf-8")
    assert set(re.findall(r"^### `glossary (\w+)`$", text, re.MULTILINE)) == set(main.commands)
    for paper in ALL_PAPERS:
        for word in re.findall(r"`glossary (\w+)", paper.read_text(encoding="utf-8")):
            assert word in main.commands, f"{paper.name}: glossary {word}"


def test_tables_and_columns(database: sqlite3.Connection) -> None:
    """Each table and view has a chapter with its columns in order and their SQL types."""
    text = section(README.read_text(encoding="utf-8"), "## The database")
    names = [row["name"] for row in database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    names = [name for name in names if not NOT_OURS.match(name)]
    assert sorted(re.findall(r"^### `(\w+)`$", text, re.MULTILINE)) == sorted(names)
    for name in names:
        stated = [(row[0].strip("`"), row[1]) for row in rows(section(text, f"### `{name}`"))]
        columns = database.execute(f"PRAGMA table_info({name})").fetchall()
        # What a view or an index computes has no declared type; all of it is text.
        assert stated == [(column["name"], column["type"] or "TEXT") for column in columns], name
        assert all(row[2] for row in rows(section(text, f"### `{name}`"))), name
    assert f"`PRAGMA user_version`, which is {SCHEMA_VERSION}." in text


def test_columns_of_csv_files() -> None:
    text = README.read_text(encoding="utf-8")
    chapter = code(section(text, "## CSV files"))
    assert {*RENDERING_COLUMNS, *REJECTED_COLUMNS} <= chapter
    assert tuple(row[0].strip("`") for row in rows(section(text, "### `glossary`"))) == SHEET_COLUMNS
    own = section(text, "## Your own tables")
    assert ",".join(DESIGNATION_COLUMNS) in own
    explained = [word for row in rows(own) for word in re.findall(r"`(\w+)`", row[0])]
    assert explained == list(DESIGNATION_COLUMNS)
    assert {f"{name}.csv" for name in (*CURATED, "place_names", "concepts")} <= code(own)


def test_words_of_closed_lists() -> None:
    text = README.read_text(encoding="utf-8")
    chapter = section(text, "## Words used")
    first = [row[0].strip("`") for row in rows(chapter)]
    assert first == [*KINDS, *Issue, *STATUSES]
    roles = {row[0].strip("`"): row[2] for row in rows(chapter) if row[0].strip("`") in set(Issue)}
    assert all(f"`{Issue(issue).role}`" in role for issue, role in roles.items())
    fields = re.search(r"^Subject fields: (.*?)\n\n", chapter, re.MULTILINE | re.DOTALL)
    assert fields
    assert re.findall(r"`([\w-]+)`", fields.group(1)) == list(SUBJECT_FIELDS)
    own = section(text, "## Your own tables")
    assert {*Role, *Form} <= code(own)
    assert set(SUFFIXES) <= code(section(text, "## Your own texts"))


def test_prepared_queries_are_named() -> None:
    metadata = (ROOT / "metadata.yml").read_text(encoding="utf-8")
    queries = re.search(r"^    queries:\n(.*?)^    tables:", metadata, re.MULTILINE | re.DOTALL)
    assert queries
    names = re.findall(r"^      (\w+):$", queries.group(1), re.MULTILINE)
    assert len(names) > 2
    assert set(names) <= code(README.read_text(encoding="utf-8"))


def shares(report: Report, group: str) -> tuple[float, float, float]:
    """Found, right Chinese, precision."""
    tally = report.tallies[group]
    return tally.found / tally.rows, tally.right / tally.with_zh, tally.given_right / tally.given


def test_figures_on_the_sample_texts(database: sqlite3.Connection) -> None:
    """What the README says of the quality is what is measured, within two points."""
    stated = {row[0]: row[1:] for row in rows(section(README.read_text(encoding="utf-8"), "## How good it is"))}
    gold = ROOT / "tests" / "gold" / "samples.csv"
    apart = []
    for suffix, is_blind in (("", False), (", blind", True)):
        report = evaluate(gold, database, is_blind)
        for at, group in enumerate(("names", "term", "all")):
            for label, measured in zip(("found", "right Chinese", "precision"), shares(report, group), strict=True):
                cell = stated[label + suffix][at]
                if abs(int(cell.removesuffix(" %")) / 100 - measured) > DRIFT:
                    apart.append(f"{label}{suffix}, {group}: {cell} in the README, {measured:.0%} measured")
    assert not apart


@pytest.mark.parametrize(("column", "name"), [(0, "seen"), (1, "held")])
def test_figures_on_texts_by_another_hand(column: int, name: str, authority: Authority, tmp_path: Path) -> None:
    """Found, right Chinese and precision of each kind are what is measured, within two points."""
    chapter = section(README.read_text(encoding="utf-8"), "## How good it is")
    stated = {row[0]: row[1 + column] for row in rows(chapter) if len(row) == 3 and row[1].count("/") == 2}
    gold = ROOT / "tests" / "gold"
    build_with(authority, [gold / name], tmp_path / "glossary.db")
    report = evaluate(gold / f"{name}.csv", open_database(tmp_path / "glossary.db"))
    measured = {group: tuple(round(100 * share) for share in shares(report, group)) for group in stated}
    said = {group: tuple(map(int, cell.removesuffix(" %").split(" / "))) for group, cell in stated.items()}
    apart = {g for g in said for a, b in zip(said[g], measured[g], strict=True) if abs(a - b) > 100 * DRIFT}
    assert len(said) > 5
    assert not {group: (said[group], measured[group]) for group in apart}


def test_every_data_file_has_its_papers() -> None:
    """data/README.md names each file, each column, and no file that is not there."""
    papers = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    words = code(papers)
    files = sorted(path.relative_to(data_dir()).as_posix() for path in data_dir().rglob("*.csv"))
    assert {word for word in words if re.fullmatch(r"(?:curated/)?\w+\.csv", word)} >= set(files)
    for name in files:
        with (data_dir() / name).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        if tuple(header) == DESIGNATION_COLUMNS:
            assert ",".join(header) in papers
        else:
            assert set(header) <= words, name


def test_numbers_of_concepts_in_the_papers_of_the_data() -> None:
    """Rounded numbers of concepts and rows are within a tenth of the real ones."""
    for row in rows(section((ROOT / "data" / "README.md").read_text(encoding="utf-8"), "## Curated names and terms")):
        if len(row) != 5:
            continue
        with (data_dir() / row[0].strip("`")).open(encoding="utf-8", newline="") as file:
            held = list(csv.DictReader(file))
        for stated, real in ((row[2], len({each["concept"] for each in held})), (row[3], len(held))):
            assert int(stated.replace(",", "")) == pytest.approx(real, rel=0.1), row[0]
        alone = sum(each["source"] == "editor" for each in held) / len(held)
        assert int(row[4].removesuffix(" %")) / 100 == pytest.approx(alone, abs=DRIFT), row[0]


def anchors(text: str) -> set[str]:
    """The anchors of the headings, as GitHub makes them."""
    bare = re.sub(BLOCK, "", text)
    titles = re.findall(r"^#+ (.*)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("paper", ALL_PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if target.startswith(("https://", "http://")):
            continue
        file = (paper.parent / path).resolve() if path else paper
        if not file.exists() or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
            dead.append(target)
    assert not dead


@pytest.mark.parametrize("paper", ALL_PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_papers_are_for_everybody(paper: Path) -> None:
    """No place that only this workshop has; what is said to be run is there."""
    text = paper.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.:/)])/(?:home|opt|root|tmp|usr|var|work)\b|\bshared/", text)
    for script in re.findall(r"\b(?:scripts|benchmarks|tests|docs)/[\w/.-]+\w", text):
        assert (ROOT / script).exists(), script
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake (glossary|test|lint|serve|benchmark|clean)\b", text)) <= set(targets)


def test_attribution_is_the_same_everywhere() -> None:
    said = []
    for paper in (README, ROOT / "data" / "README.md", ROOT / "data" / "LICENSE.md"):
        quoted = re.findall(r"^> (.*)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
        said.append(" ".join(quoted))
    assert len(set(said)) == 1
    assert all(source in said[0] for source in ("CC-CEDICT", "wordfreq", "GeoNames", "CC BY-SA 4.0"))
