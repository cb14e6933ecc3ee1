"""What tests share: the authority (slow to load), a small one of our own, golden files, the command line."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary.authority import Authority, read_authority
from glossary.build import build
from glossary.tables import data_dir

HERE = Path(__file__).parent
MINI = HERE / "mini"  # a data folder of a few places and names, so that builds take a moment and goldens stand still
GOLDEN = HERE / "golden"
SHARED = HERE.parent.parent / "shared"  # the lead's reference material; not part of the repository

Run = Callable[..., Result]
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden; review the diff")


@pytest.fixture(scope="session", autouse=True)
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests keep is no business of whoever runs them."""
    folder = tmp_path_factory.mktemp("shelves")
    with pytest.MonkeyPatch.context() as patch:
        for module in ("shelf", "foundation"):
            patch.setattr(f"glossary.{module}.cache_folder", lambda: folder)
        yield


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Everything curated, read once."""
    return read_authority()


def build_with(authority: Authority, paths: list[Path], target: Path) -> None:
    """Build as the command does, with an authority that is read already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("glossary.build.read_authority", lambda **_: authority)
        build(paths, target)


@pytest.fixture(scope="session")
def sample_db(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary of the sample texts, for reading only."""
    target = tmp_path_factory.mktemp("sample") / "glossary.db"
    build_with(authority, [data_dir() / "texts"], target)
    return target


@pytest.fixture(scope="session")
def texts() -> Path:
    """The five articles of ../shared; tests that need them skip where they are absent."""
    folder = SHARED / "texts"
    if not folder.is_dir():
        pytest.skip("../shared/texts is not here: its articles belong to their publishers and are no part of this")
    return folder


@pytest.fixture
def mini(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds know only tests/mini and the project folder; glosses are shared, they are slow to load."""

    def read(data: Path | None = None, project: Path | None = None, **_: object) -> Authority:
        return dataclasses.replace(read_authority(MINI, project), glosses=authority.glosses)

    monkeypatch.setattr("glossary.build.read_authority", read)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder and return click's result; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        from glossary.cli import main

        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(f"a traceback reached the user: {result.exception!r}") from result.exception
        return result

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a file of tests/golden; --update-golden writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8", newline="")
        assert path.is_file(), f"no {path.name}: run pytest --update-golden and review it"
        assert text == path.read_bytes().decode("utf-8"), f"{path.name} differs; if it should: pytest --update-golden"

    return compare
