"""The command line: parse, call, print. Commands import their room inside the function: a look-up stays quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from glossary import __version__
from glossary.tables import GlossaryError, data_dir

KINDS = ("place", "person", "organisation", "market", "brand", "event", "programme", "product", "term")
STATUSES = ("reviewed", "listed", "proposed", "open")
DATABASE = "glossary.db"


class Failure(click.ClickException):
    """An error of the user's input or data: one message, exit code 2."""

    exit_code = 2


class Group(click.Group):
    """Commands whose GlossaryErrors become messages, and whose broken pipes and Ctrl-C end quietly."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        try:
            return super().invoke(ctx)
        except GlossaryError as error:
            raise Failure(str(error)) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def _database_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--db", type=click.Path(path_type=Path), default=Path(DATABASE), show_default=True, help="The glossary to use."
    )(command)


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--seen", is_flag=True, help="Only what the texts show."),
        click.option("--status", multiple=True, type=click.Choice(STATUSES), help="Only this status; repeatable."),
        click.option("--field", multiple=True, metavar="FIELD", help="Only this subject field; repeatable."),
        click.option("--kind", multiple=True, type=click.Choice(KINDS), help="Only this kind; repeatable."),
    ):
        command = option(command)
    return command


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="glossary")
def main() -> None:
    """A bilingual (English–Chinese) glossary out of machine-translated English texts."""


@main.command()
@click.argument("texts", nargs=-1, type=click.Path(path_type=Path))
@click.option("--db", type=click.Path(path_type=Path, dir_okay=False), default=Path(DATABASE), show_default=True,
              help="The database to write.")  # fmt: skip
@click.option("--project", type=click.Path(path_type=Path, file_okay=False),
              help="Folder of your own curated tables. [default: the database's folder]")  # fmt: skip
@click.option("--text-column", default="", metavar="NAME", help="Column of tables that holds the texts.")
@click.option(
    "--without-texts", is_flag=True, help="Leave the texts and the words around each mention out, for publishing."
)
@click.option("--strict", "cut", flag_value="strict", help="Mined terms: only what the measures are sure of.")
@click.option("--wide", "cut", flag_value="wide", help="Mined terms: adjectives, common words and fragments too.")
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N",
              help="Processes that read.")  # fmt: skip
def build(
    texts: Sequence[Path], db: Path, project: Path | None, text_column: str, without_texts: bool, cut: str | None,
    workers: int,
) -> None:  # fmt: skip
    """Build the glossary from TEXTS: files, folders, - for standard input, or nothing for the sample texts.

    The arguments are the whole corpus: the database is written anew.

    \b
    Example: glossary build articles/ --db glossary.db
    """
    from glossary.build import build as build_glossary
    from glossary.progress import showing
    from glossary.report import summary
    from glossary.termhood import Cut

    paths = texts or (data_dir() / "texts",)
    with showing() as progress:
        built = build_glossary(
            paths, db, project or db.parent, not without_texts, Cut(cut or "default"), progress, text_column, workers
        )
    for skipped in built.skipped:
        click.echo(f"skipped {skipped.path}: {skipped.reason}", err=True)
    click.echo(summary(built, db))
    sys.exit(1 if built.skipped else 0)


@main.command()
@click.argument("query", nargs=-1, required=True)
@_database_option
@click.option("-1", "bare", is_flag=True, help="Only the preferred English of the best answer.")
@click.option("--json", "shape", flag_value="json", help="As JSON.")
@click.option("--csv", "shape", flag_value="csv", help="As CSV, one row a designation.")
@click.option("--kind", multiple=True, type=click.Choice(KINDS), help="Only this kind; repeatable.")
def lookup(query: Sequence[str], db: Path, bare: bool, shape: str | None, kind: Sequence[str]) -> None:
    """Look QUERY up: English, 汉字, pinyin in any dress, or a wrong rendering.

    The verdict comes first. Exit code 0 where something was found, 1 where not.

    \b
    Examples: glossary lookup surrounding rivers
              glossary lookup 柯桥
              glossary lookup ke1qiao2
    """
    from glossary.lookup import answer
    from glossary.report import answers_as

    asked = " ".join(query)
    answers, suggestions = answer(db if db.is_file() or db != Path(DATABASE) else None, asked, kind)
    if not db.is_file():
        click.echo(f"no {db} here: answering from the curated data alone", err=True)
    if not answers:
        click.echo(f"{asked!r} is not in the glossary", err=True)
        if suggestions:
            click.echo(f"did you mean: {', '.join(suggestions)}?", err=True)
        sys.exit(1)
    click.echo(answers_as("bare" if bare else shape or "text", answers, asked, sys.stdout.isatty()))


@main.command()
@click.argument("text", nargs=-1, required=True)
@_database_option
def explain(text: Sequence[str], db: Path) -> None:
    """Show the evidence trail of one rendering: what was weighed, why it was chosen, left open or rejected.

    Exit code 0 where the rendering is in the glossary or was a candidate for it, 1 where not.

    \b
    Example: glossary explain Yuncheng County
    """
    from glossary.explain import explain as find_trails
    from glossary.explain import find_rejected
    from glossary.report import rejected_text, trail_text
    from glossary.search import open_database

    asked = " ".join(text)
    connection = open_database(db)
    trails = find_trails(connection, asked)
    if not trails and (rejected := find_rejected(connection, asked)):
        click.echo(rejected_text(rejected))
        return
    if not trails:
        click.echo(f"{asked!r} is not a rendering in the glossary; glossary lookup finds more", err=True)
        sys.exit(1)
    click.echo("\n\n".join(map(trail_text, trails)))


@main.command()
@click.option("--to", "shape", type=click.Choice(("csv", "renderings", "rejected")), default="csv", show_default=True,
              help="csv: one row a concept; renderings: one a rendering; rejected: terms left out.")  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write. [default: stdout]"
)
@click.option("--excel", is_flag=True, help="Add the mark that Excel needs to read UTF-8.")
@_database_option
@_filters
def export(
    shape: str, output: Path | None, excel: bool, db: Path,
    kind: Sequence[str], field: Sequence[str], status: Sequence[str], seen: bool,
) -> None:  # fmt: skip
    """Export the glossary as CSV.

    \b
    Example: glossary export --to renderings --seen -o renderings.csv
    """
    from glossary.exchange import sheets
    from glossary.search import open_database
    from glossary.tables import write_text

    filters = {"kind": kind, "subject_field": field, "status": status}
    connection = open_database(db)
    columns, iterate = sheets.SHEETS[shape]
    text = sheets.as_text(columns, iterate(connection, filters, seen), excel)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
        click.echo(f"{output}: {text.count(chr(10)) - 1} rows", err=True)


@main.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(("place", "person", "name", "term")), default="name", show_default=True,
              help="Which orthography: of places, persons, other names or terms.")  # fmt: skip
@click.option("--style", type=click.Choice(("toned", "plain", "numbered", "key")), default="toned", show_default=True,
              help="With tone marks, without, with tone numbers, or the match key.")  # fmt: skip
def pinyin(text: Sequence[str], kind: str, style: str) -> None:
    """Write TEXT, Chinese names or terms, in pinyin by the orthography rules, one a line.

    \b
    Examples: glossary pinyin 柯桥区 环江毛南族自治县 --kind place
              glossary pinyin 曾庆红 --kind person --style plain
    """
    from glossary.forms import spell_as

    for zh in text:
        click.echo(spell_as(zh, kind, style))


@main.command()
@_database_option
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port on this machine.")
def serve(db: Path, port: int) -> None:
    """Browse the glossary in Datasette, at http://127.0.0.1:PORT.

    \b
    Example: glossary serve --port 8001
    """
    from glossary.search import open_database
    from glossary.serving import datasette_command

    open_database(db).close()
    os.execv(sys.executable, datasette_command(db, port))


@main.command()
@click.argument("gold", type=click.Path(path_type=Path))
@_database_option
@click.option("--blind", is_flag=True, help="Leave out curated rows whose English stands in the evaluated texts.")
@click.option("--misses", is_flag=True, help="List what was missed.")
@click.option(
    "--false-finds", is_flag=True, help="List Chinese forms that are wrong, and those outside the annotation."
)
def evaluate(gold: Path, db: Path, blind: bool, misses: bool, false_finds: bool) -> None:
    """Score the glossary against GOLD, a table of annotated renderings.

    \b
    Example: glossary evaluate tests/gold/samples.csv --blind
    """
    from glossary.evaluate import evaluate as score
    from glossary.report import scores
    from glossary.search import open_database

    report = score(gold, open_database(db), blind)
    click.echo(scores(report, misses, false_finds))


@main.command()
def doctor() -> None:
    """Find every problem in the curated data, each with file, line and remedy.

    Exit code 0 where there is none, 2 where there are some.

    \b
    Example: glossary doctor
    """
    from glossary.doctor import examine

    problems = examine(data_dir())
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems in the curated data" if problems else "the curated data is sound", err=True)
    sys.exit(2 if problems else 0)
